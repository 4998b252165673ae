"""The consent behind an application passed on: one entry of the register, chosen or made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.domain.applications import ApplicationStatus
from cusdesk.domain.dates import format_date
from cusdesk.domain.protection.clocks import is_valid
from cusdesk.domain.protection.register_drafts import ConsentPurpose
from cusdesk.models.protection import Consent

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cusdesk.models.applications import Application, ApplicationOutcome

PURPOSE = ConsentPurpose.OTHER_UNIT


def link_consent(session: Session, row: Application, outcome: ApplicationOutcome) -> None:
    """Tie an outcome to the entry of the day the person agreed; without one it is made.

    RODO, art. 7: the centre must be able to show the consent, and sees here that it was withdrawn.

    Raises:
        ValidationError: the entry of that day did not hold any more when the data went out.
    """
    leaves = outcome.kind == ApplicationStatus.PASSED_ON and not outcome.is_inside
    if not leaves or outcome.consented_on is None:
        outcome.consent_id = None
        return
    known = _given_on(session, row.resident_id, outcome.consented_on)
    if known is None:
        known = Consent(
            id=new_id(),
            subject_id=row.subject_id,
            resident_id=row.resident_id,
            purpose=PURPOSE.value,
            scope=outcome.consent_scope,
            given_on=outcome.consented_on,
            note=tr("applications.words.consent_note", number=row.number, who=outcome.recipient),
        )
        session.add(known)
        session.flush()
    elif not is_valid(known.given_on, known.valid_to, known.withdrawn_on, outcome.decided_on):
        day = format_date(known.withdrawn_on or known.valid_to)
        problem = Problem("consented_on", "applications.problem.consent_over", {"date": day})
        raise ValidationError([problem])
    outcome.consent_id = known.id


def _given_on(session: Session, resident_id: bytes, day: dt.date) -> Consent | None:
    """Return the entry of a day, one that still holds before one that was withdrawn."""
    query = _entries(resident_id).where(Consent.given_on == day)
    order = (Consent.withdrawn_on.is_not(None), Consent.id.desc())
    return session.scalars(query.order_by(*order).limit(1)).first()


def holding_consent(session: Session, resident_id: bytes, day: dt.date) -> Consent | None:
    """Return the newest entry that holds on a day, for a form to begin with."""
    found = session.scalars(_entries(resident_id).order_by(Consent.given_on.desc()))
    return next(
        (c for c in found if is_valid(c.given_on, c.valid_to, c.withdrawn_on, day)),
        None,
    )


def _entries(resident_id: bytes) -> Select[Consent]:
    return select(Consent).where(
        Consent.resident_id == resident_id,
        Consent.purpose == PURPOSE.value,
        Consent.given_on.is_not(None),
        Consent.retired_at.is_(None),
    )
