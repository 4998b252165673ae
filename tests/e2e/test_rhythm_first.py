"""Five stories of the legal rhythm, through the real window, from the first word to the paper."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.applications import ApplicantKind, ApplicationChannel
from cusdesk.domain.law import plan_due
from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.recruitment import CallOutcome
from cusdesk.services import applications, papers, plans
from tests.e2e import rhythm, steps
from tests.helpers.office import PASSWORD
from tests.services.recruitment_office import HEAD, many

WRITTEN = (
    ("need_rows", "Pomoc w sprawie długów"),
    ("goals", "Wie, co zrobić z długami"),
    ("services", "porady prawne"),
    ("services", "pomoc psychologiczna"),
)


SIGNED = {"signatory": "Jan Sowa", "signatory_post": "dyrektor"}
DECISION = {
    "legal_basis": "art. 104 i 107 KPA",
    "ruling": "odmawiam zakwalifikowania",
    "law": "Program obejmuje mieszkańców gminy.",
    "instruction": "Od decyzji służy odwołanie w terminie 14 dni.",
    **SIGNED,
}
ORDER = ["Brzezie", "Ćwiklice", "Dolina", "Łęgi", "Żabno"]


@pytest.fixture
def desk(start, office_file):
    made = start(office_file)
    steps.unlock(made, PASSWORD)
    return made


@pytest.fixture
def today(desk):
    return desk.office.clock.today()


def register(desk):
    return [
        (row.number, row.resident_name, str(row.status))
        for row in applications.list_applications(desk.office)
    ]


def row_of(desk, application_id):
    return applications.get_application(desk.office, application_id).row


def test_a_mother_from_a_phone_call_to_an_issued_plan_with_two_services(desk, today):
    steps.add_resident(desk, "Sroka Ewelina 3.04.1991")
    steps.take_starter_service(desk, "porady prawne")
    steps.take_starter_service(desk, "pomoc psychologiczna")
    mine = rhythm.take_down(desk, "sroka", kind="contact", channel=ApplicationChannel.PHONE)
    assert register(desk) == [("", "Sroka Ewelina", "contact")]
    rhythm.take_step(desk, mine, "promote")
    assert row_of(desk, mine).channel == ApplicationChannel.PHONE
    assert rhythm.clock_days(desk, "Sroka")["plan_due"] == plan_due(today)

    talk = rhythm.hold_talk(desk, mine, needs_told="Sama z dwojgiem dzieci, długi.")
    rhythm.take_step(desk, mine, "outcome.qualified", signatory="Jan Sowa", signatory_post="OUS")
    notice = rhythm.issue(desk, rhythm.show_paper(desk, mine, "qualification_notice"))
    assert f"wniosku nr WN/1/{today.year}" in notice
    assert "zakwalifikowano następującą osobę: Ewelina Sroka" in notice
    plan = rhythm.plan_from(desk, mine)
    rhythm.carry(desk, talk)
    for part, text in WRITTEN:
        rhythm.type_row(desk, plan, part, text)
    approved_in_the_queue(desk, plan)
    paper_outlives_an_update(desk, plan)


def approved_in_the_queue(desk, plan):
    rhythm.agree(desk, plan)
    rhythm.send(desk, plan, "Proszę o pośpiech.")
    assert "Sroka Ewelina – przekazany do zatwierdzenia" in rhythm.today_words(desk)
    rhythm.open_waiting(desk)
    assert plan.editor.view.details.is_submitted
    rhythm.approve(desk, plan, "Jan Sowa", "dyrektor")
    assert plan.editor.view.details.status is PlanStatus.APPROVED
    assert "plan_due" not in rhythm.clock_days(desk, "Sroka")


def paper_outlives_an_update(desk, plan):
    rhythm.issue_plan(desk, plan)
    (version,) = plans.list_versions(desk.office, plan.editor.plan_id)
    before = plans.version_pdf(desk.office, version.id)
    rhythm.update(desk, plan, needs="Wszystko inaczej.")
    assert plan.editor.draft.needs == "Wszystko inaczej."
    assert plans.version_pdf(desk.office, version.id) == before
    (paper,) = rhythm.paper_words(desk, "ipus")
    for words in ("Ewelina Sroka", "Sama z dwojgiem dzieci, długi.", "Pomoc w sprawie długów",
                  "Porady prawne i obywatelskie", "Pomoc psychologiczna",
                  "Jan Sowa dyrektor"):  # fmt: skip
        assert words in paper
    assert "Wszystko inaczej" not in paper


def test_a_senior_with_care_hours_under_a_decision_and_a_carer_who_applies(desk, today):
    zofia = steps.add_resident(desk, "Gil Zofia 2.02.1938")
    steps.type_on_card(desk, zofia, "locality", "Zielona")
    steps.type_on_card(desk, zofia, "house", "4")
    steps.take_starter_service(desk, "opiekuńcze w domu")
    came = today - dt.timedelta(26)
    mine = rhythm.take_down(
        desk, "gil", received_on=came, applicant_kind=ApplicantKind.CARER,
        applicant_name="Barbara Gil", applicant_basis="córka, opiekuje się matką",
    )  # fmt: skip
    assert row_of(desk, mine).number == f"WN/1/{came.year}"
    assert rhythm.clock_days(desk, "Gil")["plan_due"] == plan_due(came)
    assert "Gil Zofia" in rhythm.today_words(desk)
    paper = rhythm.issue(desk, rhythm.show_paper(desk, mine, "application"))
    assert "Barbara Gil" in paper
    assert "Zofia Gil" in paper

    plan = rhythm.plan_from(desk, mine)
    rhythm.type_row(desk, plan, "services", "opiekuńcze w domu")
    rhythm.type_cell(desk, plan, "services", "schedule", "codziennie rano")
    rhythm.write_decision(desk, plan, decision_number="UO/12/2026", decided_on=came,
                          decision_minutes=2400, decided_by="kierownik GOPS")  # fmt: skip
    rhythm.agree(desk, plan)
    rhythm.approve(desk, plan, "Jan Sowa", "dyrektor")
    rhythm.issue_plan(desk, plan)
    (paper,) = rhythm.paper_words(desk, "ipus")
    for words in ("Zofia Gil", "Adres Zielona 4", "przyznana decyzją", "UO/12/2026",
                  "kierownik GOPS", "40 godz. miesięcznie"):  # fmt: skip
        assert words in paper, paper


def test_a_recruitment_from_a_pasted_list_to_a_freed_seat(desk):
    page = rhythm.begin_edition(desk, "Świetlica w Dolinie", 8)
    rhythm.paste_list(desk, page, [HEAD, *many(12)])
    assert (page.board.taken, len(page.board.candidates)) == (8, 12)
    rhythm.approve_list(desk, page)
    pages = rhythm.declare(desk, page)
    seated = [row for row in page.board.candidates if row.has_seat]
    waiting = [row for row in page.board.candidates if not row.has_seat]
    assert [row.rank for row in waiting] == [9, 10, 11, 12]
    assert len(pages) == len(seated) == 8
    for row in seated:
        assert sum(f"{row.given_name} {row.surname}" in words for words in pages) == 1
    villages = [words.partition("Adres ")[2].split()[0] for words in pages]
    assert villages == sorted(villages, key=ORDER.index)

    rhythm.free_seat(desk, page, seated[2].id, "przeprowadzka")
    page.tabs.setCurrentWidget(page.calls)
    assert page.calls.proposed.id == waiting[0].id
    assert "600 000 004" in page.calls.phone.text()
    page.calls.buttons[CallOutcome.ACCEPTED].click()
    desk.settle()
    assert page.calls.proposed is None
    assert page.board.candidate(waiting[0].id).has_seat
    rhythm.declare(desk, page)
    year = desk.office.clock.today().year
    numbers = {row.number for row in papers.list_papers(desk.office)}
    assert numbers == {f"DEKL/{n}/{year}" for n in range(1, 10)}


def test_a_refusal_lists_what_the_decision_lacks_before_it_goes_out(desk, today):
    steps.add_resident(desk, "Wilga Marek 1.01.1980")
    mine = rhythm.take_down(desk, "wilga")
    rhythm.take_step(desk, mine, "outcome.refused", facts="Mieszka poza gminą.")
    preview = rhythm.show_paper(desk, mine, "refusal_decision")
    assert {"adres adresata", "podstawa prawna", "rozstrzygnięcie", "uzasadnienie prawne",
            "kto podpisuje pismo i na jakim stanowisku"} < set(rhythm.missing(preview))  # fmt: skip
    preview.close()
    assert papers.list_papers(desk.office) == []
    rhythm.take_step(desk, mine, "complete", **DECISION)
    preview = rhythm.show_paper(desk, mine, "refusal_decision")
    assert rhythm.missing(preview) == ["adres adresata"]
    paper = rhythm.issue(desk, preview)
    for words in ("CUS w Dolinie", f"{today:%d.%m.%Y}", "Marek Wilga", "Mieszka poza gminą.",
                  f"wniosku nr WN/1/{today.year}", "Decyzja o odmowie", f"ODM/1/{today.year}",
                  "Jan Sowa dyrektor", *DECISION.values()):  # fmt: skip
        assert words in paper, words
    assert register(desk) == [(f"WN/1/{today.year}", "Wilga Marek", "refused")]
    assert rhythm.clock_days(desk, "Wilga") == {}


def test_passing_on_follows_the_order_of_submission_and_is_asked_about_again(desk, today):
    steps.add_resident(desk, "Kania Adam 5.05.1970")
    mine = rhythm.take_down(desk, "kania")
    other = rhythm.take_down(desk, "kania", received_on=today - dt.timedelta(1),
                             late_reason="wczorajsza poczta")  # fmt: skip
    back = today + dt.timedelta(2)
    rhythm.take_step(
        desk, mine, "outcome.passed_on", recipient="GOPS w Dolinie", consented_on=today,
        consent_scope="imię, nazwisko i telefon", check_back_on=back, **SIGNED,
    )  # fmt: skip
    rows = applications.list_applications(desk.office)
    assert [(row.id, row.status) for row in rows] == [(other, "received"), (mine, "passed_on")]
    assert row_of(desk, mine).number == f"WN/1/{today.year}"
    preview = rhythm.show_paper(desk, mine, "passing_on")
    assert rhythm.missing(preview) == []
    paper = rhythm.issue(desk, preview)
    for words in ("GOPS w Dolinie", "Adam Kania", "Zakres zgody: imię, nazwisko i telefon.",
                  f"zgodę na przekazanie dnia {today:%d.%m.%Y}", f"{back:%d.%m.%Y}"):  # fmt: skip
        assert words in paper, words
    assert rhythm.clock_days(desk, "Kania")["check_back"] == back
    assert "– wróć do sprawy" in rhythm.today_words(desk)
    rhythm.take_step(desk, mine, "check_back", checked_note="przyjęto")
    assert "check_back" not in rhythm.clock_days(desk, "Kania")
