"""Who stands beside the days of a table: the columns of names, PESEL, totals, and kinds of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cusdesk.domain.person_names import is_given_name
from cusdesk.importing.grid import key_of, text_of
from cusdesk.importing.headings import (
    is_footer,
    is_group,
    is_sure_name,
    is_total,
    looks_like_name,
    role_of,
)

if TYPE_CHECKING:
    from cusdesk.importing.attendance.blocks import Block
    from cusdesk.importing.grid import Grid

RowKind = Literal["person", "listed", "continued", "nameless", "total", "group", "other"]
"""`listed`: a person without a mark; `continued`: a second row under a merged name."""
_SAMPLE = 80


@dataclass(frozen=True, slots=True)
class SideColumns:
    """Columns beside the days; `totals`: column -> folded heading."""

    names: tuple[int, ...] = ()
    pesel: int | None = None
    number: int | None = None
    group: int | None = None
    remarks: int | None = None
    totals: dict[int, str] = field(default_factory=dict)


def side_columns(grid: Grid, block: Block) -> SideColumns:
    """Return which columns beside the days hold what, by headings first, by contents else."""
    roles: dict[str, int] = {}
    totals: dict[int, str] = {}
    side = [c for c in range(1, grid.width + 1) if c not in block.day_columns]
    for column in side:
        text, role = _heading(grid, block, column)
        if is_total(text) or (role in ("hours", "minutes") and text):
            totals[column] = text
        elif role:
            roles.setdefault(role, column)
        elif not text and _only_numbers(grid, block, column) and column > block.days[0].first:
            totals[column] = ""
    names = _name_columns(grid, block, roles, [c for c in side if c not in totals])
    number = roles.get("number")
    return SideColumns(
        names,
        roles.get("pesel"),
        number,
        roles.get("group"),
        roles.get("remarks"),
        {c: text for c, text in totals.items() if c not in names and c != number},
    )


def _heading(grid: Grid, block: Block, column: int) -> tuple[str, str | None]:
    """Return the heading of a side column: in the row of days or in one of its neighbours."""
    rows = [block.header_row, block.header_row + 1, block.header_row - 1, block.header_row - 2]
    first = ""
    for row in rows:
        if row < block.title_from or (row >= block.first_row and row != block.header_row):
            continue
        text = key_of(grid.spread(row, column))
        role = role_of(text)
        if role or is_total(text):
            return text, role
        if row == block.header_row:
            first = text
    return first, None


def _only_numbers(grid: Grid, block: Block, column: int) -> bool:
    values = [grid.at(r, column) for r in range(block.first_row, block.last_row + 1)]
    found = [value for value in values if value is not None]
    return len(found) > 1 and all(isinstance(value, int | float) for value in found)


def _name_columns(
    grid: Grid, block: Block, roles: dict[str, int], side: list[int]
) -> tuple[int, ...]:
    if "surname" in roles and "given" in roles:
        return roles["surname"], roles["given"]
    free_roles = {"person", "surname", "given", "people"}
    if grid.turned:  # the heading of the days stands where the names are
        free_roles |= {"date", "weekday", "month", "number"}
    taken = {c for role, c in roles.items() if role not in free_roles}
    rows = range(block.first_row, min(block.last_row, block.first_row + _SAMPLE) + 1)
    headed = roles.get("person") or roles.get("surname") or roles.get("given")
    free = [c for c in side if c not in taken]
    if headed is None:
        best = max(free, key=lambda c: (_names_in(grid, rows, c), -c), default=None)
        if best is None or _names_in(grid, rows, best) == 0:
            return ()
        headed = best
    partner = headed + 1
    if partner in free and _one_word_each(grid, rows, headed, partner):
        return headed, partner
    return (headed,)


def _names_in(grid: Grid, rows: range, column: int) -> int:
    values = [grid.at(row, column) for row in rows]
    return sum(2 * is_sure_name(value) + looks_like_name(value) for value in values)


def _one_word_each(grid: Grid, rows: range, first: int, second: int) -> bool:
    """Return True for a surname column with a given-name column beside it (in either order)."""
    pairs = [(grid.text(r, first), grid.text(r, second)) for r in rows]
    pairs = [(a, b) for a, b in pairs if a and b]
    if not pairs or any(" " in a for a, _b in pairs):
        return False
    given = sum(is_given_name(b.split()[0]) or is_given_name(a) for a, b in pairs)
    return given * 3 >= len(pairs) * 2


def name_in_row(grid: Grid, row: int, side: SideColumns) -> str:
    """Return the written name of a row, surname and given name joined when they stand apart."""
    parts = [text_of(grid.at(row, column)) for column in side.names]
    return " ".join(part for part in parts if part.strip()) if len(parts) > 1 else "".join(parts)


def label_of_row(grid: Grid, row: int, block: Block, side: SideColumns) -> str:
    """Return the folded label of a row: its name cell, else the first text beside the days."""
    name = key_of(name_in_row(grid, row, side))
    if name and not is_total(name):
        beside = _beside(grid, row, block)
        return (
            next((text for text in beside if is_total(text)), name)
            if not is_sure_name(name)
            else name
        )
    return name or next(iter(_beside(grid, row, block)), "")


def _beside(grid: Grid, row: int, block: Block) -> list[str]:
    columns = range(1, block.days[0].first)
    texts = [grid.at(row, c) for c in columns]
    return [key_of(value) for value in texts if isinstance(value, str)]


def kind_of_row(grid: Grid, row: int, block: Block, side: SideColumns) -> RowKind:  # noqa: PLR0911 (one return a case)
    """Return what a row below the heading is."""
    name = name_in_row(grid, row, side)
    marked = any(grid.at(row, column) is not None for column in block.day_columns)
    label = label_of_row(grid, row, block, side)
    if is_total(label) and not is_sure_name(name):
        return "total"
    if not name:
        over = grid.merge_over(row, side.names[0]) if side.names else None
        if marked and over and over[0] >= block.first_row and over[1] == side.names[0]:
            return "continued"
        if marked:
            return "other" if is_footer(label) else "nameless"
        return "group" if is_group(label) else "other"
    sure = is_sure_name(name)
    if name.strip().isdigit() and _counts_up(grid, row, block):
        return "other"  # a row that numbers the columns
    if not sure and is_group(label):
        return "group"
    if not sure and (is_footer(label) or role_of(label)):
        return "other"
    if marked:
        counted = side.number is not None and grid.at(row, side.number) is not None
        return "person" if counted or len(name.strip()) > 2 else "other"
    return "listed" if looks_like_name(name) else "other"


def _counts_up(grid: Grid, row: int, block: Block) -> bool:
    values = [grid.at(row, day.first) for day in block.days]
    first = values[0]
    return isinstance(first, int) and values == list(range(first, first + len(values)))
