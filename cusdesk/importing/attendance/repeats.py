"""A day of one person that stands twice counts once; marks on days off are pointed at."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.domain.calendar import holiday_name
from cusdesk.importing.grid import problem_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Iterable

    from cusdesk.importing.attendance.model import AttendanceEntry

_SATURDAY = 5
_RARE = 5
"""Fewer than one mark in five on weekends: then a weekend is no usual day of this service."""


def count_once(
    entries: Iterable[AttendanceEntry], who: Callable[[AttendanceEntry], Hashable | None]
) -> list[AttendanceEntry]:
    """Return the entries with those that repeat a person's day pointing at the first one.

    Marks that agree (or of which one is clear) are only warned of; marks that contradict each other
    leave both entries in doubt. Two columns of one day in the same row are two meetings: the
    second is put in doubt.

    Args:
        entries: all entries of one service, in the order of the sheet.
        who: whom an entry is about; None leaves it alone. The importer compares written names, the
            service calls this again with the residents it has matched.
    """
    first: dict[tuple[Hashable, dt.date], int] = {}
    done: list[AttendanceEntry] = []
    for entry in entries:
        person = who(entry)
        key = (person, entry.date) if person is not None and entry.date else None
        if key is None or key not in first:
            if key is not None:
                first[key] = len(done)
            done.append(entry)
            continue
        earlier = done[first[key]]
        done[first[key]], later = _pair(earlier, entry)
        done.append(later)
    return done


def _pair(
    earlier: AttendanceEntry, entry: AttendanceEntry
) -> tuple[AttendanceEntry, AttendanceEntry]:
    where = {
        "row": earlier.place.row,
        "column": earlier.place.letters,
        "sheet": earlier.place.sheet,
    }
    same_line = (earlier.place.sheet, earlier.place.row) == (entry.place.sheet, entry.place.row)
    agree = (earlier.mark, earlier.minutes) == (entry.mark, entry.minutes)
    kind = "day_twice_in_row" if same_line else "day_written_twice"
    if agree and not same_line:
        note = problem_at(entry.place, kind, "warning", **where)
        return earlier, replace(entry, repeats=earlier.place, problems=(*entry.problems, note))
    if not agree:
        kind = "day_twice_differs"
    note = problem_at(entry.place, kind, "error", **where)
    later = replace(
        entry,
        repeats=None if same_line else earlier.place,
        problems=(*entry.problems, note),
        doubts=(*entry.doubts, kind),
    )
    if agree:
        return earlier, later
    return replace(earlier, doubts=tuple(dict.fromkeys((*earlier.doubts, kind)))), later


def by_written_name(entry: AttendanceEntry) -> Hashable | None:
    """Return PESEL or folded name of an entry, for finding repeats before people are matched."""
    if not entry.person.readings:
        return None
    return entry.place.sheet, entry.service, entry.group, entry.pesel or entry.person.key


def flag_days_off(entries: list[AttendanceEntry]) -> list[AttendanceEntry]:
    """Return the entries with a warning on presences of holidays and of unusual weekends."""
    days = Counter(e.date.weekday() >= _SATURDAY for e in entries if e.date and e.mark == "present")
    weekends_are_rare = days[True] * _RARE < days[False] + days[True]
    done = []
    for entry in entries:
        kind = None
        if entry.date and entry.mark == "present":
            if holiday_name(entry.date):
                kind = "mark_on_holiday"
            elif entry.date.weekday() >= _SATURDAY and weekends_are_rare:
                kind = "mark_on_weekend"
        if kind:
            note = problem_at(entry.place, kind, "warning", date=entry.date)
            done.append(replace(entry, problems=(*entry.problems, note)))
        else:
            done.append(entry)
    return done
