"""Framed places in which several people confirm a paper: what each confirms, and a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.export.pdf.blocks import Paragraph
from cusdesk.export.pdf.marks import SIGNING_ROOM, Indivisible, dotted_line, moment_text, signer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from cusdesk.domain.reports.forms import FormSignature
    from cusdesk.export.pdf.blocks import TextStyle
    from cusdesk.export.pdf.theme import Theme

_PAD = 6.0

Check = tuple["FormSignature", str, "TextStyle"]
"""A place to sign, what is confirmed there and how it is printed."""


class Checks(Indivisible):
    """Frames side by side, as high as the highest."""

    def __init__(
        self,
        document: object,
        checks: Sequence[Check],
        theme: Theme,
        width: float,
        *,
        space: float = 0.0,
    ) -> None:
        self.space = space
        total = sum(check[0].width for check in checks)
        self._frames = [
            _Frame(document, check, theme, width * check[0].width / total) for check in checks
        ]
        self.height = max(frame.height for frame in self._frames)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the frames with the lines to sign at one height."""
        for frame in self._frames:
            frame.draw(canvas, x, top, self.height)
            x += frame.width


class _Frame:
    """One place: what is confirmed at the top, the signature at the foot."""

    def __init__(self, document: object, check: Check, theme: Theme, width: float) -> None:
        place, text, style = check
        self.width = width
        inner = width - 2 * _PAD
        signer = signer_of(document, place)
        self._above = [Paragraph(place.label, theme.strong, inner)]
        if text:
            self._above.append(Paragraph(text, style, inner))
        names = [(place.caption, theme.fine), (signer.name, theme.body), (signer.post, theme.fine)]
        self._below = [Paragraph(words, look, inner) for words, look in names if words]
        self._date = Paragraph((moment_text(signer),), theme.body, inner)
        self._room = SIGNING_ROOM * (1.5 if theme.large else 1.0)
        self.height = (
            sum(p.height for p in (*self._above, *self._below)) + self._room + 2 * _PAD + 2
        )

    def draw(self, canvas: Canvas, x: float, top: float, height: float) -> None:
        """Draw the frame, `height` high, and what stands in it."""
        canvas.setStrokeGray(0.35)
        canvas.setLineWidth(0.6)
        canvas.rect(x, top - height, self.width, height, stroke=1, fill=0)
        y = top - _PAD
        for paragraph in self._above:
            paragraph.draw(canvas, x + _PAD, y)
            y -= paragraph.height
        line = top - height + _PAD + sum(p.height for p in self._below) + 2
        dotted_line(canvas, x + _PAD, line, self.width - 2 * _PAD)
        self._date.draw(canvas, x + _PAD, line + self._date.height + 2)
        y = line - 2
        for paragraph in self._below:
            paragraph.draw(canvas, x + _PAD, y)
            y -= paragraph.height
