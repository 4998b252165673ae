"""The parts of a form definition turned into blocks, in the normal and the large-print layout."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.clauses import clause_on
from cusdesk.domain.reports.forms import (
    FormColumn,
    FormField,
    FormPart,
    is_empty,
    is_missing,
    is_shown,
    total_of,
    value_of,
)
from cusdesk.export.pdf.blocks import Paragraph, TextStyle
from cusdesk.export.pdf.boxes import boxes, writing_lines
from cusdesk.export.pdf.grid import Grid, GridStyle, Line, Piece, Row, wrap_cell
from cusdesk.export.pdf.lines import in_lines
from cusdesk.export.pdf.marks import Signatures
from cusdesk.export.values import value_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cusdesk.export.pdf.blocks import Block
    from cusdesk.export.pdf.theme import Theme

CARD_LABEL_SHARE = 0.34
WRITING_LINES, WRITING_ROWS = 3, 4
"""Empty lines of a text and rows of a table on a blank form, where the form does not say."""
NUMBER_FIELD = "number"


def part_blocks(document: object, part: FormPart, theme: Theme, width: float) -> list[Block]:
    """Return the blocks of one part of a section.

    Raises:
        ValueError: the form definition names an unknown kind; a bug in the data.
    """
    if not (theme.blank or is_shown(document, part)):
        return []
    if part.kind not in _KINDS:
        raise ValueError(part.kind)
    return list(_KINDS[part.kind](document, part, theme, width))


def _clause(document: object, part: FormPart, theme: Theme, width: float) -> Iterator[Block]:
    """Yield a clause of a plan, in the office's words or, without them, in the program's."""
    own = value_of(document, "clauses")
    words = {clause.clause: clause.text for clause in own} if isinstance(own, tuple) else {}
    text = words.get(part.clause) or clause_on(part.clause, dt.date.max).text
    yield Paragraph(text, theme.body, width, space=theme.item_space)


def _signatures(document: object, part: FormPart, theme: Theme, width: float) -> Iterator[Block]:
    yield Signatures(document, part.signatures, theme, width)


def _lines_to_write(
    _document: object, part: FormPart, theme: Theme, width: float
) -> Iterator[Block]:
    yield from writing_lines(part.lines, theme, width)


def _piece(owner: object, field: FormField, theme: Theme, *, prefixed: bool = True) -> Piece | None:
    """Return what stands for a field: its value, a gap, words for nothing, or no trace."""
    value = value_of(owner, field.name)
    if is_empty(value):
        if theme.blank:
            return "", theme.body
        if is_missing(owner, field):
            return tr("export.gap", what=field.gap_label), theme.gap
        return None if field.omit_empty else (field.empty, theme.body)
    text = value_text(value)
    if field.prefix and prefixed:
        text = f"{field.prefix} {text}"
    return text, theme.strong if field.strong else theme.body


def _fields(document: object, part: FormPart, theme: Theme, width: float) -> Iterator[Block]:
    shown = [(field, piece) for field in part.fields if (piece := _piece(document, field, theme))]
    if theme.large and not theme.blank:
        for field, piece in shown:
            yield from _labelled(field.label, piece, theme, width)
        return
    stretch = 2 if theme.large else 1
    for number, line in enumerate(in_lines(shown, lambda one: one[0].width * stretch)):
        total = sum(field.width for field, _ in line)
        widths = [width * field.width / total for field, _ in line]
        cells = [
            wrap_cell([(field.label, theme.label), piece], room, theme.grid)
            for (field, piece), room in zip(line, widths, strict=True)
        ]
        space = theme.item_space if number == 0 else 0.0
        style = _roomy(theme, [piece for _, piece in line], cells)
        yield Grid(widths, None, [Row(cells, style)], style, space=space)


def _roomy(theme: Theme, pieces: Sequence[Piece], cells: Sequence[Sequence[Line]]) -> GridStyle:
    """Return the style of a line of fields: on a blank form, with room under every label."""
    if not theme.blank or all(text for text, _ in pieces):
        return theme.grid
    labels = max(len(cell) for cell in cells) * theme.label.leading
    return replace(theme.grid, min_row=theme.grid.min_row + labels)


def _labelled(label: str, piece: Piece, theme: Theme, width: float) -> Iterator[Block]:
    """Yield a small heading and the text below it."""
    text, style = piece
    space = theme.item_space
    if label:
        look = theme.label if theme.large else _label_strong(theme)
        yield Paragraph(label, look, width, space=space, keeps_next=True)
        space = 0.0
    if text:
        yield Paragraph(text, style, width, space=space)


def _label_strong(theme: Theme) -> TextStyle:
    return TextStyle(theme.strong.font, theme.label.size, theme.label.leading, theme.label.grey)


def _texts(document: object, part: FormPart, theme: Theme, width: float) -> Iterator[Block]:
    for field in part.fields:
        piece = _piece(document, field, theme)
        if piece:
            yield from _labelled("" if field.quiet else field.label, piece, theme, width)
        if piece and not piece[0]:
            yield from writing_lines(field.lines or WRITING_LINES, theme, width)


def _table(document: object, part: FormPart, theme: Theme, width: float) -> Iterator[Block]:
    rows = value_of(document, part.name)
    if theme.blank:
        filled = rows if isinstance(rows, tuple) else ()
        rows = (*filled, *({} for _ in range(max(0, (part.rows or WRITING_ROWS) - len(filled)))))
    if not isinstance(rows, tuple) or not rows:
        text, style = (
            (tr("export.gap", what=part.label), theme.gap)
            if part.required
            else (part.empty, theme.body)
        )
        yield Paragraph(text, style, width, space=theme.item_space)
    elif theme.large:
        for row in rows:
            yield from _card(row, part.columns, theme, width)
        yield from _total_lines(rows, part, theme, width)
    else:
        yield _grid(rows, part, theme, width)


def _grid(rows: Sequence[object], part: FormPart, theme: Theme, width: float) -> Grid:
    columns = part.columns
    total = sum(column.width for column in columns)
    widths = [width * column.width / total for column in columns]
    looks = [_aligned(theme, column.align) for column in columns]
    head_look = _label_strong(theme)
    head = Row(
        [
            wrap_cell([(column.title, _align(head_look, column.align))], room, theme.grid)
            for column, room in zip(columns, widths, strict=True)
        ],
        replace(theme.grid, min_row=0.0),
    )
    body = [
        Row(
            [
                wrap_cell(_pieces(row, column, look), room, theme.grid)
                for column, look, room in zip(columns, looks, widths, strict=True)
            ],
            theme.grid,
        )
        for row in rows
    ]
    if part.totals:
        body.append(_total_row(rows, part, theme, widths))
    foot = 1 if part.totals else 0
    return Grid(widths, head, body, theme.grid, space=theme.item_space, foot=foot)


def _total_row(
    rows: Sequence[object], part: FormPart, theme: Theme, widths: Sequence[float]
) -> Row:
    """Return the last row of a table: each total under its column, their name before them."""
    totals = [
        "".join(_total(rows, f.name) for f in column.fields if f.name in part.totals)
        for column in part.columns
    ]
    first = next(i for i, column in enumerate(part.columns) if _has_total(column, part))
    named = max(range(first), key=lambda i: part.columns[i].width) if first else None
    cells = []
    for index, (column, text) in enumerate(zip(part.columns, totals, strict=True)):
        words, align = (part.total_label, "right") if index == named else (text, column.align)
        piece = words, _align(theme.strong, align)
        cells.append(wrap_cell([piece], widths[index], theme.grid))
    return Row(cells, theme.grid)


def _has_total(column: FormColumn, part: FormPart) -> bool:
    return any(field.name in part.totals for field in column.fields)


def _total(rows: Sequence[object], name: str) -> str:
    return value_text(total_of(rows, name))


def _total_lines(
    rows: Sequence[object], part: FormPart, theme: Theme, width: float
) -> Iterator[Block]:
    """Yield the totals of a table in large print, under its cards."""
    fields = [f for column in part.columns for f in column.fields if f.name in part.totals]
    if not fields:
        return
    label_width = width * CARD_LABEL_SHARE
    widths = (label_width, width - label_width)
    lines = []
    for field in fields:
        label = f"{part.total_label}: {field.gap_label}"
        cells = [(label, theme.label)], [(_total(rows, field.name), theme.strong)]
        wrapped = [
            wrap_cell(cell, room, theme.grid) for cell, room in zip(cells, widths, strict=True)
        ]
        lines.append(Row(wrapped, theme.grid))
    yield Grid(widths, None, lines, theme.grid, space=theme.item_space * 1.6, whole=True)


def _pieces(row: object, column: FormColumn, theme: Theme) -> list[Piece]:
    found = (_piece(row, field, theme) for field in column.fields)
    return [piece for piece in found if piece]


def _align(style: TextStyle, align: str) -> TextStyle:
    if align == style.align:
        return style
    return TextStyle(style.font, style.size, style.leading, style.grey, align, style.boxed)


def _aligned(theme: Theme, align: str) -> Theme:
    """Return the theme with its cell texts aligned."""
    if align == "left":
        return theme
    return replace(theme, body=_align(theme.body, align), strong=_align(theme.strong, align))


def _card(
    row: object, columns: Sequence[FormColumn], theme: Theme, width: float
) -> Iterator[Block]:
    """Yield one row of a table as a card: a line for each field that has something to say.

    The row's number stands behind the first label: „Usługa 2”.
    """
    label_width = width * CARD_LABEL_SHARE
    widths = (label_width, width - label_width)
    lines = []
    number = ""
    for field in (field for column in columns for field in column.fields):
        piece = _piece(row, field, theme, prefixed=False)
        if field.name == NUMBER_FIELD and piece:
            number = piece[0]
        elif piece and (piece[0] or theme.blank):
            label = f"{field.label} {number}".rstrip()
            number = ""
            cells = [(label, theme.label)], [piece]
            wrapped = [
                wrap_cell(cell, room, theme.grid) for cell, room in zip(cells, widths, strict=True)
            ]
            lines.append(Row(wrapped, theme.grid))
    yield Grid(widths, None, lines, theme.grid, space=theme.item_space * 1.6, whole=True)


_KINDS: dict[str, Callable[[object, FormPart, Theme, float], Iterator[Block]]] = {
    "fields": _fields,
    "texts": _texts,
    "table": _table,
    "clause": _clause,
    "signatures": _signatures,
    "boxes": boxes,
    "lines": _lines_to_write,
}
