"""Reading a month: lists of members, meetings, marks, visits and plans, by service and person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from cusdesk.db.reading import read_columns, read_plain
from cusdesk.domain.attendance import Mark
from cusdesk.domain.catalogue import ServiceUnit, counts_time
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import planned_in_month
from cusdesk.domain.reports import DayMark, MonthMeeting
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting, Visit
from cusdesk.models.catalogue import Service
from cusdesk.services.attendance.lengths import meeting_length
from cusdesk.services.attendance.month.marks import day_mark, joined
from cusdesk.services.planned import planned_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.orm import InstrumentedAttribute, Session

_AFTER_THE_LISTS = (1, 0)
_NO_DAYS: tuple[DayMark | None, ...] = (None,) * 31


class PersonWork:
    """What is known of a person in one service and month, before it becomes a row.

    Attributes:
        order: listed people first in the order of their lists, others after them by name.
        days: a place for every day a month may have.
    """

    __slots__ = ("days", "member_planned", "order", "plan_planned", "scheduled")

    def __init__(self) -> None:
        self.order = _AFTER_THE_LISTS
        self.days = list(_NO_DAYS)
        self.member_planned: int | None = None
        self.plan_planned: int | None = None
        self.scheduled = 0

    @property
    def planned(self) -> int | None:
        """What the list says, else the plans, else the meetings of the person's groups."""
        if self.member_planned is not None:
            return self.member_planned
        if self.plan_planned is not None:
            return self.plan_planned
        return self.scheduled or None


@dataclass(slots=True)
class ServiceWork:
    """What is known of one service in a month, people by resident."""

    people: dict[bytes, PersonWork] = field(default_factory=lambda: defaultdict(PersonWork))
    meetings: list[MonthMeeting] = field(default_factory=list)
    visits: int = 0
    leaders: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


class MonthWork:
    """A month being read, in one transaction; `services` by id.

    With `only` nothing but one service is read.
    """

    def __init__(
        self, session: Session, first: dt.date, last: dt.date, only: bytes | None = None
    ) -> None:
        self.services: dict[bytes, ServiceWork] = defaultdict(ServiceWork)
        self._session = session
        self._first, self._last = first, last
        self._only = only
        self._listed: list[tuple[bytes, PersonWork]] = []
        """Group and person of every membership."""
        self._scheduled: dict[bytes, int] = defaultdict(int)
        """Group -> minutes or number of its meetings."""
        self._amounts: dict[bytes, tuple[bytes, int]] = {}
        """Meeting -> its group, and its minutes or one."""
        self._held: dict[bytes, tuple[dict[bytes, PersonWork], int]] = {}
        """Meeting -> the people of its service, and its place among the days."""

    def read(self) -> MonthWork:
        """Read everything; return the same object."""
        self._read_members()
        self._read_meetings()
        self._read_marks()
        self._read_visits()
        self._read_plans()
        return self

    def _wanted(
        self, query: Select[*tuple[Any, ...]], service: InstrumentedAttribute[Any]
    ) -> Select[*tuple[Any, ...]]:
        return query if self._only is None else query.where(service == self._only)

    def _rows(
        self, query: Select[*tuple[Any, ...]], service: InstrumentedAttribute[Any]
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        return read_columns(self._session, self._wanted(query, service))

    def _in_month(self, date: InstrumentedAttribute[dt.date]) -> ColumnElement[bool]:
        return date.between(self._first, self._last)

    def _read_members(self) -> None:
        query = (
            select(Group.service_id, Group.id, GroupMember.resident_id, GroupMember.planned_minutes)
            .join(Group, Group.id == GroupMember.group_id)
            .where(
                GroupMember.retired_at.is_(None),
                Group.retired_at.is_(None),
                or_(GroupMember.joined_on.is_(None), GroupMember.joined_on <= self._last),
                or_(GroupMember.left_on.is_(None), GroupMember.left_on >= self._first),
            )
            .order_by(Group.name, Group.id, GroupMember.position, GroupMember.id)
        )
        wanted = self._wanted(query, Group.service_id)
        for service, group, resident, planned in read_plain(self._session, wanted):
            person = self.services[service].people[resident]
            if person.order is _AFTER_THE_LISTS:
                person.order = (0, len(self._listed))
            if planned is not None:
                person.member_planned = (person.member_planned or 0) + planned
            self._listed.append((group, person))

    def _read_meetings(self) -> None:
        query = (
            select(
                Meeting.id,
                Group.service_id,
                Group.id,
                Meeting.date,
                Meeting.minutes,
                Group.meeting_minutes,
                Service.unit,
                Service.unit_minutes,
                Group.leader,
                Group.place,
            )
            .join(Group, Group.id == Meeting.group_id)
            .join(Service, Service.id == Group.service_id)
            .where(
                Meeting.retired_at.is_(None),
                Group.retired_at.is_(None),
                self._in_month(Meeting.date),
            )
            .order_by(Meeting.date, Meeting.start_minute)
        )
        for row in self._rows(query, Group.service_id):
            meeting, service, group, date, own, of_group, unit, of_unit, leader, place = row
            length = meeting_length(own, of_group, unit, of_unit, date)
            target = self.services[service]
            self._held[meeting] = (target.people, date.day - 1)
            target.meetings.append(MonthMeeting(date, length))
            _note(target.leaders, leader)
            _note(target.places, place)
            amount = length if counts_time(ServiceUnit(unit)) else 1
            self._amounts[meeting] = group, amount
            self._scheduled[group] += amount
        for group, person in self._listed:
            person.scheduled += self._scheduled.get(group, 0)

    def _read_marks(self) -> None:
        """Read the marks; service and day are those of the meeting, once for all its rows."""
        query = (
            select(
                Attendance.meeting_id,
                Attendance.resident_id,
                Attendance.mark,
                Attendance.minutes,
                Attendance.makes_up,
            )
            .join(Meeting, Meeting.id == Attendance.meeting_id)
            .where(Attendance.retired_at.is_(None), self._in_month(Meeting.date))
        )
        if self._only is not None:
            query = query.join(Group, Group.id == Meeting.group_id)
        held = self._held
        wanted = self._wanted(query, Group.service_id)
        for meeting, resident, mark, minutes, makes_up in read_plain(self._session, wanted):
            if meeting in held:  # else the meeting or its group is in the bin
                people, day = held[meeting]
                if makes_up is not None:
                    self._take_off(meeting, people[resident])
                days = people[resident].days
                new, before = day_mark(mark, minutes), days[day]
                days[day] = new if before is None else joined(before, new)

    def _take_off(self, meeting: bytes, person: PersonWork) -> None:
        """Not plan a meeting twice: what makes up for a missed one was planned by that one."""
        group, amount = self._amounts[meeting]
        if any(listed is person and of == group for of, listed in self._listed):
            person.scheduled -= amount

    def _read_visits(self) -> None:
        query = select(Visit.service_id, Visit.resident_id, Visit.date, Visit.minutes).where(
            Visit.retired_at.is_(None), self._in_month(Visit.date)
        )
        for service, resident, date, minutes in self._rows(query, Visit.service_id):
            work = self.services[service]
            work.visits += 1
            days, day = work.people[resident].days, date.day - 1
            new, before = day_mark(Mark.PRESENT, minutes), days[day]
            days[day] = new if before is None else joined(before, new)

    def _read_plans(self) -> None:
        """Add what plans in force foresee for the services already read."""
        month = Period(self._first, self._last)
        for row in planned_rows(self._session, month, service_id=self._only):
            if row.service_id not in self.services or row.amount is None:
                continue
            days = row.period
            share = planned_in_month(row.amount, row.amount_per, days.start, days.end, self._first)
            if share is not None:
                person = self.services[row.service_id].people[row.resident_id]
                person.plan_planned = (person.plan_planned or 0) + share


def _note(texts: list[str], text: str) -> None:
    if text and text not in texts:
        texts.append(text)
