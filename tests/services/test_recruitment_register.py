"""Every candidate is an application in the register, and its outcome follows the list."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.errors import RuleError
from cusdesk.domain.applications import ApplicantKind, ApplicationStatus, OutcomeDraft
from cusdesk.domain.recruitment import CallOutcome, CandidateStatus
from cusdesk.services import applications, history, recruitment
from cusdesk.services.recruitment import CallDraft
from tests.services.attendance_office import add_service
from tests.services.recruitment_office import (
    ADAM,
    DAY,
    EWA,
    HEAD,
    OLA,
    candidate,
    edition,
    paste,
    shared_office,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One office for tests that look at nothing but their own edition."""
    with shared_office(tmp_path_factory.mktemp("shared")) as made:
        yield made


def registered(office, of, given_name):
    who = candidate(office, of, given_name)
    return applications.get_application(office, who.application_id)


def status(office, of, given_name):
    return registered(office, of, given_name).row.status


def test_the_register_follows_the_order_of_submission(office):
    service = add_service(office)
    of = edition(office, services=(service,))
    rows = [[*EWA, "2.06.2026"], [*OLA, "1.06.2026"]]
    paste(office, of, *rows, head=[*HEAD, "Data wpływu"])

    ola, ewa = registered(office, of, "Aleksandra"), registered(office, of, "Ewa")
    assert ola.receipt.on == dt.date(2026, 6, 1)
    assert ola.row.number < ewa.row.number
    assert (ola.draft.applicant_kind, ola.draft.applicant_name) == (
        ApplicantKind.STATUTORY, "Wrona Maria"
    )  # fmt: skip
    assert [wish.service_id for wish in ola.draft.services] == [service]
    history.undo(office)
    assert recruitment.edition_board(office, of).candidates == ()


def test_outcomes_follow_the_list_and_the_calls(office):
    of = edition(office, seats=1)
    paste(office, of, OLA, EWA, ADAM)
    recruitment.approve_list(office, of)
    assert status(office, of, "Aleksandra") is ApplicationStatus.QUALIFIED
    assert status(office, of, "Ewa") is ApplicationStatus.WAITING

    who = candidate(office, of, "Aleksandra").id
    recruitment.leave(office, who, CandidateStatus.WITHDRAWN, DAY, "przeprowadzka")
    ewa, adam = (candidate(office, of, name).id for name in ("Ewa", "Adam"))
    recruitment.log_call(office, ewa, CallDraft(CallOutcome.REFUSED))
    recruitment.log_call(office, adam, CallDraft(CallOutcome.ACCEPTED))
    assert [status(office, of, name) for name in ("Aleksandra", "Ewa", "Adam")] == [
        ApplicationStatus.WITHDRAWN, ApplicationStatus.WITHDRAWN, ApplicationStatus.QUALIFIED
    ]  # fmt: skip


def test_an_exclusion_leaves_the_refusal_to_a_decision(office):
    of = edition(office)
    paste(office, of, OLA)
    who = candidate(office, of, "Aleksandra").id
    recruitment.leave(office, who, CandidateStatus.EXCLUDED, DAY, "poza gminą")
    assert status(office, of, "Aleksandra") is ApplicationStatus.RECEIVED


def test_who_comes_back_has_an_open_application_again(office):
    of = edition(office, seats=1)
    paste(office, of, OLA, EWA)
    who = candidate(office, of, "Aleksandra").id
    recruitment.leave(office, who, CandidateStatus.WITHDRAWN, DAY, "pomyłka")
    recruitment.bring_back(office, who)
    assert status(office, of, "Aleksandra") is ApplicationStatus.RECEIVED

    recruitment.approve_list(office, of)
    recruitment.leave(office, who, CandidateStatus.WITHDRAWN, DAY, "przeprowadzka")
    recruitment.bring_back(office, who)
    assert status(office, of, "Aleksandra") is ApplicationStatus.WAITING
    assert "miejsce 3" in registered(office, of, "Aleksandra").outcome.draft.reason
    history.undo(office)
    assert status(office, of, "Aleksandra") is ApplicationStatus.WITHDRAWN


def test_an_exclusion_after_the_approval_opens_the_application(office):
    of = edition(office)
    paste(office, of, OLA)
    recruitment.approve_list(office, of)
    who = candidate(office, of, "Aleksandra")
    recruitment.leave(office, who.id, CandidateStatus.EXCLUDED, DAY, "poza gminą")

    assert status(office, of, "Aleksandra") is ApplicationStatus.RECEIVED
    assert candidate(office, of, "Aleksandra").awaits_refusal
    refusal = OutcomeDraft(ApplicationStatus.REFUSED, DAY, facts="mieszka w innej gminie")
    applications.decide(office, who.application_id, refusal)
    assert not candidate(office, of, "Aleksandra").awaits_refusal
    with pytest.raises(RuleError, match=r"recruitment\.problem\.decided"):
        recruitment.bring_back(office, who.id)


def test_an_application_closed_in_the_register_is_said_on_the_list(office):
    of = edition(office)
    paste(office, of, OLA)
    who = candidate(office, of, "Aleksandra")
    moved = OutcomeDraft(ApplicationStatus.MOVED, DAY)
    applications.close(office, who.application_id, moved)
    remarks = recruitment.remark_words(candidate(office, of, "Aleksandra"))
    assert remarks == "wniosek w rejestrze: osoba się wyprowadziła"


@pytest.mark.parametrize(
    ("last", "without"),
    [(dt.date(2026, 9, 29), True), (dt.date(2026, 9, 30), False), (None, False)],
)
def test_services_shorter_than_three_months_need_no_plan(office, last, without):
    of = edition(office, starts_on=dt.date(2026, 7, 1), ends_on=last)
    paste(office, of, OLA)
    facts = recruitment.approval_facts(office, of)
    recruitment.approve_list(office, of)
    assert facts.without_plan == (3 if without else 0)
    assert registered(office, of, "Aleksandra").outcome.draft.without_plan is without
