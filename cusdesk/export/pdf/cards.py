"""Cards of the help and the list of keys as paper: read at arm's length, one page a card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.export.pdf.blocks import Block, Paragraph, Rule, TextStyle
from cusdesk.export.pdf.document import Meta, write_pages
from cusdesk.export.pdf.fonts import NARROW, NARROW_BOLD
from cusdesk.export.pdf.grid import Grid, GridStyle, Row, wrap_cell
from cusdesk.export.pdf.pages import paginate
from cusdesk.export.pdf.theme import LARGE_PRINT, normal, portrait_sheet
from cusdesk.export.values import date_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.core.help_cards import HelpCard
    from cusdesk.export.pdf.pages import Page
    from cusdesk.export.pdf.theme import Theme

_SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0)
"""Of the body text, the largest that fits on one page is taken."""
_KEYS_SIZE = 10.0
_DOTS = 26
_NUMBER_SHARE = 0.07
_KEY_SHARE = 0.3
_BARE = GridStyle(pad_x=3, pad_y=3.5, line_grey=0.8, verticals=False)


def render_card(card: HelpCard, day: dt.date, out: BinaryIO, *, large: bool = False) -> int:
    """Write a card as a PDF; return the number of pages, which is 1.

    Args:
        card: its words.
        day: of printing; stands at the foot.
        out: where the file goes.
        large: letters of 16 points instead of the largest that leave room.
    """
    sheet = portrait_sheet()
    room = sheet.inner_height
    pages: list[Page] = []
    look = _look(LARGE_PRINT)
    for size in (LARGE_PRINT,) if large else _SIZES:
        look = _look(size)
        pages = paginate(_card_blocks(card, look, sheet.inner_width), room, room)
        if len(pages) == 1:
            break
    return write_pages(pages, sheet, look, _meta(card.title, day), out)


def render_keys(
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    day: dt.date,
    out: BinaryIO,
    *,
    large: bool = False,
) -> int:
    """Write the list of keys as a PDF; return the number of pages.

    Args:
        sections: where the keys work, and (key, what it does) of each.
        day: of printing.
        out: where the file goes.
        large: letters of 16 points.
    """
    sheet = portrait_sheet()
    look = _look(LARGE_PRINT if large else _KEYS_SIZE)
    width = sheet.inner_width
    title = tr("shell.keys.title")
    blocks: list[Block] = [Paragraph(title, look.title, width), Rule(width, space=4, grey=0.35)]
    for heading, lines in sections:
        blocks.append(Paragraph(heading, look.heading, width, space=12, keeps_next=True))
        blocks.append(_beside(lines, look, width, _KEY_SHARE))
    room = sheet.inner_height
    return write_pages(paginate(blocks, room, room), sheet, look, _meta(title, day), out)


def _look(size: float) -> Theme:
    """Return the theme of a card: narrow letters of one size, headings a little larger."""
    leading = size * 1.3
    return replace(
        normal(size),
        body=TextStyle(NARROW, size, leading),
        strong=TextStyle(NARROW_BOLD, size, leading),
        heading=TextStyle(NARROW_BOLD, size * 1.12, size * 1.45),
        title=TextStyle(NARROW_BOLD, size * 1.5, size * 1.9),
    )


def _card_blocks(card: HelpCard, look: Theme, width: float) -> list[Block]:
    steps = [(str(number), step) for number, step in enumerate(card.steps, start=1)]
    return [
        Paragraph(card.title, look.title, width),
        Paragraph(card.lead, look.body, width, space=2),
        Rule(width, space=5, grey=0.35, thickness=0.9),
        _beside(steps, look, width, _NUMBER_SHARE),
        Paragraph(tr("shell.help.trouble"), look.heading, width, space=9, keeps_next=True),
        Paragraph(card.trouble, look.body, width, space=2),
        Paragraph(f"{tr('shell.help.who_helps')} {'…' * _DOTS}", look.body, width, space=18),
    ]


def _beside(lines: Sequence[tuple[str, str]], look: Theme, width: float, share: float) -> Grid:
    """Return lines of a bold word at the left and its explanation at the right."""
    widths = (width * share, width * (1 - share))
    rows = [
        Row(
            [
                wrap_cell([(left, look.strong)], widths[0], _BARE),
                wrap_cell([(right, look.body)], widths[1], _BARE),
            ],
            _BARE,
        )
        for left, right in lines
    ]
    return Grid(widths, None, rows, _BARE, space=4)


def _meta(title: str, day: dt.date) -> Meta:
    return Meta(title, tr("shell.window"), day, title, tr("export.printed_on", date=date_text(day)))
