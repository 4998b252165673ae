"""Issuing: the paper gets its number, its bytes are frozen, and the register says so for good."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields are inspected at run time)
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.db.blobs import put_blob
from cusdesk.domain.access import needs
from cusdesk.domain.papers import PaperStatus, check_cancel, paper_number
from cusdesk.domain.polish_text import one_line
from cusdesk.domain.reports.forms import load_form
from cusdesk.models.papers import IssuedPaper as Row
from cusdesk.services.papers.case_signs import proposed_sign, take_sign
from cusdesk.services.papers.people import resident_of
from cusdesk.services.papers.settings import form_setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.domain.reports.forms import FormDefinition
    from cusdesk.services.office import Office
    from cusdesk.services.papers.drafting import PaperDraft

NORMAL, LARGE = "normal", "large"


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper as it went out.

    Attributes:
        content: the frozen bytes.
    """

    id: bytes
    number: str
    title: str
    issued_on: dt.date
    content: bytes
    changes: Changes | None = None


@needs("office.see")
def render(office: Office, draft: PaperDraft, layout: str = NORMAL) -> bytes:
    """Return the draft as a PDF, marked as a draft (a blank form is not)."""
    from cusdesk.export.pdf.papers import paper_pdf

    office.require(draft.form.right)
    return paper_pdf(draft.document, large_print=layout == LARGE)


@needs("office.see")
def issue_paper(office: Office, draft: PaperDraft, layout: str = NORMAL) -> IssuedPaper:
    """Issue one paper; not undoable, the screen says so first.

    Raises:
        RuleError: `access.denied`; `papers.problem.blank`: an empty form is not issued.
        StorageError: the file could not be written; nothing was issued.
    """
    return issue_papers(office, [draft], layout)[0]


@needs("office.see")
def issue_papers(
    office: Office, drafts: Sequence[PaperDraft], layout: str = NORMAL
) -> list[IssuedPaper]:
    """Issue several papers in one step, all or none; see `issue_paper`."""
    for draft in drafts:
        office.require(draft.form.right)
        if draft.document.is_blank:
            raise RuleError("papers.problem.blank")
    record = drafts[0].record if len(drafts) == 1 else None
    with office.write("papers.issue", record=record, undoable=False, count=len(drafts)) as work:
        found = [_issue(office, work, draft, layout) for draft in drafts]
    return [replace(paper, changes=work.changes) for paper in found]


def _issue(office: Office, work: UnitOfWork, draft: PaperDraft, layout: str) -> IssuedPaper:
    from cusdesk.export.pdf.papers import paper_pdf

    today = office.clock.today()
    draft = with_sign(work.session, draft)
    sequence = next_sequence(work.session, draft.form.form, today.year)
    number = paper_number(draft.form.prefix or draft.form.short_title, sequence, today.year)
    document = replace(draft.document, number=number, is_draft=False)
    content = paper_pdf(document, large_print=layout == LARGE)
    return freeze(office, work, draft, content, number, sequence, layout=layout)


def with_sign(session: Session, draft: PaperDraft) -> PaperDraft:
    """Return the draft with a case sign nobody else was given while it was looked at."""
    if not draft.is_sign_proposed:
        return draft
    chosen = form_setting(session, draft.form.form)
    sign = proposed_sign(session, chosen, draft.record, draft.document.drawn_on)
    return replace(draft, document=replace(draft.document, case_sign=sign))


def freeze(  # noqa: PLR0913 (what an entry of the register is)
    office: Office,
    work: UnitOfWork,
    draft: PaperDraft,
    content: bytes,
    number: str,
    sequence: int,
    *,
    layout: str = NORMAL,
    media: str = "pdf",
) -> IssuedPaper:
    """Keep the bytes of a paper and its entry inside a running write."""
    today = office.clock.today()
    row_id = new_id()
    feature, record_id = draft.record or ("", None)
    resident_id = draft.resident_id or resident_of(work.session, draft.record)
    work.session.add(
        Row(
            id=row_id,
            subject_id=resident_id or row_id,
            resident_id=resident_id,
            form=draft.form.form,
            form_version=draft.form.valid_from,
            number=number,
            year=today.year,
            sequence=sequence,
            title=draft.title,
            issued_on=today,
            issued_by=office.user_name,
            recipient=draft.recipient,
            case_sign=draft.document.case_sign,
            layout=layout,
            media=media,
            sha256=put_blob(work.session, content),
            size=len(content),
            record_feature=feature,
            record_id=record_id,
        )
    )
    chosen = form_setting(work.session, draft.form.form)
    take_sign(work.session, chosen, draft.document.case_sign, draft.document.drawn_on)
    work.session.flush()
    return IssuedPaper(row_id, number, draft.title, today, content)


def next_sequence(session: Session, form: str, year: int) -> int:
    """Return the next number of a form in a year; an erased or cancelled one is not given again."""
    query = select(func.max(Row.sequence)).where(Row.form == form, Row.year == year)
    return (session.scalar(query) or 0) + 1


@needs("office.see")
def cancel_paper(office: Office, paper_id: bytes, reason: str) -> Changes:
    """Cancel an issued paper with a reason; it stays in the register and can be printed again.

    Raises:
        ValidationError: no reason.
        RuleError: it was cancelled before, or this person may not issue papers on this form.
        NotFoundError: no such paper.
    """
    problems = check_cancel(reason)
    if problems:
        raise ValidationError(problems)
    with office.write("papers.cancel", record=("papers", paper_id), undoable=False) as work:
        row = work.get(Row, paper_id)
        office.require(form_of(row.form, row.form_version).right)
        if row.status != PaperStatus.ISSUED:
            raise RuleError("papers.problem.cancelled_before")
        row.status = PaperStatus.CANCELLED.value
        row.cancelled_on = office.clock.today()
        row.cancelled_by = office.user_name
        row.cancel_reason = one_line(reason)
    return work.changes


def form_of(form: str, version: dt.date) -> FormDefinition:
    """Return the form a paper was issued on."""
    return load_form(form, version)
