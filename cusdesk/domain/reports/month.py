"""The monthly sheet: one service as persons by days, and the whole office a line a service.

Time is in whole minutes, counted units are whole numbers; which of the two a service uses follows
from its unit. Every figure on the sheet is computed here, once, so that the screen, the formulas
of the workbook and the printed page cannot disagree.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from cusdesk.domain.delivery import Delivery
from cusdesk.domain.reports.common import OfficeHeader, ServiceUnit

SATURDAY = 5


class MarkKind(StrEnum):
    """What a mark in the grid counts as."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    OTHER = "other"
    """Counts as nothing, such as „nie dotyczy”."""

    @property
    def is_absence(self) -> bool:
        """Whether the person was expected and did not come."""
        return self in {MarkKind.ABSENT, MarkKind.EXCUSED}


class CountedBy(StrEnum):
    """Whose time counts as delivered."""

    PERSONS = "persons"
    """Each person's own time: rehabilitation, care at home."""
    MEETINGS = "meetings"
    """The meeting's time, whoever came: a group is paid for by the meeting."""


@dataclass(frozen=True, slots=True)
class DayMark:
    """One person on one day.

    Attributes:
        symbol: as typed in the grid and explained by the legend: „x”, „nb”, „u”.
        minutes: of presence; several meetings and visits of a day are added up.
        more_presences: those of the day beside the one the symbol tells of.
        more_absences: the same of absences.
    """

    kind: MarkKind
    symbol: str
    minutes: int = 0
    more_presences: int = 0
    more_absences: int = 0

    @property
    def presences(self) -> int:
        """How often the person was there on this day."""
        return self.more_presences + (self.kind is MarkKind.PRESENT)

    @property
    def absences(self) -> int:
        """How often the person was expected and did not come on this day."""
        return self.more_absences + self.kind.is_absence


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a symbol means, in words; `kind` decides how it is counted."""

    symbol: str
    kind: MarkKind
    meaning: str


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A column of the grid; `holiday` names the public holiday, else empty."""

    date: dt.date
    holiday: str = ""

    @property
    def is_free(self) -> bool:
        """Whether the day is a Saturday, a Sunday or a public holiday."""
        return bool(self.holiday) or self.date.weekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class PersonMonth(Delivery):
    """One row of the grid.

    Shape: `marks` has one entry a day of the month, None for no mark.

    Attributes:
        person_id: id of the resident, only for counting people once; never printed.
        planned: minutes or units for the month; None when nothing was planned.
        detail: birth year or place of somebody who shares the name with another; mostly empty.
    """

    number: int
    person_id: bytes
    name: str
    marks: tuple[DayMark | None, ...]
    pesel: str = ""
    planned: int | None = None
    detail: str = ""

    presences: int = field(init=False)
    absences: int = field(init=False)
    """Excused or not."""
    minutes: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the marks once; every total of the sheet asks for these figures."""
        presences = absences = minutes = 0
        for mark in filter(None, self.marks):
            if mark.kind is MarkKind.PRESENT:
                presences += 1
                minutes += mark.minutes
            elif mark.kind is not MarkKind.OTHER:
                absences += 1
            presences += mark.more_presences
            absences += mark.more_absences
        object.__setattr__(self, "presences", presences)
        object.__setattr__(self, "absences", absences)
        object.__setattr__(self, "minutes", minutes)

    @property
    def full_name(self) -> str:
        """The name, told apart from a namesake's."""
        return f"{self.name} ({self.detail})" if self.detail else self.name


@dataclass(frozen=True, slots=True)
class HeadGroup:
    """People counted without names, in one age group and village; either may be unknown."""

    age_group: str
    locality: str
    heads: int


@dataclass(frozen=True, slots=True)
class MonthMeeting:
    """A meeting of a group that took place."""

    date: dt.date
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class ServiceMonth:
    """One service in one month.

    Attributes:
        unit: how the service is counted; `unit_minutes` when the office's unit has another length.
        counted_by: whose time is delivered.
        planned_total: pool of the service in minutes or units; None takes the sum of the persons.
        meetings: of groups.
        visits: individual ones; with neither of both known each day of presence counts as one.
        note: remarks for the office sheet.
        heads: people counted without names, never among `persons` nor in any of their figures.
    """

    name: str
    persons: tuple[PersonMonth, ...]
    unit: ServiceUnit = ServiceUnit.HOUR
    unit_minutes: int | None = None
    counted_by: CountedBy = CountedBy.PERSONS
    provider: str = ""
    place: str = ""
    leader: str = ""
    planned_total: int | None = None
    meetings: tuple[MonthMeeting, ...] = ()
    visits: int = 0
    note: str = ""
    heads: tuple[HeadGroup, ...] = ()

    @property
    def minutes_of_unit(self) -> int:
        """What a quantity is divided by to be shown: 60, 45 or the office's; 1 when counted."""
        return (self.unit_minutes or self.unit.usual_minutes or 1) if self.unit.is_time else 1

    @property
    def users(self) -> int:
        """Persons on the list who came at least once."""
        return sum(1 for person in self.persons if person.presences)

    @property
    def meeting_count(self) -> int:
        """Meetings held and individual visits."""
        return len(self.meetings) + self.visits or sum(person.presences for person in self.persons)

    @property
    def head_count(self) -> int:
        """People counted without names, as often as they were counted."""
        return sum(group.heads for group in self.heads)

    @property
    def absences(self) -> int:
        """Absences of all persons."""
        return sum(person.absences for person in self.persons)

    @property
    def planned(self) -> int | None:
        """Minutes or units planned for the service; None when nobody planned anything."""
        if self.planned_total is not None:
            return self.planned_total
        known = [p.planned for p in self.persons if p.planned is not None]
        return sum(known) if known and self.counted_by is CountedBy.PERSONS else None

    @property
    def delivered(self) -> int:
        """Minutes or units delivered, by persons or by meetings as the service counts."""
        if self.counted_by is CountedBy.PERSONS:
            return sum(person.delivered(self.unit) for person in self.persons)
        return sum(m.minutes for m in self.meetings) if self.unit.is_time else len(self.meetings)

    @property
    def unplanned(self) -> int | None:
        """What went to persons without a plan; None when there is no plan or one common pool."""
        if self.planned is None or self.planned_total is not None:
            return None
        return sum(p.delivered(self.unit) for p in self.persons if p.planned is None)

    @property
    def left(self) -> int | None:
        """What is still to be delivered of the plan; None when nothing was planned.

        Without a pool it is the sum of what is left to the persons, so `delivered` has to be
        lessened by `unplanned` before it is taken from `planned`.
        """
        planned = self.planned
        return None if planned is None else planned - self.delivered + (self.unplanned or 0)


@dataclass(frozen=True, slots=True)
class MonthlySheet:
    """All services of the office in one month.

    Attributes:
        month: 1-12.
        legend: every symbol the grids may hold, in the order to print it.
        holidays: public holidays of the month with their names.
        prepared_by: who signs the sheet; empty leaves a line.
        log_head: number and hash of the last entry of the office's log, for the foot; a signed
            paper then proves the log up to that day. Empty leaves it out.
        seal: of a closed month, in hexadecimal; empty while it is open.
    """

    office: OfficeHeader
    year: int
    month: int
    services: tuple[ServiceMonth, ...]
    legend: tuple[LegendEntry, ...]
    printed_on: dt.date
    holidays: tuple[tuple[dt.date, str], ...] = ()
    prepared_by: str = ""
    log_head: str = ""
    seal: str = ""

    @property
    def days(self) -> tuple[MonthDay, ...]:
        """The columns of the grids, 28 to 31 of them."""
        names = dict(self.holidays)
        count = calendar.monthrange(self.year, self.month)[1]
        dates = (dt.date(self.year, self.month, day) for day in range(1, count + 1))
        return tuple(MonthDay(date, names.get(date, "")) for date in dates)

    @property
    def distinct_users(self) -> int:
        """People who came at least once anywhere, each counted once."""
        return len({p.person_id for s in self.services for p in s.persons if p.presences})
