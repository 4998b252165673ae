"""The filter row of the register of applications as SQL conditions, one function a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Text, and_, func, or_, select, true, type_coerce

from cusdesk.domain.applications import ApplicantKind, ApplicationChannel, ApplicationStatus
from cusdesk.domain.labels import labels
from cusdesk.domain.polish_text import fold
from cusdesk.models.applications import (
    Application,
    ApplicationCorrection,
    ApplicationOutcome,
    ApplicationService,
)
from cusdesk.models.catalogue import Service
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services.residents.filters import values_like
from cusdesk.services.residents.terms import parse_terms

if TYPE_CHECKING:
    import datetime as dt
    import enum
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute, Session

    Condition = ColumnElement[bool]
    Maker = Callable[[Session, str], Condition]
    Day = InstrumentedAttribute[dt.date] | InstrumentedAttribute[dt.date | None]

_TIME = func.printf("%02d:%02d", Application.received_minute / 60, Application.received_minute % 60)


def _words_of(column: InstrumentedAttribute[str]) -> Maker:
    def _condition(session: Session, text: str) -> Condition:
        return values_like(session, column, fold(text).split())

    return _condition


def _label_of(column: InstrumentedAttribute[str], kinds: type[enum.StrEnum]) -> Maker:
    def _condition(_session: Session, text: str) -> Condition:
        return _called(column, kinds, fold(text).split())

    return _condition


def _called(
    column: InstrumentedAttribute[str], kinds: type[enum.StrEnum], words: Sequence[str]
) -> Condition:
    shown = labels(kinds).items()
    return column.in_([v for v, name in shown if all(word in fold(name) for word in words)])


def _on_day(column: Day) -> Maker:
    def _condition(_session: Session, text: str) -> Condition:
        day = type_coerce(column, Text)
        patterns = [term.pattern.replace("% ", "%") for term in parse_terms(text)]
        return and_(true(), *(day.like(pattern) for pattern in patterns))

    return _condition


def _received_time(_session: Session, text: str) -> Condition:
    return _TIME.contains(text.strip(), autoescape=True)


def _resident_name(session: Session, text: str) -> Condition:
    names = (Resident.surname, Resident.given_name)
    words = fold(text).split()
    return and_(true(), *(or_(*(values_like(session, n, [word]) for n in names)) for word in words))


def _applicant(session: Session, text: str) -> Condition:
    """Look for each word in the name and in what makes that person apply."""
    other = Application.applicant_kind != ApplicantKind.SELF.value
    found = [
        or_(
            values_like(session, Application.applicant_name, [word]),
            _called(Application.applicant_kind, ApplicantKind, [word]),
        )
        for word in fold(text).split()
    ]
    return and_(other, *found)


def _services(session: Session, text: str) -> Condition:
    part = ApplicationService
    named = select(Service.id, Service.name)
    known = [(row[0], fold(row[1])) for row in session.execute(named)]
    conditions = []
    for word in fold(text).split():
        ids = [service_id for service_id, name in known if word in name]
        asked = or_(values_like(session, part.words, [word]), part.service_id.in_(ids))
        holding = select(part.application_id).where(asked, part.retired_at.is_(None))
        conditions.append(Application.id.in_(holding))
    return and_(true(), *conditions)


def _corrections(_session: Session, _text: str) -> Condition:
    """Let through what was ever corrected; the caller looks at the words."""
    moved = select(ApplicationCorrection.application_id)
    restated = select(ApplicationOutcome.application_id).where(
        ApplicationOutcome.replaced_on.is_not(None)
    )
    return or_(Application.id.in_(moved), Application.id.in_(restated))


def _why(session: Session, text: str) -> Condition:
    part = ApplicationOutcome
    in_force = select(part.application_id).where(
        values_like(session, part.reason, fold(text).split()),
        part.replaced_on.is_(None),
        part.retired_at.is_(None),
    )
    return Application.id.in_(in_force)


def _plan(session: Session, text: str) -> Condition:
    plans = select(Plan.application_id).where(
        values_like(session, Plan.number, fold(text).split()), Plan.retired_at.is_(None)
    )
    return Application.id.in_(plans)


CONDITIONS: dict[str, Maker] = {
    "number": _words_of(Application.number),
    "received_on": _on_day(Application.received_on),
    "received_time": _received_time,
    "resident_name": _resident_name,
    "status": _label_of(Application.status, ApplicationStatus),
    "applicant": _applicant,
    "services": _services,
    "corrections": _corrections,
    "channel": _label_of(Application.channel, ApplicationChannel),
    "coordinator": _words_of(Application.coordinator),
    "programme": _words_of(Application.programme),
    "status_on": _on_day(Application.status_on),
    "reason": _why,
    "plan_number": _plan,
}
"""Column -> condition out of the session and the typed words."""
