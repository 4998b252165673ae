"""From the time cells of one visit to start, end and minutes, with what is doubtful."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.importing.attendance.marks import MarkContext, MarkFinding, doubtful, read_mark
from cusdesk.importing.clock_times import DAY, HOUR, show_clock

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellStyle, CellValue

EVENING = 17 * HOUR
MORNING = 10 * HOUR
LONGEST_NIGHT = 12 * HOUR
LONGEST_VISIT = 16 * HOUR
_QUIET = ("hours_as_text", "hours_as_time", "time_or_length", "hours_many")
"""What is odd in an attendance list is usual in a work card."""


@dataclass(frozen=True, slots=True)
class Length:
    """A stated length: minutes, or only findings when it cannot be read."""

    minutes: int | None = None
    findings: tuple[MarkFinding, ...] = ()
    negative: bool = False
    exact: float | None = None


@dataclass(frozen=True, slots=True)
class VisitTimes:
    """The settled times of a visit."""

    start: int | None = None
    end: int | None = None
    minutes: int | None = None
    findings: tuple[MarkFinding, ...] = field(default=())


def read_length(  # noqa: PLR0911 (one return a case)
    value: CellValue, style: CellStyle | None, unit: int, *, minutes: bool
) -> Length | None:
    """Return a stated length; None for an empty cell.

    Args:
        value: the cell: a number of hours, a time, a text such as `1h30`.
        style: the look of the cell; a fraction shown as `h:mm` is a part of a day.
        unit: minutes of one "hour", 45 for lesson hours.
        minutes: the heading says the numbers are minutes.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value < 0:
            return Length(negative=True, findings=(doubtful("hours_negative", raw=value),))
        if value == 0:
            return Length(0)
    if isinstance(value, dt.timedelta) and value < dt.timedelta():
        return Length(negative=True, findings=(doubtful("hours_negative", raw=str(value)),))
    context = MarkContext(numbers="minutes" if minutes else "hours", all_text=True)
    reading = read_mark(value, context, None, style)
    if reading is None:
        return None
    findings = tuple(f for f in reading.findings if f.kind not in _QUIET)
    if reading.mark != "present" or (reading.minutes is None and not findings):
        return Length(findings=(doubtful("hours_unreadable", raw=str(value)),))
    found = reading.minutes
    if found is not None and unit != HOUR and isinstance(value, int | float):
        found = round(value * unit)
    return Length(found, findings, exact=float(value) if isinstance(value, float) else None)


def settle(start: int | None, end: int | None, stated: Length | None) -> VisitTimes:
    """Return the times of a visit from what was written.

    The times rule over the stated length; where they disagree the visit is in doubt. An end before
    the start is a night visit (evening to morning), or swapped times, which are put right in doubt.
    """
    if start is None and end is None:
        return _only_length(stated)
    if start is None or end is None:
        return _one_time(start, end, stated)
    if start == end:
        known = stated.minutes if stated and stated.minutes else None
        return VisitTimes(start, end, known, (doubtful("times_equal", raw=show_clock(start)),))
    findings: list[MarkFinding] = []
    if end < start:
        turned = _turned(start, end, stated)
        if turned is None:
            return VisitTimes(start, end, None, (_swap_note(start, end),))
        start, end, note = turned
        findings.append(note)
    minutes = end - start
    if minutes > LONGEST_VISIT:
        findings.append(doubtful("visit_too_long", raw=show_clock(minutes)))
    if stated is not None and not findings and not _agrees(minutes, stated):
        findings += stated.findings or (
            doubtful("minutes_disagree", stated=stated.minutes, computed=minutes),
        )
    return VisitTimes(start, end, minutes, tuple(findings))


def _only_length(stated: Length | None) -> VisitTimes:
    if stated is None:
        return VisitTimes(findings=(doubtful("times_missing"),))
    if stated.minutes == 0:
        return VisitTimes(minutes=0, findings=(doubtful("times_missing"),))
    findings = stated.findings
    if stated.minutes is not None and stated.minutes > LONGEST_VISIT:
        findings = (*findings, doubtful("visit_too_long", raw=show_clock(stated.minutes)))
    return VisitTimes(minutes=stated.minutes, findings=findings)


def _one_time(start: int | None, end: int | None, stated: Length | None) -> VisitTimes:
    length = stated.minutes if stated else None
    if length and start is not None:
        return VisitTimes(start, start + length, length, (MarkFinding("end_missing"),))
    if length and end is not None and end >= length:
        return VisitTimes(end - length, end, length, (MarkFinding("start_missing"),))
    return VisitTimes(start, end, length, (doubtful("times_missing"),))


def _swap_note(start: int, end: int) -> MarkFinding:
    return doubtful("end_before_start", start=show_clock(start), end=show_clock(end))


def _turned(start: int, end: int, stated: Length | None) -> tuple[int, int, MarkFinding] | None:
    """Return start, end and note for an end before the start; None when both readings are open."""
    night, swapped = DAY + end - start, start - end
    crosses = MarkFinding(
        "crosses_midnight", params={"start": show_clock(start), "end": show_clock(end)}
    )
    said = stated.minutes if stated else None
    if said and said != swapped and said == night:
        return start, end + DAY, crosses
    if said and said == swapped and said != night:
        return end, start, _swap_note(start, end)
    if start >= EVENING and end <= MORNING and night <= LONGEST_NIGHT:
        return start, end + DAY, crosses
    if swapped < LONGEST_NIGHT and not (start >= EVENING and end <= MORNING):
        return end, start, _swap_note(start, end)
    return None


def _agrees(minutes: int, stated: Length) -> bool:
    """Return True if a stated length fits the times: in hours, lesson hours or a part of a day."""
    if stated.minutes is not None and abs(stated.minutes - minutes) <= 1:
        return True
    return stated.exact is not None and abs(stated.exact * DAY - minutes) <= 1
