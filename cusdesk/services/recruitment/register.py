"""Candidates in the register of applications: each is one, and its outcome follows the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.applications import (
    OPEN,
    ApplicantKind,
    ApplicationChannel,
    ApplicationDraft,
    ApplicationStatus,
    OutcomeDraft,
    Receipt,
    WishedService,
)
from cusdesk.domain.labels import label
from cusdesk.domain.law import plan_rules
from cusdesk.domain.recruitment import is_minor, is_shorter
from cusdesk.models.applications import Application
from cusdesk.models.office import Programme
from cusdesk.models.recruitment import Candidate, Edition, EditionService
from cusdesk.models.residents import Representative, Resident
from cusdesk.services.applications.bulk import Incoming, register_many
from cusdesk.services.applications.outcomes import possible_outcomes, set_aside, write_outcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.office import Office

_OUTCOMES = ("applications.change", "applications.decide")
_OF_THE_LIST = (
    ApplicationStatus.QUALIFIED,
    ApplicationStatus.WAITING,
    ApplicationStatus.WITHDRAWN,
)
"""States the list itself brings about; all the others somebody decided in the register."""


def register_candidates(office: Office, work: UnitOfWork, candidates: Sequence[bytes]) -> None:
    """Register an application for each of the candidates, in the order given.

    The guardian of a child stands as the applicant, as far as the card names one. Somebody without
    the right to register leaves the candidates without applications.
    """
    if not candidates or not office.may("applications.change"):
        return
    rows = {
        row.id: row
        for row in work.session.scalars(select(Candidate).where(Candidate.id.in_(candidates)))
    }
    ordered = [rows[key] for key in candidates]
    edition = work.session.get_one(Edition, ordered[0].edition_id)
    born = dict(
        work.session.execute(
            select(Resident.id, Resident.birth_date).where(
                Resident.id.in_([row.resident_id for row in ordered])
            )
        ).all()
    )
    guardians = _guardians(work, [row.resident_id for row in ordered])
    shared = _draft(work, edition)
    people = [
        Incoming(
            row.resident_id,
            _receipt(office, row, edition),
            _for(shared, guardians.get(row.resident_id, ""), born.get(row.resident_id), row),
        )
        for row in ordered
    ]
    for row, application in zip(ordered, register_many(office, work, people), strict=True):
        row.application_id = application
    work.session.flush()


def _guardians(work: UnitOfWork, residents: Sequence[bytes]) -> dict[bytes, str]:
    query = (
        select(Representative.resident_id, Representative.name)
        .where(Representative.resident_id.in_(residents), Representative.retired_at.is_(None))
        .order_by(Representative.position.desc())
    )
    return {row[0]: row[1] for row in work.session.execute(query)}


def _draft(work: UnitOfWork, edition: Edition) -> ApplicationDraft:
    services = work.session.scalars(
        select(EditionService.service_id)
        .where(EditionService.edition_id == edition.id, EditionService.retired_at.is_(None))
        .order_by(EditionService.position)
    )
    programme = ""
    if edition.programme_id is not None:
        programme = work.session.get_one(Programme, edition.programme_id).name
    return ApplicationDraft(
        programme=programme,
        description=tr("recruitment.application.description", name=edition.name),
        services=tuple(WishedService(service) for service in services),
    )


def _for(
    shared: ApplicationDraft, guardian: str, born: dt.date | None, row: Candidate
) -> ApplicationDraft:
    from dataclasses import replace

    if not guardian or not is_minor(born, row.submitted_on):
        return shared
    return replace(shared, applicant_kind=ApplicantKind.STATUTORY, applicant_name=guardian)


def _receipt(office: Office, row: Candidate, edition: Edition) -> Receipt:
    now = office.clock.now()
    minute = row.submitted_minute
    if minute is None:
        minute = now.hour * 60 + now.minute if row.submitted_on == now.date() else 0
    reason = tr("recruitment.application.late", name=edition.name)
    return Receipt(row.submitted_on, minute, ApplicationChannel.OTHER, reason)


def carry_outcome(
    office: Office,
    work: UnitOfWork,
    candidate: Candidate,
    kind: ApplicationStatus,
    reason: str = "",
) -> None:
    """Let the register of applications follow the list, where it may and can.

    A decision somebody made in the register stays; an exclusion is never carried over, because a
    refusal is a decision with its own elements (CUS act, art. 42; KPA, art. 107 § 1).
    """
    application = _followed(office, work, candidate)
    if application is None:
        return
    following = possible_outcomes(ApplicationStatus(application.status), is_contact=False)
    if kind not in following:
        return
    today = office.clock.today()
    draft = OutcomeDraft(kind, max(today, application.received_on), reason)
    if kind is ApplicationStatus.QUALIFIED:
        draft.without_plan = _needs_no_plan(work, candidate, today)
    if kind is ApplicationStatus.WITHDRAWN:
        draft.by_whom = tr("recruitment.application.by_whom")
    write_outcome(office, work, application.id, draft)


def _needs_no_plan(work: UnitOfWork, candidate: Candidate, today: dt.date) -> bool:
    """Return whether the services are too short for a plan (CUS act, art. 38(2))."""
    edition = work.session.get_one(Edition, candidate.edition_id)
    return is_shorter(edition.starts_on, edition.ends_on, plan_rules(today).sense_months)


def open_again(office: Office, work: UnitOfWork, candidate: Candidate, reason: str) -> None:
    """Let the application stand open again: what the list decided is set aside with a reason.

    So it is for somebody who comes back, and for somebody excluded: the application of the latter
    waits for a decision, because only a decision refuses (CUS act, art. 42).
    """
    application = _followed(office, work, candidate)
    while application is not None and application.status in _OF_THE_LIST:
        set_aside(office, work, application.id, reason)


def refuse_decided(work: UnitOfWork, candidate: Candidate) -> None:
    """Refuse to bring back somebody whose application was decided in the register.

    Raises:
        RuleError: it was refused, passed on, or the person died or moved.
    """
    application = _application(work, candidate)
    if application is None:
        return
    status = ApplicationStatus(application.status)
    if status not in (*OPEN, *_OF_THE_LIST):
        number = application.number
        raise RuleError("recruitment.problem.decided", number=number, state=label(status))


def _followed(office: Office, work: UnitOfWork, candidate: Candidate) -> Application | None:
    """Return the application of a candidate, where this person may decide about it."""
    return _application(work, candidate) if office.may(*_OUTCOMES) else None


def _application(work: UnitOfWork, candidate: Candidate) -> Application | None:
    if candidate.application_id is None:
        return None
    found = work.session.get(Application, candidate.application_id)
    return None if found is None or found.retired_at is not None else found
