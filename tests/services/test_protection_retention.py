"""Terms of cases on a real office: when they end, who is proposed, what a person decides."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.db.erase import Target
from cusdesk.domain.access import Role
from cusdesk.domain.applications import ApplicationStatus, OutcomeDraft, Receipt
from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.protection.retention import CaseKind, Category, RecordClassDraft
from cusdesk.domain.residents import ResidentDraft, ResidentStatus
from cusdesk.models.plans import Plan
from cusdesk.services import applications, clocks, plans, residents
from cusdesk.services.protection import classes, erasure, protocols, registers, retention
from tests.services.test_protection_erasure import DECISION


@pytest.fixture
def office(office):
    office.take_roles(Role)
    return office


def resident(office, surname="Lis", left=None):
    status = ResidentStatus.LEFT if left else ResidentStatus.ACTIVE
    draft = ResidentDraft(surname=surname, given_name="Adam", status=status, status_date=left)
    return residents.create_resident(office, draft).id


def ended_plan(office, resident_id, valid_to):
    plan_id = plans.create_plan(office, resident_id).id
    with office.write("plans.end") as work:
        row = work.get(Plan, plan_id)
        row.status, row.valid_to, row.number = PlanStatus.ENDED.value, valid_to, "IPUS/7/2014"
        row.needs = "Potrzebna pomoc w zakupach."
    return plan_id


def names(office):
    return [(p.name, p.plan_id is not None) for p in retention.proposals(office)]


def test_who_left_long_ago_is_proposed(office):
    resident(office, "Lis", dt.date(2015, 12, 31))  # B10: to the end of 2025
    resident(office, "Wilk", dt.date(2016, 1, 1))  # to the end of 2026
    resident(office, "Żbik")

    (found,) = retention.proposals(office)

    assert (found.name, found.until) == ("Lis Adam", dt.date(2025, 12, 31))
    assert (found.class_symbol, found.category, found.items) == ("KARTA", "B10", 1)


def test_a_later_plan_moves_the_term(office):
    lis = resident(office, "Lis", dt.date(2014, 5, 1))
    ended_plan(office, lis, dt.date(2017, 3, 1))

    assert names(office) == []


def test_a_plan_of_who_stays_is_proposed_alone(office):
    lis = resident(office)
    plan_id = ended_plan(office, lis, dt.date(2014, 6, 30))

    (found,) = retention.proposals(office)

    assert (found.id, found.resident_id, found.sign) == (plan_id, lis, "IPUS/7/2014")


def test_a_plan_alone_is_erased_and_the_person_stays(office):
    lis = resident(office)
    plan_id = ended_plan(office, lis, dt.date(2014, 6, 30))

    erasure.erase(office, Target(lis, plan_id), DECISION)

    assert plans.get_plan(office, plan_id).draft.needs == ""
    assert residents.get_resident(office, lis).draft.surname == "Lis"
    assert names(office) == []


def test_kept_longer_by_a_decision(office):
    lis = resident(office, "Lis", dt.date(2014, 5, 1))

    retention.keep_longer(office, lis, None, dt.date(2030, 1, 1), "Toczy się spór sądowy.")

    assert names(office) == []
    with pytest.raises(ValidationError):
        erasure.erase(office, Target(lis), DECISION)


@pytest.mark.parametrize(
    ("until", "reason"), [(dt.date(2026, 6, 15), "spór"), (dt.date(2030, 1, 1), " ")]
)
def test_keeping_asks_for_a_day_and_a_reason(office, until, reason):
    lis = resident(office, "Lis", dt.date(2014, 5, 1))

    with pytest.raises(ValidationError):
        retention.keep_longer(office, lis, None, until, reason)


def test_an_eu_project_moves_the_term(office):
    lis = resident(office, "Lis", dt.date(2014, 5, 1))
    marks = retention.CaseMarks(eu_project="FEXX.08.01", eu_until=dt.date(2029, 12, 31))

    retention.mark_case(office, lis, None, marks)

    (case,) = retention.person_cases(office, lis)
    assert (case.term.until, case.term.by_project) == (dt.date(2029, 12, 31), True)
    assert names(office) == []


def test_classes_are_starter_rows_until_somebody_writes_one(office):
    first = classes.list_classes(office)[0]
    assert first.is_provisional
    assert first.default_of == ("residents",)

    draft = RecordClassDraft("4110", "Kartoteki", Category.B, 5)
    classes.save_class(office, first.id, draft, first.version)

    after = classes.list_classes(office)
    assert [row.is_provisional for row in after] == [False, True, True, True, True]
    assert (after[0].symbol, after[0].category_text) == ("4110", "B5")


def test_another_class_changes_the_term(office):
    resident(office, "Lis", dt.date(2014, 5, 1))
    forever = classes.save_class(office, None, RecordClassDraft("41", "Akta", Category.A)).id

    classes.set_default(office, CaseKind.RESIDENTS, forever)

    assert names(office) == []


def test_a_class_in_use_stays(office):
    used = classes.list_classes(office)[0]

    with pytest.raises(RuleError):
        classes.retire_class(office, used.id)


def test_lists_name_nobody(office, tmp_path):
    lis = resident(office, "Lis", dt.date(2014, 5, 1))
    proposed = retention.archive_list(office, retention.proposals(office))
    erasure.erase(office, Target(lis), DECISION)
    erased = protocols.erased_list(office, protocols.list_erasures(office))

    assert [len(proposed.rows), len(erased.rows)] == [1, 1]
    assert "Lis" not in str(proposed.rows) + str(erased.rows)
    for name in ("spis.pdf", "spis.xlsx"):
        protocols.save_list(erased, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000


def test_the_protocol_carries_the_case_sign_alone(office):
    lis = resident(office, "Lis", dt.date(2014, 5, 1))
    done = erasure.erase(office, Target(lis), DECISION)

    paper = protocols.protocol(office, done.id)

    facts = dict(paper.sections[0].facts)
    assert facts["Znak sprawy"] == "CUS.5110.3.2014"
    assert facts["Daty skrajne"] == "2014"
    assert "Lis" not in str(paper)


def test_an_application_without_an_answer_keeps_the_case_open(office):
    lis = resident(office, "Lis", dt.date(2010, 5, 1))
    wilk = resident(office, "Wilk", dt.date(2010, 5, 1))
    waiting = applications.register(office, lis, receipt=Receipt(dt.date(2011, 3, 1), 600)).id
    applications.register(office, wilk, receipt=Receipt(dt.date(2012, 3, 1), 600), is_contact=True)
    assert names(office) == []

    gone = OutcomeDraft(ApplicationStatus.WITHDRAWN, dt.date(2014, 3, 1), by_whom="Adam Lis")
    applications.close(office, waiting, gone)

    (found,) = retention.proposals(office)
    assert (found.name, found.until) == ("Lis Adam", dt.date(2024, 12, 31))  # ten years after 2014


def test_who_was_erased_has_no_clock(office):
    lis = resident(office, "Lis", dt.date(2010, 5, 1))
    made = applications.register(office, lis, receipt=Receipt(dt.date(2011, 3, 1), 600)).id
    applications.decide(
        office, made, OutcomeDraft(ApplicationStatus.QUALIFIED, dt.date(2011, 3, 2))
    )
    assert [clock.key for clock in clocks.list_clocks(office)].count("plan_due") == 1

    erasure.erase(office, Target(lis), DECISION)

    assert [clock.key for clock in clocks.list_clocks(office)].count("plan_due") == 0
    (row,) = applications.list_applications(office)
    assert (row.number, row.clock) == ("WN/1/2011", None)


def test_a_consent_behind_an_application_goes_with_the_person(office):
    lis = resident(office, "Lis", dt.date(2010, 5, 1))
    made = applications.register(office, lis, receipt=Receipt(dt.date(2011, 3, 1), 600)).id
    day = dt.date(2011, 3, 2)
    passed = OutcomeDraft(
        ApplicationStatus.PASSED_ON, day, recipient="PCPR", consented_on=day, consent_scope="adres"
    )
    applications.close(office, made, passed)

    erasure.erase(office, Target(lis), DECISION)

    assert registers.list_entries(office, "consents") == []
    assert applications.get_application(office, made).outcome is None
