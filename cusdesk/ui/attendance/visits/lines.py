"""What a typed line of hours means, and what the lines of a month add up to. No Qt."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.attendance import DAY_MINUTES, LONG_MINUTES
from cusdesk.domain.dates import format_date
from cusdesk.domain.durations import format_minutes
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.times_of_day import format_time, parse_time
from cusdesk.services.attendance import VisitDraft, VisitRow, VisitWarnings
from cusdesk.ui.attendance.meeting_fields import read_day
from cusdesk.ui.common import formats

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

FIELDS = ("date", "person", "start", "end", "minutes", "travel", "activities")


@dataclass(slots=True)
class LineTexts:
    """What stands in the fields of the line."""

    date: str = ""
    start: str = ""
    end: str = ""
    minutes: str = ""
    activities: str = ""
    resident_id: bytes | None = None
    resident_name: str = ""
    travel: str = ""


@dataclass(slots=True)
class LineReading:
    """What the line means so far.

    Attributes:
        problems: field -> sentence; these stop the line.
        hints: sentences worth a look, which stop nothing.
        missing: fields still to be typed, in order.
    """

    draft: VisitDraft
    problems: dict[str, str] = field(default_factory=dict)
    hints: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def read_line(texts: LineTexts, month: dt.date, today: dt.date) -> LineReading:
    """Return what the typed texts mean, with everything that is wrong or doubtful."""
    reading = LineReading(
        VisitDraft(resident_id=texts.resident_id, activities=texts.activities.strip())
    )
    _read_date(reading, texts.date, month, today)
    if texts.resident_id is None:
        reading.missing.append("person")
    _read_times(reading, texts)
    travel = formats.read_minutes(texts.travel)
    if travel.problem:
        reading.problems["travel"] = tr(travel.problem, **dict(travel.params))
    reading.draft.travel_minutes = travel.value or 0
    return reading


def _read_date(reading: LineReading, text: str, month: dt.date, today: dt.date) -> None:
    if not text.strip():
        reading.missing.append("date")
        return
    date = read_day(text, month, today)
    if date is None:
        reading.problems["date"] = tr("attendance.visits.problem.date")
        return
    reading.draft.date = date
    if date > today:
        reading.hints.append(tr("attendance.visits.hint.future", date=format_date(date)))
    elif date.replace(day=1) != month:
        reading.hints.append(tr("attendance.visits.hint.other_month", date=format_date(date)))


def _read_times(reading: LineReading, texts: LineTexts) -> None:
    draft = reading.draft
    for name in ("start", "end"):
        text = getattr(texts, name)
        minute = parse_time(text)
        if text.strip() and minute is None:
            reading.problems[name] = tr("attendance.visits.problem.hour")
        setattr(draft, f"{name}_minute", minute)
    typed = formats.read_minutes(texts.minutes)
    if typed.problem:
        reading.problems["minutes"] = tr(typed.problem, **dict(typed.params))
    start, end, minutes = draft.start_minute, draft.end_minute, typed.value
    if start is not None and end is not None:
        minutes = _span(reading, start, end, typed.value)
    elif start is not None and minutes is not None:
        draft.end_minute = start + minutes
    elif end is not None and start is None and "start" not in reading.problems:
        reading.missing.append("start")
    elif minutes is None and "minutes" not in reading.problems:
        reading.missing += ["start"] if start is None else ["end"]
    draft.minutes = minutes
    _check_length(reading, minutes)


def _span(reading: LineReading, start: int, end: int, typed: int | None) -> int | None:
    """Return the minutes from start to end; an end before the start is on the next day."""
    if end == start:
        reading.problems["end"] = tr("attendance.visits.problem.no_length")
        return None
    minutes = end - start if end > start else end + DAY_MINUTES - start
    if end < start:
        reading.hints.append(
            tr(
                "attendance.visits.hint.night",
                end=format_time(end),
                time=format_minutes(minutes),
            )
        )
    if typed is not None and typed != minutes:
        reading.problems["minutes"] = tr(
            "attendance.visits.problem.disagree", time=format_minutes(minutes)
        )
    return minutes


def _check_length(reading: LineReading, minutes: int | None) -> None:
    if minutes is None:
        return
    if not 0 < minutes <= DAY_MINUTES:
        reading.problems["minutes"] = tr("attendance.problem.minutes_of_day")
    elif minutes > LONG_MINUTES:
        reading.hints.append(tr("attendance.visits.hint.long", time=format_minutes(minutes)))


def clash_words(clashes: Sequence[VisitRow], draft: VisitDraft) -> list[str]:
    """Return a sentence for each visit that overlaps with the typed one."""
    sentences = []
    for row in clashes:
        same = "person" if row.resident_id == draft.resident_id else "worker"
        sentences.append(
            tr(
                f"attendance.visits.hint.clash_{same}",
                name=row.resident_name,
                worker=row.worker or tr("attendance.visits.no_worker"),
                date=format_date(row.date),
                start=format_time(row.start_minute),
                end=format_time(row.end_minute),
            )
        )
    return sentences


def meeting_words(warnings: VisitWarnings, draft: VisitDraft) -> list[str]:
    """Return a sentence for each meeting of a group at the time of the visit."""
    return [
        tr(
            f"attendance.visits.hint.{'leads' if one.leads else 'meets'}",
            worker=draft.worker,
            group=one.group_name,
            date=format_date(one.date),
            start=format_time(one.start_minute),
            end=format_time((one.start_minute + one.minutes) % DAY_MINUTES),
        )
        for one in warnings.meetings
    ]


def limit_words(warnings: VisitWarnings, draft: VisitDraft) -> list[str]:
    """Return a sentence for everybody whose day becomes longer than the office's limit."""
    limits = warnings.limits
    found = (
        ("worker", warnings.worker_minutes, limits.worker),
        ("resident", warnings.resident_minutes, limits.resident),
    )
    return [
        tr(
            f"attendance.visits.hint.limit_{who}",
            worker=draft.worker,
            time=format_minutes(minutes),
            limit=format_minutes(limit),
        )
        for who, minutes, limit in found
        if minutes and limit is not None
    ]


def texts_of(row: VisitRow) -> LineTexts:
    """Return a visit as its line was typed."""
    spanned = row.start_minute is not None and row.end_minute is not None
    return LineTexts(
        format_date(row.date),
        format_time(row.start_minute),
        format_time(row.end_minute),
        "" if spanned else format_minutes(row.minutes),
        row.activities,
        row.resident_id,
        row.resident_name,
        format_minutes(row.travel_minutes) if row.travel_minutes else "",
    )


@dataclass(frozen=True, slots=True)
class VisitSum:
    """Visits and minutes of one person or one service."""

    name: str
    visits: int
    minutes: int


def sums(rows: Iterable[VisitRow], by: str) -> list[VisitSum]:
    """Return visits and minutes by `resident` or `service`, in Polish order of names."""
    counted: dict[bytes, list[VisitRow]] = defaultdict(list)
    for row in rows:
        counted[getattr(row, f"{by}_id")].append(row)
    found = [
        VisitSum(getattr(group[0], f"{by}_name"), len(group), sum(visit.minutes for visit in group))
        for group in counted.values()
    ]
    return sorted(found, key=lambda each: sort_key(each.name))
