"""What the colours of a list mean: the legend says it, never a guess."""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold
from cusdesk.importing.status_words import status_of_remark, status_of_word

if TYPE_CHECKING:
    from cusdesk.importing.status_words import Status
    from cusdesk.importing.tables import Table
    from cusdesk.importing.workbook import Sheet

_BANDED = 0.3
_PAIR = re.compile(r"([^=:;,]+?)\s*(?:=|:|–|-|—|→)\s*([^=;,.\n]+)")


@dataclass(slots=True)
class Legend:
    """What fills and strike-through mean on one sheet.

    Attributes:
        by_name: colour family → status, or None for a meaning that is no status.
        by_fill: exact fill → the same, from cells coloured as examples.
        texts: colour family or fill → the words of the legend.
        struck: meaning of strike-through.
        decoration: fills that mean nothing: bands, headings, whole columns.
    """

    by_name: dict[str, Status | None] = field(default_factory=dict)
    by_fill: dict[str, Status | None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    struck: Status | None = None
    decoration: set[str] = field(default_factory=set)

    def meaning(self, fill: str) -> tuple[bool, Status | None, str]:
        """Return (known, status, words) of a fill."""
        if fill in self.by_fill:
            return True, self.by_fill[fill], self.texts.get(fill, "")
        name = family(fill)
        if name in self.by_name:
            return True, self.by_name[name], self.texts.get(name, "")
        return False, None, ""


def family(fill: str) -> str:
    """Return the everyday name of a colour: `FFF2A8` is yellow, `BFBFBF` grey."""
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    degrees = hue * 360
    if light < 0.08:
        return "black"
    if saturation < 0.15:
        return "grey"
    if degrees < 12 or degrees >= 345:
        return "red" if light < 0.8 else "pink"
    # What Excel offers as orange lies close to yellow; paler, people call it yellow.
    yellow_from = 47 if light < 0.6 else 43
    for limit, name in ((24, "orange"), (yellow_from, "orange"), (68, "yellow"), (165, "green"),
                        (262, "blue"), (345, "pink")):  # fmt: skip
        if degrees < limit:
            return "brown" if name == "orange" and light < 0.35 else name
    return "red"


def read_legend(sheet: Sheet, tables: list[Table]) -> Legend:
    """Read the legend out of the rows that hold no people, and find what is only decoration."""
    legend = Legend()
    for table in tables:
        for skipped in table.skipped:
            if skipped.text and skipped.what in {"title", "footer", "section"}:
                _read_words(skipped.text, legend)
                _read_examples(sheet, skipped.row, legend)
        for row in (*table.header_rows, *(section[0] for section in table.sections)):
            legend.decoration |= _fills(sheet, row)
    _find_bands(sheet, tables, legend)
    return legend


def _fills(sheet: Sheet, row: int) -> set[str]:
    width = len(sheet.rows[row - 1]) if row <= len(sheet.rows) else 0
    styles = (sheet.styles.get((row, column)) for column in range(1, width + 1))
    return {style.fill for style in styles if style is not None and style.fill}


def _read_words(text: str, legend: Legend) -> None:
    """Read `żółte = zrezygnował(a), szare = zmarł(a)` and `na szaro osoby, które zmarły`."""
    for name, piece in _pieces(text):
        status = status_of_remark(piece) or _status_after_sign(piece)
        if name == "struck":
            legend.struck = status
        elif name not in legend.by_name:
            legend.by_name[name] = status
            legend.texts[name] = " ".join(piece.split()).strip(" ,;.")


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return (colour, words about it); the words follow the colour or stand before it."""
    lists = dictionary("import_residents")["colours"]
    folded = fold(text)
    if len(folded) != len(text):
        text = folded
    found = sorted(
        (match.start(), match.end(), name)
        for name, starts in lists.items()
        for start in starts
        for match in re.finditer(rf"\b{start}\w*", folded)
    )
    if not found:
        return []
    before = status_of_remark(folded[: found[0][0]]) is not None
    pieces = []
    for place, (start, end, name) in enumerate(found):
        if before:
            pieces.append((name, text[found[place - 1][1] if place else 0 : start]))
        else:
            stop = found[place + 1][0] if place + 1 < len(found) else len(text)
            sentence = re.split(r"[.!](?:\s|$)", text[end:stop])[0]
            pieces.append((name, text[start:end] + sentence))
    return pieces


def _status_after_sign(piece: str) -> Status | None:
    match = _PAIR.search(piece)
    return status_of_word(match[2]) if match else None


def _read_examples(sheet: Sheet, row: int, legend: Legend) -> None:
    """Read a legend of coloured cells: the colour beside its meaning, or the meaning on it."""
    values = sheet.rows[row - 1] if row <= len(sheet.rows) else []
    for column in range(1, len(values) + 2):
        style = sheet.styles.get((row, column))
        if style is None or not style.fill:
            continue
        own = sheet.cell(row, column)
        text = own if isinstance(own, str) and own.strip() else sheet.cell(row, column + 1)
        if not isinstance(text, str) or len(text) > 60:
            continue
        status = status_of_remark(text) or status_of_word(text)
        if status is not None or own is None:
            legend.by_fill.setdefault(style.fill, status)
            legend.texts.setdefault(style.fill, " ".join(text.split()))


def _find_bands(sheet: Sheet, tables: list[Table], legend: Legend) -> None:
    """A fill on a third of all rows, or down one whole column, is decoration."""
    rows = [row for table in tables for row in table.rows]
    wanted = set(rows)
    by_row: dict[str, set[int]] = {}
    by_column: Counter[tuple[str, int]] = Counter()
    for (row, column), style in sheet.styles.items():
        if style.fill and row in wanted:
            by_row.setdefault(style.fill, set()).add(row)
            by_column[style.fill, column] += 1
    for fill, coloured in by_row.items():
        known = legend.meaning(fill)[0]
        if not known and len(coloured) >= max(4, _BANDED * len(rows)):
            legend.decoration.add(fill)
    legend.decoration -= {fill for fill in legend.decoration if legend.meaning(fill)[0]}
