"""Between the drafts of applications and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from cusdesk.core.ids import new_id
from cusdesk.domain.applications import (
    ApplicantKind,
    ApplicationChannel,
    ApplicationDraft,
    ApplicationStatus,
    AskedDocument,
    OutcomeDraft,
    Receipt,
    WishedService,
)
from cusdesk.models.applications import (
    Application,
    ApplicationDocument,
    ApplicationOutcome,
    ApplicationService,
)
from cusdesk.services.records import draft_values, put_fields, simple_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork

PARTS = ("services", "documents")
_COLUMNS = simple_fields(ApplicationDraft, without=PARTS)
_OUTCOME = simple_fields(OutcomeDraft)
_SERVICE_FIELDS = ("service_id", "words")
_DOCUMENT_FIELDS = ("name", "asked_on", "due_on", "delivered_on")
Part = TypeVar("Part", ApplicationService, ApplicationDocument)


def parts(session: Session, model: type[Part], application_id: bytes) -> list[Part]:
    """Return the living parts of one kind, in order."""
    query = (
        select(model)
        .where(model.application_id == application_id, model.retired_at.is_(None))
        .order_by(model.position, model.id)
    )
    return list(session.scalars(query))


def new_row(resident_id: bytes, receipt: Receipt, number: str) -> Application:
    """Return an application that just came in; without a number it is a first contact."""
    status = ApplicationStatus.RECEIVED if number else ApplicationStatus.CONTACT
    return Application(
        id=new_id(),
        subject_id=resident_id,
        resident_id=resident_id,
        number=number,
        status=status.value,
        received_on=receipt.on,
        received_minute=receipt.minute,
        channel=receipt.channel.value,
    )


def read_draft(session: Session, row: Application) -> ApplicationDraft:
    """Return an application with its parts as the form edits it."""
    values = draft_values(row, _COLUMNS, {"applicant_kind": ApplicantKind})
    services = parts(session, ApplicationService, row.id)
    documents = parts(session, ApplicationDocument, row.id)
    return ApplicationDraft(
        **values,
        services=tuple(WishedService(part.service_id, part.words) for part in services),
        documents=tuple(
            AskedDocument(*(getattr(part, name) for name in _DOCUMENT_FIELDS)) for part in documents
        ),
    )


def write_draft(work: UnitOfWork, row: Application, draft: ApplicationDraft) -> None:
    """Make a row and its parts equal to a draft; empty lines of the lists are left out."""
    put_fields(row, {column: getattr(draft, name) for name, column in _COLUMNS.items()})
    work.session.flush()
    asked = [s for s in draft.services if s.service_id is not None or s.words.strip()]
    documents = [d for d in draft.documents if d.name.strip()]
    _write_parts(work, row, ApplicationService, asked, _SERVICE_FIELDS)
    _write_parts(work, row, ApplicationDocument, documents, _DOCUMENT_FIELDS)


def _write_parts(
    work: UnitOfWork,
    row: Application,
    model: type[Part],
    wanted: Sequence[WishedService | AskedDocument],
    names: tuple[str, ...],
) -> None:
    """Keep the row of a part that is called as before, then those left over, in their order."""
    present = parts(work.session, model, row.id)
    values = [{name: getattr(entry, name) for name in names} for entry in wanted]
    kept: dict[int, Part] = {}
    for position, entry in enumerate(values):
        called = next((part for part in present if _same_name(part, entry)), None)
        if called is not None:
            present.remove(called)
            kept[position] = called
    for position, entry in enumerate(values):
        part = kept.get(position) or (present.pop(0) if present else None)
        if part is None:
            part = model(application_id=row.id, subject_id=row.subject_id)
            work.session.add(part)
        put_fields(part, {**entry, "position": position})
    for gone in present:
        work.retire(gone)


def _same_name(part: object, values: dict[str, Any]) -> bool:
    key = ("name",) if "name" in values else tuple(values)
    return all(getattr(part, name) == values[name] for name in key)


def receipt_of(row: Application) -> Receipt:
    """Return when and how an application came in."""
    return Receipt(row.received_on, row.received_minute, ApplicationChannel(row.channel))


def reported_of(row: Application) -> Receipt | None:
    """Return the first contact before an application, None without one."""
    if row.reported_on is None or not row.reported_channel:
        return None
    channel = ApplicationChannel(row.reported_channel)
    return Receipt(row.reported_on, row.reported_minute or 0, channel)


def read_outcome(row: ApplicationOutcome) -> OutcomeDraft:
    """Return an outcome as a draft."""
    return OutcomeDraft(**draft_values(row, _OUTCOME, {"kind": ApplicationStatus}))


def outcome_values(draft: OutcomeDraft) -> dict[str, object]:
    """Return column -> value of an outcome."""
    return {column: getattr(draft, name) for name, column in _OUTCOME.items()}
