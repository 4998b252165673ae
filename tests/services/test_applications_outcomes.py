"""Applications that end: refused, passed on, waiting, withdrawn, and what their clocks do then."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.core.clock import FixedClock
from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.applications import (
    ApplicationDraft,
    ApplicationStatus,
)
from cusdesk.domain.protection.register_drafts import ConsentPurpose
from cusdesk.services import (
    applications,
    clocks,
    history,
    plans,
)
from cusdesk.services.applications.papers import outcome_paper
from cusdesk.services.protection import registers
from tests.helpers.office import make_office
from tests.helpers.people import act_as
from tests.services.applications_office import TODAY, listed, outcome, person, row_of


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One office for the tests that look at nothing but their own application."""
    clock = FixedClock(dt.datetime(2026, 6, 15, 10, 0))  # noqa: DTZ001 (wall time)
    office = make_office(tmp_path_factory.mktemp("shared"), clock).office
    yield office
    office.close()


def test_waiting_is_no_refusal_and_has_a_place(office):
    ids = [applications.register(office, person(office, name)).id for name in ("Aa", "Be", "Ce")]
    with pytest.raises(ValidationError):
        applications.decide(office, ids[2], outcome(ApplicationStatus.WAITING))
    for each in (ids[2], ids[0]):
        applications.decide(office, each, outcome(ApplicationStatus.WAITING, reason="brak miejsc"))

    rows = {row.id: row for row in listed(office)}
    assert [rows[each].place for each in ids] == [1, None, 2]
    assert rows[ids[2]].clock is None
    assert rows[ids[0]].reason == "brak miejsc"
    applications.decide(office, ids[0], outcome(ApplicationStatus.QUALIFIED))

    rows = {row.id: row for row in listed(office)}
    assert rows[ids[2]].place == 1
    assert rows[ids[0]].clock is not None
    details = applications.get_application(office, ids[0])
    assert [o.draft.kind for o in details.earlier] == [ApplicationStatus.WAITING]


def test_passing_on_needs_a_consent_unless_it_stays_inside(shared):
    made = applications.register(shared, person(shared))
    bare = outcome(ApplicationStatus.PASSED_ON, recipient="GOPS w sąsiedniej gminie")
    with pytest.raises(ValidationError) as refused:
        applications.close(shared, made.id, bare)
    assert {p.field for p in refused.value.problems} == {"consented_on", "consent_scope"}
    full = outcome(
        ApplicationStatus.PASSED_ON,
        recipient="GOPS w sąsiedniej gminie",
        consented_on=TODAY,
        consent_scope="imię, telefon, treść wniosku",
        check_back_on=dt.date(2026, 7, 1),
    )

    applications.close(shared, made.id, full)
    applications.record_check_back(shared, made.id, TODAY, "przyznano usługi")

    found = applications.get_application(shared, made.id).outcome
    assert found.draft == full
    assert (found.checked_on, found.checked_note) == (TODAY, "przyznano usługi")
    inside = applications.register(shared, person(shared, "Biel"))
    stays = outcome(ApplicationStatus.PASSED_ON, recipient="zespół pomocy", is_inside=True)
    applications.close(shared, inside.id, stays)


@pytest.mark.parametrize(
    "ended",
    [
        outcome(ApplicationStatus.WITHDRAWN, by_whom="córka", reason="wyjazd"),
        outcome(ApplicationStatus.DIED),
        outcome(ApplicationStatus.MOVED, reason="do innej gminy"),
    ],
    ids=lambda draft: draft.kind.value,
)
def test_an_application_that_ends_in_the_middle_stays_in_the_register(shared, ended):
    made = applications.register(shared, person(shared))
    applications.decide(shared, made.id, outcome(ApplicationStatus.QUALIFIED))

    applications.close(shared, made.id, ended)

    row = row_of(shared, made)
    assert (row.status, row.status_on, row.clock) == (ended.kind, TODAY, None)


def test_a_wrong_state_is_corrected_with_a_reason_and_nothing_is_lost(shared):
    made = applications.register(shared, person(shared))
    applications.close(shared, made.id, outcome(ApplicationStatus.DIED))
    with pytest.raises(ValidationError):
        applications.reopen(shared, made.id, "")

    applications.reopen(shared, made.id, "pomylono osoby")

    details = applications.get_application(shared, made.id)
    assert (details.row.status, details.outcome) == (ApplicationStatus.RECEIVED, None)
    assert details.row.clock is not None
    assert [o.replaced_reason for o in details.earlier] == ["pomylono osoby"]
    assert "pomylono osoby" in details.row.corrections


def test_an_outcome_takes_the_right_to_it(office):
    made = applications.register(office, person(office))
    act_as(office, Role.OFFICE_WORKER)
    with pytest.raises(RuleError):
        applications.decide(office, made.id, outcome(ApplicationStatus.QUALIFIED))
    with pytest.raises(RuleError):
        applications.close(office, made.id, outcome(ApplicationStatus.REFUSED))

    applications.close(office, made.id, outcome(ApplicationStatus.WITHDRAWN, by_whom="syn"))

    assert listed(office)[0].status == ApplicationStatus.WITHDRAWN


def test_a_first_contact_is_not_refused(shared):
    made = applications.register(shared, person(shared), is_contact=True)
    with pytest.raises(RuleError):
        applications.decide(shared, made.id, outcome(ApplicationStatus.REFUSED))


def test_the_papers_of_a_refusal_are_completed_later(shared):
    made = applications.register(shared, person(shared))
    applications.decide(shared, made.id, outcome(ApplicationStatus.REFUSED, facts="brak warunków"))
    draft = applications.get_application(shared, made.id).outcome.draft
    draft.instruction, draft.legal_basis = "Odwołanie do SKO", "art. 42 ust. 2"

    applications.change_outcome(shared, made.id, draft)

    kept = applications.get_application(shared, made.id).outcome.draft
    assert (kept.facts, kept.instruction) == ("brak warunków", "Odwołanie do SKO")
    other = applications.register(shared, person(shared, "Biel"))
    again = applications.new_outcome(shared, other.id, ApplicationStatus.REFUSED)
    assert (again.instruction, again.legal_basis) == ("", "art. 42 ust. 2")


def test_a_withdrawn_application_leads_to_no_plan(shared):
    made = applications.register(shared, person(shared))
    applications.close(shared, made.id, outcome(ApplicationStatus.WITHDRAWN, by_whom="syn"))
    with pytest.raises(RuleError):
        applications.start_plan(shared, made.id)


def test_a_service_without_a_plan_stops_the_clock(shared):
    made = applications.register(shared, person(shared))
    applications.decide(
        shared, made.id, outcome(ApplicationStatus.QUALIFIED, without_plan=True, reason="warsztat")
    )
    assert row_of(shared, made).clock is None


@pytest.mark.parametrize("status", ["deceased", "left"])
def test_the_card_of_somebody_who_died_or_moved_is_told(shared, status):
    resident = person(shared, status=status, status_date=TODAY)
    made = applications.register(shared, resident)
    assert applications.get_application(shared, made.id).resident_status == status


@pytest.mark.parametrize(
    "ended",
    [
        outcome(ApplicationStatus.WITHDRAWN, by_whom="syn"),
        outcome(ApplicationStatus.DIED),
        outcome(ApplicationStatus.MOVED),
    ],
)
def test_who_ends_in_the_middle_stops_the_clock_of_a_plan_begun(shared, ended):
    resident = person(shared)
    made = applications.register(shared, resident)
    begun = applications.start_plan(shared, made.id)
    running = {c.key for c in clocks.clocks_of_record(shared, begun.id)}
    assert "plan_due" in running

    applications.close(shared, made.id, ended)

    assert "plan_due" not in {c.key for c in clocks.clocks_of_record(shared, begun.id)}
    assert plans.get_plan(shared, begun.id).draft.application_id == made.id  # nothing is lost
    applications.reopen(shared, made.id, "pomyłka")
    assert "plan_due" in {c.key for c in clocks.clocks_of_record(shared, begun.id)}


def test_whoever_dies_on_the_waiting_list_gives_up_the_place(shared):
    draft = ApplicationDraft(programme="Kolejka")
    first, second = (applications.register(shared, person(shared), draft) for _ in range(2))
    for made in (first, second):
        applications.decide(shared, made.id, outcome(ApplicationStatus.WAITING, reason="brak"))
    assert row_of(shared, second).place == 2

    applications.close(shared, first.id, outcome(ApplicationStatus.DIED))

    assert (row_of(shared, first).place, row_of(shared, second).place) == (None, 1)


def test_undo_takes_an_outcome_back(shared):
    made = applications.register(shared, person(shared))
    applications.decide(shared, made.id, outcome(ApplicationStatus.QUALIFIED))

    history.undo(shared)

    details = applications.get_application(shared, made.id)
    assert (details.row.status, details.outcome) == (ApplicationStatus.RECEIVED, None)


def test_passing_on_stands_in_the_register_of_consents_and_sees_it_withdrawn(shared):
    resident_id = person(shared)
    first, second = (applications.register(shared, resident_id).id for _ in range(2))
    passed = outcome(
        ApplicationStatus.PASSED_ON, recipient="PCPR", consented_on=TODAY, consent_scope="adres"
    )
    applications.close(shared, first, passed)
    begun = applications.new_outcome(shared, second, ApplicationStatus.PASSED_ON)
    assert (begun.consented_on, begun.consent_scope) == (TODAY, "adres")
    applications.close(shared, second, replace(begun, recipient="PUP"))

    (entry,) = registers.list_entries(shared, "consents", resident_id)
    assert (entry.draft.purpose, entry.draft.scope) == (ConsentPurpose.OTHER_UNIT, "adres")
    withdrawn = replace(entry.draft, withdrawn_on=TODAY)
    registers.save_entry(shared, "consents", entry.id, withdrawn, version=entry.version)

    details = applications.get_application(shared, first)
    assert details.outcome.consent_withdrawn_on == TODAY
    with pytest.raises(RuleError, match="consent_withdrawn"):
        outcome_paper(shared, first)
    third = applications.register(shared, resident_id).id
    with pytest.raises(ValidationError) as refused:
        applications.close(shared, third, passed)
    assert [p.field for p in refused.value.problems] == ["consented_on"]
    begun = applications.new_outcome(shared, third, ApplicationStatus.PASSED_ON)
    assert begun.consented_on is None


def test_a_consent_is_not_needed_inside_the_centre(shared):
    resident_id = person(shared)
    made = applications.register(shared, resident_id)
    inside = outcome(ApplicationStatus.PASSED_ON, recipient="Zespół", is_inside=True)
    applications.close(shared, made.id, inside)
    assert registers.list_entries(shared, "consents", resident_id) == []
