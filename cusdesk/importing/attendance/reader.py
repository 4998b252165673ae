"""Attendance lists of any office: `read_attendance`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cusdesk.importing.attendance.blocks import Block, find_blocks, weekday_pairs
from cusdesk.importing.attendance.colours import with_colours
from cusdesk.importing.attendance.context import (
    dash_is_assumed,
    is_legend_sheet,
    legend_texts,
    make_context,
)
from cusdesk.importing.attendance.laying import Laid, lay_out
from cusdesk.importing.attendance.legend import Legend, read_legend_text
from cusdesk.importing.attendance.listform import (
    ListTask,
    list_dates,
    mark_values,
    read_list,
)
from cusdesk.importing.attendance.marks import MarkContext, sign_of
from cusdesk.importing.attendance.model import (
    AttendanceEntry,
    AttendanceFile,
    AttendanceOptions,
    Participant,
    SheetReport,
)
from cusdesk.importing.attendance.people import kind_of_row
from cusdesk.importing.attendance.repeats import by_written_name, count_once, flag_days_off
from cusdesk.importing.attendance.table import (
    TableResult,
    TableTask,
    check_totals,
    date_of,
    read_table,
)
from cusdesk.importing.days import day_token, labelled_day
from cusdesk.importing.grid import Grid
from cusdesk.importing.layout import DAYS
from cusdesk.importing.months import (
    MonthClues,
    MonthDoubt,
    MonthFinding,
    find_month,
)
from cusdesk.importing.problems import CellProblem
from cusdesk.importing.titles import Titles, read_titles, service_texts
from cusdesk.importing.weeks import with_dates
from cusdesk.importing.whole_file import years_told

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from cusdesk.importing.headings import Headings
    from cusdesk.importing.layout import FoundTable, Layout, TableFix
    from cusdesk.importing.workbook import CellValue, Sheet, Workbook


_LONGEST_SIGN = 4
"""Longer words that a lone text seems to explain are the name of what the list is of."""


@dataclass(slots=True)
class _Read:
    entries: list[AttendanceEntry] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    report: SheetReport | None = None
    tables: list[FoundTable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is known of a whole sheet once its tables are read."""

    context: MarkContext
    titles: Titles
    file: _File
    values: Sequence[CellValue]


@dataclass(frozen=True, slots=True)
class _File:
    """What one sheet may learn from the whole file."""

    name: str
    options: AttendanceOptions
    years: frozenset[tuple[int, int | None]]
    many_sheets: bool
    legend: tuple[str, ...]


def read_attendance(workbook: Workbook, options: AttendanceOptions | None = None) -> AttendanceFile:
    """Read the attendance of a workbook, whatever its layout.

    Days across and people down, days down and people across, several months or groups in one sheet,
    a plain list, or a list of one meeting. Signs are read by the sheet's own legend first, then by
    the usual ones; what neither explains is `unclear`, counts as nothing and is in doubt. Totals
    are only compared.

    Args:
        workbook: the cells as read.
        options: what a person said before reading.

    Returns:
        Entries with date, mark and minutes, each with its cell, problems and doubts. Never raises
        for what stands in cells; a sheet without attendance gives the problem `no_attendance`.
    """
    chosen = options or AttendanceOptions()
    sheets = [s for s in workbook.sheets if chosen.sheets is None or s.name in chosen.sheets]
    legend_sheets = [s for s in sheets if is_legend_sheet(s) and not find_blocks(Grid(s))]
    file = _File(
        workbook.file_name,
        chosen,
        years_told(workbook),
        sum(sheet.is_filled for sheet in workbook.sheets) > 1,
        tuple(t for s in legend_sheets for t in ["Legenda:", *legend_texts(Grid(s), set())]),
    )
    done = [
        _read_sheet(with_colours(with_dates(s)), file)
        for s in sheets
        if s not in legend_sheets and s.is_filled
    ]
    entries = [entry for read in done for entry in read.entries]
    return AttendanceFile(
        workbook.file_name,
        tuple(entries),
        tuple(person for read in done for person in read.participants),
        tuple(read.report for read in done if read.report),
        (*(p for e in entries for p in e.problems), *(p for read in done for p in read.problems)),
        tuple(table for read in done for table in read.tables),
    )


def _read_sheet(sheet: Sheet, file: _File) -> _Read:
    laid = lay_out(sheet, file.options.tables)
    if laid.layout in DAYS and all(block.days for block, _side in laid.blocks):
        return _read_blocks(laid, file)
    if laid.lists:
        return _read_lists(laid, file)
    problem = CellProblem("no_attendance", sheet.name, None, None, "warning")
    return _Read(
        problems=[] if laid.layout == "skip" else [problem],
        report=SheetReport(sheet.name, "none"),
        tables=laid.tables,
    )


def _month(
    grid: Grid, file: _File, titles: Sequence[str], clues: MonthClues, fix: TableFix | None
) -> MonthFinding:
    """Return the month of a table; what the person said wins."""
    said = (fix.month if fix else None) or file.options.month
    if said:
        return MonthFinding(*said, "default")
    return find_month(
        replace(
            clues,
            sheet_name=grid.sheet.name,
            titles=titles,
            file_name=file.name,
            siblings=file.years,
            many_sheets=file.many_sheets,
            default_year=file.options.default_year,
        )
    )


def _months_of(
    grid: Grid, block: Block, file: _File, titles: Titles, fix: TableFix | None
) -> dict[int, MonthFinding]:
    """Return the month of each part of a table's heading; parts written side by side follow on."""
    dates = [(d.token.year, d.token.month) for d in block.days if d.token.month and not d.part]
    clues = MonthClues(dates=dates, weekdays=weekday_pairs(grid, block))
    main = _month(grid, file, titles.texts, clues, fix)
    found = {0: main}
    for day in block.days:
        if day.month:
            year = day.year or main.year
            doubts: tuple[MonthDoubt, ...] = () if year else ("year_missing",)
            found[day.part] = MonthFinding(year, day.month, "title", doubts)
        elif day.part and day.part not in found:
            before = found.get(day.part - 1, main)
            found[day.part] = _next_month(before)
    return found


def _next_month(before: MonthFinding) -> MonthFinding:
    if before.month is None:
        return before
    year = before.year + (before.month == 12) if before.year else None
    doubts: tuple[MonthDoubt, ...] = (*before.doubts, "month_assumed")
    return MonthFinding(year, before.month % 12 + 1, "siblings", tuple(dict.fromkeys(doubts)))


def _read_blocks(laid: Laid, file: _File) -> _Read:
    grid, blocks = laid.grid, [block for block, _side in laid.blocks]
    people = {
        row
        for block, side in laid.blocks
        for row in range(block.first_row, block.last_row + 1)
        if kind_of_row(grid, row, block, side) in ("person", "continued")
    }
    values = [
        value
        for block in blocks
        for row in range(block.first_row, block.last_row + 1)
        if row in people
        for column in block.day_columns
        if (value := grid.at(row, column)) is not None
    ]
    heads = [text for _block, side in laid.blocks for text in side.totals.values()]
    upright = Grid(grid.sheet)
    skipped = people if not grid.turned else set()
    texts = [*file.legend, *legend_texts(upright, skipped)]
    context = make_context(values, texts, heads, file.options)
    above = read_titles(grid, range(1, blocks[0].header_row))
    around = _around(grid, blocks[0]) if grid.turned else above
    read = _Read()
    months: list[MonthFinding] = []
    for (block, side), found_table in zip(laid.blocks, laid.tables, strict=True):
        own = read_titles(grid, _title_rows(grid, block, people))
        titles = _joined(own, around)
        fix = file.options.tables.get(found_table.key)
        found = _months_of(grid, block, file, titles, fix)
        months += found.values()
        group = own.values.get("group") or _group_title(own)
        task = TableTask(grid, block, side, found, context, group)
        table = read_table(task)
        _add(read, table)
        read.tables.append(_dated(found_table, task))
        table.entries = count_once(table.entries, by_written_name)
        task = replace(task, length_rows=table.length_rows)
        read.problems += check_totals(task, table.entries)
    whole = _Whole(context, _joined(around, above), file, values)
    return _finish(read, grid, laid.layout, months, whole)


def _dated(table: FoundTable, task: TableTask) -> FoundTable:
    """Return a table with its month and with the dates of its days, as far as they are known."""
    main = task.months[0]
    dates = {day.first: date_of(task, day)[0] for day in task.block.days}
    columns = [
        replace(column, day=found.isoformat() if found else column.day)
        for column in table.columns
        for found in [dates.get(column.number)]
    ]
    month = (main.year, main.month) if main.year and main.month else None
    return replace(table, columns=tuple(columns), month=month)


def _title_rows(grid: Grid, block: Block, people: set[int]) -> Iterable[int]:
    """Return the rows between the last person above a table and its heading."""
    above = [row for row in people if row < block.header_row]
    return range(max([*above, block.title_from - 1]) + 1, block.header_row)


def _around(grid: Grid, block: Block) -> Titles:
    """Return the titles of a turned table: the sheet's rows above the first day."""
    return read_titles(Grid(grid.sheet), range(1, max(block.days[0].first - 1, 1)))


def _joined(first: Titles, second: Titles) -> Titles:
    texts = [*first.texts, *(text for text in second.texts if text not in first.texts)]
    return Titles(texts, {**second.values, **first.values})


def _group_title(titles: Titles) -> str:
    from cusdesk.domain.polish_text import collapse_spaces, fold
    from cusdesk.importing.headings import is_group

    return next((collapse_spaces(t) for t in titles.texts if is_group(fold(t))), "")


def _add(read: _Read, table: TableResult) -> None:
    read.entries += table.entries
    read.participants += table.participants
    read.problems += table.problems


def _finish(
    read: _Read, grid: Grid, layout: Layout, months: list[MonthFinding], whole: _Whole
) -> _Read:
    """Settle what needs the whole sheet: days written twice, days off, signs read by custom."""
    read.entries = flag_days_off(count_once(read.entries, by_written_name))
    context, titles, file = whole.context, whole.titles, whole.file
    signs = frozenset(sign_of(value) for value in whole.values)
    name = grid.sheet.name
    if dash_is_assumed(context, signs):
        params: dict[str, object] = {"sign": "-", "mark": context.dash}
        read.problems.append(
            CellProblem("mark_meaning_assumed", name, None, None, "warning", params)
        )
    if context.numbers == "minutes" and context.legend.numbers is None:
        read.problems.append(CellProblem("numbers_are_minutes", name, None, None, "warning"))
    for doubt in dict.fromkeys(doubt for month in months for doubt in month.doubts):
        read.problems.append(CellProblem(doubt, name, None, None, "error"))
    for warning in dict.fromkeys(warning for month in months for warning in month.warnings):
        read.problems.append(CellProblem(warning, name, None, None, "warning"))
    read.problems += _names_twice(read.participants)
    read.report = SheetReport(
        name,
        layout,
        tuple(months),
        service_texts(_without_legends(titles), name, file.name),
        titles.values.get("worker", ""),
        {i.sign: i.mark for i in context.legend.items.values() if i.mark},
        context.plain_minutes,
    )
    return read


def _without_legends(titles: Titles) -> Titles:
    return Titles([text for text in titles.texts if not _is_legend(text)], titles.values)


def _is_legend(text: str) -> bool:
    """Return True for a legend; `Logopeda – obecność dzieci` explains no sign."""
    legend = Legend()
    count = read_legend_text(text, legend)
    return count > 1 or legend.numbers is not None or any(map(_is_sign, legend.items))


def _is_sign(text: str) -> bool:
    return len(text) <= _LONGEST_SIGN


def _names_twice(people: Sequence[Participant]) -> list[CellProblem]:
    """Return a warning for every further row of the same written name in one table."""
    seen: dict[tuple[str, str], Participant] = {}
    found = []
    for one in people:
        key = (one.group, one.pesel or one.person.key)
        if key in seen and one.place.sheet == seen[key].place.sheet:
            params: dict[str, object] = {"row": seen[key].place.row, "raw": one.person.as_written}
            found.append(
                CellProblem(
                    "name_written_twice",
                    one.place.sheet,
                    one.place.row,
                    one.place.letters,
                    "warning",
                    params,
                )
            )
        seen.setdefault(key, one)
    return found


def _read_lists(laid: Laid, file: _File) -> _Read:
    grid, lists = laid.grid, laid.lists
    values = [v for headings, end in lists for v in mark_values(grid, headings, end)]
    heads = [text for headings, _end in lists for text in headings.texts.values()]
    body = {r for h, end in lists for r in range(h.last_row + 1, end + 1)}
    first = lists[0][0]
    titles = read_titles(grid, range(1, first.first_row))
    texts = [*file.legend, *titles.texts, *legend_texts(grid, body - _tail(grid, lists[-1]))]
    context = make_context(values, texts, heads, file.options)
    read = _Read()
    months = []
    layout: Layout = "list"
    for (headings, end), table in zip(lists, laid.tables, strict=True):
        fix = file.options.tables.get(table.key)
        tokens = list_dates(grid, headings, end)
        dates = [(t.year, t.month) for t in tokens if t.month]
        own = read_titles(grid, range(max(headings.first_row - 6, 1), headings.first_row))
        month = _month(grid, file, _joined(own, titles).texts, MonthClues(dates=dates), fix)
        meeting = None
        if "date" not in headings.roles:
            layout = "meeting"
            meeting = fix.day if fix and fix.day else _meeting_date(grid, own.texts, month)
        else:
            months.append(month)
        person = _person(_joined(own, titles))
        _add(read, read_list(ListTask(grid, headings, end, month, context, meeting, person)))
        whole = (month.year, month.month) if month.year and month.month else None
        read.tables.append(replace(table, month=whole, day=meeting))
    if not any("mark" in h.roles or "hours" in h.roles or "minutes" in h.roles for h, _e in lists):
        note = CellProblem("row_is_presence", grid.sheet.name, None, None, "warning")
        read.problems.append(note)
    read.tables = [replace(table, layout=layout) for table in read.tables]
    if layout == "list":
        months = [m for m in months if not _all_dated(grid, lists)]
    return _finish(read, grid, layout, months, _Whole(context, titles, file, values))


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
