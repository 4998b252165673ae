"""What is written on a day of the sheet: one mark, or all the marks of a day in one."""

from __future__ import annotations

from functools import lru_cache

from cusdesk.core.messages import tr
from cusdesk.domain.attendance import Mark
from cusdesk.domain.reports import DayMark, LegendEntry, MarkKind

KINDS = {
    Mark.PRESENT: MarkKind.PRESENT,
    Mark.ABSENT: MarkKind.ABSENT,
    Mark.EXCUSED: MarkKind.EXCUSED,
    Mark.CANCELLED: MarkKind.OTHER,
    Mark.NOT_APPLICABLE: MarkKind.OTHER,
}
_BY_STRENGTH = (Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT, Mark.CANCELLED, Mark.NOT_APPLICABLE)


def symbol(mark: Mark) -> str:
    """Return what stands for a mark in the grid and on paper."""
    return tr(f"attendance.symbol.{mark}")


def legend() -> tuple[LegendEntry, ...]:
    """Return every symbol with its meaning, in the order to print them."""
    return tuple(
        LegendEntry(symbol(mark), KINDS[mark], tr(f"enums.mark.{mark}")) for mark in _BY_STRENGTH
    )


@lru_cache(maxsize=1024)
def day_mark(mark: str, minutes: int) -> DayMark:
    """Return the mark of a day; a month has few different ones and many thousands of days."""
    written = Mark(mark)
    return DayMark(KINDS[written], symbol(written), minutes if written is Mark.PRESENT else 0)


def joined(one: DayMark, other: DayMark) -> DayMark:
    """Return two marks of one day as one: presence is shown before absence, both are counted."""
    shown = min(one, other, key=lambda mark: _strength(mark.symbol))
    presences = one.presences + other.presences
    absences = one.absences + other.absences
    return DayMark(
        shown.kind,
        shown.symbol,
        one.minutes + other.minutes,
        more_presences=presences - (shown.kind is MarkKind.PRESENT),
        more_absences=absences - shown.kind.is_absence,
    )


@lru_cache(maxsize=16)
def _strength(shown: str) -> int:
    return [symbol(mark) for mark in _BY_STRENGTH].index(shown)
