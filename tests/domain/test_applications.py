"""The rules of applications: what blocks, what only warns, the thirty days."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from cusdesk.domain.applications import (
    ApplicantKind,
    ApplicationDraft,
    ApplicationStatus,
    OutcomeDraft,
    Receipt,
    check_application,
    check_outcome,
    check_receipt,
    missing_for_decision,
    plan_clock,
)
from cusdesk.domain.clocks import law_term

DAY = dt.date(2026, 6, 15)
NOW = dt.datetime(2026, 6, 15, 10, 0)  # noqa: DTZ001 (wall time)


def fields(problems, *, blocking):
    return {p.field for p in problems if p.blocking == blocking}


def test_what_is_missing_never_blocks_an_application():
    draft = ApplicationDraft(applicant_kind=ApplicantKind.CARER, relief_stated_on=DAY)
    problems = check_application(draft, DAY)
    assert fields(problems, blocking=True) == set()
    assert fields(problems, blocking=False) == {"applicant_name", "relief_ground"}


def test_statements_are_not_made_tomorrow():
    draft = ApplicationDraft(conditions_stated_on=DAY + dt.timedelta(days=1))
    assert fields(check_application(draft, DAY), blocking=True) == {"conditions_stated_on"}


@pytest.mark.parametrize(
    ("receipt", "newest", "refused"),
    [
        (Receipt(DAY, 600), None, set()),
        (Receipt(DAY, 601), None, {"received_on"}),
        (Receipt(DAY, 1440), None, {"received_minute"}),
        (Receipt(DAY, 500), Receipt(DAY, 500), set()),
        (Receipt(DAY, 499), Receipt(DAY, 500), {"late_reason"}),
        (Receipt(DAY, 499, late_reason="list"), Receipt(DAY, 500), set()),
    ],
)
def test_a_moment_that_jumps_the_order_needs_a_reason(receipt, newest, refused):
    assert fields(check_receipt(receipt, NOW, newest), blocking=True) == refused


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        (ApplicationStatus.QUALIFIED, set()),
        (ApplicationStatus.WAITING, {"reason"}),
        (ApplicationStatus.PASSED_ON, {"recipient", "consented_on", "consent_scope"}),
        (ApplicationStatus.REFUSED, set()),
        (ApplicationStatus.WITHDRAWN, {"by_whom"}),
        (ApplicationStatus.DIED, set()),
    ],
)
def test_what_an_outcome_cannot_do_without(kind, needed):
    draft = OutcomeDraft(kind=kind, decided_on=DAY)
    assert fields(check_outcome(draft, DAY, DAY), blocking=True) == needed
    draft.decided_on = DAY - dt.timedelta(days=1)
    assert fields(check_outcome(draft, DAY, DAY), blocking=True) == needed | {"decided_on"}


def test_a_refusal_names_its_missing_elements():
    draft = OutcomeDraft(kind=ApplicationStatus.REFUSED, ruling="Odmawiam", facts="…")
    missing = ["legal_basis", "law", "signatory", "signatory_post"]
    assert missing_for_decision(draft) == missing
    assert missing_for_decision(OutcomeDraft()) == []


def clock_of(status, received=DAY, *, today=DAY, is_answered=False, is_on=True):
    term = dataclasses.replace(law_term("plan_due", received), is_on=is_on)
    return plan_clock(status, received, term, is_answered=is_answered, today=today)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (dt.date(2026, 6, 15), dt.date(2026, 7, 15)),
        (dt.date(2028, 1, 30), dt.date(2028, 2, 29)),
        (dt.date(2028, 2, 29), dt.date(2028, 3, 30)),
        (dt.date(2026, 12, 2), dt.date(2027, 1, 4)),  # 1 January, Saturday and Sunday pass
    ],
)
def test_the_thirty_days_end_on_a_working_day(received, due):
    clock = clock_of(ApplicationStatus.RECEIVED, received, today=received)
    assert clock is not None
    assert (clock.due, clock.days_left) == (due, (due - received).days)


def test_only_an_answer_stops_the_clock():
    for status in ApplicationStatus:
        clock = clock_of(status)
        runs = status in {ApplicationStatus.RECEIVED, ApplicationStatus.QUALIFIED}
        assert (clock is not None) == runs
    assert clock_of(ApplicationStatus.QUALIFIED, is_answered=True) is None
    assert clock_of(ApplicationStatus.RECEIVED, is_on=False) is None


@pytest.mark.parametrize(
    ("left", "expected"), [(11, "calm"), (10, "soon"), (3, "urgent"), (0, "urgent"), (-1, "late")]
)
def test_the_pace_of_the_clock_is_that_of_every_clock(left, expected):
    clock = clock_of(ApplicationStatus.RECEIVED)
    later = clock_of(ApplicationStatus.RECEIVED, today=clock.due - dt.timedelta(days=left))
    assert later.pace == expected
