"""Who belongs to a group, in which order, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.models.attendance import Group, GroupMember
from cusdesk.models.residents import Resident
from cusdesk.services.attendance.groups import put_members
from cusdesk.services.attendance.people import facts_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A person on a group's list.

    Attributes:
        number: place on the list; None for somebody who left.
        detail: birth year and place, so that the right person is recognised.
        planned_minutes: set for this group; None follows the plan or the meetings.
    """

    id: bytes
    resident_id: bytes
    number: int | None
    name: str
    detail: str
    joined_on: dt.date | None
    left_on: dt.date | None
    planned_minutes: int | None


@needs("attendance.see")
def list_members(office: Office, group_id: bytes) -> list[MemberRow]:
    """Return the people of a group in list order; those who left stand at the end."""
    today = office.clock.today()
    query = (
        select(
            GroupMember.id,
            GroupMember.resident_id,
            Resident.surname + " " + Resident.given_name,
            GroupMember.joined_on,
            GroupMember.left_on,
            GroupMember.planned_minutes,
        )
        .join(Resident, Resident.id == GroupMember.resident_id)
        .where(GroupMember.group_id == group_id, GroupMember.retired_at.is_(None))
        .order_by(GroupMember.position, GroupMember.id)
    )
    with office.read() as session:
        rows = session.execute(query).all()
        facts = facts_of(session, [row[1] for row in rows])
    here = [row for row in rows if row[4] is None or row[4] >= today]
    gone = [row for row in rows if not (row[4] is None or row[4] >= today)]
    return [
        MemberRow(
            member_id,
            resident_id,
            place + 1 if place < len(here) else None,
            name.strip(),
            facts[resident_id].detail,
            joined,
            left,
            planned,
        )
        for place, (member_id, resident_id, name, joined, left, planned) in enumerate(here + gone)
    ]


@needs("attendance.change")
def add_members(
    office: Office, group_id: bytes, resident_ids: Sequence[bytes], joined_on: dt.date | None
) -> Changes:
    """Put people at the end of a group's list; those in it already are left alone."""
    with office.write("attendance.add_members", record=("attendance", group_id)) as work:
        work.get(Group, group_id)
        work.step.count = max(1, put_members(work.session, group_id, resident_ids, joined_on))
    return work.changes


@needs("attendance.change")
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


@needs("attendance.change")
def move_member(office: Office, group_id: bytes, member_ids: Sequence[bytes]) -> Changes:
    """Set the order of a group's list to the given order of its members."""
    with office.write("attendance.order_members", record=("attendance", group_id)) as work:
        for position, member_id in enumerate(member_ids):
            work.get(GroupMember, member_id).position = position
    return work.changes


@needs("attendance.change")
def plan_for_member(office: Office, member_id: bytes, minutes: int | None) -> Changes:
    """Set a member's planned time a month; None follows the plan or the meetings."""
    with office.write("attendance.plan_member") as work:
        work.get(GroupMember, member_id).planned_minutes = minutes
    return work.changes
