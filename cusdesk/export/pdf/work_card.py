"""The work card: a line a visit, the sums of the screen, room for signatures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_month
from cusdesk.domain.durations import format_minutes
from cusdesk.export.pdf.blocks import Block, Paragraph, TextStyle
from cusdesk.export.pdf.document import Letterhead, Meta, running_head_room, write_pages
from cusdesk.export.pdf.grid import Grid, Row, wrap_cell
from cusdesk.export.pdf.marks import SigningLine
from cusdesk.export.pdf.pages import add_with_company, paginate
from cusdesk.export.pdf.theme import Theme, landscape_sheet, normal, theme
from cusdesk.export.values import date_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.reports import WorkCard, WorkCardLine

_COLUMNS = (
    ("number", 0.04, "right"),
    ("date", 0.085, "left"),
    ("resident", 0.2, "left"),
    ("start", 0.06, "right"),
    ("end", 0.06, "right"),
    ("minutes", 0.065, "right"),
    ("travel", 0.07, "right"),
    ("activities", 0.24, "left"),
    ("signature", 0.18, "left"),
)
_LARGE = (0.055, 0.16, 0.2, 0.085, 0.085, 0.085, 0.1, 0.13, 0.1)
_ROW_HEIGHT, _LARGE_ROW_HEIGHT = 19.0, 36.0


def render_work_card(document: WorkCard, out: BinaryIO, *, large_print: bool = False) -> int:
    """Write the card as a PDF and return its number of pages."""
    look = theme(large=True) if large_print else normal(9.0)
    sheet = landscape_sheet()
    width, room = sheet.inner_width, sheet.inner_height
    later = room - running_head_room(look)
    pages = paginate([*_front(document, look, width), _grid(document, look, width)], room, later)
    signing: list[Block] = [
        SigningLine(tr(f"export.work_card.{who}"), look, width)
        for who in ("worker_signs", "checked")
    ]
    add_with_company(pages, signing, later)
    title = ", ".join(
        part
        for part in (
            tr("export.work_card.title"),
            document.worker,
            format_month(document.month),
        )
        if part
    )
    foot = tr("export.printed_on", date=date_text(document.printed_on))
    meta = Meta(title, document.office.name, document.printed_on, title, foot)
    return write_pages(pages, sheet, look, meta, out)


def _front(document: WorkCard, look: Theme, width: float) -> list[Block]:
    facts = [
        f"{tr(f'export.work_card.{key}')}: {value}"
        for key, value in (
            ("worker", document.worker),
            ("service", document.service),
            ("month", format_month(document.month)),
        )
        if value
    ]
    return [
        Letterhead(document.office, (), look, width),
        Paragraph(tr("export.work_card.title"), look.title, width, space=8.0),
        Paragraph(" · ".join(facts), look.body, width, space=2.0),
    ]


def _grid(document: WorkCard, look: Theme, width: float) -> Grid:
    shares = _LARGE if look.large else tuple(share for _, share, _ in _COLUMNS)
    widths = [width * share for share in shares]
    style = replace(look.grid, min_row=_LARGE_ROW_HEIGHT if look.large else _ROW_HEIGHT)
    body = [replace(look.body, align=align) for _, _, align in _COLUMNS]
    bold = [replace(look.strong, align=align) for _, _, align in _COLUMNS]

    def row(texts: Sequence[str], looks: Sequence[TextStyle]) -> Row:
        """Return one row of the table."""
        cells = [
            wrap_cell([(text, one)], space, style)
            for text, one, space in zip(texts, looks, widths, strict=True)
        ]
        return Row(cells, style)

    heads = [tr(f"export.work_card.column.{name}") for name, _, _ in _COLUMNS]
    rows = [row(_texts(line), body) for line in document.lines]
    count = tr("export.work_card.visits", n=len(document.lines))
    sums = format_minutes(document.minutes), _way(document.travel_minutes)
    rows.append(row(["", tr("export.work_card.sum"), count, "", "", *sums, "", ""], bold))
    return Grid(widths, row(heads, bold), rows, style, space=8.0)


def _texts(line: WorkCardLine) -> list[str]:
    done = ", ".join(part for part in (line.service, line.activities) if part)
    times = [line.start, line.end, format_minutes(line.minutes), _way(line.travel_minutes)]
    return [str(line.number), date_text(line.date), line.resident, *times, done, ""]


def _way(minutes: int) -> str:
    return format_minutes(minutes) if minutes else ""
