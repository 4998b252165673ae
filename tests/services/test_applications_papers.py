"""The papers of applications: what they say, what they lack, what is frozen."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.clock import FixedClock
from cusdesk.core.errors import RuleError
from cusdesk.domain.applications import (
    ApplicantKind,
    ApplicationDraft,
    ApplicationStatus,
    OutcomeDraft,
    WishedService,
)
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import applications, papers, residents
from cusdesk.services.applications.papers import (
    application_paper,
    blank_application,
    outcome_paper,
)
from tests.export.test_papers_pdf import text_of
from tests.helpers.office import make_office

TODAY = dt.date(2026, 6, 15)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One office for all papers: each test has an application of its own."""
    clock = FixedClock(dt.datetime(2026, 6, 15, 10, 0))  # noqa: DTZ001 (wall time)
    made = make_office(tmp_path_factory.mktemp("papers"), clock).office
    yield made
    made.close()


@pytest.fixture
def made(office):
    """A person without PESEL and street, somebody else applies."""
    person = ResidentDraft(
        surname="Biel", given_name="Ola", pesel_reason="nie nadano", locality="Lipowo", house="4"
    )
    resident_id = residents.create_resident(office, person).id
    draft = ApplicationDraft(
        applicant_kind=ApplicantKind.CARER,
        applicant_name="Ewa Kos",
        applicant_address="Brzezina 7",
        services=(WishedService(words="dowóz do szkoły"),),
        programme="Program CUS",
        coordinator="Anna Testowa",
    )
    return applications.register(office, resident_id, draft).id


def decide(office, made, kind, **more):
    draft = OutcomeDraft(kind, TODAY, **more)
    service = applications.decide if kind in {"qualified", "waiting", "refused"} else None
    (service or applications.close)(office, made, draft)


def gaps(draft):
    return {gap.key for gap in draft.gaps}


def test_the_form_prints_what_is_known_and_lists_what_is_not(office, made):
    draft = application_paper(office, made)

    assert gaps(draft) == {
        "person.birth_date",
        "statements.conditions",
        "clause:criminal_liability",
    }
    text = text_of(papers.render(office, draft))
    for words in ("WN/", "Ola Biel", "Lipowo 4", "Ewa Kos", "dowóz do szkoły"):
        assert words in text
    assert "brak:" not in text_of(papers.render(office, blank_application(office), "large"))


def test_a_refusal_has_the_elements_of_a_decision(office, made):
    decide(office, made, ApplicationStatus.REFUSED, ruling="Odmawiam zakwalifikowania.")
    draft = outcome_paper(office, made)
    assert gaps(draft) == {"legal_basis", "facts", "law", "clause:appeal", "signatory"}
    filled = applications.get_application(office, made).outcome.draft
    filled.legal_basis, filled.facts, filled.law = "art. 42 ust. 2", "Brak warunków.", "Ustawa."
    filled.signatory, filled.signatory_post = "Ewa Kos", "dyrektor"
    filled.instruction = "Odwołanie do SKO w Testowie."
    applications.change_outcome(office, made, filled)

    draft = outcome_paper(office, made)
    issued = papers.issue_paper(office, draft)

    assert gaps(draft) == set()
    text = text_of(papers.paper_bytes(office, issued.id))
    for words in ("15.06.2026", "Ewa Kos", "dyrektor", "Odwołanie do SKO w Testowie", "Ola Biel"):
        assert words in text
    (row,) = papers.list_papers(office, record=("applications", made))
    assert row.recipient == "Ewa Kos"


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("qualified", {"reason": "Prosimy o telefon."}, ("Prosimy o telefon.", "15.07.2026")),
        ("qualified", {"without_plan": True}, ("nie sporządza się",)),
        ("waiting", {"reason": "brak miejsc"}, ("miejsce nr", "brak miejsc", "nie jest odmową")),
        (
            "passed_on",
            {"recipient": "GOPS", "consented_on": TODAY, "consent_scope": "imię i telefon"},
            ("GOPS", "imię i telefon", "Ola Biel"),
        ),
    ],
)
def test_every_letter_says_its_outcome(office, made, kind, more, words):
    decide(office, made, ApplicationStatus(kind), **more)
    text = text_of(papers.render(office, outcome_paper(office, made)))
    assert [word for word in words if word not in text] == []
    assert "Lipowo 4" not in text or kind != "passed_on"


def test_a_withdrawn_application_has_no_letter(office, made):
    with pytest.raises(RuleError):
        outcome_paper(office, made)
    decide(office, made, ApplicationStatus.WITHDRAWN, by_whom="Ewa Kos")
    with pytest.raises(RuleError):
        outcome_paper(office, made)


@pytest.mark.parametrize(
    ("scope", "is_inside", "told"),
    [("imię, telefon, treść wniosku", False, True), ("imię", False, False), ("", True, True)],
)
def test_a_passed_on_matter_says_whom_to_ring_where_that_is_allowed(
    office, made, scope, is_inside, told
):
    applications.change_fields(office, made, {"applicant_phone": "600100400"})
    consent = {"consented_on": TODAY, "consent_scope": scope} if scope else {}
    passed = {"recipient": "Koło gospodyń", "is_inside": is_inside}
    decide(office, made, ApplicationStatus.PASSED_ON, **consent, **passed)
    text = text_of(papers.render(office, outcome_paper(office, made)))
    assert ("Kontakt w tej sprawie: Ewa Kos, 600 100 400." in text) == told


@pytest.mark.parametrize(
    ("programme", "printed"),
    [
        ("Program CUS", "na warunkach Programu CUS "),
        ("Senior+", "na warunkach programu „Senior+” "),
    ],
)
def test_a_notice_names_the_programme_once(office, made, programme, printed):
    applications.change_fields(office, made, {"programme": programme})
    decide(office, made, ApplicationStatus.QUALIFIED)
    text = text_of(papers.render(office, outcome_paper(office, made)))
    assert printed in " ".join(text.split()) + " "
