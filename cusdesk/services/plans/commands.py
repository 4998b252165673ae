"""What can be done with a plan."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.office import DEFAULT_NUMBER
from cusdesk.domain.periods import last_day_of
from cusdesk.domain.plans import PlanDraft, check_plan
from cusdesk.models.plans import Plan, PlanReview
from cusdesk.models.residents import Resident
from cusdesk.services.office import setting
from cusdesk.services.plans.fixed import refuse_if_fixed
from cusdesk.services.plans.store import read_draft, write_draft
from cusdesk.services.records import put_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

DEFAULT_MONTHS = 6
RECORDED = ("done", "note")
"""What is written of a review after the plan was approved."""


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """A stored plan: its id, the version for the next change, warnings and hints to show."""

    id: bytes
    version: int
    warnings: tuple[Problem, ...]
    changes: Changes


def _checked(office: Office, draft: PlanDraft) -> tuple[Problem, ...]:
    problems = check_plan(draft, office.clock.today())
    blocking = [p for p in problems if p.blocking]
    if blocking:
        raise ValidationError(blocking)
    return tuple(problems)


def next_number(session: Session, today: dt.date) -> str:
    """Return the next free plan number by the office's pattern, counted within the year."""
    pattern = str(setting(session, "plans.number_pattern", DEFAULT_NUMBER))
    shape = re.escape(pattern).replace(r"\{year\}", str(today.year)).replace(r"\{n\}", r"(\d+)")
    used = [
        int(match[1])
        for number in session.scalars(select(Plan.number))
        if (match := re.fullmatch(shape, number))
    ]
    return pattern.format(n=max(used, default=0) + 1, year=today.year)


def _only_programme(session: Session) -> str:
    """Return the programme of the office's plans when they all name the same one."""
    query = select(Plan.programme).where(Plan.programme != "", Plan.retired_at.is_(None))
    found = session.scalars(query.distinct().limit(2)).all()
    return found[0] if len(found) == 1 else ""


@needs("plans.change")
def create_plan(office: Office, resident_id: bytes, draft: PlanDraft | None = None) -> SavedPlan:
    """Start a plan for a resident; an empty draft gets a number, dates and the coordinator.

    The proposed period is six months from today; the act allows at most a year (art. 40). The
    programme is proposed when the office's plans have one.

    Raises:
        NotFoundError: no such resident.
        ValidationError: the draft breaks a rule of `check_plan`.
    """
    today = office.clock.today()
    draft = replace(draft) if draft is not None else PlanDraft()
    draft.resident_id = resident_id
    plan_id = new_id()
    with office.write("plans.create", record=("plans", plan_id)) as work:
        work.get(Resident, resident_id)
        draft.number = draft.number or next_number(work.session, today)
        draft.drawn_on = draft.drawn_on or today
        draft.valid_from = draft.valid_from or today
        draft.valid_to = draft.valid_to or last_day_of(draft.valid_from, DEFAULT_MONTHS)
        draft.coordinator = draft.coordinator or office.user_name
        draft.programme = draft.programme or _only_programme(work.session)
        warnings = _checked(office, draft)
        plan = Plan(id=plan_id, subject_id=resident_id, resident_id=resident_id)
        work.session.add(plan)
        write_draft(work, plan, draft)
        work.session.flush()
        version = plan.row_version
    return SavedPlan(plan_id, version, warnings, work.changes)


@needs("plans.change")
def change_plan(
    office: Office, plan_id: bytes, draft: PlanDraft, version: int, *, merges: bool = True
) -> SavedPlan:
    """Store a plan as the draft says; edits within a minute are one step of undo.

    Args:
        office: the open office.
        plan_id: which plan.
        draft: all of it, as it is to be.
        version: the one the draft was read from.
        merges: False begins another step of undo, as when work goes on in another table.

    Raises:
        RuleError: the plan is approved, or waits for approval.
        ValidationError, ConflictError, NotFoundError.
    """
    warnings = _checked(office, draft)
    with office.write("plans.change", record=("plans", plan_id), merges=merges) as work:
        plan = work.get(Plan, plan_id, version)
        refuse_if_fixed(plan)
        write_draft(work, plan, draft)
        work.session.flush()
        new_version = plan.row_version
    return SavedPlan(plan_id, new_version, warnings, work.changes)


@needs("plans.change")
def record_review(
    office: Office, plan_id: bytes, review_id: bytes, values: Mapping[str, object]
) -> Changes:
    """Write down that a review took place and what came of it, also in an approved plan.

    Watching over the plan (art. 45) is no change of it (art. 41).

    Args:
        office: the open office.
        plan_id: the plan.
        review_id: one of its reviews.
        values: `done`, `note`, or both.

    Raises:
        NotFoundError: no such plan or review.
    """
    with office.write("plans.review", record=("plans", plan_id), merges=True) as work:
        work.get(Plan, plan_id)
        put_fields(work.get(PlanReview, review_id), {n: values[n] for n in RECORDED if n in values})
    return work.changes


@needs("plans.change")
def copy_plan(office: Office, plan_id: bytes) -> SavedPlan:
    """Start a new plan of the same resident from an old one, beginning after the old one's end.

    Agreement, approval, reviews, notes and dates are not carried over.
    """
    with office.read() as session:
        draft = read_draft(session, session.get_one(Plan, plan_id))
    start = office.clock.today()
    if draft.valid_to is not None and draft.valid_to >= start:
        start = draft.valid_to + dt.timedelta(1)
    draft.number = draft.notes = ""
    draft.application_id = None
    draft.application_date = draft.drawn_on = draft.valid_to = None
    draft.valid_from = start
    draft.agreed_by = draft.approved_by = draft.approved_post = ""
    draft.agreed_on = draft.coordinator_agreed_on = draft.approved_on = None
    draft.reviews = []
    draft.need_rows = [replace(need, row_id=None) for need in draft.need_rows]
    draft.goals = [replace(goal, due=None, row_id=None) for goal in draft.goals]
    draft.services = [
        replace(service, valid_from=None, valid_to=None, row_id=None) for service in draft.services
    ]
    draft.actions = [replace(action, row_id=None) for action in draft.actions]
    return create_plan(office, _resident_of(draft), draft)


def _resident_of(draft: PlanDraft) -> bytes:
    if draft.resident_id is None:
        raise NotFoundError("storage.not_found")
    return draft.resident_id


@needs("plans.change")
def retire_plan(office: Office, plan_id: bytes) -> Changes:
    """Put a plan into the bin; an approved one only after its approval was withdrawn.

    Raises:
        RuleError: the plan is approved.
    """
    with office.write("plans.retire", record=("plans", plan_id)) as work:
        plan = work.get(Plan, plan_id)
        refuse_if_fixed(plan)
        work.retire(plan)
    return work.changes


@needs("plans.change")
def restore_plan(office: Office, plan_id: bytes) -> Changes:
    """Take a plan out of the bin.

    Raises:
        NotFoundError: no such plan.
    """
    with office.write("plans.restore", record=("plans", plan_id)) as work:
        work.restore(Plan, plan_id)
    return work.changes
