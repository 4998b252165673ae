"""The page on which a person sees whether the printer does what the papers need."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.export.pdf.blocks import Block, Paragraph, Rule
from cusdesk.export.pdf.document import Meta, write_pages
from cusdesk.export.pdf.marks import Indivisible
from cusdesk.export.pdf.pages import paginate
from cusdesk.export.pdf.theme import LARGE_PRINT, normal, portrait_sheet

if TYPE_CHECKING:
    import datetime as dt

    from reportlab.pdfgen.canvas import Canvas

_BODY, _SMALL = 11.0, 8.0
_FRAME_HEIGHT = 380.0
_GREYS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9)


class _Frame(Indivisible):
    """A frame as wide as the text, and squares from black to the palest grey of our tables."""

    def __init__(self, width: float, height: float) -> None:
        self.space, self.height, self._width = 18.0, height, width

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the frame and the squares."""
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.5)
        canvas.rect(x, top - self.height, self._width, self.height, stroke=1, fill=0)
        side = self._width / (2 * len(_GREYS) + 1)
        for place, grey in enumerate(_GREYS):
            canvas.setFillGray(grey)
            canvas.rect(x + side * (2 * place + 1), top - 2 * side, side, side, stroke=1, fill=1)


def render_trial_page(day: dt.date, out: BinaryIO) -> int:
    """Write the page as a PDF: Polish letters in three sizes, greys, a frame; return its pages."""
    look, sheet = normal(_BODY), portrait_sheet()
    width = sheet.inner_width
    title = tr("computer.test_page.title")
    small, large = normal(_SMALL), normal(LARGE_PRINT)
    blocks: list[Block] = [
        Paragraph(title, look.title, width),
        Rule(width, space=5, grey=0.35, thickness=0.9),
        Paragraph(tr("computer.test_page.letters"), look.body, width, space=8),
        Paragraph(tr("computer.test_page.pangram"), look.strong, width, space=6),
        Paragraph(tr("computer.test_page.small"), small.body, width, space=6),
        Paragraph(tr("computer.test_page.large"), large.body, width, space=8),
        Paragraph(tr("computer.test_page.frame"), look.body, width, space=8),
        _Frame(width, _FRAME_HEIGHT),
    ]
    pages = paginate(blocks, sheet.inner_height, sheet.inner_height)
    return write_pages(pages, sheet, look, Meta(title, "cusdesk", day), out)
