"""The half-year summary counts plans as a clerk with a pencil would."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain import access
from cusdesk.domain.plans import PlanStatus
from cusdesk.models.plan_course import PlanClosing
from cusdesk.models.plans import Plan
from cusdesk.services import clocks, papers
from cusdesk.services.papers.summary import (
    SummaryDraft,
    last_half_year,
    meeting_draft,
    summary_draft,
)
from tests.db.test_capture import add_resident

START, END = dt.date(2025, 7, 1), dt.date(2025, 12, 31)


@pytest.fixture
def plan(office):
    """Add a plan that was approved: whose, when, until when, how it ended."""
    office.take_roles(access.Role)
    resident = add_resident(office)

    def add(coordinator, approved, to, *, applied=None, status="approved", ended=None):
        with office.write("plans.create") as work:
            row = Plan(
                subject_id=resident, resident_id=resident, coordinator=coordinator,
                status=status, approved_on=approved, valid_from=approved, valid_to=to,
                application_date=applied,
            )  # fmt: skip
            work.session.add(row)
            work.session.flush()
            if ended:
                work.session.add(PlanClosing(subject_id=resident, plan_id=row.id, ended_on=ended))

    return add


def test_the_half_year_is_the_last_one_that_ended(office, plan):
    assert last_half_year(office) == (START, END)


def test_plans_are_counted_on_the_edges_of_the_period(office, plan):
    plan("Anna", dt.date(2025, 1, 2), dt.date(2025, 7, 1))
    plan("Anna", END, dt.date(2026, 12, 30), applied=dt.date(2025, 12, 1))
    plan("Ewa", START, dt.date(2026, 6, 30), applied=dt.date(2025, 5, 31), ended=END)
    plan("Ewa", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    plan("Ewa", dt.date(2025, 3, 1), dt.date(2025, 12, 31), status=PlanStatus.RESIGNED.value,
         ended=dt.date(2025, 9, 1))  # fmt: skip
    values = summary_draft(office, SummaryDraft(START, END)).document.values
    figures = [row["count"] for row in values["figures"]]
    assert figures == [3, 2, 1, 0, 3, 1, 2]
    assert [
        (r["name"], r["running"], r["started"], r["finished"]) for r in values["coordinators"]
    ] == [
        ("Anna", 1, 1, 1),
        ("Ewa", 1, 1, 2),
    ]


def test_the_summary_wants_words_of_the_organiser(office, plan):
    draft = summary_draft(office, SummaryDraft(START, END, "Dobrze.", ""))
    assert [gap.words for gap in draft.gaps] == ["wnioski i propozycje"]


def test_a_meeting_becomes_its_record(office, plan):
    entry = clocks.DutyDraft(
        "quarterly_meeting", dt.date(2026, 6, 1), "Ewa Ważna", place="CUS", present="Anna",
        subjects="Plany po terminie", findings="Anna: do 1 lipca",
    )  # fmt: skip
    clocks.record_duty(office, entry)
    (row,) = clocks.list_entries(office, "quarterly_meeting")
    draft = meeting_draft(office, row)
    assert draft.gaps == ()
    paper = papers.issue_paper(office, draft)
    assert papers.list_papers(office, record=("clocks", row.id))[0].number == paper.number
