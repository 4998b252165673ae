"""Applications: registered in order, corrected with a reason, never deleted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.core.clock import FixedClock
from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.applications import (
    ApplicantKind,
    ApplicationChannel,
    ApplicationDraft,
    ApplicationStatus,
    AskedDocument,
    Receipt,
    WishedService,
)
from cusdesk.domain.catalogue import ServiceDraft, ServiceStatus
from cusdesk.domain.clocks import OwnTerm
from cusdesk.domain.residents import RepresentativeDraft, RepresentativeKind
from cusdesk.services import (
    applications,
    catalogue,
    clocks,
    history,
    needs_talks,
    office_settings,
    plans,
    search,
)
from cusdesk.services.applications.bulk import Incoming, register_many
from cusdesk.services.applications.papers import application_paper
from cusdesk.services.papers import clauses
from cusdesk.ui.applications.words import talk_line
from tests.helpers.office import make_office
from tests.helpers.people import switch_on
from tests.services.applications_office import TODAY, at, listed, outcome, person, row_of


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One office for the tests that look at nothing but their own application."""
    clock = FixedClock(dt.datetime(2026, 6, 15, 10, 0))  # noqa: DTZ001 (wall time)
    office = make_office(tmp_path_factory.mktemp("shared"), clock).office
    yield office
    office.close()


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


def test_services_asked_for_stand_in_the_plan_begun_from_the_application(office):
    offered = ServiceDraft(name="Klub seniora", place="w domu kultury", price_gr=500)
    kept = catalogue.create(office, replace(offered, status=ServiceStatus.REGULAR)).id
    ended = catalogue.create(office, ServiceDraft(name="Basen", status=ServiceStatus.ENDED)).id
    wished = [WishedService(kept), WishedService(kept), WishedService(ended)]
    draft = ApplicationDraft(
        services=(*wished, WishedService(words="dowóz do lekarza")), wishes="rano"
    )
    made = applications.register(office, person(office), draft)
    applications.decide(office, made.id, outcome(ApplicationStatus.QUALIFIED))

    plan = plans.get_plan(office, applications.start_plan(office, made.id).id).draft

    (service,) = plan.services
    assert (service.service_id, service.place, service.fee_gr) == (kept, "w domu kultury", 500)
    assert "dowóz do lekarza; Basen" in plan.notes
    assert "rano" in plan.notes


def test_an_application_tells_whether_needs_were_talked_about(office, clock):
    resident = person(office)
    made = applications.register(office, resident)
    assert "nie było" in talk_line(applications.get_application(office, made.id))[0]
    talk = needs_talks.create_talk(office, resident).id
    assert talk_line(applications.get_application(office, made.id))[0].endswith("15.06.2026.")
    needs_talks.change_talk(office, talk, {"held_on": TODAY - dt.timedelta(days=9)})
    details = applications.get_application(office, made.id)
    assert details.is_talk_earlier
    assert "przed wpływem" in talk_line(details)[0]


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


def test_another_guardian_takes_over_and_the_place_stays(shared):
    acting = ApplicationDraft(ApplicantKind.STATUTORY, "Ewa Biel", "600100200", "Lipowo 4")
    made = applications.register(shared, person(shared, "Biel", "Ola"), acting)
    before = row_of(shared, made)

    values = {"applicant_name": "Adam Biel", "applicant_basis": "ojciec; matka zmarła"}
    applications.change_fields(shared, made.id, values)

    after = row_of(shared, made)
    assert after.applicant == "Adam Biel (przedstawiciel ustawowy)"
    assert (after.number, after.received_minute) == (before.number, before.received_minute)


def test_a_paper_of_somebody_without_pesel_and_street_can_be_made(shared):
    resident = person(shared, pesel_reason="nie nadano", locality="Lipowo", house="4")
    made = applications.register(shared, resident)
    values = application_paper(shared, made.id).document.values
    assert values["person.address"].startswith("Lipowo 4")
    assert "None" not in str(values["person.pesel"])


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


def test_many_at_once_are_written_whole_and_numbered_in_order(shared):
    child = person(shared, "Biel", "Ola")
    acting = ApplicationDraft(
        ApplicantKind.STATUTORY, "Ewa Biel", "600100200", "Lipowo 4", "matka",
        documents=(AskedDocument("zgoda ojca", TODAY),),
    )  # fmt: skip
    last = applications.register(shared, child).number
    with shared.write("applications.create") as work:
        people = [Incoming(child, at(TODAY), acting) for _ in range(3)]
        made = register_many(shared, work, people)

    drafts = [applications.draft_of(shared, each) for each in made]
    assert [(d.applicant_address, d.applicant_basis) for d in drafts] == [("Lipowo 4", "matka")] * 3
    assert [d.documents[0].name for d in drafts] == ["zgoda ojca"] * 3
    rows = {row.id: row.number for row in listed(shared)}
    first = int(last.split("/")[1])
    assert [rows[each] for each in made] == [f"WN/{first + n}/2026" for n in (1, 2, 3)]
