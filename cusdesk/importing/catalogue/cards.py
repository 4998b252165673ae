"""Cards of services: headings down the first column, what they say beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cusdesk.importing.lexicon import Lexicon
    from cusdesk.importing.workbook import CellValue, Sheet

_LEAST_LABELS = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One card as a table of one row; `row` is where the name of the service stands."""

    table: Sheet
    row: int


def cards_of(sheet: Sheet, lexicon: Lexicon) -> list[Card]:
    """Return the cards of a sheet, top down; empty for a sheet that is a table.

    A card has a label for the name of a service and at least two other known labels, each with its
    value in the next filled cell of the row.
    """
    labels: list[tuple[int, str, str, CellValue]] = []
    for number, cells in enumerate(sheet.rows, 1):
        filled = [value for value in cells if value is not None and str(value).strip()]
        if not filled or not isinstance(filled[0], str) or len(filled) > 2:
            continue
        text = filled[0].rstrip(" :")
        meaning = lexicon.meanings(text)
        if meaning and meaning[0][1] >= 1:
            value = filled[1] if len(filled) > 1 else None
            labels.append((number, meaning[0][0], text, value))
    cards: list[list[tuple[int, str, str, CellValue]]] = []
    for label in labels:
        if label[1] == "name" and label[3] is not None:
            cards.append([])
        if cards and label[1] not in {known[1] for known in cards[-1]}:
            cards[-1].append(label)
    if not cards or any(len(card) < _LEAST_LABELS for card in cards):
        return []
    return [_as_table(sheet, card) for card in cards]


def _as_table(sheet: Sheet, card: list[tuple[int, str, str, CellValue]]) -> Card:
    rows: list[list[CellValue]] = [[label[2] for label in card], [label[3] for label in card]]
    bare = replace(
        sheet, rows=rows, merged=[], styles={}, comments={}, formulas=set(), hidden_rows=set()
    )
    return Card(bare, card[0][0])
