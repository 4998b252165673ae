"""Where the tables of a work card are: as found, and as a person corrected them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.importing.days import day_token
from cusdesk.importing.headings import Headings, find_headings, read_headings
from cusdesk.importing.hours.columns import Columns, columns_of, with_meanings
from cusdesk.importing.layout import (
    FoundColumn,
    FoundTable,
    TableFix,
    densest_row,
    signature_of,
    table_key,
    used_columns,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cusdesk.importing.grid import Grid

_WANTED = (
    *(frozenset({"date", time}) for time in ("start", "interval", "hours", "minutes")),
    frozenset({"person", "start", "end"}),
    frozenset({"person", "interval"}),
    frozenset({"surname", "start", "end"}),
)
Tables = list[tuple[Headings, int]]
"""Heading and last row of each table."""


def find_cards(grid: Grid) -> Tables:
    """Return the tables of a sheet: heading and last row."""
    found: list[Headings] = []
    start = 1
    while headings := find_headings(grid, _WANTED, start):
        if not any(day_token(grid.at(headings.first_row, c)) for c in headings.texts):
            found.append(headings)
        start = headings.last_row + 1
    return _with_ends(grid, found)


def _with_ends(grid: Grid, found: list[Headings]) -> Tables:
    ends = [headings.first_row - 1 for headings in found[1:]] + [grid.height]
    return list(zip(found, ends, strict=True)) if found else []


def corrected_cards(grid: Grid, fixes: Mapping[str, TableFix]) -> Tables:
    """Return the tables with the headings a person moved, or the one a person says is there."""
    tables = find_cards(grid)
    first = fixes.get(table_key(grid.sheet.name, 1))
    if not tables and first is not None:
        row = min(max(densest_row(grid) + first.shift, 1), max(grid.height, 1))
        return [(read_headings(grid, row), grid.height)]
    moved = []
    for number, (headings, _end) in enumerate(tables, 1):
        fix = fixes.get(table_key(grid.sheet.name, number))
        row = headings.first_row + (fix.shift if fix else 0)
        row = min(max(row, 1), max(grid.height, 1))
        moved.append(headings if row == headings.first_row else read_headings(grid, row))
    return _with_ends(grid, moved)


def describe_card(
    grid: Grid, number: int, table: tuple[Headings, int], fix: TableFix | None
) -> tuple[Columns, FoundTable]:
    """Return what the columns of a card hold, and the table for a person to correct.

    The signature is that of the table as the program finds it, whatever was corrected.
    """
    headings, last_row = table
    own = fix or TableFix()
    guessed = columns_of(grid, headings, last_row)
    by_column = {column: role for role, column in guessed.roles.items()}
    found = []
    for column in used_columns(grid, headings.first_row, last_row):
        guess = by_column.get(column, "ignored")
        heading = headings.texts.get(column, "")
        written = grid.text(headings.first_row, column)
        below = (
            grid.text(headings.last_row, column) if headings.last_row > headings.first_row else ""
        )
        words = " / ".join(text for text in (written, below) if text) or heading
        found.append(FoundColumn(column, words, own.meaning(column, heading, guess), guess))
    described = FoundTable(
        table_key(grid.sheet.name, number),
        _signature(grid, number, headings),
        grid.sheet.name,
        "list",
        headings.first_row,
        tuple(found),
        shift=own.shift,
        corrected=fix is not None,
    )
    columns = with_meanings(guessed, headings, described.columns) if fix else guessed
    return columns, described


def _signature(grid: Grid, number: int, headings: Headings) -> str:
    tables = find_cards(grid)
    own = tables[number - 1][0] if number <= len(tables) else None
    if own is None:
        row = densest_row(grid)
        cells = [(c, grid.key(row, c)) for c in used_columns(grid, row, grid.height)]
        return signature_of("none", cells)
    return signature_of("card", sorted(own.texts.items()))
