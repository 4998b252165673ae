"""People counted at a meeting without their names: apart from persons, by age group and village."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.needs_talks.unmet import age_group_name, age_group_order
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import one_line, sort_key
from cusdesk.domain.reports import HeadGroup
from cusdesk.models.attendance import Group, Meeting
from cusdesk.models.schedule import HeadCount
from cusdesk.services.attendance.closed import refuse_closed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

MOST_HEADS = 10_000
"""More at one meeting is a slip of the keyboard."""


@dataclass(slots=True)
class HeadLine:
    """So many people of an age group and village; both may be unknown."""

    age_group: str = ""
    locality: str = ""
    heads: int | None = None


@needs("attendance.see")
def head_lines(office: Office, meeting_id: bytes) -> list[HeadLine]:
    """Return who was counted at a meeting, by age."""
    query = select(HeadCount.age_group, HeadCount.locality, HeadCount.heads).where(
        HeadCount.meeting_id == meeting_id, HeadCount.retired_at.is_(None)
    )
    with office.read() as session:
        found = [HeadLine(*row) for row in session.execute(query)]
    return sorted(found, key=lambda one: (age_group_order(one.age_group), sort_key(one.locality)))


@needs("attendance.change")
def write_heads(office: Office, meeting_id: bytes, lines: Sequence[HeadLine]) -> Changes:
    """Write the count of a meeting, in place of the one before; equal lines are added up.

    Raises:
        ValidationError: a number below one or beyond sense.
        NotFoundError: no such meeting.
        RuleError: `months.problem.closed`.
    """
    wanted: dict[tuple[str, str], int] = {}
    for line in lines:
        if not line.heads and not line.locality.strip():
            continue
        if line.heads is None or not 0 < line.heads <= MOST_HEADS:
            raise ValidationError([Problem("heads", "attendance.heads.problem.number")])
        place = line.age_group, one_line(line.locality)
        wanted[place] = wanted.get(place, 0) + line.heads
    with office.write("attendance.head_count") as work:
        refuse_closed(work.session, [work.get(Meeting, meeting_id).date])
        kept = select(HeadCount).where(
            HeadCount.meeting_id == meeting_id, HeadCount.retired_at.is_(None)
        )
        for row in work.session.scalars(kept):
            heads = wanted.pop((row.age_group, row.locality), None)
            if heads is None:
                work.retire(row)
            elif heads != row.heads:
                row.heads = heads
        for (age_group, locality), heads in wanted.items():
            work.session.add(
                HeadCount(
                    meeting_id=meeting_id, age_group=age_group, locality=locality, heads=heads
                )
            )
    return work.changes


@needs("attendance.see")
def head_localities(office: Office) -> list[str]:
    """Return the villages counted so far, to be proposed while typing."""
    query = select(HeadCount.locality).where(HeadCount.locality != "").distinct()
    with office.read() as session:
        return sorted(session.scalars(query), key=sort_key)


def heads_of_meetings(session: Session, group_id: bytes, month: dt.date) -> dict[bytes, int]:
    """Return meeting -> how many people were counted there, of a group and a month."""
    query = (
        select(HeadCount.meeting_id, func.sum(HeadCount.heads))
        .join(Meeting, Meeting.id == HeadCount.meeting_id)
        .where(
            HeadCount.retired_at.is_(None),
            Meeting.group_id == group_id,
            Meeting.date.between(*month_range(month)),
        )
        .group_by(HeadCount.meeting_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def heads_between(
    session: Session, first: dt.date, last: dt.date, service_id: bytes | None = None
) -> dict[bytes, tuple[HeadGroup, ...]]:
    """Return service -> its heads in a stretch of days, by age group and village."""
    query = (
        select(Group.service_id, HeadCount.age_group, HeadCount.locality, func.sum(HeadCount.heads))
        .join(Meeting, Meeting.id == HeadCount.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            HeadCount.retired_at.is_(None),
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
            Meeting.date.between(first, last),
        )
        .group_by(Group.service_id, HeadCount.age_group, HeadCount.locality)
    )
    if service_id is not None:
        query = query.where(Group.service_id == service_id)
    found: dict[bytes, list[tuple[int, str, HeadGroup]]] = {}
    for service, age_group, locality, heads in read_columns(session, query):
        one = HeadGroup(age_group_name(age_group), locality, heads)
        place = age_group_order(age_group), sort_key(locality), one
        found.setdefault(service, []).append(place)
    return {
        service: tuple(one for _, _, one in sorted(rows, key=lambda row: row[:2]))
        for service, rows in found.items()
    }
