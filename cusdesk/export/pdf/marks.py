"""Blocks of official papers: the section heading, the title, the places to sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.reports import PlanSignature
from cusdesk.domain.reports.forms import value_of
from cusdesk.export.pdf.blocks import Paragraph, TextStyle
from cusdesk.export.pdf.text import text_width
from cusdesk.export.values import date_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from cusdesk.domain.reports.forms import FormSignature
    from cusdesk.export.pdf.theme import Theme

ACCENT_GREY = 0.3
SIGNING_ROOM = 30.0
COLUMN_GAP = 14.0
MOST_WIDE = 2
"""No place to sign is wider than this part of the line."""


class Indivisible:
    """A block that is never cut and stands as it is."""

    height: float = 0.0
    space: float = 0.0
    keeps_next: bool = False

    @property
    def least(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float, *, force: bool = False) -> None:
        """Return None: not cut."""

    def split_tail(self) -> None:
        """Return None: not cut."""


class Heading(Indivisible):
    """The heading of a section: its number on the accent grey, its words, a thin rule."""

    keeps_next = True

    def __init__(self, number: int, text: str, theme: Theme, width: float) -> None:
        style = theme.heading
        self.space = theme.section_space
        self._number = str(number)
        self._tag = TextStyle(style.font, style.size, style.leading, 1.0, "center")
        self._tag_width = text_width("00", style.font, style.size) + style.size * 0.7
        gap = style.size * 0.6
        self._words = Paragraph(text, style, width - self._tag_width - gap)
        self._indent = self._tag_width + gap
        self._width = width
        self._pad = style.size * 0.16
        self.height = self._words.height + 2 * self._pad

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the tag, the words and the rule."""
        canvas.setFillGray(ACCENT_GREY)
        high = self._tag.leading + 2 * self._pad
        canvas.rect(x, top - high, self._tag_width, high, stroke=0, fill=1)
        Paragraph((self._number,), self._tag, self._tag_width).draw(canvas, x, top - self._pad)
        self._words.draw(canvas, x + self._indent, top - self._pad)
        canvas.setStrokeGray(ACCENT_GREY)
        canvas.setLineWidth(0.8)
        canvas.line(x, top - self.height, x + self._width, top - self.height)


@dataclass(frozen=True, slots=True)
class _Place:
    label: Paragraph
    names: tuple[Paragraph, ...]
    caption: Paragraph
    date: str

    @property
    def below(self) -> float:
        """The height of what stands under the line of dots, in points."""
        return self.caption.height + sum(name.height for name in self.names)


class Signatures(Indivisible):
    """Places to sign side by side, or under one another in large print."""

    def __init__(
        self,
        document: object,
        places: Sequence[FormSignature],
        theme: Theme,
        width: float,
    ) -> None:
        self.space = theme.item_space * 2
        self._stacked = theme.large
        self._style = theme.body
        count = 1 if theme.large else max(len(places), MOST_WIDE)
        self._column = (width - COLUMN_GAP * (count - 1)) / count
        self._indent = 0.0 if theme.large or len(places) > 1 else width - self._column
        self._room = SIGNING_ROOM * (1.5 if theme.large else 1.0)
        self._places = [self._place(document, place, theme) for place in places]
        self._label_height = max(place.label.height for place in self._places)
        below = max(place.below for place in self._places)
        if self._stacked:
            self.height = sum(self._single_height(place) for place in self._places)
        else:
            self.height = self._label_height + self._room + below + 3

    def _place(self, document: object, place: FormSignature, theme: Theme) -> _Place:
        signer = signer_of(document, place)
        texts = [(signer.name, theme.body), (signer.post, theme.fine)]
        return _Place(
            Paragraph(place.label, theme.strong, self._column),
            tuple(Paragraph(text, look, self._column) for text, look in texts if text),
            Paragraph(place.caption, theme.fine, self._column),
            moment_text(signer),
        )

    def _single_height(self, place: _Place) -> float:
        return place.label.height + self._room + place.below + self._style.leading * 0.7

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw every place; a single one stands at the right."""
        x += self._indent
        for place in self._places:
            label = place.label.height if self._stacked else self._label_height
            self._draw_place(canvas, place, x, top, label)
            if self._stacked:
                top -= self._single_height(place)
            else:
                x += self._column + COLUMN_GAP

    def _draw_place(
        self, canvas: Canvas, place: _Place, x: float, top: float, label: float
    ) -> None:
        place.label.draw(canvas, x, top)
        line = top - label - self._room
        dotted_line(canvas, x, line, self._column)
        if place.date:
            style = self._style
            Paragraph((place.date,), style, self._column).draw(canvas, x, line + style.leading + 2)
        y = line - 2
        for paragraph in (place.caption, *place.names):
            paragraph.draw(canvas, x, y)
            y -= paragraph.height


def signer_of(document: object, place: FormSignature) -> PlanSignature:
    """Return who signs at a place, an empty signature for a place to sign by hand.

    Raises:
        TypeError: the value of that name is no signature; a bug.
    """
    signer = value_of(document, place.name) or PlanSignature()
    if not isinstance(signer, PlanSignature):
        raise TypeError(place.name)
    return signer


def moment_text(signer: PlanSignature) -> str:
    """Return when somebody signed, "" for a line still to be signed."""
    if signer.signed_on is None or signer.at is None:
        return date_text(signer.signed_on)
    return f"{date_text(signer.signed_on)}, {signer.at:%H:%M}"


class SigningLine(Indivisible):
    """One place to sign at the right edge, with a caption under the line."""

    def __init__(self, caption: str, theme: Theme, width: float) -> None:
        self.space = theme.item_space
        share = width * (0.6 if theme.large else 0.36)
        look = TextStyle(
            theme.fine.font, theme.fine.size, theme.fine.leading, theme.fine.grey, "center"
        )
        self._caption = Paragraph(caption, look, share)
        self._offset = width - share
        self.height = SIGNING_ROOM + self._caption.height + 3

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the line and its caption."""
        left = x + self._offset
        dotted_line(canvas, left, top - SIGNING_ROOM, self._caption.width)
        self._caption.draw(canvas, left, top - SIGNING_ROOM - 2)


def dotted_line(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw a line to sign on."""
    canvas.saveState()
    canvas.setStrokeGray(0.2)
    canvas.setLineWidth(0.7)
    canvas.setDash(1, 1.6)
    canvas.line(x, y, x + width, y)
    canvas.restoreState()
