"""A paper of numbered sections with facts, texts and tables; any number of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.export.pdf.blocks import Paragraph, TextStyle
from cusdesk.export.pdf.document import Letterhead, Meta, running_head_room, write_pages
from cusdesk.export.pdf.grid import Grid, Row, wrap_cell
from cusdesk.export.pdf.marks import Heading, SigningLine
from cusdesk.export.pdf.pages import paginate
from cusdesk.export.pdf.text import longest_word
from cusdesk.export.pdf.theme import Theme, normal, portrait_sheet, theme
from cusdesk.export.values import date_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cusdesk.domain.reports.sections import (
        AttachedFile,
        PaperSection,
        PaperTable,
        SectionedPaper,
    )
    from cusdesk.export.pdf.blocks import Block

BODY_SIZE = 9.4
LABEL_SHARE = 0.3
_WIDEST_WORD = 0.35
"""Share of the page beyond which a word without a space is broken after all."""


def render_sections(
    document: SectionedPaper,
    out: BinaryIO,
    *,
    large_print: bool = False,
    attached: AttachedFile | None = None,
) -> int:
    """Write the paper as a PDF and return its number of pages; one file may lie inside it."""
    look = theme(large=True) if large_print else normal(BODY_SIZE)
    sheet = portrait_sheet()
    width = sheet.inner_width
    blocks = list(_front(document, look, width))
    for number, section in enumerate(document.sections, start=1):
        blocks.append(Heading(number, section.heading, look, width))
        blocks.extend(_section(section, look, width))
    blocks.extend(SigningLine(caption, look, width) for caption in document.signatures)
    room = sheet.inner_height
    pages = paginate(blocks, room, room - running_head_room(look))
    running = " · ".join(filter(None, (document.office.name, document.title, document.sign)))
    printed = tr("export.printed_on", date=date_text(document.printed_on))
    meta = Meta(document.title, document.office.name, document.printed_on, running, printed)
    return write_pages(pages, sheet, look, meta, out, attached=attached)


def _front(document: SectionedPaper, look: Theme, width: float) -> Iterator[Block]:
    place = document.office.place
    date = date_text(document.printed_on)
    drawn = tr("export.plan.drawn", place=place, date=date) if place else date
    title = TextStyle(look.title.font, look.title.size, look.title.leading, align="center")
    under = TextStyle(look.body.font, look.body.size, look.body.leading, align="center")
    yield Letterhead(document.office, [document.sign, drawn], look, width)
    yield Paragraph(document.title, title, width, space=look.section_space * 1.4)
    for line in document.under:
        yield Paragraph(line, under, width, space=2.0)


def _section(section: PaperSection, look: Theme, width: float) -> Iterator[Block]:
    if section.facts:
        yield _facts(section.facts, look, width)
    for label, text in section.texts:
        if label:
            strong = TextStyle(look.strong.font, look.label.size, look.label.leading)
            yield Paragraph(label, strong, width, space=look.item_space, keeps_next=True)
        yield Paragraph(text, look.body, width, space=0.0 if label else look.item_space)
    for table in section.tables:
        if table.title:
            yield Paragraph(
                table.title, look.strong, width, space=look.item_space * 1.5, keeps_next=True
            )
        yield from _table(table, look, width)
    if section.empty and not (section.facts or section.texts or section.tables):
        yield Paragraph(section.empty, look.body, width, space=look.item_space)


def _facts(facts: tuple[tuple[str, str], ...], look: Theme, width: float) -> Grid:
    share = width * (0.4 if look.large else LABEL_SHARE)
    widths = (share, width - share)
    rows = [
        Row(
            [
                wrap_cell([(label, look.label)], widths[0], look.grid),
                wrap_cell([(value, look.body)], widths[1], look.grid),
            ],
            look.grid,
        )
        for label, value in facts
    ]
    return Grid(widths, None, rows, look.grid, space=look.item_space)


def _table(table: PaperTable, look: Theme, width: float) -> Iterator[Grid]:
    if look.large or table.as_cards:
        for row in table.rows:
            cells = tuple(zip(table.headings, row, strict=True))
            yield _facts(tuple(cell for cell in cells if cell[1]), look, width)
        return
    head_look = TextStyle(look.strong.font, look.label.size, look.label.leading)
    widths = _widths(table, look, width)
    head = _row(table.headings, head_look, widths, look)
    rows = [_row(row, look.body, widths, look) for row in table.rows]
    yield Grid(widths, head, rows, look.grid, space=look.item_space)


def _widths(table: PaperTable, look: Theme, width: float) -> list[float]:
    """Share the width as asked, but no word of a usual length is broken."""
    body, most = look.body, width * _WIDEST_WORD
    least = [
        min(max(longest_word(text, body.font, body.size) for text in column), most)
        + 2 * look.grid.pad_x
        for column in zip(table.headings, *table.rows, strict=True)
    ]
    asked = [width * share / sum(table.widths) for share in table.widths]
    short = [index for index, wish in enumerate(asked) if wish < least[index]]
    rest = [index for index in range(len(asked)) if index not in short]
    room = width - sum(least[index] for index in short)
    spare = room - sum(least[index] for index in rest)
    if not short or spare < 0:
        return asked
    over = sum(asked[index] - least[index] for index in rest) or 1.0
    return [
        need if index in short else need + spare * (wish - need) / over
        for index, (wish, need) in enumerate(zip(asked, least, strict=True))
    ]


def _row(texts: tuple[str, ...], style: TextStyle, widths: list[float], look: Theme) -> Row:
    cells = [
        wrap_cell([(text, style)], room, look.grid)
        for text, room in zip(texts, widths, strict=True)
    ]
    return Row(cells, look.grid)
