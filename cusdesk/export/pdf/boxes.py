"""Boxes to tick and lines to write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.reports.forms import FULL_WIDTH, is_ticked
from cusdesk.export.pdf.blocks import Paragraph, TextStyle
from cusdesk.export.pdf.lines import in_lines
from cusdesk.export.pdf.marks import Indivisible, dotted_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from cusdesk.domain.reports.forms import FormPart
    from cusdesk.export.pdf.blocks import Block
    from cusdesk.export.pdf.theme import Theme


def boxes(document: object, part: FormPart, theme: Theme, width: float) -> Iterator[Block]:
    """Yield the boxes of a part under its label; a required choice not made is a marked gap."""
    ticked = [is_ticked(document, field) for field in part.fields]
    space = theme.item_space
    if part.label:
        look = TextStyle(theme.strong.font, theme.label.size, theme.label.leading)
        yield Paragraph(part.label, look, width, space=space, keeps_next=True)
        space = 1.5
    if part.required and not any(ticked) and not theme.blank:
        label = part.label[:1].lower() + part.label[1:]
        yield Paragraph(tr("export.gap", what=label), theme.gap, width, space=space)
    stacked = FULL_WIDTH if theme.large else 0
    pairs = zip(part.fields, ticked, strict=True)
    for line in in_lines(pairs, lambda pair: stacked or pair[0].width):
        shares = [width * (stacked or field.width) / FULL_WIDTH for field, _ in line]
        yield BoxLine(
            [
                Box(field.label, theme, share, is_ticked=tick)
                for (field, tick), share in zip(line, shares, strict=True)
            ],
            shares,
        )


class Box(Indivisible):
    """A small square, ticked or empty, and the words beside it."""

    def __init__(self, words: str, theme: Theme, width: float, *, is_ticked: bool) -> None:
        style = theme.body
        self.space = theme.item_space * 0.45
        self._side = style.size * 0.86
        self._indent = self._side + style.size * 0.7
        self._words = Paragraph(words, style, width - self._indent)
        self._is_ticked = is_ticked
        self.height = max(self._words.height, self._side + 2)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the square and the words."""
        side = self._side
        y = top - side - 1.6
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.8)
        canvas.rect(x, y, side, side, stroke=1, fill=0)
        if self._is_ticked:
            canvas.setLineWidth(1.3)
            canvas.line(x + side * 0.18, y + side * 0.18, x + side * 0.82, y + side * 0.82)
            canvas.line(x + side * 0.18, y + side * 0.82, x + side * 0.82, y + side * 0.18)
        self._words.draw(canvas, x + self._indent, top)


class BoxLine(Indivisible):
    """Boxes beside one another, each with its share of the width."""

    def __init__(self, boxes: Sequence[Box], shares: Sequence[float]) -> None:
        self.space = boxes[0].space
        self.height = max(box.height for box in boxes)
        self._boxes, self._shares = boxes, shares

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the boxes from left to right."""
        for box, share in zip(self._boxes, self._shares, strict=True):
            box.draw(canvas, x, top)
            x += share


def writing_lines(count: int, theme: Theme, width: float) -> Iterator[Block]:
    """Yield lines to write on; neither the first nor the last stands alone on a page."""
    for number in range(count):
        line = WritingLine(theme, width)
        line.keeps_next = count > 1 and number in {0, count - 2}
        yield line


class WritingLine(Indivisible):
    """A dotted line to write on by hand."""

    def __init__(self, theme: Theme, width: float) -> None:
        self.height = 33.0 if theme.large else 22.0
        self._width = width

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the line at the foot of its room."""
        dotted_line(canvas, x, top - self.height + 2, self._width)
