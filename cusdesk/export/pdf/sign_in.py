"""The attendance list people sign: same order and numbers as the grid on the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_month
from cusdesk.export.pdf.blocks import Block, Paragraph, TextStyle
from cusdesk.export.pdf.document import Letterhead, Meta, running_head_room, write_pages
from cusdesk.export.pdf.grid import Grid, GridStyle, Row, wrap_cell
from cusdesk.export.pdf.marks import SigningLine
from cusdesk.export.pdf.pages import add_with_company, paginate
from cusdesk.export.pdf.theme import Sheet, Theme, landscape_sheet, normal, portrait_sheet, theme
from cusdesk.export.values import date_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.reports import SignInList

ROW_HEIGHTS = (25.0, 23.0, 21.0, 19.0)
LARGE_ROW_HEIGHTS = (36.0,)
MOST_PORTRAIT_DATES = 5
DOTS = "…" * 14


def render_sign_in_list(document: SignInList, out: BinaryIO, *, large_print: bool = False) -> int:
    """Write the list as a PDF and return its number of pages.

    One page when it fits with rows high enough to sign in (19 points, 6.7 mm); blank numbered
    rows for people who come unannounced stand at the end.
    """
    look = theme(large=True) if large_print else normal(9.6)
    many = len(document.dates) > MOST_PORTRAIT_DATES
    sheet = landscape_sheet() if many else portrait_sheet()
    room = sheet.inner_height
    later = room - running_head_room(look)
    heights = LARGE_ROW_HEIGHTS if large_print else ROW_HEIGHTS
    pages = []
    for height in heights:
        front = _front(document, look, sheet.inner_width)
        pages = paginate([*front, _grid(document, look, sheet, height)], room, later)
        add_with_company(pages, [_leader_line(look, sheet.inner_width)], later)
        if len(pages) == 1:
            break
    else:
        front = _front(document, look, sheet.inner_width)
        pages = paginate([*front, _grid(document, look, sheet, heights[0])], room, later)
        add_with_company(pages, [_leader_line(look, sheet.inner_width)], later)
    named = f"{tr('export.sign_in.title')}: {document.service}"
    title = ", ".join(part for part in (named, _months(document)) if part)
    foot = tr("export.printed_on", date=date_text(document.printed_on))
    meta = Meta(title, document.office.name, document.printed_on, title, foot)
    return write_pages(pages, sheet, look, meta, out)


def _months(document: SignInList) -> str:
    """Return the months of several days, which the columns name without their year."""
    if len(document.dates) <= 1:
        return ""
    months = dict.fromkeys(date.replace(day=1) for date in document.dates)
    return ", ".join(format_month(month) for month in months)


def _leader_line(look: Theme, width: float) -> Block:
    return SigningLine(tr("export.sign_in.leader_signature"), look, width)


def _front(document: SignInList, look: Theme, width: float) -> list[Block]:
    dates = ", ".join(date_text(date) for date in document.dates) or DOTS
    facts = [
        ("service", document.service),
        ("group", document.group),
        ("date", dates if len(document.dates) <= 1 else ""),
        ("month", _months(document)),
        ("hours", document.hours or (DOTS if len(document.dates) <= 1 else "")),
        ("place", document.place or DOTS),
        ("leader", document.leader or DOTS),
    ]
    shown = [(tr(f"export.sign_in.{key}"), value) for key, value in facts if value]
    blocks: list[Block] = [
        Letterhead(document.office, (), look, width),
        Paragraph(tr("export.sign_in.title"), look.title, width, space=8.0),
    ]
    columns = 1 if look.large else 2
    share = width / columns
    for start in range(0, len(shown), columns):
        line = shown[start : start + columns]
        cells = [
            wrap_cell([(label, look.label), (value, look.strong)], share, look.grid)
            for label, value in line
        ]
        widths = [width / len(line)] * len(line)
        blocks.append(
            Grid(widths, None, [Row(cells, look.grid)], look.grid, space=0.0 if start else 4.0)
        )
    return blocks


def _columns(document: SignInList, look: Theme, width: float) -> tuple[list[str], list[float]]:
    number = width * (0.09 if look.large else 0.055)
    name = width * (0.42 if look.large else 0.36)
    if len(document.dates) > 1:
        starts = document.starts or ("",) * len(document.dates)
        signing = [
            f"{date.day:02d}.{date.month:02d} {start}".strip()
            for date, start in zip(document.dates, starts, strict=True)
        ]
        name = width * 0.26
        shares = [(width - number - name) / len(signing)] * len(signing)
    else:
        signing = [tr("export.sign_in.signature"), tr("export.sign_in.note")]
        rest = width - number - name
        shares = [rest * 0.64, rest * 0.36]
    titles = [tr("export.sign_in.number"), tr("export.sign_in.name"), *signing]
    return titles, [number, name, *shares]


def _grid(document: SignInList, look: Theme, sheet: Sheet, row_height: float) -> Grid:
    titles, widths = _columns(document, look, sheet.inner_width)
    style = replace(look.grid, min_row=row_height)
    head_style = look.grid
    centre = replace(look.body, align="center")
    with_note = len(document.dates) <= 1
    rows = []
    last = 0
    for person in document.people:
        last = person.number
        blanks = len(widths) - 2
        signing = ["", person.note] if with_note else [""] * blanks
        rows.append(_row((str(person.number), person.name, *signing), look, widths, style, centre))
    for number in range(last + 1, last + 1 + document.blank_rows):
        empty = [""] * (len(widths) - 1)
        rows.append(_row((str(number), *empty), look, widths, style, centre))
    head_look = TextStyle(look.strong.font, look.strong.size * 0.9, look.strong.leading)
    head = Row(
        [wrap_cell([(t, head_look)], w, head_style) for t, w in zip(titles, widths, strict=True)],
        head_style,
    )
    return Grid(widths, head, rows, style, space=8.0)


def _row(
    texts: Sequence[str], look: Theme, widths: Sequence[float], style: GridStyle, centre: TextStyle
) -> Row:
    looks = [centre, look.body, *[look.fine] * (len(texts) - 2)]
    return Row(
        [
            wrap_cell([(text, one)], width, style)
            for text, one, width in zip(texts, looks, widths, strict=True)
        ],
        style,
    )
