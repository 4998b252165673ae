"""The look of paper: one sober set of styles, and its large-print sister."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from cusdesk.export.pdf.blocks import TextStyle
from cusdesk.export.pdf.fonts import NARROW, NARROW_BOLD, SANS, SANS_BOLD
from cusdesk.export.pdf.grid import GridStyle

LABEL_GREY = 0.35
LARGE_PRINT = 16.0
WRITING, WRITING_LARGE = 24.0, 34.0
"""Height of one line to write on by hand, in points."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Styles and distances of one layout.

    Attributes:
        large: whether this is the 16-point layout, in which tables become cards.
        body, strong, label, gap: texts; `gap` is a missing value in its frame.
        title, heading: document title and section heading.
        fine: captions and addresses; `small`: head and foot of the pages.
        section_space: above a section; `item_space` above anything inside it.
        blank: printed to be written on: empty values leave room instead of a gap.
    """

    large: bool
    body: TextStyle
    strong: TextStyle
    label: TextStyle
    gap: TextStyle
    title: TextStyle
    heading: TextStyle
    fine: TextStyle
    small: TextStyle
    small_strong: TextStyle
    grid: GridStyle
    section_space: float
    item_space: float
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper and its margins, in points."""

    width: float
    height: float
    left: float = 19 * mm
    right: float = 14 * mm
    top: float = 13 * mm
    bottom: float = 15 * mm

    @property
    def inner_width(self) -> float:
        """Width of the text."""
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> float:
        """Height of the text, head and foot of the page left out."""
        return self.height - self.top - self.bottom


def portrait_sheet() -> Sheet:
    """Return A4 upright, with a wider left margin for the binder."""
    width, height = A4
    return Sheet(width, height)


def landscape_sheet() -> Sheet:
    """Return A4 lying, with the binder at the top."""
    width, height = landscape(A4)
    margin = 14 * mm
    return Sheet(width, height, left=margin, right=margin, top=17 * mm, bottom=13 * mm)


@lru_cache(maxsize=8)
def theme(*, large: bool) -> Theme:
    """Return the normal or the large-print theme."""
    return _large() if large else normal(8.4)


@lru_cache(maxsize=16)
def normal(size: float) -> Theme:
    """Return the normal theme with a given size of the body text."""
    leading = size * 1.23
    body = TextStyle(NARROW, size, leading)
    return Theme(
        large=False,
        body=body,
        strong=TextStyle(NARROW_BOLD, size, leading),
        label=TextStyle(NARROW, size * 0.84, size * 1.06, LABEL_GREY),
        gap=TextStyle(NARROW_BOLD, size, leading, boxed=True),
        title=TextStyle(NARROW_BOLD, 14.5, 18),
        heading=TextStyle(NARROW_BOLD, max(size, 8.4) * 1.12, max(size, 8.4) * 1.37),
        fine=TextStyle(NARROW, max(size * 0.88, 7.4), max(size * 1.1, 9.2), LABEL_GREY),
        small=TextStyle(NARROW, 7.4, 9.2, LABEL_GREY),
        small_strong=TextStyle(NARROW_BOLD, 9.2, 11.4),
        grid=GridStyle(),
        section_space=7.5,
        item_space=3.6,
    )


@lru_cache(maxsize=1)
def letter() -> Theme:
    """Return the theme of letters: running text in a comfortable size.

    Two fonts and no third: every issued paper is kept, and half of a short letter is its fonts.
    """
    size = 10.4
    look = normal(9.0)
    leading = size * 1.36
    return replace(
        look,
        body=TextStyle(SANS, size, leading),
        strong=TextStyle(SANS_BOLD, size, leading),
        gap=TextStyle(SANS_BOLD, size, leading, boxed=True),
        title=TextStyle(SANS_BOLD, 13, 17),
        label=TextStyle(SANS, 7.6, 9.8, LABEL_GREY),
        heading=TextStyle(SANS_BOLD, 10.4, 13),
        small=TextStyle(SANS, 7.0, 9.2, LABEL_GREY),
        fine=TextStyle(SANS, 8.6, 11.4, LABEL_GREY),
        small_strong=TextStyle(SANS_BOLD, 10.2, 13),
        grid=GridStyle(pad_x=4.5, pad_y=3.6),
        section_space=13.0,
        item_space=8.0,
    )


def to_write_on(look: Theme) -> Theme:
    """Return the theme with room to write instead of gaps."""
    row = WRITING_LARGE if look.large else WRITING
    return replace(look, blank=True, grid=replace(look.grid, min_row=row))


def _large() -> Theme:
    size, leading = LARGE_PRINT, LARGE_PRINT * 1.32
    return Theme(
        large=True,
        body=TextStyle(SANS, size, leading),
        strong=TextStyle(SANS_BOLD, size, leading),
        label=TextStyle(SANS, size, leading, 0.25),
        gap=TextStyle(SANS_BOLD, size, leading, boxed=True),
        title=TextStyle(SANS_BOLD, 22, 28),
        heading=TextStyle(SANS_BOLD, 18, 23),
        fine=TextStyle(SANS, size, leading, 0.25),
        small=TextStyle(SANS, 13, 16, 0.25),
        small_strong=TextStyle(SANS_BOLD, LARGE_PRINT, leading),
        grid=GridStyle(pad_x=6, pad_y=5),
        section_space=18.0,
        item_space=7.0,
    )
