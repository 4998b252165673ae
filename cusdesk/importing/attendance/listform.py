"""Attendance as a plain list (date, person, mark or hours), or a list of one meeting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cusdesk.domain.person_names import parse_person_name
from cusdesk.importing.attendance.cells import combined, length_between, read_signature
from cusdesk.importing.attendance.marks import MarkContext, MarkReading, read_mark
from cusdesk.importing.attendance.model import AttendanceEntry, Participant
from cusdesk.importing.attendance.table import TableResult, make_entry
from cusdesk.importing.days import DayToken, day_token, is_unlikely
from cusdesk.importing.grid import Grid, key_of, text_of
from cusdesk.importing.headings import (
    Headings,
    find_headings,
    is_footer,
    is_group,
    is_sure_name,
    is_total,
    looks_like_name,
)
from cusdesk.importing.months import with_row_month

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.importing.months import MonthFinding
    from cusdesk.importing.workbook import CellValue

_PERSON = (frozenset({"person"}), frozenset({"surname"}), frozenset({"people"}))
_WHAT = ("mark", "hours", "minutes", "start", "signature", "interval")
_DITTO = {'"', "''", "„", "”", "jw", "j.w", "-''-", '-"-', '- " -', "do."}


@dataclass(frozen=True, slots=True)
class ListTask:
    """One list to read: headings, rows, month; date of a single meeting, person of a card."""

    grid: Grid
    headings: Headings
    last_row: int
    month: MonthFinding
    context: MarkContext
    meeting: dt.date | None = None
    person: str = ""


def find_lists(grid: Grid) -> list[tuple[Headings, int]]:
    """Return the lists of a sheet as headings and last row.

    A list has a column of people with a date or a mark, or, as the card of one person, dates with
    marks, hours or times.
    """
    found: list[Headings] = []
    start = 1
    while headings := find_headings(grid, (*_PERSON, frozenset({"date"})), start):
        roles = headings.roles.keys()
        named = any(wanted <= roles for wanted in _PERSON)
        if roles & set(_WHAT) or (named and "date" in roles):
            found.append(headings)
        start = headings.last_row + 1
    if not found:
        return []
    ends = [headings.first_row - 1 for headings in found[1:]] + [grid.height]
    return list(zip(found, ends, strict=True))


def mark_values(grid: Grid, headings: Headings, last_row: int) -> list[CellValue]:
    """Return the cells that hold marks or hours, for finding out what numbers mean."""
    columns = [c for role, c in headings.roles.items() if role in ("mark", "hours", "minutes")]
    rows = range(headings.last_row + 1, last_row + 1)
    return [value for r in rows for c in columns if (value := grid.at(r, c)) is not None]


def list_dates(grid: Grid, headings: Headings, last_row: int) -> list[DayToken]:
    """Return the days of the date column, as written."""
    column = headings.roles.get("date")
    if column is None:
        return []
    values = (grid.at(r, column) for r in range(headings.last_row + 1, last_row + 1))
    return [token for value in values if (token := day_token(value))]


def read_list(task: ListTask) -> TableResult:
    """Return the entries of a list; a row without a mark column is a presence, and says so."""
    result = TableResult()
    seen: set[str] = set()
    previous: CellValue = None
    group = ""
    for row in range(task.headings.last_row + 1, task.last_row + 1):
        names = _names(task, row)
        label = _label(task, row)
        if is_group(label) and not any(map(is_sure_name, names)):
            group = task.grid.text(row, 1) or label
            continue
        if is_total(label) and not any(map(is_sure_name, names)):
            continue
        written, previous = _written_date(task, row, previous)
        if not names and not _has_content(task, row):
            continue
        if (
            names
            and not is_sure_name(names[0])
            and (is_footer(key_of(names[0])) or not _is_row(task, row))
        ):
            continue
        for name in names or [""]:
            entry = _entry(task, row, name, written)
            if entry is None:
                continue
            entry = replace(entry, group=entry.group or group)
            result.entries.append(entry)
            if name and entry.person.key not in seen:
                seen.add(entry.person.key)
                result.participants.append(
                    Participant(entry.person, entry.place, entry.pesel, entry.group)
                )
    return result


def _label(task: ListTask, row: int) -> str:
    values = (task.grid.at(row, c) for c in range(1, task.grid.width + 1))
    return next((key_of(v) for v in values if isinstance(v, str)), "")


def _is_row(task: ListTask, row: int) -> bool:
    """Return True if something besides the name stands in the row: a date, a mark, a number."""
    roles = task.headings.roles
    columns = [c for role, c in roles.items() if role in ("date", "number", *_WHAT)]
    return any(task.grid.at(row, c) is not None for c in columns)


def _has_content(task: ListTask, row: int) -> bool:
    roles = ("mark", "hours", "minutes", "start")
    columns = [c for role, c in task.headings.roles.items() if role in roles]
    return any(task.grid.at(row, c) is not None for c in columns)


def _names(task: ListTask, row: int) -> list[str]:
    """Return the written names of a row: one, or all of a cell that lists who came."""
    roles, grid = task.headings.roles, task.grid
    if "people" in roles and "person" not in roles:
        text = text_of(grid.at(row, roles["people"]))
        parts = [part.strip() for part in text.replace(";", ",").replace("\n", ",").split(",")]
        return [part for part in parts if part]
    if "surname" in roles and "given" in roles:
        parts = [text_of(grid.at(row, roles[role])).strip() for role in ("surname", "given")]
        joined = " ".join(part for part in parts if part)
    else:
        column = roles.get("person") or roles.get("surname") or 0
        if not column:
            return [task.person] if task.person and _has_content(task, row) else []
        joined = text_of(grid.spread(row, column))
        if key_of(joined) in _DITTO or joined.strip() in _DITTO:
            joined = text_of(_above(grid, row, column, task.headings.last_row))
    return [joined] if joined.strip() else []


def _above(grid: Grid, row: int, column: int, stop: int) -> CellValue:
    for above in range(row - 1, stop, -1):
        value = grid.at(above, column)
        if value is not None and str(value).strip() not in _DITTO and key_of(value) not in _DITTO:
            return value
    return None


def _written_date(task: ListTask, row: int, previous: CellValue) -> tuple[CellValue, CellValue]:
    """Return the date cell of a row; an empty one takes the date above it (written once a day)."""
    column = task.headings.roles.get("date")
    if column is None:
        return None, None
    value = task.grid.spread(row, column)
    if value is None or str(value).strip() in _DITTO or key_of(value) in _DITTO:
        return previous, previous
    return value, value


def _date(task: ListTask, row: int, written: CellValue) -> tuple[dt.date | None, list[str]]:
    if "date" not in task.headings.roles:
        return (task.meeting, []) if task.meeting else (None, ["date_missing"])
    if written is None:
        return None, ["date_missing"]
    token = day_token(written)
    if token is None:
        return None, ["date_unreadable"]
    token = with_row_month(token, task.grid, row, task.headings.roles.get("month"))
    date = token.date(task.month.year, task.month.month)
    if token.impossible or (date is None and task.month.year and task.month.month):
        return None, ["day_not_in_month"]
    if date is None:
        return None, list(task.month.doubts) or ["month_missing"]
    doubts: list[str] = []
    if not token.month:
        doubts += task.month.doubts
    elif not token.year:
        doubts += [d for d in task.month.doubts if d.startswith("year")]
    if (
        task.month.month
        and task.month.source != "dates"
        and (date.year, date.month)
        != (
            task.month.year or date.year,
            task.month.month,
        )
    ):
        doubts.append("other_month")
    if is_unlikely(date):
        doubts.append("date_unlikely")
    return date, doubts


def _entry(task: ListTask, row: int, name: str, written: CellValue) -> AttendanceEntry | None:
    grid, roles = task.grid, task.headings.roles
    date, doubts = _date(task, row, written)
    found = _reading(task, row, date)
    if found is None:
        return None
    reading, column = found
    person = parse_person_name(name)
    if not person.readings:
        doubts.append("person_missing")
    if "several_people" in person.traits:
        doubts.append("several_people")
    place = grid.place(row, column)
    entry = make_entry(person, date, reading, place, doubts, grid.comment(row, column))
    return replace(
        entry,
        raw=text_of(grid.at(row, column)),
        pesel=grid.text(row, roles["pesel"]) if "pesel" in roles else "",
        group=grid.text(row, roles["group"]) if "group" in roles else "",
        service=grid.text(row, roles["service"]) if "service" in roles else "",
    )


def _reading(task: ListTask, row: int, date: dt.date | None) -> tuple[MarkReading, int] | None:
    """Return the mark of a row with its column; hours beside a mark give its minutes."""
    grid, roles = task.grid, task.headings.roles
    mark = _read(task, row, "mark", date)
    length = _read(task, row, "hours", date) or _read(task, row, "minutes", date)
    if length is None and "start" in roles and "end" in roles:
        length = length_between(grid, row, roles["start"], roles["end"])
    said = [roles[role] for role in ("mark", "hours", "minutes", "start") if role in roles]
    names = roles.get("person") or roles.get("surname") or roles.get("people") or 1
    column = next((c for c in said if grid.at(row, c) is not None), names)
    reading = combined(mark, length, grid.text(row, column))
    if reading is not None:
        return reading, column
    if roles.keys() & {"mark", "hours", "minutes"}:
        return None
    signed = roles.get("signature")
    if signed is not None and "date" not in roles:
        column = signed
        if grid.at(row, signed) is None:
            return None
        return read_signature(grid.at(row, signed), task.context), column
    return MarkReading("present", task.context.plain_minutes), column


def _read(task: ListTask, row: int, role: str, date: dt.date | None) -> MarkReading | None:
    column = task.headings.roles.get(role)
    if column is None:
        return None
    context = task.context
    if role != "mark":
        context = replace(context, numbers="hours" if role == "hours" else "minutes")
        if role == "hours" and context.legend.numbers == "minutes":
            context = replace(context, numbers="minutes")
    return read_mark(task.grid.at(row, column), context, date, task.grid.style(row, column))


def is_person_list(grid: Grid, headings: Headings, last_row: int) -> bool:
    """Return True if names stand under the person heading, or dates where there is none."""
    roles = headings.roles
    column = roles.get("person") or roles.get("surname") or roles.get("people")
    rows = range(headings.last_row + 1, min(last_row, headings.last_row + 40) + 1)
    if column is None:
        return any(day_token(grid.at(r, roles["date"])) for r in rows)
    return any(looks_like_name(grid.at(r, column)) for r in rows)
