"""The parts only letters have: whom it is for, the title in its place, paragraphs, clauses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.reports.forms import (
    FULL_WIDTH,
    fill_text,
    is_empty,
    is_shown,
    placeholders,
    value_of,
)
from cusdesk.export.pdf.blocks import Paragraph, TextStyle
from cusdesk.export.pdf.checks import Checks
from cusdesk.export.pdf.form_parts import part_blocks
from cusdesk.export.pdf.lines import in_lines
from cusdesk.export.pdf.marks import Indivisible
from cusdesk.export.values import value_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportlab.pdfgen.canvas import Canvas

    from cusdesk.domain.reports.forms import FormPart
    from cusdesk.domain.reports.papers import PaperDocument
    from cusdesk.export.pdf.blocks import Block
    from cusdesk.export.pdf.theme import Theme

_HEADING_LINES = 2
"""A bold paragraph this short heads what follows and stays with it."""
_ENDS = frozenset(".!?…:;,]")
DOTS = "…………………………"
"""Room for one value in the middle of a sentence that is written by hand."""


def paper_blocks(
    document: PaperDocument, part: FormPart, theme: Theme, width: float
) -> list[Block]:
    """Return the blocks of one part of a paper."""
    if not (theme.blank or is_shown(document.values, part)):
        return []
    make = _KINDS.get(part.kind)
    if make is None:
        return part_blocks(document.values, part, theme, width)
    return list(make(document, part, theme, width))


def _title(document: PaperDocument, _part: FormPart, theme: Theme, width: float) -> Iterator[Block]:
    return title_blocks(document, theme, width)


def _addressee(
    document: PaperDocument, part: FormPart, theme: Theme, width: float
) -> Iterator[Block]:
    yield Addressee(document, part, theme, width)


def _checks(document: PaperDocument, part: FormPart, theme: Theme, width: float) -> Iterator[Block]:
    checks = []
    for place in part.signatures:
        words, is_short = words_of(document, place.text, part)
        style = theme.gap if is_short else theme.body
        checks.append((place, fill_text(place.text, words), style))
    stacked = FULL_WIDTH if theme.large else 0
    for number, line in enumerate(in_lines(checks, lambda check: stacked or check[0].width)):
        space = 0.0 if number else theme.item_space * 2
        yield Checks(document.values, line, theme, width, space=space)


def title_blocks(document: PaperDocument, theme: Theme, width: float) -> Iterator[Block]:
    """Yield the title, the number, and what the paper is based on."""
    title = replace(theme.title, align="center")
    yield Paragraph(document.form.title, title, width, space=theme.section_space * 1.2)
    words = [
        tr("export.draft") if document.is_draft and not document.is_blank else "",
        tr("export.plan.number", number=document.number) if document.number else "",
    ]
    line = " · ".join(filter(None, words))
    if line:
        yield Paragraph(line, replace(theme.body, align="center"), width, space=1.0)
    source = replace(theme.fine, align="center")
    if document.form.legal_source:
        yield Paragraph(document.form.legal_source, source, width, space=2.0)


def words_of(document: PaperDocument, text: str, part: FormPart) -> tuple[dict[str, str], bool]:
    """Return the words for every place of a text, and whether something required is missing."""
    fields = {field.name: field for field in part.fields}
    words, is_short = {}, False
    for path in placeholders(text):
        value = value_of(document.values, path)
        field = fields.get(path) or fields.get(path.rpartition(".")[0])
        if not is_empty(value):
            words[path] = value_text(value)
        elif document.is_blank:
            words[path] = DOTS
        elif field is not None and field.required:
            words[path], is_short = f"[{tr('export.gap', what=field.gap_label)}]", True
        else:
            words[path] = field.empty if field is not None else "–"
    return words, is_short


def _letter(document: PaperDocument, part: FormPart, theme: Theme, width: float) -> Iterator[Block]:
    words, is_short = words_of(document, part.text, part)
    style = theme.strong if part.strong else theme.body
    look = theme.gap if is_short else replace(style, align=part.align)
    text = fill_text(part.text, words)
    if part.text.endswith("}") and text[-1:] not in _ENDS:
        text += "."  # what somebody typed ends the sentence
    paragraph = Paragraph(text, look, width, space=theme.item_space)
    paragraph.keeps_next = part.strong and len(paragraph.lines) <= _HEADING_LINES
    yield paragraph


def _clause(document: PaperDocument, part: FormPart, theme: Theme, width: float) -> Iterator[Block]:
    clause = document.clauses[part.clause]
    words, _ = words_of(document, clause.text, part)
    text = fill_text(clause.text, words)
    yield Paragraph(text, theme.body, width, space=theme.item_space)
    if not clause.is_confirmed:
        yield Paragraph(tr("export.paper.unconfirmed"), theme.gap, width, space=2.0)


class Addressee(Indivisible):
    """Whom the paper is for, at the right half of the sheet; in large print at the left."""

    def __init__(self, document: PaperDocument, part: FormPart, theme: Theme, width: float) -> None:
        self.space = theme.section_space
        room = width if theme.large else width * 0.46
        self._indent = width - room
        found = (value_of(document.values, field.name) for field in part.fields)
        self._lines: list[Paragraph] = []
        for field, value in zip(part.fields, found, strict=True):
            look: TextStyle = theme.strong if not self._lines else theme.body
            if not is_empty(value):
                text = value_text(value)
            elif document.is_blank:
                text = DOTS
            elif field.required:
                text, look = tr("export.gap", what=field.gap_label), theme.gap
            else:
                continue
            self._lines.append(Paragraph(text, look, room))
        self.height = sum(line.height for line in self._lines)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the lines under one another."""
        for line in self._lines:
            line.draw(canvas, x + self._indent, top)
            top -= line.height


_KINDS: dict[str, Callable[[PaperDocument, FormPart, Theme, float], Iterator[Block]]] = {
    "addressee": _addressee,
    "title": _title,
    "letter": _letter,
    "clause": _clause,
    "checks": _checks,
}
