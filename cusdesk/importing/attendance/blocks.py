"""Tables of an attendance sheet: the row of days, whatever it looks like, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cusdesk.importing.attendance.legend import has_legend_title
from cusdesk.importing.days import DayToken, day_token, is_letter_of, labelled_day, weekday_of
from cusdesk.importing.grid import key_of
from cusdesk.importing.headings import is_sure_name, is_total, looks_like_name, role_of
from cusdesk.importing.months import months_in_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.importing.grid import Grid

_FEW = 5
"""So many plain numbers in order make a row of days; fewer need a heading of names beside them."""
_SAMPLE = 15
_MONTHS = 12
SUB_ROLES = ("mark", "hours", "minutes", "start", "end", "signature", "remarks")


@dataclass(frozen=True, slots=True)
class DayColumn:
    """One day of the heading: its columns and what is known of its month."""

    first: int
    last: int
    token: DayToken
    part: int = 0
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One table: heading row, days, weekday row if any, and where it ends."""

    header_row: int
    days: tuple[DayColumn, ...]
    first_row: int
    last_row: int
    title_from: int
    weekday_row: int | None = None
    sub_row: int | None = None

    @property
    def day_columns(self) -> set[int]:
        """Return every column that belongs to a day."""
        return {c for day in self.days for c in range(day.first, day.last + 1)}


def find_blocks(grid: Grid) -> list[Block]:
    """Return the tables of a sheet from top to bottom; an empty list when it has no row of days."""
    headers: list[tuple[int, list[tuple[int, DayToken]]]] = []
    for row in range(1, grid.height + 1):
        tokens = _day_tokens(grid, row)
        if tokens and (not headers or row > headers[-1][0] + 1) and _is_header(grid, row, tokens):
            headers.append((row, tokens))
    blocks = []
    for place, (row, _tokens) in enumerate(headers):
        end = headers[place + 1][0] - 1 if place + 1 < len(headers) else grid.height
        start = headers[place - 1][0] + 1 if place else 1
        blocks.append(block_at(grid, row, start, end))
    return blocks


def block_at(grid: Grid, row: int, start: int = 1, end: int | None = None) -> Block:
    """Return the table whose days stand in a given row; it may turn out to have none.

    Args:
        grid: the sheet.
        row: the row of days.
        start: where its titles may begin.
        end: its last row unless a legend begins before; the end of the sheet for None.
    """
    tokens = _day_tokens(grid, row)
    weekday_row = _weekday_row(grid, row, tokens)
    days = _with_months(grid, row, _spans(grid, row, tokens))
    below = max(row, weekday_row or 0) + 1
    sub_row = below if _is_sub_row(grid, below, days) else None
    last = _before_legend(grid, row, grid.height if end is None else end)
    return Block(row, tuple(days), below + bool(sub_row), last, start, weekday_row, sub_row)


def _is_sub_row(grid: Grid, row: int, days: list[DayColumn]) -> bool:
    """Return True for a row of headings under the days: "ob.", "godz.", "od", "do"."""
    columns = [c for day in days for c in range(day.first, day.last + 1)]
    known = sum(role_of(grid.key(row, c)) in SUB_ROLES for c in columns)
    wide = any(day.last > day.first for day in days)
    return wide and known * 2 >= len(columns)


def _before_legend(grid: Grid, row: int, end: int) -> int:
    """Return the last row of a table: the one before the word "Legenda", if that stands below."""
    for below in range(row + 1, end + 1):
        texts = (grid.at(below, c) for c in range(1, grid.width + 1))
        if any(isinstance(text, str) and has_legend_title(text) for text in texts):
            return below - 1
    return end


def _day_tokens(grid: Grid, row: int) -> list[tuple[int, DayToken]]:
    """Return the days of a row: dates if it has any, else numbers, else dates inside labels."""
    found: list[tuple[int, DayToken]] = []
    labelled: list[tuple[int, DayToken]] = []
    for column in range(1, grid.width + 1):
        value = grid.at(row, column)
        if value is None:
            continue
        token = day_token(value)
        if token:
            found.append((column, token))
        elif label := labelled_day(value):
            labelled.append((column, label))
    dated = [pair for pair in found if pair[1].month]
    if dated and len(dated) * 2 >= len(found):
        return sorted([*dated, *labelled])
    return found if len(found) > len(labelled) else labelled


def _is_header(grid: Grid, row: int, tokens: list[tuple[int, DayToken]]) -> bool:  # noqa: PLR0911 (one return a case)
    if not _in_order(tokens, {c: _month_above(grid, row, c, exact=False) for c, _t in tokens}):
        return False
    first, last = tokens[0][0], tokens[-1][0]
    beside = [c for c in range(1, grid.width + 1) if c < first or c > last]
    labels = [grid.key(row, c) for c in beside if c < first]
    if any(is_total(label) for label in labels) and not any(
        role_of(label) in ("person", "surname", "number") for label in labels
    ):
        return False
    if any(is_sure_name(grid.at(row, c)) for c in beside):
        return False
    if grid.at(row, first - 1) is not None and role_of(grid.key(row, first - 1)) == "number":
        return False
    if _names_under(grid, row, [c for c, _t in tokens]) or not _names_beside(grid, row, beside):
        return False
    if len(tokens) >= _FEW:
        return True
    rows = (row,) if len(tokens) == 1 else (row, row - 1, row - 2, row + 1)
    named = any(
        role_of(key_of(grid.spread(r, c))) in ("person", "surname", "given")
        for r in rows
        for c in beside
    )
    whole = all(token.month for _c, token in tokens)
    if len(tokens) == 1:
        return named and whole and day_token(grid.at(row, first)) is not None
    return named or whole


def _in_order(
    tokens: list[tuple[int, DayToken]], months: dict[int, tuple[int | None, int | None] | None]
) -> bool:
    """Return True when the days go up; they may start anew for another month.

    `months`: the month written above each column, if any.
    """
    restarts = 0
    for (first, one), (second, two) in pairwise(tokens):
        if one.month and two.month:
            before = (one.year or 0, one.month, one.day)
            restarts += (two.year or 0, two.month, two.day) < before and bool(one.year)
        elif two.day <= one.day:
            other_month = months[second] is not None and months[first] != months[second]
            if two.day > 3 and one.day < 25 and not other_month:
                return False
            restarts += 1
    return restarts < _MONTHS and restarts * 3 <= len(tokens)


def _names_under(grid: Grid, row: int, columns: list[int]) -> bool:
    """Return True if names stand under one of the "days": then the row numbers the columns."""
    if any(
        sum(is_sure_name(grid.at(row + step, c)) for c in columns) * 2 >= len(columns)
        for step in (1, 2)
    ):
        return True
    for column in columns[:3]:
        below = [grid.at(r, column) for r in range(row + 1, row + _SAMPLE)]
        texts = [value for value in below if value is not None]
        if len(texts) >= 4 and texts == list(range(1, len(texts) + 1)):
            return True  # 1, 2, 3, 4: the numbers of the rows
        if texts and sum(map(is_sure_name, texts)) * 2 >= len(texts):
            return True
    return False


def _names_beside(grid: Grid, row: int, columns: list[int]) -> bool:
    """Return True if some column beside the days holds names (or codes) of people below."""
    for column in columns:
        below = [grid.at(r, column) for r in range(row + 1, min(row + 60, grid.height + 1))]
        if any(looks_like_name(value) for value in below):
            return True
    return False


def _spans(grid: Grid, row: int, tokens: list[tuple[int, DayToken]]) -> list[DayColumn]:
    """Return the days with all their columns: merged over two, or with headings below."""
    days = []
    for place, (column, token) in enumerate(tokens):
        area = grid.merged.get((row, column))
        last = area[3] if area and area[0] == area[2] else column
        if last == column:
            stop = tokens[place + 1][0] if place + 1 < len(tokens) else column + 3
            while last + 1 < stop and _goes_on(grid, row, last + 1, column):
                last += 1
        days.append(DayColumn(column, last, token))
    return days


def _goes_on(grid: Grid, row: int, column: int, first: int) -> bool:
    """Return True for a column without a heading whose second heading goes with the day before."""
    if grid.at(row, column) is not None or grid.merge_over(row, column):
        return False
    return all(
        any(role_of(grid.key(row + step, c)) in SUB_ROLES for step in (1, 2))
        for c in (first, column)
    )


def _with_months(grid: Grid, row: int, days: list[DayColumn]) -> list[DayColumn]:
    """Give each day the month written above it, if several months stand side by side."""
    parts: list[list[DayColumn]] = []
    for day in days:
        restart = (
            not parts
            or (not day.token.month and day.token.day <= parts[-1][-1].token.day)
            or _month_above(grid, row, day.first, exact=True) is not None
        )
        if restart:
            parts.append([])
        parts[-1].append(day)
    if len(parts) < 2:
        return days
    done = []
    for number, part in enumerate(parts):
        seen = _month_above(grid, row, part[0].first, exact=False)
        year, month = seen or (None, None)
        done += [replace(day, part=number, month=month, year=year) for day in part]
    return done


def _month_above(
    grid: Grid, row: int, column: int, *, exact: bool
) -> tuple[int | None, int | None] | None:
    """Return (year, month) written above a column; `exact`: right above, not merged over."""
    for above in range(row - 1, max(row - 4, 0), -1):
        value = grid.at(above, column) if exact else grid.spread(above, column)
        if not isinstance(value, str):
            continue
        seen = [found for found in months_in_text(value) if found.month]
        if len(seen) == 1:
            return seen[0].year, seen[0].month
    return None


def _weekday_row(grid: Grid, row: int, tokens: list[tuple[int, DayToken]]) -> int | None:
    """Return the row right above or below that holds only names of weekdays."""
    columns = [c for c, _t in tokens]
    for near in (row + 1, row - 1, row + 2, row - 2):
        values = [v for c in columns if (v := grid.at(near, c)) is not None]
        known = sum(weekday_of(value) is not None for value in values)
        if len(values) >= 2 and known * 10 >= len(values) * 9 and _are_days(values):
            return near
    return None


def _are_days(values: Sequence[object]) -> bool:
    """Return False for one-letter marks that only look like weekdays (p, n)."""
    texts = [str(value).strip() for value in values]
    if any(len(text) > 1 and not is_letter_of(text, 6) for text in texts):
        return True
    return len({text.lower() for text in texts}) >= 3


def weekday_pairs(grid: Grid, block: Block) -> list[tuple[int, int]]:
    """Return (day, weekday) where the heading names the weekday beyond doubt, first month only."""
    pairs = []
    for day in block.days:
        if day.part:
            continue
        weekday = day.token.weekday
        if weekday is None and block.weekday_row:
            value = grid.at(block.weekday_row, day.first)
            name = str(value or "").strip(" .").lower()
            weekday = weekday_of(value) if len(name) > 1 or name in ("w", "c", "n") else None
        if weekday is not None:
            pairs.append((day.token.day, weekday))
    return pairs
