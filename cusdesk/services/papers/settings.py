"""What the office decides once for its papers: logo, case signs, who signs which form."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import DocumentError, NotFoundError, Problem, ValidationError
from cusdesk.db.blobs import put_blob, read_blob
from cusdesk.domain.access import needs
from cusdesk.domain.papers import FormSetting, sign_problem
from cusdesk.domain.polish_text import one_line
from cusdesk.domain.reports.forms import list_form_ids
from cusdesk.models.papers import PaperTemplate
from cusdesk.services.office import put_setting, setting
from cusdesk.services.papers.case_signs import CASE_SIGN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.reports import OfficeHeader
    from cusdesk.services.office import Office

FORMS = "papers.forms"
LOGO = "logo"
MOST_LOGO = 500_000
"""Bytes of a logo: it goes into every paper."""


def form_setting(session: Session, form: str) -> FormSetting:
    """Return what the office decided for a form; the first approver signs where nothing was said.

    The director signs what goes out in the name of the centre (the act, art. 24).
    """
    for raw in setting(session, FORMS, ()):
        if raw.get("form") == form:
            return FormSetting(**raw)
    approvers = setting(session, "office.approvers", ())
    if approvers:
        return FormSetting(form, "", approvers[0]["name"], approvers[0]["post"])
    return FormSetting(form)


def office_logo(session: Session) -> bytes | None:
    """Return the picture at the head of papers, None without one."""
    row = _logo_row(session)
    if row is None:
        return None
    try:
        return read_blob(session, row.sha256)
    except NotFoundError:
        return None


def with_logo(session: Session, header: OfficeHeader) -> OfficeHeader:
    """Return the head of a paper with the office's picture."""
    return replace(header, logo=office_logo(session))


def _logo_row(session: Session) -> PaperTemplate | None:
    query = select(PaperTemplate).where(
        PaperTemplate.kind == LOGO, PaperTemplate.retired_at.is_(None)
    )
    return session.scalars(query.order_by(PaperTemplate.id.desc()).limit(1)).first()


@needs("office.see")
def logo(office: Office) -> bytes | None:
    """Return the picture at the head of papers, None without one."""
    with office.read() as session:
        return office_logo(session)


@needs("office.settings")
def set_logo(office: Office, file_name: str, content: bytes | None) -> Changes:
    """Take another picture for the head of papers, or none.

    Raises:
        ValidationError: the picture is too big, or neither PNG nor JPEG.
    """
    if content is not None and len(content) > MOST_LOGO:
        raise ValidationError([Problem("logo", "papers.problem.logo_size")])
    if content is not None and not _is_picture(content):
        raise ValidationError([Problem("logo", "papers.problem.logo_kind")])
    with office.write("papers.logo") as work:
        row = _logo_row(work.session)
        if row is not None:
            work.retire(row)
        if content is not None:
            digest = put_blob(work.session, content)
            name = one_line(file_name)
            work.session.add(
                PaperTemplate(
                    kind=LOGO, name=name, file_name=name, sha256=digest, size=len(content)
                )
            )
    return work.changes


@needs("office.settings")
def set_logo_file(office: Office, path: Path) -> Changes:
    """Take the picture for the head of papers from a file; see `set_logo`.

    Raises:
        DocumentError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_LOGO + 1)
    except OSError as error:
        raise DocumentError("papers.problem.unreadable", name=path.name) from error
    return set_logo(office, path.name, content)


def _is_picture(content: bytes) -> bool:
    from cusdesk.export.pdf.document import can_draw

    return can_draw(content)


@needs("office.see")
def paper_settings(office: Office) -> tuple[str, list[FormSetting]]:
    """Return the pattern of case signs and, for every form, what the office decided."""
    with office.read() as session:
        pattern = str(setting(session, CASE_SIGN, ""))
        return pattern, [form_setting(session, form) for form in list_form_ids()]


@needs("office.settings")
def change_paper_settings(office: Office, pattern: str, forms: Sequence[FormSetting]) -> Changes:
    """Write the pattern of case signs and who signs which form.

    Raises:
        ValidationError: the pattern cannot be used.
    """
    problem = sign_problem(pattern)
    if problem:
        raise ValidationError([Problem("case_sign", problem)])
    known = set(list_form_ids())
    rows = [
        {name: one_line(str(value)) for name, value in asdict(form).items()}
        for form in forms
        if form.form in known
    ]
    with office.write("office.setting") as work:
        if setting(work.session, CASE_SIGN, "") != one_line(pattern):
            put_setting(work.session, CASE_SIGN, one_line(pattern))
        if setting(work.session, FORMS, []) != rows:
            put_setting(work.session, FORMS, rows)
    return work.changes
