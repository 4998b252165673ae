"""Attendance: marks of meetings, what may be written, and what a month of it adds up to.

The printed monthly sheet has its own figures in `domain.reports.month`; these here serve the live
totals of a grid and the office's counts, where one person may use several services and is still
one person.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from cusdesk.domain.checks import error, warning
from cusdesk.domain.delivery import Delivery
from cusdesk.domain.durations import format_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.core.errors import Problem

DAY_MINUTES = 24 * 60
LONG_MINUTES = 12 * 60
"""More than this in one day for one person is more often a slip than a service."""


class Mark(enum.StrEnum):
    """What is written for a person at a meeting."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    CANCELLED = "cancelled"
    NOT_APPLICABLE = "not_applicable"


_HELD = frozenset({Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED})
"""Marks that say that the meeting took place for the person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One mark of one person at one meeting; minutes count only for a presence."""

    person_id: bytes
    meeting_id: bytes
    mark: Mark
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class MonthLine(Delivery):
    """What the marks of one person add up to.

    Attributes:
        held: meetings that took place for the person: present, absent or excused.
    """

    held: int = 0
    presences: int = 0
    absent: int = 0
    excused: int = 0
    minutes: int = 0
    planned: int | None = None

    @property
    def rate(self) -> Decimal | None:
        """Return presences in per cent of meetings held, one decimal; None without meetings."""
        if not self.held:
            return None
        share = Decimal(100 * self.presences) / self.held
        return share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the marks of a group, a service or the office add up to.

    Attributes:
        persons: distinct people with a presence, each once.
        enrolled: distinct people with any mark of a held meeting.
        meetings: distinct meetings held.
        presences: sum of presences over people.
        person_minutes: sum of each person's minutes: what people received.
        meeting_minutes: the longest presence of each meeting: what the leader worked.
    """

    persons: int = 0
    enrolled: int = 0
    meetings: int = 0
    presences: int = 0
    absences: int = 0
    excused: int = 0
    person_minutes: int = 0
    meeting_minutes: int = 0


def month_line(entries: Iterable[Entry], planned: int | None = None) -> MonthLine:
    """Add up the marks of one person."""
    marks = list(entries)
    count = {mark: sum(entry.mark is mark for entry in marks) for mark in _HELD}
    return MonthLine(
        held=sum(count.values()),
        presences=count[Mark.PRESENT],
        absent=count[Mark.ABSENT],
        excused=count[Mark.EXCUSED],
        minutes=sum(entry.minutes for entry in marks if entry.mark is Mark.PRESENT),
        planned=planned,
    )


def totals(entries: Iterable[Entry]) -> Totals:
    """Add up the marks of many people; people are counted once, presences as often as they were."""
    held = [entry for entry in entries if entry.mark in _HELD]
    present = [entry for entry in held if entry.mark is Mark.PRESENT]
    longest: dict[bytes, int] = {}
    for entry in present:
        longest[entry.meeting_id] = max(entry.minutes, longest.get(entry.meeting_id, 0))
    return Totals(
        persons=len({entry.person_id for entry in present}),
        enrolled=len({entry.person_id for entry in held}),
        meetings=len({entry.meeting_id for entry in held}),
        presences=len(present),
        absences=sum(entry.mark is Mark.ABSENT for entry in held),
        excused=sum(entry.mark is Mark.EXCUSED for entry in held),
        person_minutes=sum(entry.minutes for entry in present),
        meeting_minutes=sum(longest.values()),
    )


def check_entry(mark: Mark, minutes: int, field: str = "minutes") -> list[Problem]:
    """Return what is wrong with one mark and its minutes; only blocking problems stop the save."""
    if minutes < 0:
        return [error(field, "number.negative")]
    if minutes > DAY_MINUTES:
        return [error(field, "attendance.more_than_a_day", time=format_minutes(minutes))]
    if mark is not Mark.PRESENT and minutes:
        return [error(field, "attendance.minutes_without_presence")]
    if mark is Mark.PRESENT and not minutes:
        return [warning(field, "attendance.presence_without_minutes")]
    if minutes > LONG_MINUTES:
        return [warning(field, "attendance.very_long", time=format_minutes(minutes))]
    return []
