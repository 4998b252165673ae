"""Groups: who belongs, and when they meet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.calendar import holiday_name
from cusdesk.domain.planned import month_range
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting
from cusdesk.models.catalogue import Service

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

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
    """A group in the list, with its service and the number of people in it now."""

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


def _check(draft: GroupDraft) -> None:
    problems = []
    if not draft.name.strip():
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
    row.name = draft.name.strip()
    row.provider_id = draft.provider_id
    row.leader = draft.leader.strip()
    row.place = draft.place.strip()
    row.meeting_minutes = draft.meeting_minutes
    row.notes = draft.notes


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


def retire_group(office: Office, group_id: bytes) -> Changes:
    """Put a group into the bin; its meetings and marks stay with it."""
    with office.write("attendance.retire_group", record=("attendance", group_id)) as work:
        work.retire(work.get(Group, group_id))
    return work.changes


def list_groups(office: Office, service_id: bytes | None = None) -> list[GroupRow]:
    """Return the groups, of one service or of all, by service and name."""
    members = (
        select(GroupMember.group_id, func.count().label("members"))
        .where(GroupMember.retired_at.is_(None), GroupMember.left_on.is_(None))
        .group_by(GroupMember.group_id)
        .subquery()
    )
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
            func.coalesce(members.c.members, 0),
        )
        .join(Service, Service.id == Group.service_id)
        .join(members, members.c.group_id == Group.id, isouter=True)
        .where(Group.retired_at.is_(None))
        .order_by(Service.sort_key, Group.name)
    )
    if service_id is not None:
        query = query.where(Group.service_id == service_id)
    with office.read() as session:
        return [GroupRow(*row) for row in session.execute(query)]


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


def add_members(
    office: Office, group_id: bytes, resident_ids: Sequence[bytes], joined_on: dt.date | None
) -> Changes:
    """Put people at the end of a group's list; those in it already are left alone."""
    with office.write("attendance.add_members", record=("attendance", group_id)) as work:
        work.get(Group, group_id)
        work.step.count = max(1, put_members(work.session, group_id, resident_ids, joined_on))
    return work.changes


def end_membership(office: Office, member_id: bytes, left_on: dt.date | None) -> Changes:
    """Write down the last day of a person in a group; None takes the person off the list.

    Raises:
        ValidationError: the person would leave before joining.
    """
    with office.write("attendance.end_membership") as work:
        member = work.get(GroupMember, member_id)
        if left_on is None:
            work.retire(member)
        elif member.joined_on is not None and left_on < member.joined_on:
            raise ValidationError([Problem("left_on", "attendance.problem.left_before_joined")])
        else:
            member.left_on = left_on
    return work.changes


def move_member(office: Office, group_id: bytes, member_ids: Sequence[bytes]) -> Changes:
    """Set the order of a group's list to the given order of its members."""
    with office.write("attendance.order_members", record=("attendance", group_id)) as work:
        for position, member_id in enumerate(member_ids):
            work.get(GroupMember, member_id).position = position
    return work.changes


def plan_for_member(office: Office, member_id: bytes, minutes: int | None) -> Changes:
    """Set a member's planned time a month; None follows the plan or the meetings."""
    with office.write("attendance.plan_member") as work:
        work.get(GroupMember, member_id).planned_minutes = minutes
    return work.changes


def suggest_dates(month: dt.date, weekdays: Iterable[int]) -> list[dt.date]:
    """Return the days of a month that fall on the weekdays (0 Monday) and are no holidays."""
    first, last = month_range(month)
    wanted = set(weekdays)
    days = (first + dt.timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() in wanted and holiday_name(day) is None]


def add_meetings(
    office: Office,
    group_id: bytes,
    dates: Sequence[dt.date],
    start_minute: int | None = None,
    minutes: int | None = None,
) -> Changes:
    """Add meetings of a group; a day that has one at the same hour is left alone.

    Raises:
        NotFoundError: no such group.
    """
    with office.write("attendance.add_meetings", record=("attendance", group_id)) as work:
        work.get(Group, group_id)
        ids = put_meetings(work.session, group_id, dates, start_minute, minutes)
        work.step.count = max(1, len(ids))
    return work.changes


def put_meetings(
    session: Session,
    group_id: bytes,
    dates: Sequence[dt.date],
    start_minute: int | None = None,
    minutes: int | None = None,
) -> dict[dt.date, bytes]:
    """Add the missing meetings inside a running operation; return date → id of the new ones."""
    held = set(
        session.execute(
            select(Meeting.date, Meeting.start_minute).where(
                Meeting.group_id == group_id,
                Meeting.date.in_(dates),
                Meeting.retired_at.is_(None),
            )
        ).all()
    )
    new: dict[dt.date, bytes] = {}
    for date in dates:
        if (date, start_minute) in held or date in new:
            continue
        new[date] = new_id()
        session.add(
            Meeting(
                id=new[date],
                group_id=group_id,
                date=date,
                start_minute=start_minute,
                minutes=minutes,
            )
        )
    return new


def retire_meeting(office: Office, meeting_id: bytes) -> Changes:
    """Put a meeting and the marks written for it into the bin."""
    with office.write("attendance.retire_meeting") as work:
        meeting = work.get(Meeting, meeting_id)
        marks = work.session.scalars(
            select(Attendance).where(
                Attendance.meeting_id == meeting_id, Attendance.retired_at.is_(None)
            )
        )
        for mark in marks:
            work.retire(mark)
        work.retire(meeting)
    return work.changes
