"""The recovery sheet: the code that opens a lone copy of the office file, for the safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.export.pdf.blocks import Block, Paragraph, Rule, TextStyle
from cusdesk.export.pdf.document import Meta, write_pages
from cusdesk.export.pdf.fonts import MONO_BOLD, NARROW
from cusdesk.export.pdf.grid import Grid, GridStyle, Row, wrap_cell
from cusdesk.export.pdf.marks import SigningLine
from cusdesk.export.pdf.pages import paginate
from cusdesk.export.pdf.theme import Theme, normal, portrait_sheet
from cusdesk.export.values import date_text

if TYPE_CHECKING:
    from cusdesk.domain.reports import RecoverySheet

PER_LINE = 4
CODE = TextStyle(MONO_BOLD, 24, 34, align="center")
NUMBER = TextStyle(NARROW, 9, 13, align="center")
NUMBER_CELL = GridStyle(pad_x=4, pad_y=4, line_grey=0.45)
CODE_CELL = GridStyle(pad_x=4, pad_y=8, line_grey=0.45)
BODY_SIZE = 11.0
SECTIONS = ("what", "keep", "use")


def render_recovery_sheet(document: RecoverySheet, out: BinaryIO) -> int:
    """Write the sheet as a one-page PDF: code, what it is for, where to keep it; no password."""
    look = normal(BODY_SIZE)
    sheet = portrait_sheet()
    width = sheet.inner_width
    blocks: list[Block] = [
        Paragraph(tr("export.recovery.title"), look.title, width),
        Rule(width, space=5, grey=0.35, thickness=0.9),
        _facts(document, look, width),
        Paragraph(tr("export.recovery.code_heading"), look.heading, width, space=16),
        _code(document.groups, width),
    ]
    for name in SECTIONS:
        heading = tr(f"export.recovery.{name}_heading")
        blocks.append(Paragraph(heading, look.heading, width, space=15, keeps_next=True))
        blocks.append(Paragraph(tr(f"export.recovery.{name}"), look.body, width, space=3))
    blocks.append(Paragraph(tr("export.recovery.no_password"), look.strong, width, space=15))
    deposited = f"{tr('export.recovery.deposited')} {'…' * 12}"
    blocks.append(Paragraph(deposited, look.body, width, space=34))
    blocks.append(SigningLine(tr("export.recovery.signature"), look, width))
    pages = paginate(blocks, sheet.inner_height, sheet.inner_height)
    meta = Meta(tr("export.recovery.title"), document.office_name, document.created_on)
    return write_pages(pages, sheet, look, meta, out)


def _facts(document: RecoverySheet, look: Theme, width: float) -> Grid:
    facts = [
        ("office", document.office_name),
        ("file", document.file_name),
        ("created", date_text(document.created_on)),
    ]
    widths = (width * 0.32, width * 0.68)
    rows = [
        Row(
            [
                wrap_cell([(tr(f"export.recovery.{key}"), look.body)], widths[0], look.grid),
                wrap_cell([(value, look.strong)], widths[1], look.grid),
            ],
            look.grid,
        )
        for key, value in facts
        if value
    ]
    return Grid(widths, None, rows, look.grid, space=10)


def _code(groups: tuple[str, ...], width: float) -> Grid:
    """Return the code in large boxes, four groups a line, their numbers above them."""
    widths = [width / PER_LINE] * PER_LINE
    padded = [*groups, *[""] * (-len(groups) % PER_LINE)]
    numbers = [str(n) if n <= len(groups) else "" for n in range(1, len(padded) + 1)]
    rows = [
        Row(
            [
                wrap_cell([(text, look)], one, cell)
                for text, one in zip(texts[start : start + PER_LINE], widths, strict=True)
            ],
            cell,
        )
        for start in range(0, len(padded), PER_LINE)
        for texts, look, cell in ((numbers, NUMBER, NUMBER_CELL), (padded, CODE, CODE_CELL))
    ]
    return Grid(widths, None, rows, CODE_CELL, space=6)
