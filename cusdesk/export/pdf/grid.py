"""Tables: rows that are never cut in two, headings that come back on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.export.pdf.blocks import BOX_PAD, TextStyle, draw_lines
from cusdesk.export.pdf.fonts import use
from cusdesk.export.pdf.text import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

Line = tuple[str, TextStyle]
Piece = tuple[str, TextStyle]


@dataclass(frozen=True, slots=True)
class GridStyle:
    """How a table looks.

    Attributes:
        pad_x, pad_y: room between a cell's edge and its text.
        line_grey: of the thin rules between rows; `head_fill` behind the headings.
        verticals: whether rules part the columns as well.
        min_row: least height of a row, for rows written in by hand.
        stripe: fill of every second row, 1 for none.
    """

    pad_x: float = 3.5
    pad_y: float = 2.6
    line_grey: float = 0.68
    head_fill: float = 0.92
    verticals: bool = True
    min_row: float = 0.0
    stripe: float = 1.0


class Row:
    """One row: in each cell, lines of text each in its style."""

    __slots__ = ("cells", "height")

    def __init__(self, cells: Sequence[Sequence[Line]], style: GridStyle) -> None:
        self.cells = tuple(tuple(cell) for cell in cells)
        tallest = max((_cell_height(cell) for cell in self.cells), default=0.0)
        self.height = max(tallest + 2 * style.pad_y, style.min_row)

    def cut(self, room: float, style: GridStyle) -> tuple[Row, Row] | None:
        """Cut a row taller than a page between lines of its cells."""
        heads, tails = [], []
        for cell in self.cells:
            count, used = 0, 2 * style.pad_y
            while count < len(cell) and used + _line_height(cell[count]) <= room:
                used += _line_height(cell[count])
                count += 1
            heads.append(cell[:count])
            tails.append(cell[count:])
        if not any(heads) or not any(tails):
            return None
        return Row(heads, style), Row(tails, style)


def _line_height(line: Line) -> float:
    return line[1].leading + (2 * BOX_PAD if line[1].boxed else 0.0)


def _cell_height(cell: Sequence[Line]) -> float:
    return sum(line[1].leading for line in cell) + sum(
        2 * BOX_PAD
        for i, line in enumerate(cell)
        if line[1].boxed and (i == 0 or cell[i - 1][1] is not line[1])
    )


def wrap_cell(pieces: Sequence[Piece], width: float, style: GridStyle) -> list[Line]:
    """Return the lines of a cell made of several texts under one another."""
    lines: list[Line] = []
    for text, look in pieces:
        use(look.font)
        room = width - 2 * style.pad_x - (2 * BOX_PAD if look.boxed else 0.0)
        lines.extend((line, look) for line in wrap(text, look.font, look.size, room))
    return lines


class Grid:
    """A table with fixed column widths."""

    __slots__ = (
        "first",
        "foot",
        "head",
        "height",
        "keeps_next",
        "rows",
        "space",
        "style",
        "whole",
        "widths",
    )

    def __init__(  # noqa: PLR0913 (what a table is)
        self,
        widths: Sequence[float],
        head: Row | None,
        rows: Sequence[Row],
        style: GridStyle,
        *,
        space: float = 0.0,
        first: int = 0,
        whole: bool = False,
        foot: int = 0,
    ) -> None:
        """Make a table.

        `first` is the index of its first row, so that stripes go on; a `whole` table is cut only
        when it is taller than a page. The last `foot` rows (totals) stay with the row before them.
        """
        self.widths = tuple(widths)
        self.head = head
        self.rows = rows
        self.style = style
        self.space = space
        self.first = first
        self.whole = whole
        self.foot = foot
        self.keeps_next = False
        self.height = self._head_height + sum(row.height for row in rows)

    @property
    def _head_height(self) -> float:
        return self.head.height if self.head else 0.0

    @property
    def least(self) -> float:
        """The headings with the first row; all of it when kept whole."""
        if self.whole:
            return self.height
        return self._head_height + (self.rows[0].height if self.rows else 0.0)

    def split(self, room: float, *, force: bool = False) -> tuple[Grid, Grid] | None:
        """Cut between rows; only a row taller than a page is cut itself."""
        if self.whole and not force:
            return None
        used, count = self._head_height, 0
        while count < len(self.rows) and used + self.rows[count].height <= room:
            used += self.rows[count].height
            count += 1
        if count == len(self.rows):
            return None
        if not force:
            count = min(count, len(self.rows) - 1 - self.foot)
        if count:
            return self._cut(count)
        pieces = self.rows[0].cut(room - self._head_height, self.style) if force else None
        if pieces is None:
            return None
        rest = [pieces[1], *self.rows[1:]]
        return (
            Grid(self.widths, self.head, [pieces[0]], self.style, space=self.space),
            Grid(self.widths, self.head, rest, self.style, first=self.first, foot=self.foot),
        )

    def split_tail(self) -> tuple[Grid, Grid] | None:
        """Cut off the last row, with the totals below it."""
        count = len(self.rows) - 1 - self.foot
        return None if self.whole or count < 1 else self._cut(count)

    def _cut(self, count: int) -> tuple[Grid, Grid]:
        above, below = self.rows[:count], self.rows[count:]
        return (
            Grid(self.widths, self.head, above, self.style, space=self.space, first=self.first),
            Grid(
                self.widths, self.head, below, self.style, first=self.first + count, foot=self.foot
            ),
        )

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw fills, texts, then the rules over them."""
        tops = [top]
        if self.head:
            canvas.setFillGray(self.style.head_fill)
            canvas.rect(
                x, top - self.head.height, sum(self.widths), self.head.height, stroke=0, fill=1
            )
            self._draw_row(canvas, self.head, x, top)
            tops.append(top - self.head.height)
        for number, row in enumerate(self.rows, start=self.first):
            y = tops[-1]
            if self.style.stripe < 1 and number % 2:
                canvas.setFillGray(self.style.stripe)
                canvas.rect(x, y - row.height, sum(self.widths), row.height, stroke=0, fill=1)
            self._draw_row(canvas, row, x, y)
            tops.append(y - row.height)
        self._draw_rules(canvas, x, tops)

    def _draw_row(self, canvas: Canvas, row: Row, x: float, top: float) -> None:
        pad_x, pad_y = self.style.pad_x, self.style.pad_y
        for cell, width in zip(row.cells, self.widths, strict=True):
            if cell:
                draw_lines(canvas, cell, x + pad_x, top - pad_y, width - 2 * pad_x)
            x += width

    def _draw_rules(self, canvas: Canvas, x: float, tops: list[float]) -> None:
        right = x + sum(self.widths)
        canvas.setStrokeGray(self.style.line_grey)
        canvas.setLineWidth(0.5)
        lines = [(x, y, right, y) for y in tops]
        if self.style.verticals:
            edge = x
            for width in (0.0, *self.widths):
                edge += width
                lines.append((edge, tops[0], edge, tops[-1]))
        canvas.lines(lines)
