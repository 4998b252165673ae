"""Groups: who belongs, and when they meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceUnit, counts_time, unit_minutes
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import one_line
from cusdesk.models.attendance import Group, GroupMember, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.services.attendance.meetings import (
    put_meetings as put_meetings,  # noqa: PLC0414 (imported from here by the import)
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ScalarSelect
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(slots=True)
class GroupDraft:
    """A group as its form edits it; `meeting_minutes` None follows the service's unit."""

    service_id: bytes | None = None
    name: str = ""
    provider_id: bytes | None = None
    leader: str = ""
    place: str = ""
    meeting_minutes: int | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the list, with its service, the number of people in it now, and its meetings."""

    id: bytes
    version: int
    name: str
    service_id: bytes
    service_name: str
    provider_id: bytes | None
    leader: str
    place: str
    meeting_minutes: int | None
    notes: str
    members: int
    meetings: int
    """In the month asked for."""
    unit: ServiceUnit
    unit_minutes: int
    """What amounts are divided by to be shown: 60, 45, the office's own; 1 for counted units."""


def _check(draft: GroupDraft) -> None:
    problems = []
    if not one_line(draft.name):
        problems.append(Problem("name", "attendance.problem.group_name_missing"))
    if draft.service_id is None:
        problems.append(Problem("service_id", "attendance.problem.group_service_missing"))
    if draft.meeting_minutes is not None and not 0 < draft.meeting_minutes <= 24 * 60:
        problems.append(Problem("meeting_minutes", "attendance.problem.meeting_minutes"))
    if problems:
        raise ValidationError(problems)


def _fill(row: Group, draft: GroupDraft) -> None:
    if draft.service_id is not None:
        row.service_id = draft.service_id
    row.name = one_line(draft.name)
    row.provider_id = draft.provider_id
    row.leader = one_line(draft.leader)
    row.place = one_line(draft.place)
    row.meeting_minutes = draft.meeting_minutes
    row.notes = draft.notes


@needs("attendance.change")
def create_group(
    office: Office, draft: GroupDraft, resident_ids: Sequence[bytes] = ()
) -> tuple[bytes, Changes]:
    """Make a group with its first members, in the given order; return its id.

    Raises:
        ValidationError: no name, no service, or a meeting longer than a day.
    """
    _check(draft)
    group_id = new_id()
    with office.write("attendance.create_group", record=("attendance", group_id)) as work:
        row = Group(id=group_id, service_id=b"", name="")
        _fill(row, draft)
        work.session.add(row)
        work.session.flush()
        put_members(work.session, group_id, resident_ids, None)
    return group_id, work.changes


@needs("attendance.change")
def change_group(office: Office, group_id: bytes, draft: GroupDraft, version: int) -> Changes:
    """Change a group's data.

    Raises:
        ValidationError, ConflictError, NotFoundError.
    """
    _check(draft)
    record = ("attendance", group_id)
    with office.write("attendance.change_group", record=record, merges=True) as work:
        _fill(work.get(Group, group_id, version), draft)
    return work.changes


def copy_group(work: UnitOfWork, group_id: bytes, name: str) -> bytes:
    """Make an empty group after another inside a running operation; return its id.

    Service, provider, leader, place and length are the same; people and meetings stay behind.

    Raises:
        ValidationError: no name.
        NotFoundError: the group is gone.
    """
    earlier = work.get(Group, group_id)
    draft = GroupDraft(
        earlier.service_id,
        name,
        earlier.provider_id,
        earlier.leader,
        earlier.place,
        earlier.meeting_minutes,
        earlier.notes,
    )
    _check(draft)
    row = Group(id=new_id(), service_id=earlier.service_id, name="")
    _fill(row, draft)
    work.session.add(row)
    return row.id


@needs("attendance.change")
def retire_group(office: Office, group_id: bytes) -> Changes:
    """Put a group into the bin; its meetings and marks stay with it."""
    with office.write("attendance.retire_group", record=("attendance", group_id)) as work:
        work.retire(work.get(Group, group_id))
    return work.changes


@needs("attendance.see")
def list_groups(
    office: Office, service_id: bytes | None = None, month: dt.date | None = None
) -> list[GroupRow]:
    """Return the groups, of one service or of all, by service and name.

    `meetings` counts those of `month`, all without one.
    """
    query = (
        select(
            Group.id,
            Group.row_version,
            Group.name,
            Group.service_id,
            Service.name,
            Group.provider_id,
            Group.leader,
            Group.place,
            Group.meeting_minutes,
            Group.notes,
            _members_now(),
            _meetings_of(month),
            Service.unit,
            Service.unit_minutes,
        )
        .join(Service, Service.id == Group.service_id)
        .where(Group.retired_at.is_(None))
        .order_by(Service.sort_key, Group.name)
    )
    if service_id is not None:
        query = query.where(Group.service_id == service_id)
    with office.read() as session:
        rows = session.execute(query).all()
    on = month or office.clock.today()
    return [_row(tuple(row), on) for row in rows]


def _row(row: tuple[Any, ...], on: dt.date) -> GroupRow:
    unit, own = row[-2:]
    values = (*row[:-2], ServiceUnit(unit), _per_unit(unit, own, on))
    return GroupRow(*values)


def _per_unit(unit: str, own: int | None, on: dt.date) -> int:
    kind = ServiceUnit(unit)
    return (unit_minutes(kind, on, own=own) or 60) if counts_time(kind) else 1


def _members_now() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(
            GroupMember.group_id == Group.id,
            GroupMember.retired_at.is_(None),
            GroupMember.left_on.is_(None),
        )
        .scalar_subquery()
    )


def _meetings_of(month: dt.date | None) -> ScalarSelect[int]:
    query = select(func.count()).where(Meeting.group_id == Group.id, Meeting.retired_at.is_(None))
    if month is not None:
        query = query.where(Meeting.date.between(*month_range(month)))
    return query.scalar_subquery()


def put_members(
    session: Session, group_id: bytes, resident_ids: Iterable[bytes], joined_on: dt.date | None
) -> int:
    """Add people to a group inside a running operation; those in it already are left alone.

    Return how many were added.
    """
    present = set(
        session.scalars(
            select(GroupMember.resident_id).where(
                GroupMember.group_id == group_id,
                GroupMember.retired_at.is_(None),
                GroupMember.left_on.is_(None),
            )
        )
    )
    position = session.scalar(
        select(func.max(GroupMember.position)).where(GroupMember.group_id == group_id)
    )
    next_position = 0 if position is None else position + 1
    added = 0
    for resident_id in resident_ids:
        if resident_id in present:
            continue
        present.add(resident_id)
        session.add(
            GroupMember(
                subject_id=resident_id,
                group_id=group_id,
                resident_id=resident_id,
                position=next_position + added,
                joined_on=joined_on,
            )
        )
        added += 1
    return added
