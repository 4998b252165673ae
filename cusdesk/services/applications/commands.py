"""Registering applications and first contacts, changing them, correcting their moment."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, Problem, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.domain.access import Role, needs
from cusdesk.domain.applications import (
    ApplicationDraft,
    ApplicationStatus,
    Receipt,
    check_application,
    check_receipt,
)
from cusdesk.domain.dates import format_date
from cusdesk.models.applications import Application, ApplicationCorrection
from cusdesk.models.residents import Resident
from cusdesk.services import office_settings
from cusdesk.services.applications.numbers import Numbers
from cusdesk.services.applications.store import new_row, read_draft, receipt_of, write_draft
from cusdesk.services.papers.clauses import list_clauses
from cusdesk.services.programmes import list_programmes
from cusdesk.services.records import Saved

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

STATEMENT_CLAUSE = "criminal_liability"


@dataclass(frozen=True, slots=True)
class Registered:
    """An application or a first contact that was written down.

    Attributes:
        number: given by the program; empty for a first contact.
    """

    id: bytes
    number: str
    version: int
    changes: Changes


def _now(office: Office) -> dt.datetime:
    return office.clock.now()


@needs("applications.see")
def present_receipt(office: Office) -> Receipt:
    """Return a receipt of this very minute."""
    now = _now(office)
    return Receipt(now.date(), now.hour * 60 + now.minute)


def newest_receipt(session: Session, without: bytes | None = None) -> Receipt | None:
    """Return the latest moment of the register, None for an empty one."""
    query = select(Application).where(Application.retired_at.is_(None), Application.number != "")
    if without is not None:
        query = query.where(Application.id != without)
    order = (Application.received_on.desc(), Application.received_minute.desc())
    row = session.scalars(query.order_by(*order).limit(1)).first()
    return receipt_of(row) if row is not None else None


@needs("applications.change", "residents.see")
def register(
    office: Office,
    resident_id: bytes,
    draft: ApplicationDraft | None = None,
    receipt: Receipt | None = None,
    *,
    is_contact: bool = False,
) -> Registered:
    """Write down an application or a first contact; its number and moment are given here.

    Without a receipt the moment is this minute. An earlier one that jumps the order of submission
    needs its reason, which stays in the register.

    Raises:
        NotFoundError: no such resident.
        ValidationError: the moment is ahead, or jumps the order without a reason.
    """
    draft = replace(draft) if draft is not None else ApplicationDraft()
    receipt = receipt or present_receipt(office)
    _refuse_bad(draft, office.clock.today())
    _name_clause(draft, _clause_words(office))
    application_id = new_id()
    record = ("applications", application_id)
    draft.coordinator = draft.coordinator or _proposed_coordinator(office)
    draft.programme = draft.programme or _only_programme(office)
    kind = "applications.contact" if is_contact else "applications.create"
    with office.write(kind, record=record) as work:
        work.get(Resident, resident_id)
        newest = None if is_contact else newest_receipt(work.session)
        _refuse(check_receipt(receipt, _now(office), newest))
        number = "" if is_contact else Numbers(work.session).take(receipt.on.year)
        row = new_row(resident_id, receipt, number)
        row.id = application_id
        work.session.add(row)
        write_draft(work, row, draft)
        if receipt.late_reason.strip() and not is_contact:
            _note(office, work, row, receipt.words, receipt.late_reason)
        work.session.flush()
        version = row.row_version
    return Registered(application_id, number, version, work.changes)


def _proposed_coordinator(office: Office) -> str:
    """Return who coordinates unless somebody else is named: the coordinator who registers."""
    if Role.COORDINATOR in office.roles:
        return office.user_name
    named = office_settings.get(office).coordinators
    return named[0].name if len(named) == 1 else ""


def _only_programme(office: Office) -> str:
    """Return the programme in force when there is one alone."""
    named = [row.draft.name for row in list_programmes(office) if row.is_in_force]
    return named[0] if len(named) == 1 else ""


def _note(office: Office, work: UnitOfWork, row: Application, before: str, reason: str) -> None:
    """Write down why an application stands where it stands."""
    work.session.add(
        ApplicationCorrection(
            subject_id=row.subject_id,
            application_id=row.id,
            made_on=office.clock.today(),
            made_by=office.user_name,
            before=before,
            after=receipt_of(row).words,
            reason=reason.strip(),
        )
    )


@needs("applications.change")
def change_fields(
    office: Office,
    application_id: bytes,
    values: Mapping[str, Any],
    version: int | None = None,
) -> Saved:
    """Change fields of an application, as a form does at every field exit.

    Args:
        office: the open office.
        application_id: which one.
        values: field of `ApplicationDraft` -> new value.
        version: what the person saw; None does not ask.

    Raises:
        ValidationError: a changed field cannot be true.
        NotFoundError, ConflictError.
    """
    record = ("applications", application_id)
    clause = _clause_words(office)
    with office.write("applications.update", record=record, merges=True) as work:
        row = work.get(Application, application_id, version)
        changed = replace(read_draft(work.session, row), **dict(values))
        _refuse_bad(changed, office.clock.today(), set(values))
        _name_clause(changed, clause)
        write_draft(work, row, changed)
        work.session.flush()
        new_version = row.row_version
    return Saved(application_id, new_version, work.changes)


def _clause_words(office: Office) -> str:
    """Return how the wording of the clause of art. 36(2) stands today."""
    state = next(s for s in list_clauses(office) if s.clause == STATEMENT_CLAUSE)
    if state.confirmed_on is None:
        return tr("applications.words.clause_unconfirmed")
    day = format_date(state.confirmed_on)
    return tr("applications.words.clause_confirmed", date=day, who=state.confirmed_by)


def _name_clause(draft: ApplicationDraft, clause: str) -> None:
    """Write down under which wording the statements were made; without any there is none."""
    if draft.conditions_stated_on is None and draft.relief_stated_on is None:
        draft.clause_version = ""
    elif not draft.clause_version:
        draft.clause_version = clause


def _refuse_bad(draft: ApplicationDraft, today: dt.date, only: set[str] | None = None) -> None:
    known = {f.name for f in fields(draft)} if only is None else only
    problems = check_application(draft, today)
    _refuse([p for p in problems if p.field.partition(".")[0] in known])


def _refuse(problems: list[Problem]) -> None:
    blocking = [p for p in problems if p.blocking]
    if blocking:
        raise ValidationError(blocking)


@needs("applications.change")
def promote(office: Office, application_id: bytes, receipt: Receipt | None = None) -> Registered:
    """Make an application out of a first contact: it gets its number, moment and place.

    The moment of the first contact stays beside it; the thirty days run from the application.

    Raises:
        RuleError: it is an application already, or something was decided about it.
        ValidationError: the moment is ahead, jumps the order without a reason, or is before the
            first contact.
    """
    receipt = receipt or present_receipt(office)
    with office.write("applications.promote", record=("applications", application_id)) as work:
        row = work.get(Application, application_id)
        if row.status != ApplicationStatus.CONTACT:
            raise RuleError("applications.rule.no_contact", number=row.number)
        _refuse(check_receipt(receipt, _now(office), newest_receipt(work.session)))
        if (receipt.on, receipt.minute) < (row.received_on, row.received_minute):
            moment = receipt_of(row).words
            problem = Problem(
                "received_on", "applications.problem.before_contact", {"moment": moment}
            )
            raise ValidationError([problem])
        row.reported_on, row.reported_minute = row.received_on, row.received_minute
        row.reported_channel = row.channel
        _put_receipt(row, receipt)
        row.number = Numbers(work.session).take(receipt.on.year)
        row.status = ApplicationStatus.RECEIVED.value
        if receipt.late_reason.strip():
            _note(office, work, row, receipt.words, receipt.late_reason)
        work.session.flush()
        number, version = row.number, row.row_version
    return Registered(application_id, number, version, work.changes)


def _put_receipt(row: Application, receipt: Receipt) -> None:
    row.received_on, row.received_minute = receipt.on, receipt.minute
    row.channel = receipt.channel.value


@needs("applications.change")
def correct_receipt(
    office: Office, application_id: bytes, receipt: Receipt, reason: str
) -> Changes:
    """Correct a wrong moment or channel; the reason stays in the register and in the history.

    The number stays: it may be on a paper already.

    Raises:
        ValidationError: no reason, or a moment that is ahead.
        NotFoundError: no such application.
    """
    if not reason.strip():
        raise ValidationError([Problem("reason", "applications.problem.correction_reason")])
    with office.write("applications.correct", record=("applications", application_id)) as work:
        row = work.get(Application, application_id)
        _refuse(check_receipt(replace(receipt, late_reason=reason), _now(office), None))
        before = receipt_of(row).words
        _put_receipt(row, receipt)
        work.session.flush()
        _note(office, work, row, before, reason)
    return work.changes


@needs("applications.see")
def draft_of(office: Office, application_id: bytes) -> ApplicationDraft:
    """Return an application as the form edits it.

    Raises:
        NotFoundError: no such application.
    """
    with office.read() as session:
        row = session.get(Application, application_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        return read_draft(session, row)
