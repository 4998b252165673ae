"""What a person types about a series, and what a list says of it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.domain.polish_text import one_line
from cusdesk.domain.schedule import ClashKind, PlannedDay, Rhythm, SeriesRule, check_series

if TYPE_CHECKING:
    from cusdesk.domain.schedule import DayChange

MINUTES_OF_DAY = 24 * 60


@dataclass(slots=True)
class SeriesDraft:
    """A series of meetings of one group as typed.

    Attributes:
        weekdays: 0 Monday.
        dates: for chosen dates; without `valid_from` and `valid_to` they bound themselves.
        start_minute: minutes after midnight.
        minutes: length of a meeting; None as usual in the group.
        place: empty for that of the group; so is `leader`.
    """

    group_id: bytes
    rhythm: Rhythm = Rhythm.WEEKLY
    weekdays: tuple[int, ...] = ()
    dates: tuple[dt.date, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    start_minute: int | None = None
    minutes: int | None = None
    place: str = ""
    leader: str = ""

    @property
    def rule(self) -> SeriesRule:
        """Return when its meetings are.

        Raises:
            ValidationError: no days, no end, over two years, a length of nothing.
        """
        start, end = self.valid_from, self.valid_to
        if self.rhythm is Rhythm.DATES and self.dates:
            start, end = start or min(self.dates), end or max(self.dates)
        missing = [
            Problem(name, f"attendance.series.problem.{name}")
            for name, day in (("valid_from", start), ("valid_to", end))
            if day is None
        ]
        if self.minutes is not None and not 0 < self.minutes <= MINUTES_OF_DAY:
            missing.append(Problem("minutes", "attendance.problem.meeting_minutes"))
        if self.rhythm is Rhythm.DATES and not self.dates:
            missing = [Problem("dates", "attendance.series.problem.no_dates")]
        if missing or start is None or end is None:
            raise ValidationError(missing)
        rule = SeriesRule(self.rhythm, start, end, self.weekdays, self.dates)
        if problems := check_series(rule):
            raise ValidationError(problems)
        return rule

    def tidy(self) -> SeriesDraft:
        """Return the same with its words on one line."""
        return replace(self, place=one_line(self.place), leader=one_line(self.leader))


@dataclass(frozen=True, slots=True)
class ClashRow:
    """What is at the same time as a meeting of the series.

    Attributes:
        what: the place, the leader or the resident, in words.
        start_minute, minutes: of the meeting that is there already.
    """

    kind: ClashKind
    date: dt.date
    what: str
    group_name: str
    start_minute: int | None
    minutes: int


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """What would be added: every day of the rule, and what clashes in the whole series."""

    days: tuple[PlannedDay, ...]
    clashes: tuple[ClashRow, ...] = ()

    @property
    def count(self) -> int:
        """How many meetings would be added."""
        return sum(day.is_new for day in self.days)


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """What a change would do: every meeting it reaches, days left out, clashes."""

    changes: tuple[DayChange, ...]
    skipped: tuple[PlannedDay, ...]
    clashes: tuple[ClashRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series in the list of a group.

    Attributes:
        meetings: made by it and not in the bin.
        ahead: of these, those that can still be changed.
        draft: everything that was typed; `dates` are those of its meetings.
    """

    id: bytes
    version: int
    draft: SeriesDraft
    meetings: int
    ahead: int
