"""What stands in the way of a series: breaks, meetings of the group, meetings of others."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from cusdesk.db.reading import read_columns
from cusdesk.domain.schedule import Break, ClashKind, Occupied, clashes, planned_days
from cusdesk.models.attendance import Group, GroupMember, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.models.residents import Resident
from cusdesk.models.schedule import OfficeBreak
from cusdesk.services.attendance.closed import closed_months
from cusdesk.services.attendance.lengths import meeting_length
from cusdesk.services.attendance.series.drafts import ClashRow, SeriesDraft

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from cusdesk.domain.schedule import PlannedDay, SeriesRule

Members = dict[bytes, list[tuple[bytes, "dt.date | None", "dt.date | None"]]]


def breaks_in(session: Session) -> list[Break]:
    """Return the breaks of the office by day."""
    query = (
        select(OfficeBreak.name, OfficeBreak.valid_from, OfficeBreak.valid_to)
        .where(OfficeBreak.retired_at.is_(None))
        .order_by(OfficeBreak.valid_from)
    )
    return [Break(*row) for row in session.execute(query)]


def days_of(
    session: Session, draft: SeriesDraft, rule: SeriesRule, besides: bytes | None = None
) -> list[PlannedDay]:
    """Return every day of the rule with its reason to be left out.

    A day has its meeting already when the group meets at the same hour, or when either hour is
    open; meetings of the series `besides` do not count.
    """
    query = select(Meeting.date, Meeting.series_id).where(
        Meeting.group_id == draft.group_id,
        Meeting.retired_at.is_(None),
        Meeting.date.between(rule.start, rule.end),
    )
    if draft.start_minute is not None:
        same_hour = Meeting.start_minute == draft.start_minute
        query = query.where(or_(Meeting.start_minute.is_(None), same_hour))
    held = {day for day, series in session.execute(query) if besides is None or series != besides}
    closed = closed_months(session)
    return planned_days(rule, breaks_in(session), held, lambda day: day.replace(day=1) in closed)


def clashes_of(session: Session, draft: SeriesDraft, days: Collection[dt.date]) -> list[ClashRow]:
    """Return what clashes on any of the days, by day: room, leader, residents of two groups."""
    if not days or draft.start_minute is None:
        return []
    members = _members(session)
    mine = _planned(session, draft, days, members)
    found = clashes(mine, _others(session, draft.group_id, days, members))
    names = _names(session, {one.resident_id for one in found if one.resident_id is not None})
    return [
        ClashRow(
            clash.kind,
            clash.date,
            _what(clash.kind, clash.other, names.get(clash.resident_id or b"", "")),
            clash.other.group,
            clash.other.start,
            clash.other.minutes,
        )
        for clash in found
    ]


def _what(kind: ClashKind, other: Occupied, resident: str) -> str:
    if kind is ClashKind.RESIDENT:
        return resident
    return other.place if kind is ClashKind.PLACE else other.leader


def _planned(
    session: Session, draft: SeriesDraft, days: Iterable[dt.date], members: Members
) -> list[Occupied]:
    place, leader, usual, unit, own = session.execute(
        select(Group.place, Group.leader, Group.meeting_minutes, Service.unit, Service.unit_minutes)
        .join(Service, Service.id == Group.service_id)
        .where(Group.id == draft.group_id)
    ).one()
    return [
        Occupied(
            day,
            draft.start_minute,
            meeting_length(draft.minutes, usual, unit, own, day),
            draft.place or place,
            draft.leader or leader,
            _on(members, draft.group_id, day),
        )
        for day in days
    ]


def _others(
    session: Session, group_id: bytes, days: Collection[dt.date], members: Members
) -> list[Occupied]:
    query = (
        select(
            Meeting.date,
            Meeting.start_minute,
            Meeting.minutes,
            Group.meeting_minutes,
            Service.unit,
            Service.unit_minutes,
            func.coalesce(func.nullif(Meeting.place, ""), Group.place),
            func.coalesce(func.nullif(Meeting.leader, ""), Group.leader),
            Group.id,
            Group.name,
        )
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(
            Meeting.retired_at.is_(None),
            Group.retired_at.is_(None),
            Group.id != group_id,
            Meeting.start_minute.is_not(None),
            Meeting.date.between(min(days), max(days)),
        )
    )
    found = []
    for day, start, own, usual, unit, of_unit, place, leader, group, name in read_columns(
        session, query
    ):
        length = meeting_length(own, usual, unit, of_unit, day)
        people = _on(members, group, day)
        found.append(Occupied(day, start, length, place, leader, people, name))
    return found


def _members(session: Session) -> Members:
    query = select(
        GroupMember.group_id, GroupMember.resident_id, GroupMember.joined_on, GroupMember.left_on
    ).where(GroupMember.retired_at.is_(None))
    found: Members = defaultdict(list)
    for group, resident, joined, left in read_columns(session, query):
        found[group].append((resident, joined, left))
    return found


def _on(members: Members, group_id: bytes, day: dt.date) -> frozenset[bytes]:
    """Return who belongs to a group on a day."""
    return frozenset(
        resident
        for resident, joined, left in members.get(group_id, ())
        if (joined is None or joined <= day) and (left is None or left >= day)
    )


def _names(session: Session, ids: Collection[bytes]) -> dict[bytes, str]:
    query = select(Resident.id, Resident.surname + " " + Resident.given_name)
    rows = session.execute(query.where(Resident.id.in_(ids)))
    return {resident: name.strip() for resident, name in rows}
