"""Papers made of a form and values, and many of them in one file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.export.pdf.document import PROGRAM, Letterhead, Meta, running_head_room, write_pages
from cusdesk.export.pdf.letter_parts import paper_blocks, title_blocks
from cusdesk.export.pdf.marks import Heading
from cusdesk.export.pdf.pages import add_with_company, paginate
from cusdesk.export.pdf.theme import Theme, letter, portrait_sheet, theme, to_write_on
from cusdesk.export.values import date_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.reports.papers import PaperDocument
    from cusdesk.export.pdf.blocks import Block

LETTER = "letter"
_CLOSING = frozenset({"clause", "signatures", "checks"})
"""Parts that close a paper: they stay on one page, with something above them."""
_FONT_DEPTH = 3
"""A font names its descriptor and that its file; equals are found from the innermost outwards."""


def render_paper(document: PaperDocument, out: BinaryIO, *, large_print: bool = False) -> int:
    """Write a paper as a PDF and return its number of pages."""
    look = _look(document, large_print=large_print)
    sheet = portrait_sheet()
    width = sheet.inner_width
    right = [
        tr("export.plan.case_sign", sign=document.case_sign) if document.case_sign else "",
        _place_and_date(document),
    ]
    body: list[Block] = [Letterhead(document.office, right, look, width)]
    if not any(part.kind == "title" for s in document.form.sections for part in s.parts):
        body.extend(title_blocks(document, look, width))
    blocks, ending = _all_blocks(document, look, width)
    body.extend(blocks)
    later = sheet.inner_height - running_head_room(look)
    pages = paginate(body, sheet.inner_height, later)
    add_with_company(pages, ending, later)
    return write_pages(pages, sheet, look, _meta(document), out)


def paper_pdf(document: PaperDocument, *, large_print: bool = False) -> bytes:
    """Return a paper as a PDF."""
    out = io.BytesIO()
    render_paper(document, out, large_print=large_print)
    return out.getvalue()


def join_pdfs(files: Sequence[bytes], *, duplex: bool = False) -> bytes:
    """Return several PDFs as one; with `duplex` each begins on the front of a sheet.

    What they share (fonts, the logo) is in the file once.
    """
    from pypdf import PdfReader, PdfWriter

    whole = PdfWriter()
    for content in files:
        part = PdfReader(io.BytesIO(content))
        whole.append(part, import_outline=False)
        if duplex and len(part.pages) % 2:
            whole.add_blank_page()
    for _ in range(_FONT_DEPTH):
        whole.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    whole.metadata = {"/Producer": PROGRAM, "/Creator": PROGRAM}
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()


def _look(document: PaperDocument, *, large_print: bool) -> Theme:
    if large_print:
        look = theme(large=True)
    else:
        look = letter() if document.form.look == LETTER else theme(large=False)
    return to_write_on(look) if document.is_blank else look


def _all_blocks(
    document: PaperDocument, look: Theme, width: float
) -> tuple[list[Block], list[Block]]:
    """Return the blocks of the paper, and apart from them those that stay together at its end."""
    found: list[Block] = []
    ending: list[Block] = []
    number = 0
    for section in document.form.sections:
        head: list[Block] = []
        if section.heading:
            head = [Heading(number + 1, section.heading, look, width)]
        for part in section.parts:
            blocks = paper_blocks(document, part, look, width)
            if not blocks:
                continue
            number += len(head)
            if part.kind not in _CLOSING:
                found.extend(ending)
                ending = []
            (ending if part.kind in _CLOSING else found).extend([*head, *blocks])
            head = []
    return found, ending


def _meta(document: PaperDocument) -> Meta:
    form = document.form
    number = document.number or tr("export.plan.unnumbered")
    title = form.title if document.is_blank else f"{form.title} – {number}"
    running = [title if document.is_blank else f"{form.short_title} {number}", document.office.name]
    foot = form.short_title if document.is_blank else f"{form.short_title} {number}"
    if document.is_draft and not document.is_blank:
        foot = f"{tr('export.draft')} · {foot}"
    author = document.office.name
    return Meta(title, author, document.drawn_on, " · ".join(running), foot)


def _place_and_date(document: PaperDocument) -> str:
    if document.is_blank:
        return ""
    place, date = document.office.place, date_text(document.drawn_on)
    return tr("export.plan.drawn", place=place, date=date) if place else date
