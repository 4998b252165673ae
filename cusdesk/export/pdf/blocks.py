"""Blocks: the pieces a page is stacked from.

A block knows its height for the width it was made for, draws itself below a given line, and can be
cut in two when a page ends. Blocks are laid out before anything is drawn, so the number of pages is
known when the first page is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from cusdesk.export.pdf.fonts import use
from cusdesk.export.pdf.text import text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

ORPHAN_LINES = 2
BOX_PAD = 2.0


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks.

    Attributes:
        size: points; `leading` from one line to the next.
        grey: 0 black to 1 white.
        align: `left`, `right` or `center`.
        boxed: drawn inside a dashed frame: a value that is missing.
    """

    font: str
    size: float
    leading: float
    grey: float = 0.0
    align: str = "left"
    boxed: bool = False


class Block(Protocol):
    """What the page builder stacks."""

    height: float
    space: float
    """Room above the block, dropped at the top of a page."""
    keeps_next: bool
    """A heading: never the last thing on a page."""

    @property
    def least(self) -> float:
        """Height of the smallest piece that may stand at the foot of a page."""
        ...

    def split(self, room: float, *, force: bool = False) -> tuple[Block, Block] | None:
        """Cut the block so that the first piece fits into `room`.

        `force` allows ugly cuts, for a block that does not fit on an empty page.
        """
        ...

    def split_tail(self) -> tuple[Block, Block] | None:
        """Cut off the last piece that may stand at the top of a page; None when indivisible."""
        ...

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the block below `top`, its left edge at `x`."""
        ...


class Paragraph:
    """Lines of plain text of one style."""

    __slots__ = ("height", "keeps_next", "lines", "space", "style", "width")

    def __init__(
        self,
        text: str | Sequence[str],
        style: TextStyle,
        width: float,
        *,
        space: float = 0.0,
        keeps_next: bool = False,
    ) -> None:
        """Wrap `text` (or take ready lines) into `width` points."""
        use(style.font)
        self.style = style
        self.width = width
        self.space = space
        self.keeps_next = keeps_next
        pad = 2 * BOX_PAD if style.boxed else 0.0
        self.lines: tuple[str, ...] = (
            wrap(text, style.font, style.size, width - pad)
            if isinstance(text, str)
            else tuple(text)
        )
        self.height = len(self.lines) * style.leading + pad

    @property
    def least(self) -> float:
        """Two lines, or all of a short paragraph."""
        if len(self.lines) < 2 * ORPHAN_LINES or self.style.boxed:
            return self.height
        return ORPHAN_LINES * self.style.leading

    def split(self, room: float, *, force: bool = False) -> tuple[Paragraph, Paragraph] | None:
        """Cut between lines, leaving two on either side unless forced."""
        at_least = 1 if force else ORPHAN_LINES
        if self.style.boxed and not force:
            return None
        count = min(int(room / self.style.leading + 1e-6), len(self.lines) - at_least)
        return self._cut(count) if count >= at_least else None

    def split_tail(self) -> tuple[Paragraph, Paragraph] | None:
        """Cut off the last two lines."""
        if len(self.lines) < 2 * ORPHAN_LINES or self.style.boxed:
            return None
        return self._cut(len(self.lines) - ORPHAN_LINES)

    def _cut(self, count: int) -> tuple[Paragraph, Paragraph]:
        return (
            Paragraph(self.lines[:count], self.style, self.width, space=self.space),
            Paragraph(self.lines[count:], self.style, self.width),
        )

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the lines."""
        if self.lines:
            draw_lines(canvas, [(line, self.style) for line in self.lines], x, top, self.width)


def draw_lines(
    canvas: Canvas,
    lines: Sequence[tuple[str, TextStyle]],
    x: float,
    top: float,
    width: float,
) -> None:
    """Draw lines under one another, each in its style; runs of boxed ones share a frame."""
    y = top
    for style, run in groupby(lines, key=lambda line: line[1]):
        texts = [text for text, _ in run]
        pad = BOX_PAD if style.boxed else 0.0
        if style.boxed:
            _frame(canvas, x, y, width, len(texts) * style.leading + 2 * pad)
        writer = canvas.beginText(x + pad, y - pad - _ascent(style))
        writer.setFont(style.font, style.size, style.leading)
        writer.setFillGray(style.grey)
        _write(writer, texts, style, width - 2 * pad)
        canvas.drawText(writer)
        y -= len(texts) * style.leading + 2 * pad


def _write(writer: PDFTextObject, texts: list[str], style: TextStyle, width: float) -> None:
    if style.align == "left":
        for text in texts:
            writer.textLine(text)
        return
    left, baseline = writer.getX(), writer.getY()
    for text in texts:
        writer.setTextOrigin(left + _indent(text, style, width), baseline)
        writer.textOut(text)
        baseline -= style.leading


def _ascent(style: TextStyle) -> float:
    """Distance from the top of a line to its baseline."""
    return style.leading * 0.5 + style.size * 0.36


def _indent(text: str, style: TextStyle, width: float) -> float:
    spare = width - text_width(text, style.font, style.size)
    return spare if style.align == "right" else spare / 2


def _frame(canvas: Canvas, x: float, top: float, width: float, height: float) -> None:
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.8)
    canvas.setDash(3, 2)
    canvas.rect(x, top - height, width, height, stroke=1, fill=0)
    canvas.restoreState()


class Rule:
    """A thin line across the page."""

    __slots__ = ("grey", "height", "keeps_next", "space", "thickness", "width")

    def __init__(
        self, width: float, *, space: float = 0.0, grey: float = 0.6, thickness: float = 0.6
    ) -> None:
        self.width = width
        self.space = space
        self.grey = grey
        self.thickness = thickness
        self.height = thickness
        self.keeps_next = False

    @property
    def least(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float, *, force: bool = False) -> None:
        """Return None: a line is not cut."""

    def split_tail(self) -> None:
        """Return None: a line is not cut."""

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the line."""
        canvas.setStrokeGray(self.grey)
        canvas.setLineWidth(self.thickness)
        canvas.line(x, top, x + self.width, top)
