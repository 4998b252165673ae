"""Where the tables of an attendance sheet are: as found, and as a person corrected them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cusdesk.importing.attendance.blocks import Block, DayColumn, block_at, find_blocks
from cusdesk.importing.attendance.listform import find_lists, is_person_list
from cusdesk.importing.attendance.people import SideColumns, side_columns
from cusdesk.importing.days import DayToken
from cusdesk.importing.grid import Grid, key_of, text_of
from cusdesk.importing.headings import Headings, read_headings
from cusdesk.importing.layout import (
    DAYS,
    FoundColumn,
    FoundTable,
    Layout,
    TableFix,
    densest_row,
    signature_of,
    table_key,
    unread_table,
    used_columns,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cusdesk.importing.workbook import Sheet

UNKNOWN_DAY = DayToken(0)
"""A column that a person called a day and whose heading does not say which."""
_NO_FIX = TableFix()


@dataclass(slots=True)
class Laid:
    """The tables of one sheet; `blocks` for days in headings, `lists` for the rest."""

    layout: Layout
    grid: Grid
    blocks: list[tuple[Block, SideColumns]] = field(default_factory=list)
    lists: list[tuple[Headings, int]] = field(default_factory=list)
    tables: list[FoundTable] = field(default_factory=list)


def lay_out(sheet: Sheet, fixes: Mapping[str, TableFix]) -> Laid:
    """Return the tables of a sheet, with what a person corrected in them."""
    laid = _found(sheet)
    keys = [table_key(sheet.name, n) for n in range(1, len(laid.blocks) + len(laid.lists) + 1)]
    first = fixes.get(table_key(sheet.name, 1))
    signatures = _signatures(laid) or [unread_table(sheet, None).signature]
    if first is not None and not _same_layout(first.layout, laid.layout):
        laid = _laid_anew(sheet, first, laid.layout)
    else:
        _shift(laid, [fixes.get(key, _NO_FIX) for key in keys])
    found = laid.lists or laid.blocks
    if not found:
        laid.tables = [replace(unread_table(sheet, first), signature=signatures[0])]
    for place in range(len(found)):
        key = table_key(sheet.name, place + 1)
        signature = signatures[min(place, len(signatures) - 1)]
        laid.tables.append(_correct(laid, place, fixes.get(key), key, signature))
    return laid


def _found(sheet: Sheet) -> Laid:
    """Return what the program itself finds."""
    upright, turned = Grid(sheet), Grid(sheet, turned=True)
    if blocks := find_blocks(upright):
        return _grid_laid("days_across", upright, blocks)
    lists = [(h, end) for h, end in find_lists(upright) if is_person_list(upright, h, end)]
    people = ("person", "surname", "people")
    if any("date" in h.roles and any(role in h.roles for role in people) for h, _end in lists):
        return Laid("list", upright, lists=lists)
    if blocks := find_blocks(turned):
        return _grid_laid("days_down", turned, blocks)
    return Laid("list" if lists else "none", upright, lists=lists)


def _grid_laid(layout: Layout, grid: Grid, blocks: list[Block]) -> Laid:
    return Laid(layout, grid, [(block, side_columns(grid, block)) for block in blocks])


def _same_layout(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"list", "meeting"}


def _laid_anew(sheet: Sheet, fix: TableFix, before: Layout) -> Laid:
    """Return the one table a person says is there; its heading is looked for where most stands."""
    if fix.layout in {"skip", "none"}:
        return Laid(fix.layout, Grid(sheet))
    grid = Grid(sheet, turned=fix.layout == "days_down")
    found = _found(sheet)
    row = densest_row(grid)
    if before not in {"none", "skip"} and found.grid.turned == grid.turned:
        row = found.lists[0][0].first_row if found.lists else found.blocks[0][0].header_row
    row = _within(grid, row + fix.shift)
    if fix.layout in DAYS:
        return _grid_laid(fix.layout, grid, [block_at(grid, row)])
    return Laid("list", grid, lists=[(read_headings(grid, row), grid.height)])


def _within(grid: Grid, row: int) -> int:
    return min(max(row, 1), max(grid.height, 1))


def _shift(laid: Laid, fixes: list[TableFix]) -> None:
    """Move the headings a person moved."""
    for place, fix in enumerate(fixes):
        if not fix.shift:
            continue
        if laid.lists:
            headings, end = laid.lists[place]
            row = _within(laid.grid, headings.first_row + fix.shift)
            laid.lists[place] = (read_headings(laid.grid, row), end)
        else:
            block = laid.blocks[place][0]
            row = _within(laid.grid, block.header_row + fix.shift)
            start = min(block.title_from, row)
            moved = block_at(laid.grid, row, start, block.last_row)
            laid.blocks[place] = (moved, side_columns(laid.grid, moved))


def _signatures(laid: Laid) -> list[str]:
    """Return a signature for each table as it was found, before any correction."""
    grid = laid.grid
    made = []
    for block, _side in laid.blocks:
        left = range(1, block.days[0].first)
        right = range(block.days[-1].last + 1, grid.width + 1)
        heads = [(c, key_of(grid.spread(block.header_row, c))) for c in left]
        heads += [(0, key_of(grid.spread(block.header_row, c))) for c in right]
        made.append(signature_of(laid.layout, heads))
    for headings, _end in laid.lists:
        made.append(signature_of("list", sorted(headings.texts.items())))
    return made


def _correct(laid: Laid, place: int, fix: TableFix | None, key: str, signature: str) -> FoundTable:
    """Apply what was corrected to one table and describe it."""
    own = fix or _NO_FIX
    if laid.lists:
        headings, end = laid.lists[place]
        columns = list_columns(laid.grid, headings, end, own)
        laid.lists[place] = (with_roles(headings, columns), end) if fix else (headings, end)
        row = headings.first_row
        layout: Layout = laid.layout
    else:
        block, side = laid.blocks[place]
        columns = _grid_columns(laid.grid, block, side, own)
        if fix:
            laid.blocks[place] = _fixed_block(laid.grid, block, columns, fix)
        row, layout = block.header_row, laid.layout
    return FoundTable(
        key, signature, laid.grid.sheet.name, layout, row, columns,
        shift=own.shift, day=own.day, corrected=fix is not None,
    )  # fmt: skip


def list_columns(
    grid: Grid, headings: Headings, last_row: int, fix: TableFix
) -> tuple[FoundColumn, ...]:
    """Return what each column of a list is taken for."""
    by_column = {column: role for role, column in headings.roles.items()}
    found = []
    for number in used_columns(grid, headings.first_row, last_row):
        guess = by_column.get(number, "ignored")
        heading = headings.texts.get(number, "")
        written = text_of(grid.spread(headings.first_row, number)).strip() or heading
        found.append(FoundColumn(number, written, fix.meaning(number, heading, guess), guess))
    return tuple(found)


def with_roles(headings: Headings, columns: tuple[FoundColumn, ...]) -> Headings:
    """Return the headings of a list with the meanings a person gave its columns."""
    roles: dict[str, int] = {}
    for column in sorted(columns, key=lambda one: one.meaning == one.guess):
        if column.meaning != "ignored":
            roles.setdefault(column.meaning, column.number)
    shown = {column.number for column in columns}
    rest = {role: c for role, c in headings.roles.items() if c not in shown}
    return replace(headings, roles={**rest, **roles})


def _grid_columns(
    grid: Grid, block: Block, side: SideColumns, fix: TableFix
) -> tuple[FoundColumn, ...]:
    guesses = _guesses(block, side)
    days = {day.first: day for day in block.days}
    first = block.days[0].first if block.days else grid.width
    found = []
    for number in used_columns(grid, block.header_row, block.last_row):
        heading = _written_heading(grid, block, number)
        guess = guesses.get(number, "ignored")
        meaning = fix.meaning(number, key_of(heading), guess)
        token = days[number].token if number in days else UNKNOWN_DAY
        day = fix.days[number].isoformat() if number in fix.days else str(token.day or "")
        found.append(
            FoundColumn(
                number, heading, meaning, guess, day if meaning == "day" else "", number > first
            )
        )
    return tuple(found)


def _written_heading(grid: Grid, block: Block, number: int) -> str:
    near = (block.header_row, block.header_row + 1, block.header_row - 1)
    rows = [row for row in near if row < block.first_row or row == block.header_row]
    texts = (text_of(grid.spread(row, number)).strip() for row in rows if row > 0)
    return next((" ".join(text.split()) for text in texts if text), "")


def _guesses(block: Block, side: SideColumns) -> dict[int, str]:
    found: dict[int, str] = dict.fromkeys(side.totals, "total")
    for day in block.days:
        found |= dict.fromkeys(range(day.first, day.last + 1), "day_more")
        found[day.first] = "day"
    alone = len(side.names) == 1
    for place, column in enumerate(side.names):
        found[column] = "person" if alone else ("surname", "given")[place]
    for name in ("pesel", "number", "group", "remarks"):
        column = getattr(side, name)
        if column is not None:
            found.setdefault(column, name)
    return found


def _fixed_block(
    grid: Grid, block: Block, columns: tuple[FoundColumn, ...], fix: TableFix
) -> tuple[Block, SideColumns]:
    """Return the table with the days and the columns beside them that a person said."""
    days: list[DayColumn] = []
    before = {day.first: day for day in block.days}
    for column in columns:
        if column.meaning == "day_more" and days and days[-1].last == column.number - 1:
            days[-1] = replace(days[-1], last=column.number)
        if column.meaning != "day":
            continue
        part = days[-1].part if days else 0
        day = before.get(column.number) or DayColumn(
            column.number, column.number, UNKNOWN_DAY, part
        )
        if column.number in fix.days:
            date = fix.days[column.number]
            day = replace(day, token=DayToken(date.day, date.month, date.year))
        days.append(replace(day, last=column.number))
    return replace(block, days=tuple(days)), _fixed_side(columns)


def _fixed_side(columns: tuple[FoundColumn, ...]) -> SideColumns:
    of: dict[str, int] = {}
    for column in sorted(columns, key=lambda one: one.meaning == one.guess):
        of.setdefault(column.meaning, column.number)
    names = tuple(of[role] for role in ("surname", "given") if role in of)
    if "person" in of:
        names = (of["person"],)
    totals = {c.number: key_of(c.heading) for c in columns if c.meaning == "total"}
    return SideColumns(
        names, of.get("pesel"), of.get("number"), of.get("group"), of.get("remarks"), totals
    )
