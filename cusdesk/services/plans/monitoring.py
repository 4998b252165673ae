"""Watching over a plan (CUS act, art. 45): notes, breaks, tasks of the phases, goals reached."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.plans import GoalOutcome, PlanNoteForm
from cusdesk.models.plan_course import PlanBreak, PlanNote, PlanTask
from cusdesk.models.plans import Plan, PlanGoal
from cusdesk.services.plans.store import parts_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note of monitoring."""

    id: bytes
    date: dt.date
    form: PlanNoteForm
    remark: str
    action: str
    author: str


@dataclass(frozen=True, slots=True)
class BreakRow:
    """Days on which the services stand still; an open end goes on."""

    id: bytes
    valid_from: dt.date
    valid_to: dt.date | None
    reason: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task of a phase: its code, when it was done, a remark."""

    task: str
    done_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a coordinator's work with its tasks, in the order of the checklist."""

    code: str
    tasks: tuple[str, ...]


def phases() -> tuple[Phase, ...]:
    """Return the phases with the codes of their tasks; a checklist, never a gate."""
    return tuple(
        Phase(entry["code"], tuple(f"{entry['code']}_{n}" for n in range(1, entry["tasks"] + 1)))
        for entry in dictionary("plan_phases")["phases"]
    )


@needs("plans.change")
def add_note(
    office: Office,
    plan_id: bytes,
    *,
    date: dt.date,
    form: PlanNoteForm,
    remark: str,
    action: str = "",
) -> Changes:
    """Write a note of monitoring, also into an approved plan: it changes nothing of it.

    Raises:
        ValidationError: no words, or a day that is still to come.
    """
    problems = []
    if not remark.strip() and not action.strip():
        problems.append(Problem("remark", "plans.problem.remark_missing"))
    if date > office.clock.today():
        problems.append(Problem("date", "plans.problem.note_ahead"))
    if problems:
        raise ValidationError(problems)
    with office.write("plans.note", record=("plans", plan_id)) as work:
        plan = work.get(Plan, plan_id)
        work.session.add(
            PlanNote(
                subject_id=plan.subject_id,
                plan_id=plan_id,
                date=date,
                form=str(form),
                remark=remark.strip(),
                action=action.strip(),
                author=office.user_name,
            )
        )
    return work.changes


@needs("plans.change")
def retire_note(office: Office, note_id: bytes) -> Changes:
    """Put a note into the bin."""
    with office.write("plans.note") as work:
        work.retire(work.get(PlanNote, note_id))
    return work.changes


def notes_in(session: Session, plan_id: bytes) -> tuple[NoteRow, ...]:
    """Return the notes of a plan, the newest first."""
    rows = parts_of(session, PlanNote, plan_id)
    rows.sort(key=lambda row: (row.date, row.id), reverse=True)
    return tuple(
        NoteRow(r.id, r.date, PlanNoteForm(r.form), r.remark, r.action, r.author) for r in rows
    )


@needs("plans.change")
def add_break(
    office: Office, plan_id: bytes, *, start: dt.date, end: dt.date | None, reason: str
) -> Changes:
    """Write a break of the services; without an end it goes on.

    Raises:
        ValidationError: no reason, days in no order or outside the plan, or over another break.
    """
    with office.write("plans.break", record=("plans", plan_id)) as work:
        plan = work.get(Plan, plan_id)
        problems = _break_problems(work.session, plan, start, end)
        if not reason.strip():
            problems.append(Problem("reason", "plans.problem.reason_missing"))
        if problems:
            raise ValidationError(problems)
        work.session.add(
            PlanBreak(
                subject_id=plan.subject_id,
                plan_id=plan_id,
                valid_from=start,
                valid_to=end,
                reason=reason.strip(),
            )
        )
    return work.changes


def _break_problems(
    session: Session, plan: Plan, start: dt.date, end: dt.date | None, own: bytes | None = None
) -> list[Problem]:
    found = []
    if end is not None and end < start:
        found.append(Problem("valid_to", "plans.problem.break_order"))
    first, last = plan.valid_from or dt.date.min, plan.valid_to or dt.date.max
    if start < first or start > last or (end is not None and end > last):
        found.append(Problem("valid_from", "plans.problem.break_outside"))
    for other in parts_of(session, PlanBreak, plan.id):
        apart = (other.valid_to is not None and other.valid_to < start) or (
            end is not None and other.valid_from > end
        )
        if other.id != own and not apart:
            found.append(Problem("valid_from", "plans.problem.break_twice"))
    return found


@needs("plans.change")
def end_break(office: Office, break_id: bytes, end: dt.date) -> Changes:
    """Say on what day a break ended.

    Raises:
        ValidationError: the day is before its beginning, or after the plan.
    """
    with office.write("plans.break") as work:
        row = work.get(PlanBreak, break_id)
        plan = work.get(Plan, row.plan_id)
        problems = _break_problems(work.session, plan, row.valid_from, end, own=row.id)
        if problems:
            raise ValidationError(problems)
        row.valid_to = end
    return work.changes


@needs("plans.change")
def retire_break(office: Office, break_id: bytes) -> Changes:
    """Put a break into the bin."""
    with office.write("plans.break") as work:
        work.retire(work.get(PlanBreak, break_id))
    return work.changes


def breaks_in(session: Session, plan_id: bytes) -> tuple[BreakRow, ...]:
    """Return the breaks of a plan in their order."""
    rows = sorted(parts_of(session, PlanBreak, plan_id), key=lambda row: row.valid_from)
    return tuple(BreakRow(r.id, r.valid_from, r.valid_to, r.reason) for r in rows)


@needs("plans.change")
def set_task(
    office: Office, plan_id: bytes, task: str, *, done_on: dt.date | None, note: str = ""
) -> Changes:
    """Tick a task off with its day, or take the tick back; a remark stands by itself.

    Raises:
        NotFoundError: no phase has this task.
    """
    if task not in {code for phase in phases() for code in phase.tasks}:
        raise NotFoundError("storage.not_found")
    with office.write("plans.task", record=("plans", plan_id), merges=True) as work:
        plan = work.get(Plan, plan_id)
        query = select(PlanTask).where(
            PlanTask.plan_id == plan_id, PlanTask.task == task, PlanTask.retired_at.is_(None)
        )
        row = work.session.scalars(query).first()
        if row is None:
            row = PlanTask(subject_id=plan.subject_id, plan_id=plan_id, task=task)
            work.session.add(row)
        row.done_on, row.note = done_on, note.strip()
    return work.changes


def tasks_in(session: Session, plan_id: bytes) -> dict[str, TaskRow]:
    """Return what is known of the tasks of a plan, by code."""
    rows = parts_of(session, PlanTask, plan_id)
    return {row.task: TaskRow(row.task, row.done_on, row.note) for row in rows}


@needs("plans.change")
def set_outcome(
    office: Office, plan_id: bytes, goal_id: bytes, outcome: GoalOutcome | None, note: str = ""
) -> Changes:
    """Write down whether a goal was reached, also in an approved plan: it is no change of it.

    Raises:
        NotFoundError: no such goal.
    """
    with office.write("plans.outcome", record=("plans", plan_id), merges=True) as work:
        work.get(Plan, plan_id)
        goal = work.get(PlanGoal, goal_id)
        goal.outcome = str(outcome) if outcome is not None else ""
        goal.outcome_note = note.strip()
    return work.changes
