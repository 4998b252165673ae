"""Attendance lists of any office: `read_attendance`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import collapse_spaces, fold
from cusdesk.importing.attendance.blocks import Block, find_blocks
from cusdesk.importing.attendance.colours import with_colours
from cusdesk.importing.attendance.context import is_legend_sheet, legend_texts, make_context
from cusdesk.importing.attendance.laying import Laid, lay_out
from cusdesk.importing.attendance.list_sheet import read_lists
from cusdesk.importing.attendance.model import AttendanceFile, AttendanceOptions, SheetReport
from cusdesk.importing.attendance.people import kind_of_row
from cusdesk.importing.attendance.repeats import by_written_name, count_once
from cusdesk.importing.attendance.sheet import FileClues, SheetRead, Whole, finished, joined
from cusdesk.importing.attendance.table import TableTask, check_totals, date_of, read_table
from cusdesk.importing.attendance.table_months import months_of
from cusdesk.importing.grid import Grid
from cusdesk.importing.headings import is_group
from cusdesk.importing.layout import DAYS
from cusdesk.importing.problems import CellProblem
from cusdesk.importing.titles import Titles, read_titles
from cusdesk.importing.weeks import with_dates
from cusdesk.importing.whole_file import years_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.importing.layout import FoundTable
    from cusdesk.importing.months import MonthFinding
    from cusdesk.importing.workbook import Sheet, Workbook


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
    file = FileClues(
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


def _read_sheet(sheet: Sheet, file: FileClues) -> SheetRead:
    laid = lay_out(sheet, file.options.tables)
    if laid.layout in DAYS and all(block.days for block, _side in laid.blocks):
        return _read_blocks(laid, file)
    if laid.lists:
        return read_lists(laid, file)
    problem = CellProblem("no_attendance", sheet.name, None, None, "warning")
    return SheetRead(
        problems=[] if laid.layout == "skip" else [problem],
        report=SheetReport(sheet.name, "none"),
        tables=laid.tables,
    )


def _read_blocks(laid: Laid, file: FileClues) -> SheetRead:
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
    read = SheetRead()
    months: list[MonthFinding] = []
    for (block, side), found_table in zip(laid.blocks, laid.tables, strict=True):
        own = read_titles(grid, _title_rows(grid, block, people))
        titles = joined(own, around)
        fix = file.options.tables.get(found_table.key)
        found = months_of(grid, block, file, titles, fix)
        months += found.values()
        group = own.values.get("group") or _group_title(own)
        task = TableTask(grid, block, side, found, context, group)
        table = read_table(task)
        read.take(table)
        read.tables.append(_dated(found_table, task))
        table.entries = count_once(table.entries, by_written_name)
        task = replace(task, length_rows=table.length_rows)
        read.problems += check_totals(task, table.entries)
    whole = Whole(context, joined(around, above), file, values)
    return finished(read, grid, laid.layout, months, whole)


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


def _group_title(titles: Titles) -> str:
    return next((collapse_spaces(t) for t in titles.texts if is_group(fold(t))), "")
