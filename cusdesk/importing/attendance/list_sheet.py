"""Sheets of plain lists: a row is one presence, or the whole list is of one meeting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.importing.attendance.context import legend_texts, make_context
from cusdesk.importing.attendance.listform import ListTask, list_dates, mark_values, read_list
from cusdesk.importing.attendance.sheet import FileClues, SheetRead, Whole, finished, joined
from cusdesk.importing.attendance.table_months import month_of
from cusdesk.importing.days import day_token, labelled_day
from cusdesk.importing.months import MonthClues, MonthFinding
from cusdesk.importing.problems import CellProblem
from cusdesk.importing.titles import Titles, read_titles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.importing.attendance.laying import Laid
    from cusdesk.importing.grid import Grid
    from cusdesk.importing.headings import Headings
    from cusdesk.importing.layout import Layout


def read_lists(laid: Laid, file: FileClues) -> SheetRead:
    """Read a sheet of plain lists, or of one meeting: a row is a person on a day."""
    grid, lists = laid.grid, laid.lists
    values = [v for headings, end in lists for v in mark_values(grid, headings, end)]
    heads = [text for headings, _end in lists for text in headings.texts.values()]
    body = {r for h, end in lists for r in range(h.last_row + 1, end + 1)}
    first = lists[0][0]
    titles = read_titles(grid, range(1, first.first_row))
    texts = [*file.legend, *titles.texts, *legend_texts(grid, body - _tail(grid, lists[-1]))]
    context = make_context(values, texts, heads, file.options)
    read = SheetRead()
    months = []
    layout: Layout = "list"
    for (headings, end), table in zip(lists, laid.tables, strict=True):
        fix = file.options.tables.get(table.key)
        tokens = list_dates(grid, headings, end)
        dates = [(t.year, t.month) for t in tokens if t.month]
        own = read_titles(grid, range(max(headings.first_row - 6, 1), headings.first_row))
        month = month_of(grid, file, joined(own, titles).texts, MonthClues(dates=dates), fix)
        meeting = None
        if "date" not in headings.roles:
            layout = "meeting"
            meeting = fix.day if fix and fix.day else _meeting_date(grid, own.texts, month)
        else:
            months.append(month)
        person = _person(joined(own, titles))
        read.take(read_list(ListTask(grid, headings, end, month, context, meeting, person)))
        whole = (month.year, month.month) if month.year and month.month else None
        read.tables.append(replace(table, month=whole, day=meeting))
    if not any("mark" in h.roles or "hours" in h.roles or "minutes" in h.roles for h, _e in lists):
        note = CellProblem("row_is_presence", grid.sheet.name, None, None, "warning")
        read.problems.append(note)
    read.tables = [replace(table, layout=layout) for table in read.tables]
    if layout == "list":
        months = [m for m in months if not _all_dated(grid, lists)]
    return finished(read, grid, layout, months, Whole(context, titles, file, values))


def _person(titles: Titles) -> str:
    """Return the participant a card of one person is about."""
    return titles.values.get("person") or titles.values.get("name", "")


def _all_dated(grid: Grid, lists: list[tuple[Headings, int]]) -> bool:
    """Return True when every date of the lists is written with its month and year."""
    return all(t.month and t.year for h, end in lists for t in list_dates(grid, h, end))


def _tail(grid: Grid, last: tuple[Headings, int]) -> set[int]:
    """Return the rows after the last date or mark of a list, where a legend may stand."""
    headings, end = last
    columns = [c for r, c in headings.roles.items() if r in ("date", "mark", "hours", "minutes")]
    rows = range(headings.last_row + 1, end + 1)
    filled = [r for r in rows if all(grid.at(r, c) is not None for c in columns)]
    return set(range(max(filled, default=end) + 1, end + 1))


def _meeting_date(grid: Grid, titles: Sequence[str], month: MonthFinding) -> dt.date | None:
    """Return the one date said by the sheet's name or the titles of a list of one meeting."""
    texts = [grid.sheet.name, *titles]
    tokens = [token for text in texts if (token := day_token(text) or labelled_day(text))]
    dates = {token.date(month.year, month.month) for token in tokens if token.month}
    return dates.pop() if len(dates) == 1 else None
