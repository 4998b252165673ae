"""Days on which the office plans no meetings: school holidays, leave, works in the building."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import one_line
from cusdesk.models.attendance import Group, Meeting
from cusdesk.models.schedule import OfficeBreak

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(slots=True)
class BreakDraft:
    """A break as typed; without a last day it is one day."""

    name: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class BreakRow:
    """A break in the list; `meetings` are planned in it all the same."""

    id: bytes
    name: str
    valid_from: dt.date
    valid_to: dt.date
    meetings: int


@needs("attendance.see")
def list_breaks(office: Office) -> list[BreakRow]:
    """Return the breaks of the office, the newest first."""
    planned = (
        select(func.count())
        .select_from(Meeting)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Meeting.date.between(OfficeBreak.valid_from, OfficeBreak.valid_to),
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
        )
        .scalar_subquery()
    )
    query = (
        select(
            OfficeBreak.id, OfficeBreak.name, OfficeBreak.valid_from, OfficeBreak.valid_to, planned
        )
        .where(OfficeBreak.retired_at.is_(None))
        .order_by(OfficeBreak.valid_from.desc())
    )
    with office.read() as session:
        return [BreakRow(*row) for row in session.execute(query)]


@needs("attendance.change")
def add_break(office: Office, draft: BreakDraft) -> Changes:
    """Add a break; meetings that are there already stay.

    Raises:
        ValidationError: no name, no first day, or the last day is before it.
    """
    name, start = one_line(draft.name), draft.valid_from
    problems = []
    if not name:
        problems.append(Problem("name", "attendance.breaks.problem.name"))
    if start is None:
        problems.append(Problem("valid_from", "attendance.breaks.problem.valid_from"))
    elif draft.valid_to is not None and draft.valid_to < start:
        problems.append(Problem("valid_to", "attendance.series.problem.order"))
    if problems:
        raise ValidationError(problems)
    with office.write("attendance.add_break") as work:
        end = draft.valid_to or start
        work.session.add(OfficeBreak(name=name, valid_from=start, valid_to=end))
    return work.changes


@needs("attendance.change")
def retire_break(office: Office, break_id: bytes) -> Changes:
    """Put a break into the bin; its days can be planned again."""
    with office.write("attendance.retire_break") as work:
        work.retire(work.get(OfficeBreak, break_id))
    return work.changes
