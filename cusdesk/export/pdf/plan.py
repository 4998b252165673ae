"""The individual plan of social services (IPUS) on paper.

Form: `resources/forms/ipus`, in the version valid on the day the plan was drawn up. Source: CUS act
(Dz.U. 2019 poz. 1818), art. 37-41.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.cancel import no_progress
from cusdesk.core.messages import tr
from cusdesk.domain.reports.forms import FormDefinition, load_form
from cusdesk.export.atomic import replace_file
from cusdesk.export.names import unique_names
from cusdesk.export.pdf.blocks import Paragraph, TextStyle
from cusdesk.export.pdf.document import Letterhead, Meta, running_head_room, write_pages
from cusdesk.export.pdf.form_parts import part_blocks
from cusdesk.export.pdf.marks import Heading
from cusdesk.export.pdf.pages import add_with_company, paginate
from cusdesk.export.pdf.theme import Theme, portrait_sheet, theme
from cusdesk.export.values import date_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cusdesk.core.cancel import CancelToken, Progress
    from cusdesk.domain.reports import PlanDocument
    from cusdesk.export.pdf.blocks import Block

FORM = "ipus"


def plan_form(document: PlanDocument) -> FormDefinition:
    """Return the version of the form this plan is printed on."""
    return load_form(FORM, document.header.drawn_on or document.printed_on)


def render_plan(document: PlanDocument, out: BinaryIO, *, large_print: bool = False) -> int:
    """Write the plan as a PDF and return its number of pages.

    A usual plan (4 goals, 5 services, 3 actions, 3 reviews) takes two A4 pages; with `large_print`
    the same data are set in 16 points and tables become cards.
    """
    form = plan_form(document)
    look = theme(large=large_print)
    sheet = portrait_sheet()
    body, ending = _blocks(document, form, look, sheet.inner_width)
    room = sheet.inner_height
    later = room - running_head_room(look)
    pages = paginate(body, room, later)
    add_with_company(pages, ending, later)
    return write_pages(pages, sheet, look, _meta(document, form), out)


def render_plans(
    documents: Sequence[PlanDocument],
    folder: Path,
    *,
    large_print: bool = False,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> list[Path]:
    """Write one PDF a plan into a folder; return their paths in the order of the plans.

    File names are made of plan numbers, never of people's names.

    Raises:
        DocumentError: a file cannot be written; those before it are complete.
        OperationCancelledError: somebody asked to stop.
    """
    stems = unique_names([_file_stem(document) for document in documents])
    paths: list[Path] = []
    for done, (document, stem) in enumerate(zip(documents, stems, strict=True)):
        if cancel is not None:
            cancel.check()
        progress(done, len(documents))
        path = folder / f"{stem}.pdf"
        with replace_file(path) as out:
            render_plan(document, out, large_print=large_print)
        paths.append(path)
    progress(len(documents), len(documents))
    return paths


def _file_stem(document: PlanDocument) -> str:
    return tr("export.plan.file_name", number=_number(document))


def _meta(document: PlanDocument, form: FormDefinition) -> Meta:
    title = tr("export.plan.title", form=form.title, number=_number(document))
    # The number first: a long name of the office is what may be cut in large print.
    running = [tr("export.plan.running", number=_number(document)), document.office.name]
    foot = [tr("export.printed_on", date=date_text(document.printed_on))]
    if document.is_draft:
        foot.insert(0, tr("export.draft"))
    return Meta(
        title, document.office.name, document.printed_on, " · ".join(running), " · ".join(foot)
    )


def _number(document: PlanDocument) -> str:
    return document.header.number or tr("export.plan.unnumbered")


def _blocks(
    document: PlanDocument, form: FormDefinition, look: Theme, width: float
) -> tuple[list[Block], list[Block]]:
    """Return the blocks of the plan, and apart from them those of the last section."""
    body: list[Block] = list(_front(document, form, look, width))
    ending: list[Block] = []
    for number, section in enumerate(form.sections, start=1):
        blocks: list[Block] = [Heading(number, section.heading, look, width)]
        for part in section.parts:
            blocks.extend(part_blocks(document, part, look, width))
        (ending if section is form.sections[-1] else body).extend(blocks)
    return body, ending


def _front(document: PlanDocument, form: FormDefinition, look: Theme, width: float) -> list[Block]:
    header = document.header
    right = [
        tr("export.plan.case_sign", sign=header.case_sign) if header.case_sign else "",
        _place_and_date(document),
    ]
    version = tr("export.plan.version", version=header.version)
    number = tr("export.plan.number", number=header.number) if header.number else _number(document)
    line = " · ".join([*([tr("export.draft")] if document.is_draft else []), number, version])
    title = TextStyle(look.title.font, look.title.size, look.title.leading, align="center")
    font = (look.strong if document.is_draft else look.body).font
    under = TextStyle(font, look.body.size, look.body.leading, align="center")
    source = TextStyle(look.fine.font, look.fine.size, look.fine.leading, look.fine.grey, "center")
    return [
        Letterhead(document.office, right, look, width),
        Paragraph(form.title, title, width, space=look.section_space * 1.2),
        Paragraph(line, under, width, space=1.0),
        Paragraph(form.legal_source, source, width, space=2.0),
    ]


def _place_and_date(document: PlanDocument) -> str:
    date = document.header.drawn_on
    place = document.office.place
    if date is None or not place:
        return date_text(date)
    return tr("export.plan.drawn", place=place, date=date_text(date))
