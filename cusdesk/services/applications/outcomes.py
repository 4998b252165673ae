"""How applications end, and how a wrong state is corrected: nothing is taken away."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.applications import DECIDED, OPEN, ApplicationStatus, OutcomeDraft
from cusdesk.domain.applications import check_outcome as problems_of
from cusdesk.models.applications import Application, ApplicationOutcome
from cusdesk.services import office_settings
from cusdesk.services.applications.consents import holding_consent, link_consent
from cusdesk.services.applications.store import outcome_values
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_AFTER_WAITING = (
    ApplicationStatus.QUALIFIED,
    ApplicationStatus.REFUSED,
    ApplicationStatus.PASSED_ON,
    ApplicationStatus.WITHDRAWN,
    ApplicationStatus.DIED,
    ApplicationStatus.MOVED,
)
_GOES_ON = {ApplicationStatus.WAITING: _AFTER_WAITING}
"""What may follow an outcome without being a correction of it."""
_CALLED_OFF = (ApplicationStatus.WITHDRAWN, ApplicationStatus.DIED, ApplicationStatus.MOVED)


def possible_outcomes(status: ApplicationStatus, *, is_contact: bool) -> list[ApplicationStatus]:
    """Return what may be decided next without correcting anything.

    A first contact is neither qualified nor refused: that takes an application (art. 35).
    """
    every = [s for s in ApplicationStatus if s not in OPEN]
    if status in OPEN:
        return [s for s in every if not (is_contact and s in DECIDED)]
    if status == ApplicationStatus.QUALIFIED:
        return list(_CALLED_OFF)
    return list(_GOES_ON.get(status, ()))


@needs("applications.change")
def close(
    office: Office, application_id: bytes, draft: OutcomeDraft, version: int | None = None
) -> Saved:
    """Write down an outcome that is a fact: passed on, withdrawn, died, moved.

    Raises:
        RuleError: the outcome is a decision, or cannot follow the present state.
        ValidationError: something it needs is missing.
    """
    if draft.kind in DECIDED or draft.kind in OPEN:
        raise RuleError("applications.rule.not_a_fact")
    record = ("applications", application_id)
    with office.write("applications.close", record=record) as work:
        new_version = write_outcome(office, work, application_id, draft, version)
    return Saved(application_id, new_version, work.changes)


@needs("applications.decide")
def decide(
    office: Office, application_id: bytes, draft: OutcomeDraft, version: int | None = None
) -> Saved:
    """Decide about an application: qualified, waiting list, refused (art. 42).

    Raises:
        RuleError: the outcome is no decision, or cannot follow the present state.
        ValidationError: something it needs is missing.
    """
    if draft.kind not in DECIDED:
        raise RuleError("applications.rule.not_a_decision")
    record = ("applications", application_id)
    with office.write("applications.decide", record=record) as work:
        new_version = write_outcome(office, work, application_id, draft, version)
    return Saved(application_id, new_version, work.changes)


def write_outcome(
    office: Office,
    work: UnitOfWork,
    application_id: bytes,
    draft: OutcomeDraft,
    version: int | None = None,
) -> int:
    """Write an outcome inside a running operation; return the new version of the application.

    Raises:
        RuleError: the outcome cannot follow the present state.
        ValidationError: something it needs is missing.
    """
    office.require("applications.change")
    row = work.get(Application, application_id, version)
    status = ApplicationStatus(row.status)
    if draft.kind not in possible_outcomes(status, is_contact=not row.number):
        raise RuleError("applications.rule.not_next", number=row.number)
    _refuse(draft, row, office.clock.today())
    outcome = ApplicationOutcome(
        id=new_id(),
        subject_id=row.subject_id,
        application_id=row.id,
        **_kept(outcome_values(draft)),
    )
    link_consent(work.session, row, outcome)
    work.session.add(outcome)
    row.status, row.status_on = draft.kind.value, draft.decided_on
    work.session.flush()
    return row.row_version


def _kept(values: dict[str, object]) -> dict[str, object]:
    return {
        name: getattr(value, "value", value.strip() if isinstance(value, str) else value)
        for name, value in values.items()
    }


def _refuse(draft: OutcomeDraft, row: Application, today: dt.date) -> None:
    problems = [p for p in problems_of(draft, row.received_on, today) if p.blocking]
    if problems:
        raise ValidationError(problems)


@needs("applications.change")
def change_outcome(
    office: Office, application_id: bytes, draft: OutcomeDraft, version: int | None = None
) -> Saved:
    """Complete the papers of the outcome in force: its elements, service, check-back date.

    Its kind and day are not completed but corrected (`reopen`).

    Raises:
        RuleError: nothing was decided yet.
        ValidationError: something in it cannot be true.
    """
    record = ("applications", application_id)
    with office.write("applications.update", record=record, merges=True) as work:
        row = work.get(Application, application_id, version)
        outcome = _in_force(work.session, application_id)
        if outcome is None:
            raise RuleError("applications.rule.nothing_decided")
        if draft.kind in DECIDED:
            office.require("applications.decide")
        if outcome.kind != draft.kind or outcome.decided_on != draft.decided_on:
            raise RuleError("applications.rule.correct_instead")
        _refuse(draft, row, office.clock.today())
        put_fields(outcome, outcome_values(draft))
        link_consent(work.session, row, outcome)
        work.session.flush()
        new_version = row.row_version
    return Saved(application_id, new_version, work.changes)


def _in_force(session: Session, application_id: bytes) -> ApplicationOutcome | None:
    query = select(ApplicationOutcome).where(
        ApplicationOutcome.application_id == application_id,
        ApplicationOutcome.replaced_on.is_(None),
        ApplicationOutcome.retired_at.is_(None),
    )
    return session.scalars(query.order_by(ApplicationOutcome.id.desc()).limit(1)).first()


@needs("applications.decide")
def reopen(office: Office, application_id: bytes, reason: str) -> Changes:
    """Correct a wrong state: the outcome in force is set aside with a reason and stays in sight.

    The application then stands where it stood before that outcome.

    Raises:
        RuleError: nothing was decided yet.
        ValidationError: no reason.
    """
    if not reason.strip():
        raise ValidationError([Problem("reason", "applications.problem.correction_reason")])
    with office.write("applications.replace", record=("applications", application_id)) as work:
        set_aside(office, work, application_id, reason)
    return work.changes


def set_aside(
    office: Office, work: UnitOfWork, application_id: bytes, reason: str
) -> ApplicationStatus:
    """Set the outcome in force aside inside a running operation; return the state after it.

    Raises:
        RuleError: nothing was decided yet.
    """
    office.require("applications.decide")
    row = work.get(Application, application_id)
    outcome = _in_force(work.session, application_id)
    if outcome is None:
        raise RuleError("applications.rule.nothing_decided")
    outcome.replaced_on = office.clock.today()
    outcome.replaced_by, outcome.replaced_reason = office.user_name, reason.strip()
    work.session.flush()
    before = _in_force(work.session, application_id)
    if before is None:
        status = ApplicationStatus.RECEIVED if row.number else ApplicationStatus.CONTACT
        row.status, row.status_on = status.value, None
    else:
        row.status, row.status_on = before.kind, before.decided_on
    return ApplicationStatus(row.status)


@needs("applications.change")
def record_check_back(office: Office, application_id: bytes, on: dt.date, note: str) -> Changes:
    """Write down what became of somebody whose application was passed on.

    Raises:
        RuleError: it was not passed on.
        ValidationError: the day is ahead.
    """
    if on > office.clock.today():
        problem = Problem("checked_on", "applications.problem.ahead", {"date": f"{on:%d.%m.%Y}"})
        raise ValidationError([problem])
    record = ("applications", application_id)
    with office.write("applications.check_back", record=record) as work:
        work.get(Application, application_id)
        outcome = _in_force(work.session, application_id)
        if outcome is None or outcome.kind != ApplicationStatus.PASSED_ON:
            raise RuleError("applications.rule.not_passed_on")
        outcome.checked_on, outcome.checked_note = on, note.strip()
    return work.changes


@needs("applications.see")
def new_outcome(office: Office, application_id: bytes, kind: ApplicationStatus) -> OutcomeDraft:
    """Return an outcome to begin with: today, who signs, the last legal basis, a known consent."""
    draft = OutcomeDraft(kind=kind, decided_on=office.clock.today())
    approvers = office_settings.get(office).approvers
    if kind in DECIDED and approvers:
        draft.signatory, draft.signatory_post = approvers[0].name, approvers[0].post
    with office.read() as session:
        if kind == ApplicationStatus.REFUSED:
            draft.legal_basis = _last_basis(session)
        row = session.get(Application, application_id)
        if row is not None and kind == ApplicationStatus.WITHDRAWN:
            draft.by_whom = row.applicant_name
        if row is not None and kind == ApplicationStatus.PASSED_ON:
            _begin_consent(session, row.resident_id, draft)
    return draft


def _begin_consent(session: Session, resident_id: bytes, draft: OutcomeDraft) -> None:
    known = holding_consent(session, resident_id, draft.decided_on or dt.date.max)
    if known is not None:
        draft.consented_on, draft.consent_scope = known.given_on, known.scope


def _last_basis(session: Session) -> str:
    query = select(ApplicationOutcome.legal_basis).where(
        ApplicationOutcome.kind == ApplicationStatus.REFUSED.value,
        ApplicationOutcome.retired_at.is_(None),
    )
    return session.scalar(query.order_by(ApplicationOutcome.id.desc()).limit(1)) or ""
