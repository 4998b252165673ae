"""Applications: registered in order, corrected with a reason, ended in every way, never deleted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.core.clock import FixedClock
from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.applications import (
    ApplicantKind,
    ApplicationChannel,
    ApplicationDraft,
    ApplicationStatus,
    AskedDocument,
    OutcomeDraft,
    Receipt,
    WishedService,
)
from cusdesk.domain.clocks import OwnTerm
from cusdesk.domain.protection.register_drafts import ConsentPurpose
from cusdesk.domain.residents import RepresentativeDraft, RepresentativeKind, ResidentDraft
from cusdesk.services import (
    applications,
    clocks,
    history,
    office_settings,
    plans,
    residents,
    search,
)
from cusdesk.services.applications.papers import application_paper, outcome_paper
from cusdesk.services.papers import clauses
from cusdesk.services.protection import registers
from tests.helpers.office import make_office
from tests.helpers.people import act_as, switch_on

TODAY = dt.date(2026, 6, 15)


def person(office, surname="Zalewska", given_name="Halina", **more):
    draft = ResidentDraft(surname=surname, given_name=given_name, **more)
    return residents.create_resident(office, draft).id


def at(day, minute=600, reason=""):
    return Receipt(day, minute, ApplicationChannel.LETTER, reason)


def outcome(kind, **more):
    return OutcomeDraft(kind=kind, decided_on=TODAY, **more)


def row_of(office, made):
    """Return the line of one application out of a register others write in too."""
    return next(row for row in listed(office) if row.id == made.id)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One office for the tests that look at nothing but their own application."""
    clock = FixedClock(dt.datetime(2026, 6, 15, 10, 0))  # noqa: DTZ001 (wall time)
    office = make_office(tmp_path_factory.mktemp("shared"), clock).office
    yield office
    office.close()


def listed(office):
    return applications.list_applications(office)


def test_a_number_a_moment_and_the_thirty_days_come_by_themselves(office):
    made = applications.register(office, person(office))

    (row,) = listed(office)
    assert (made.number, row.number) == ("WN/1/2026", "WN/1/2026")
    assert (row.received_on, row.received_time) == (TODAY, "10:00")
    assert (row.due, row.days_left) == (dt.date(2026, 7, 15), 30)
    assert "zostało 30 dni" in row.standing


def test_a_dead_line_on_a_day_off_moves_to_a_working_day(office, clock):
    clock.advance(days=-1)
    applications.register(office, person(office), receipt=at(dt.date(2026, 6, 12)))

    (row,) = listed(office)
    assert row.due == dt.date(2026, 7, 13)  # 12 July 2026 is a Sunday


def test_whoever_jumps_the_order_gives_a_reason_that_stays(office, clock):
    first = applications.register(office, person(office))
    clock.advance(hours=2)
    with pytest.raises(ValidationError) as refused:
        applications.register(office, person(office, "Biel"), receipt=at(TODAY, 500))
    assert [p.field for p in refused.value.problems] == ["late_reason"]
    late = at(TODAY, 500, "list z rannej poczty")

    second = applications.register(office, person(office, "Biel"), receipt=late)

    rows = listed(office)
    assert [row.id for row in rows] == [second.id, first.id]
    assert [row.number for row in rows] == ["WN/2/2026", "WN/1/2026"]
    assert "list z rannej poczty" in rows[0].corrections
    assert not rows[1].corrections


def test_a_moment_ahead_is_refused(shared):
    with pytest.raises(ValidationError):
        applications.register(shared, person(shared), receipt=at(TODAY, 601))


def test_a_correction_of_the_moment_needs_a_reason_and_stays_in_sight(office):
    made = applications.register(office, person(office))
    with pytest.raises(ValidationError):
        applications.correct_receipt(office, made.id, at(dt.date(2026, 6, 10)), " ")

    applications.correct_receipt(office, made.id, at(dt.date(2026, 6, 10)), "pomylony dzień")

    (row,) = listed(office)
    assert (row.number, row.received_on) == ("WN/1/2026", dt.date(2026, 6, 10))
    for words in ("15.06.2026, 10:00", "10.06.2026, 10:00", "pomylony dzień"):
        assert words in row.corrections
    entries = history.history_of(office, "applications", made.id)
    assert any("pomylony dzień" in str(entry) for entry in entries)


def test_a_first_contact_becomes_an_application(office, clock):
    contact = applications.register(
        office,
        person(office),
        receipt=Receipt(TODAY, 600, ApplicationChannel.PHONE),
        is_contact=True,
    )
    (row,) = listed(office)
    assert (row.number, row.clock, row.status) == ("", None, ApplicationStatus.CONTACT)
    clock.advance(days=3)

    applications.promote(office, contact.id)

    details = applications.get_application(office, contact.id)
    assert details.row.number == "WN/1/2026"
    assert details.receipt.on == dt.date(2026, 6, 18)
    assert details.reported == Receipt(TODAY, 600, ApplicationChannel.PHONE)
    with pytest.raises(RuleError):
        applications.promote(office, contact.id)


def test_numbers_begin_anew_every_year_and_on_29_february(office, clock):
    applications.register(office, person(office))
    clock.advance(days=(dt.date(2028, 2, 29) - TODAY).days)

    made = applications.register(office, person(office, "Biel"))

    assert made.number == "WN/1/2028"
    row = listed(office)[1]
    assert (row.received_on, row.due) == (dt.date(2028, 2, 29), dt.date(2028, 3, 30))


def test_parts_of_an_application_keep_their_rows(shared):
    documents = (AskedDocument("Orzeczenie", TODAY, dt.date(2026, 6, 22)), AskedDocument("Umowa"))
    draft = ApplicationDraft(
        services=(WishedService(words="dowóz do lekarza"), WishedService()), documents=documents
    )
    made = applications.register(shared, person(shared), draft)
    assert "brakuje 2 dokumentów" in row_of(shared, made).standing

    brought = (AskedDocument("Umowa", delivered_on=TODAY), documents[0])
    applications.change_fields(shared, made.id, {"documents": brought})

    details = applications.get_application(shared, made.id)
    assert details.draft.documents == brought
    assert details.draft.services == (WishedService(words="dowóz do lekarza"),)
    assert details.row.missing_documents == 1
    wrong = AskedDocument("Umowa", TODAY, dt.date(2026, 6, 1))
    with pytest.raises(ValidationError):
        applications.change_fields(shared, made.id, {"documents": (wrong,)})


def test_statements_remember_whether_their_clause_was_confirmed(office):
    stated = ApplicationDraft(conditions_stated_on=TODAY)
    first = applications.register(office, person(office), stated)
    clauses.confirm_clause(office, "criminal_liability", "Treść z ustawy.")
    second = applications.register(office, person(office, "Biel"), stated)

    def version(made):
        return applications.get_application(office, made.id).draft.clause_version

    assert "nie potwierdziło" in version(first)
    assert version(second) == "potwierdzone 15.06.2026, Anna Testowa"
    applications.change_fields(office, second.id, {"conditions_stated_on": None})
    assert version(second) == ""


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


def test_a_plan_begun_from_an_application_carries_its_day_and_programme(office, clock):
    draft = ApplicationDraft(programme="Program CUS", coordinator="Ewa Kos")
    made = applications.register(office, person(office), draft)
    applications.decide(office, made.id, outcome(ApplicationStatus.QUALIFIED))
    clock.advance(days=4)

    saved = applications.start_plan(office, made.id)

    plan = plans.get_plan(office, saved.id)
    carried = (plan.draft.application_date, plan.draft.programme, plan.draft.coordinator)
    assert carried == (TODAY, "Program CUS", "Ewa Kos")
    (row,) = listed(office)
    assert (row.plan_number, row.days_left) == (plan.draft.number, 26)  # only begun: it still runs
    version = plans.get_plan(office, saved.id).version
    plans.agree_plan(office, saved.id, version, agreed_by="H. Zalewska", on=clock.today())
    assert listed(office)[0].clock is None
    assert plans.get_plan(office, plans.copy_plan(office, saved.id).id).draft.application_id is None


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


def test_somebody_in_a_plan_may_apply_again_and_it_is_told(shared):
    resident = person(shared)
    saved = plans.create_plan(shared, resident)
    first = applications.register(shared, resident)

    known = applications.situation_of(shared, resident)

    assert [plan[0] for plan in known.running_plans] == [saved.id]
    assert [each[0] for each in known.open_applications] == [first.id]
    assert applications.register(shared, resident).number


def test_whoever_cares_for_somebody_applies_for_both(shared):
    """A guardian has a matter of her own and acts in another's: the two never mix."""
    guardian = person(shared, "Opiekuńska", "Wanda")
    ward = person(shared, "Podopieczny", "Jan")
    applications.register(shared, guardian)
    acting = ApplicationDraft(
        applicant_kind=ApplicantKind.STATUTORY,
        applicant_name="Wanda Opiekuńska",
        applicant_basis="postanowienie sądu",
    )
    applications.register(shared, ward, acting)

    own = applications.list_applications(shared, resident_id=guardian)
    of_ward = applications.list_applications(shared, resident_id=ward)
    assert [row.applicant for row in own] == [""]
    assert [row.applicant for row in of_ward] == ["Wanda Opiekuńska (przedstawiciel ustawowy)"]
    assert len(applications.list_applications(shared, search="wanda opiekunska")) == 2


def test_two_representatives_without_pesel_and_street(shared):
    two = [
        RepresentativeDraft(RepresentativeKind.PARENT, "Ewa Biel", "600100200"),
        RepresentativeDraft(RepresentativeKind.PARENT, "Adam Biel", "600100300"),
    ]
    child = person(
        shared, "Biel", "Ola", pesel_reason="nie nadano", locality="Lipowo", house="4",
        representatives=two,
    )  # fmt: skip

    known = applications.situation_of(shared, child)

    assert [(p.name, p.kind) for p in known.people] == [
        ("Ewa Biel", "rodzic"),
        ("Adam Biel", "rodzic"),
    ]
    assert known.about == "Lipowo 4"
    assert applications.register(shared, child).number


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


def test_another_guardian_takes_over_and_the_place_stays(shared):
    acting = ApplicationDraft(ApplicantKind.STATUTORY, "Ewa Biel", "600100200", "Lipowo 4")
    made = applications.register(shared, person(shared, "Biel", "Ola"), acting)
    before = row_of(shared, made)

    values = {"applicant_name": "Adam Biel", "applicant_basis": "ojciec; matka zmarła"}
    applications.change_fields(shared, made.id, values)

    after = row_of(shared, made)
    assert after.applicant == "Adam Biel (przedstawiciel ustawowy)"
    assert (after.number, after.received_minute) == (before.number, before.received_minute)


def test_whoever_dies_on_the_waiting_list_gives_up_the_place(shared):
    draft = ApplicationDraft(programme="Kolejka")
    first, second = (applications.register(shared, person(shared), draft) for _ in range(2))
    for made in (first, second):
        applications.decide(shared, made.id, outcome(ApplicationStatus.WAITING, reason="brak"))
    assert row_of(shared, second).place == 2

    applications.close(shared, first.id, outcome(ApplicationStatus.DIED))

    assert (row_of(shared, first).place, row_of(shared, second).place) == (None, 1)


def test_a_paper_of_somebody_without_pesel_and_street_can_be_made(shared):
    resident = person(shared, pesel_reason="nie nadano", locality="Lipowo", house="4")
    made = applications.register(shared, resident)
    values = application_paper(shared, made.id).document.values
    assert values["person.address"].startswith("Lipowo 4")
    assert "None" not in str(values["person.pesel"])


def test_undo_takes_an_outcome_back(shared):
    made = applications.register(shared, person(shared))
    applications.decide(shared, made.id, outcome(ApplicationStatus.QUALIFIED))

    history.undo(shared)

    details = applications.get_application(shared, made.id)
    assert (details.row.status, details.outcome) == (ApplicationStatus.RECEIVED, None)


def test_json_names_what_the_register_holds(office):
    applications.register(office, person(office))
    (entry,) = applications.application_json(office, "zalewska")
    assert (entry["number"], entry["status"]) == ("WN/1/2026", "received")
    assert (entry["received_on"], entry["due"], entry["days_left"]) == (
        "2026-06-15",
        "2026-07-15",
        30,
    )
    assert applications.application_json(office, "nikt") == []


def test_the_only_programme_in_force_is_the_one_applied_for(office):
    switch_on(office)
    made = applications.register(office, person(office))
    assert applications.get_application(office, made.id).draft.programme == "Program CUS"


def test_the_office_counts_and_numbers_in_its_own_way(office):
    settings = office_settings.get(office)
    office_settings.change(office, replace(settings, application_pattern="W-{year}-{n}"))
    clocks.change_term(office, "plan_due", OwnTerm(amount=20))

    applications.register(office, person(office))

    (row,) = listed(office)
    assert (row.number, row.days_left) == ("W-2026-1", 21)  # 5 July 2026 is a Sunday
    found = search.find_anything(office, "W-2026-1")
    assert [hit.feature for hit in found] == ["applications"]


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
