"""The register of issued papers: who may see what, one paper's frozen bytes."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields are inspected at run time)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError
from cusdesk.db.blobs import read_blob
from cusdesk.domain.access import needs
from cusdesk.domain.reports.forms import form_name, list_form_ids, newest_form
from cusdesk.models.papers import IssuedPaper as Row
from cusdesk.models.residents import Resident
from cusdesk.services.lists import has_words
from cusdesk.services.papers.issuing import form_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Select

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One line of the register.

    Attributes:
        form_title: what kind of paper.
        person: the resident it is about, "" for none.
        right: who may cancel it.
        has_content: False once the bytes were erased.
    """

    id: bytes
    number: str
    form: str
    form_title: str
    form_version: dt.date
    issued_on: dt.date
    issued_by: str
    recipient: str
    person: str
    resident_id: bytes | None
    case_sign: str
    layout: str
    media: str
    status: str
    cancelled_on: dt.date | None
    cancelled_by: str
    cancel_reason: str
    record_feature: str
    record_id: bytes | None
    sha256: str
    has_content: bool
    right: str


@needs("residents.see")
def list_papers(
    office: Office,
    *,
    resident_id: bytes | None = None,
    record: tuple[str, bytes] | None = None,
    form: str = "",
    search: str = "",
    ids: Collection[bytes] | None = None,
) -> list[PaperRow]:
    """Return issued papers this person may look at, the newest first.

    Args:
        office: the open office.
        resident_id: only those about a resident.
        record: only those of one record.
        form: only those on one form.
        search: words in number, kind, recipient, person, case sign.
        ids: only these.
    """
    forms = [name for name in list_form_ids() if _may_see(office, name)]
    wanted = [name for name in forms if form in {"", name}]
    query = _rows().where(Row.form.in_(wanted)).order_by(Row.id.desc())
    if resident_id is not None:
        query = query.where(Row.resident_id == resident_id)
    if record is not None:
        query = query.where(Row.record_feature == record[0], Row.record_id == record[1])
    if ids is not None:
        query = query.where(Row.id.in_(list(ids)))
    with office.read() as session:
        rows = [_row(found) for found in session.execute(query)]
    return [row for row in rows if has_words(_text(row), search)]


@needs("residents.see")
def get_paper(office: Office, paper_id: bytes) -> PaperRow:
    """Return one line of the register.

    Raises:
        NotFoundError: no such paper.
        RuleError: `access.denied`: papers of this form are not for this person.
    """
    with office.read() as session:
        found = session.execute(_rows().where(Row.id == paper_id)).first()
    if found is None:
        raise NotFoundError("storage.not_found")
    row = _row(found)
    office.require(form_of(row.form, row.form_version).see or "residents.see")
    return row


@needs("residents.see")
def paper_bytes(office: Office, paper_id: bytes) -> bytes:
    """Return a paper exactly as it was issued.

    Raises:
        NotFoundError: no such paper, or its content was erased.
        RuleError: `access.denied`: papers of this form are not for this person.
        StorageError: `storage.damaged`: the bytes are not those that were frozen.
    """
    row = get_paper(office, paper_id)
    with office.read() as session:
        return read_blob(session, bytes.fromhex(row.sha256))


@needs("residents.see")
def papers_bytes(office: Office, ids: Sequence[bytes], *, duplex: bool = False) -> bytes:
    """Return several issued papers in one PDF, in the order given.

    Args:
        office: the open office.
        ids: issued as PDF.
        duplex: each begins on the front of a sheet.

    Raises:
        NotFoundError, RuleError, StorageError: see `paper_bytes`.
    """
    from cusdesk.export.pdf.papers import join_pdfs

    return join_pdfs([paper_bytes(office, paper_id) for paper_id in ids], duplex=duplex)


def _may_see(office: Office, form: str) -> bool:
    right = newest_form(form).see
    return not right or office.may(right)


def _rows() -> Select[Any]:
    return (
        select(Row.__table__, Resident.surname, Resident.given_name)
        .outerjoin(Resident, Resident.id == Row.resident_id)
        .where(Row.retired_at.is_(None))
    )


def _row(row: Any) -> PaperRow:  # noqa: ANN401 (a row of `_rows`)
    person = " ".join(part for part in (row.surname, row.given_name) if part)
    return PaperRow(
        id=row.id,
        number=row.number,
        form=row.form,
        form_title=row.title or form_name(row.form),
        form_version=row.form_version,
        issued_on=row.issued_on,
        issued_by=row.issued_by,
        recipient=row.recipient,
        person=person,
        resident_id=row.resident_id,
        case_sign=row.case_sign,
        layout=row.layout,
        media=row.media,
        status=row.status,
        cancelled_on=row.cancelled_on,
        cancelled_by=row.cancelled_by,
        cancel_reason=row.cancel_reason,
        record_feature=row.record_feature,
        record_id=row.record_id,
        sha256=row.sha256.hex() if row.sha256 else "",
        has_content=row.sha256 is not None,
        right=form_of(row.form, row.form_version).right,
    )


def _text(row: PaperRow) -> str:
    return " ".join((row.number, row.form_title, row.recipient, row.person, row.case_sign))
