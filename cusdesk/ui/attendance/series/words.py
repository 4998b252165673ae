"""Days, series and clashes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.durations import format_minutes
from cusdesk.domain.schedule import Fate, Rhythm, Skip
from cusdesk.domain.times_of_day import format_time

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from cusdesk.domain.schedule import DayChange, PlannedDay
    from cusdesk.services.attendance.series import ClashRow, SeriesDraft

_SHOWN_DAYS = 3


def weekday_words(date: dt.date) -> str:
    """Return such as `wt 2.06.2026`."""
    return f"{tr('attendance.weekday.short').split()[date.weekday()]} {format_date(date)}"


def day_words(day: PlannedDay) -> str:
    """Return a day of a rule, with the reason when it is left out."""
    date = weekday_words(day.date)
    if day.skip is None:
        return date
    if day.skip in {Skip.HOLIDAY, Skip.BREAK}:
        return tr("attendance.meetings.skipped", date=date, holiday=day.why)
    return tr(f"attendance.series.skip.{day.skip}", date=date)


def change_words(change: DayChange) -> str:
    """Return what becomes of a meeting."""
    date = weekday_words(change.date)
    if change.fate is Fate.MOVED and change.before is not None:
        return tr("attendance.series.fate.moved", date=date, before=weekday_words(change.before))
    return tr(f"attendance.series.fate.{change.fate}", date=date)


def clash_lines(clashes: Iterable[ClashRow]) -> list[str]:
    """Return who or what would be in two places at once: one line for all days it happens on."""
    days: dict[tuple[str, str, str, str], list[dt.date]] = {}
    for clash in clashes:
        start = clash.start_minute or 0
        span = f"{format_time(start)}–{format_time((start + clash.minutes) % (24 * 60))}"
        days.setdefault((clash.kind, clash.what, clash.group_name, span), []).append(clash.date)
    lines = []
    for (kind, what, group, span), dates in days.items():
        words = tr(f"attendance.series.clash.{kind}", what=what, group=group, span=span)
        lines.append(f"{words}: {_days_words(dates)}")
    return lines


def _days_words(dates: list[dt.date]) -> str:
    shown = ", ".join(format_date(day) for day in dates[:_SHOWN_DAYS])
    more = len(dates) - _SHOWN_DAYS
    return f"{shown} {tr('attendance.series.more_days', n=more)}" if more > 0 else shown


def series_words(draft: SeriesDraft) -> str:
    """Return such as `co tydzień: wt, czw · 16:00 · 1:30 · 1.09.2026–30.06.2027`."""
    parts = [tr(f"attendance.series.rhythm.{draft.rhythm}")]
    if draft.rhythm is not Rhythm.DATES:
        names = tr("attendance.weekday.short").split()
        parts[0] += ": " + ", ".join(names[day] for day in sorted(draft.weekdays))
    if draft.start_minute is not None:
        parts.append(format_time(draft.start_minute))
    if draft.minutes is not None:
        parts.append(format_minutes(draft.minutes))
    if draft.valid_from is not None and draft.valid_to is not None:
        parts.append(f"{format_date(draft.valid_from)}–{format_date(draft.valid_to)}")
    return " · ".join(parts)
