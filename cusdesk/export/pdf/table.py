"""Any list on paper: as wide as the page, headings on every page, page n of m.

Columns get the width of their contents. When that is more than the page, the sheet is turned, then
the letters shrink a little, then texts wrap. A list too wide even so becomes cards, one a row; no
number and no date is ever cut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.domain.reports import Column, ColumnKind, TableCell, TableDocument
from cusdesk.export.pdf.blocks import Block, Paragraph, TextStyle
from cusdesk.export.pdf.document import Meta, running_head_room, write_pages
from cusdesk.export.pdf.fonts import use
from cusdesk.export.pdf.grid import Grid, GridStyle, Row, wrap_cell
from cusdesk.export.pdf.pages import paginate
from cusdesk.export.pdf.text import longest_word, text_width
from cusdesk.export.pdf.theme import Sheet, Theme, landscape_sheet, normal, portrait_sheet, theme
from cusdesk.export.values import cell_text, date_text

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (8.8, 8.2, 7.6, 7.0, 6.5)
SAMPLE = 400
WIDEST_WORD = 24
WIDEST_CELL = 46
CARD_LABEL_SHARE = 0.34
_RIGHT = {
    *(ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.NUMBER),
    *(ColumnKind.MINUTES, ColumnKind.MONEY),
}
Texts = list[list[str]]


class Orientation(StrEnum):
    """How the sheet lies; `auto` turns it when the list is wide."""

    AUTO = "auto"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class _Layout:
    sheet: Sheet
    look: Theme
    widths: tuple[float, ...] | None
    """None when the rows become cards."""


def render_table(
    document: TableDocument,
    out: BinaryIO,
    *,
    orientation: Orientation = Orientation.AUTO,
    large_print: bool = False,
) -> int:
    """Write any list as a PDF and return its number of pages.

    Raises:
        TypeError: a cell is not of its column's kind; a bug of the caller.
    """
    rows = [
        [cell_text(cell, column.kind) for cell, column in zip(row, document.columns, strict=True)]
        for row in document.rows
    ]
    totals = _totals(document)
    layout = _layout(
        document.columns, [*rows, totals] if totals else rows, orientation, large=large_print
    )
    look, sheet = layout.look, layout.sheet
    blocks = _head(document, look, sheet.inner_width)
    if not rows:
        blocks.append(Paragraph(tr("export.table.empty"), look.body, sheet.inner_width, space=8))
    elif layout.widths is None:
        blocks.extend(_cards(document.columns, rows, totals, look, sheet.inner_width))
    else:
        blocks.append(_grid(document.columns, rows, totals, layout))
    for note in document.notes:
        blocks.append(Paragraph(note, look.fine, sheet.inner_width, space=3.0))
    room = sheet.inner_height
    pages = paginate(blocks, room, room - running_head_room(look))
    return write_pages(pages, sheet, look, _meta(document), out)


def column_total(document: TableDocument, index: int) -> int | Decimal:
    """Return the sum of a column of numbers; empty cells count as nothing."""
    values = (row[index] for row in document.rows)
    return sum((v for v in values if isinstance(v, (int, Decimal))), start=0)


def _totals(document: TableDocument) -> list[str] | None:
    if document.rows and document.totals:
        kinds = zip(document.totals, document.columns, strict=True)
        return [cell_text(cell, column.kind) for cell, column in kinds]
    if not document.rows or not any(column.total for column in document.columns):
        return None
    cells = [
        cell_text(_as_cell(column_total(document, i), column), column.kind) if column.total else ""
        for i, column in enumerate(document.columns)
    ]
    if not document.columns[0].total:
        cells[0] = tr("export.table.total")
    return cells


def _as_cell(value: int | Decimal, column: Column) -> TableCell:
    return Decimal(value) if column.kind is ColumnKind.DECIMAL else value


def _meta(document: TableDocument) -> Meta:
    printed = tr("export.printed_on", date=date_text(document.printed_on))
    count = tr("export.table.count", n=len(document.rows))
    return Meta(
        document.title, document.office, document.printed_on, document.title, f"{printed} · {count}"
    )


def _head(document: TableDocument, look: Theme, width: float) -> list[Block]:
    blocks: list[Block] = []
    if document.office:
        blocks.append(Paragraph(document.office, look.fine, width))
    blocks.append(Paragraph(document.title, look.title, width))
    if document.basis:
        blocks.append(Paragraph(document.basis, look.fine, width, space=1.0))
    if document.filters:
        words = tr("export.table.filters", filters=document.filters)
        blocks.append(Paragraph(words, look.fine, width, space=1.0))
    return blocks


def _layout(
    columns: Sequence[Column], rows: Texts, orientation: Orientation, *, large: bool
) -> _Layout:
    """Choose the sheet, the size of the letters and the widths of the columns."""
    sheets = {
        Orientation.AUTO: (portrait_sheet(), landscape_sheet()),
        Orientation.PORTRAIT: (portrait_sheet(),),
        Orientation.LANDSCAPE: (landscape_sheet(),),
    }[orientation]
    looks = [theme(large=True)] if large else [normal(size) for size in SIZES]
    for comfortable in (True, False):
        for look in looks:
            natural, least = _wishes(columns, rows, look)
            for sheet in sheets:
                need = sum(natural) if comfortable else sum(least)
                if need <= sheet.inner_width:
                    return _Layout(sheet, look, _share(natural, least, sheet.inner_width))
            if comfortable and sum(least) <= sheets[-1].inner_width * 0.72:
                return _Layout(sheets[-1], look, _share(natural, least, sheets[-1].inner_width))
    return _Layout(sheets[0], theme(large=large), None)


def _wishes(columns: Sequence[Column], rows: Texts, look: Theme) -> tuple[list[float], list[float]]:
    """Return for each column the width it likes and the width it needs, in points."""
    body, strong = look.body, look.strong
    use(body.font), use(strong.font)
    pad = 2 * _style(look).pad_x
    unit = text_width("n", body.font, body.size)
    step = max(1, len(rows) // SAMPLE)
    natural, least = [], []
    for index, column in enumerate(columns):
        texts = [row[index] for row in rows[::step]]
        head = longest_word(column.title, strong.font, strong.size)
        wide = max((text_width(t, body.font, body.size) for t in texts), default=0.0)
        word = max((longest_word(t, body.font, body.size) for t in texts), default=0.0)
        if column.kind in _RIGHT or column.kind in {ColumnKind.DATE, ColumnKind.IDENTIFIER}:
            word = wide
        wish = column.width * unit or min(wide, WIDEST_CELL * unit)
        need = max(head, min(word, WIDEST_WORD * unit)) + pad
        least.append(need)
        natural.append(max(wish + pad, need))
    return natural, least


def _share(natural: list[float], least: list[float], room: float) -> tuple[float, ...]:
    """Return widths that fill the page, between what columns need and what they like."""
    wanted = sum(natural)
    if wanted <= room:
        spare = room - wanted
        return tuple(width + spare * width / wanted for width in natural)
    stretch = [like - need for like, need in zip(natural, least, strict=True)]
    given = (room - sum(least)) / sum(stretch)
    return tuple(need + more * given for need, more in zip(least, stretch, strict=True))


def _style(look: Theme) -> GridStyle:
    return replace(look.grid, pad_x=look.grid.pad_x * 1.3, verticals=False, stripe=0.965)


def _right(style: TextStyle) -> TextStyle:
    return replace(style, align="right")


def _grid(
    columns: Sequence[Column], rows: Texts, totals: list[str] | None, layout: _Layout
) -> Grid:
    assert layout.widths is not None  # noqa: S101 (the caller makes cards otherwise)
    look = layout.look
    style = _style(look)
    numbers = [column.kind in _RIGHT for column in columns]
    body = [_right(look.body) if right else look.body for right in numbers]
    strong = [_right(look.strong) if right else look.strong for right in numbers]
    head = _row([column.title for column in columns], strong, layout.widths, style)
    lines = [_row(row, body, layout.widths, style) for row in rows]
    if totals:
        lines.append(_row(totals, strong, layout.widths, style))
    return Grid(layout.widths, head, lines, style, space=7.0)


def _row(
    texts: Sequence[str], looks: Sequence[TextStyle], widths: Sequence[float], style: GridStyle
) -> Row:
    cells = [
        wrap_cell([(text, look)], width, style)
        for text, look, width in zip(texts, looks, widths, strict=True)
    ]
    return Row(cells, style)


def _cards(
    columns: Sequence[Column], rows: Texts, totals: list[str] | None, look: Theme, width: float
) -> list[Block]:
    widths = (width * CARD_LABEL_SHARE, width * (1 - CARD_LABEL_SHARE))
    styles = (look.label, look.body)
    cards: list[Block] = []
    for row in [*rows, totals] if totals else rows:
        lines = [
            _row((column.title, text), styles, widths, look.grid)
            for column, text in zip(columns, row, strict=True)
            if text
        ]
        cards.append(Grid(widths, None, lines, look.grid, space=look.item_space * 1.6, whole=True))
    return cards
