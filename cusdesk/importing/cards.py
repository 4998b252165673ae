"""Headings down the side: cards of one record each, or a table turned on its side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cusdesk.importing.grid import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.importing.lexicon import Lexicon
    from cusdesk.importing.problems import CellProblem
    from cusdesk.importing.workbook import CellValue, Sheet

_LEAST_LABELS = 3
_LABELLED = 0.6
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Turned:
    """The cards of a sheet as an upright table: headings in row 1, a card in each row below.

    Attributes:
        table: the table, under the name of the sheet.
        cells: (row, column) of the table → the cell of the sheet it was taken from.
    """

    table: Sheet
    cells: dict[tuple[int, int], tuple[int, int]]

    def row_of(self, row: int) -> int:
        """Return the row of the sheet in which the card of a table row begins."""
        return min(place[0] for cell, place in self.cells.items() if cell[0] == row)

    def placed(self, problem: CellProblem) -> CellProblem:
        """Return a finding about the table with its place in the sheet."""
        if problem.row is None:
            return replace(problem, column=None)
        columns = {column_letters(column): column for _row, column in self.cells}
        cell = self.cells.get((problem.row, columns.get(problem.column or "", 0)))
        if cell is None:
            row = self.row_of(problem.row) if problem.row > 1 else None
            return replace(problem, row=row, column=None)
        return replace(problem, row=cell[0], column=column_letters(cell[1]))


@dataclass(frozen=True, slots=True)
class _Label:
    row: int
    column: int
    meaning: str
    text: str
    values: dict[int, CellValue]


def turned(sheet: Sheet, lexicon: Lexicon, begins: Iterable[str]) -> Turned | None:
    """Return the cards of a sheet, top down, then left to right; None for an upright table.

    A card has a label that begins it (the name of a service, a surname) and at least two other
    known labels in the same column, each with its value beside it. A begin with several values is
    a table turned on its side: each column of values is a card.

    Args:
        sheet: the sheet.
        lexicon: the headings of such a table.
        begins: meanings that begin a card.
    """
    labels, rows = _labels(sheet, lexicon)
    parts: list[list[_Label]] = []
    for label in labels:
        met = {known.meaning for known in parts[-1]} if parts else set()
        if label.meaning in set(begins) and label.values and (not parts or label.meaning in met):
            parts.append([])
        if parts:
            parts[-1].append(label)
    if not parts or len(labels) < _LABELLED * rows or not all(map(_is_card, parts)):
        return None
    return _upright(sheet, parts)


def _is_card(part: list[_Label]) -> bool:
    known = {label.meaning for label in part if label.meaning}
    return len(known) >= _LEAST_LABELS and len({label.column for label in part}) == 1


def _labels(sheet: Sheet, lexicon: Lexicon) -> tuple[list[_Label], int]:
    """Return the labels of the rows, and how many rows have something beside their first cell."""
    labels = []
    rows = 0
    for number, cells in enumerate(sheet.rows, 1):
        filled = [(c, v) for c, v in enumerate(cells, 1) if v is not None and str(v).strip()]
        rows += len(filled) > 1
        if not filled or not isinstance(filled[0][1], str):
            continue
        column, text = filled[0][0], filled[0][1].strip()
        bare = text.rstrip(" :")
        # Names of people stand first in most lists: only what may be a label is looked up.
        may_be = text.endswith(":") or lexicon.is_exact(bare)
        found = lexicon.meanings(bare) if may_be else ()
        sure = _SURE if text.endswith(":") else 1
        meaning = found[0][0] if found and found[0][1] >= sure else ""
        if meaning or (text.endswith(":") and len(filled) > 1):
            labels.append(_Label(number, column, meaning, bare, dict(filled[1:])))
    return labels, rows


def _upright(sheet: Sheet, parts: list[list[_Label]]) -> Turned:
    headings: list[CellValue] = list(dict.fromkeys(label.text for part in parts for label in part))
    rows: list[list[CellValue]] = [headings]
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for part in parts:
        for column in sorted(part[0].values):
            rows.append([None] * len(headings))
            for label in part:
                # With one column of values, what stands further right belongs to the card too.
                alone = len(part[0].values) == 1 and label.values
                at = column if column in label.values or not alone else min(label.values)
                place = headings.index(label.text)
                if rows[-1][place] is None and (value := label.values.get(at)) is not None:
                    rows[-1][place] = value
                    cells[len(rows), place + 1] = (label.row, at)
    table = replace(
        sheet,
        rows=rows,
        merged=[],
        styles={cell: sheet.styles[at] for cell, at in cells.items() if at in sheet.styles},
        comments={cell: sheet.comments[at] for cell, at in cells.items() if at in sheet.comments},
        formulas=set(),
        hidden_rows=set(),
        hidden_columns=set(),
    )
    return Turned(table, cells)
