"""Papers of a plan's course: who issues them, and what they say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.plans import PlanDraft
from cusdesk.models.office import User
from cusdesk.services import papers, plans
from cusdesk.services.attendance import VisitDraft, add_visits
from cusdesk.services.papers.plans import issue_plan
from tests.db.test_capture import add_resident
from tests.services.test_attendance import add_service
from tests.services.test_plan_approval import agree, approve_as, begin, version_of
from tests.services.test_plans import TODAY, approve, full_draft

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@pytest.fixture
def plan(office: Office) -> bytes:
    return plans.create_plan(office, add_resident(office), full_draft(add_service(office))).id


def test_a_director_who_approves_issues_the_plan_and_its_annex(office: Office, plan: bytes) -> None:
    approve(office, plan)
    begin(office, plan)
    agree(office, plan)
    plans.submit_plan(office, plan, version_of(office, plan))
    office.take_roles([Role.DIRECTOR])

    approve_as(office, plan, "Jan Testowy")
    newest = plans.list_versions(office, plan)[0]
    issued = papers.issue_paper(office, plans.annex_paper(office, plan, newest.id))
    assert issued.number.startswith("ANEKS")
    assert issue_plan(office, plan).content.startswith(b"%PDF")


def test_who_only_reads_plans_issues_nothing(office: Office, plan: bytes) -> None:
    approve(office, plan)
    office.take_roles([Role.SOCIAL_ASSISTANCE])
    with pytest.raises(RuleError):
        issue_plan(office, plan)
    with pytest.raises(RuleError):
        plans.resignation_paper(office, plan)


def test_the_closing_talk_names_who_agreed_and_judges_nothing(office: Office, plan: bytes) -> None:
    approve(office, plan)
    begin(office, plan)  # and never finished

    course = plans.plan_course(office, plan)
    talk = course.closing.draft
    assert talk.talk_with == "Maria Łuczak"
    assert talk.results.endswith("– jeszcze nie oceniony")
    assert "osiągnięty:" not in talk.results
    assert course.people[0] == "Maria Łuczak"
    assert course.details.full_name in course.people


def test_a_fee_says_what_it_covers_and_what_came_before(office: Office) -> None:
    service, resident = add_service(office), add_resident(office)
    draft = full_draft(service)
    draft.valid_from, draft.services[0].fee_gr = dt.date(2026, 4, 1), 1200
    plan = plans.create_plan(office, resident, draft).id
    approve(office, plan)
    for day in (dt.date(2026, 4, 20), dt.date(2026, 5, 31), dt.date(2026, 6, 1), TODAY):
        visit = VisitDraft(resident_id=resident, service_id=service, date=day, minutes=60)
        add_visits(office, [visit])

    month = plans.fee_until(office, plan, TODAY)
    assert (month.first, month.total_gr, month.earlier_gr) == (dt.date(2026, 6, 1), 2400, 2400)
    both = plans.fee_until(office, plan, TODAY, dt.date(2026, 5, 1))
    assert (both.total_gr, both.earlier_gr, both.without_price) == (3600, 1200, ())


def test_a_service_without_a_price_is_named_not_counted(office: Office) -> None:
    service, resident = add_service(office), add_resident(office)
    draft = full_draft(service)
    draft.services[0].fee_gr, draft.services[0].fee_note = None, "według uchwały"
    plan = plans.create_plan(office, resident, draft).id
    approve(office, plan)
    add_visits(office, [VisitDraft(resident_id=resident, service_id=service, date=TODAY,
                                   minutes=60)])  # fmt: skip
    fee = plans.fee_until(office, plan, TODAY)
    assert (fee.total_gr, fee.without_price) == (0, ("Rehabilitacja",))


def test_a_given_name_alone_is_questioned_and_a_known_name_written_in_full(
    office: Office, plan: bytes
) -> None:
    other = plans.create_plan(office, add_resident(office), PlanDraft(coordinator="Tomasz Bąk"))
    for name, problem in (("Tomasz", "handover_name_which"), ("Jan", "handover_name_short")):
        with pytest.raises(ValidationError) as caught:
            plans.hand_over(office, [plan], to=name, on=TODAY, reason="urlop")
        assert [p.key for p in caught.value.problems] == [f"plans.problem.{problem}"]
    plans.hand_over(office, [plan], to=" bąk  tomasz ", on=TODAY, reason="urlop")
    draft = plans.handover_paper(office, [plan])
    assert draft.document.values["to_name"] == "Tomasz Bąk"
    assert plans.get_plan(office, plan).draft.coordinator == "Tomasz Bąk"
    assert "Anna Testowa" in plans.coordinators(office)
    assert other.id


def test_coordinators_are_offered_from_accounts_too(office: Office) -> None:
    with office.write("office.setting") as work:
        work.session.add(User(name="Iwona Zych", roles="coordinator osl"))
        work.session.add(User(name="Olga Biurowa", roles="office_worker"))
    offered = plans.coordinators(office)
    assert "Iwona Zych" in offered
    assert "Olga Biurowa" not in offered


def test_what_was_given_once_is_owed_once_when_a_service_stands_twice(office: Office) -> None:
    service, resident = add_service(office), add_resident(office)
    draft = full_draft(service)
    draft.services[0].fee_gr = 1200
    draft.services.append(replace(draft.services[0], schedule="sobota"))
    plan = plans.create_plan(office, resident, draft).id
    approve(office, plan)
    add_visits(office, [VisitDraft(resident_id=resident, service_id=service, date=TODAY,
                                   minutes=60)])  # fmt: skip
    assert plans.fee_until(office, plan, TODAY).total_gr == 1200
    done = [row.service.done for row in plans.plan_course(office, plan).chain if row.service]
    assert done == [60, 0]
