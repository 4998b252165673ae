"""What hangs on applications: services, documents, corrections, outcomes, plans, places, clocks."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import exists, func, or_, select

from cusdesk.core.portions import PORTION
from cusdesk.db.reading import read_columns
from cusdesk.domain.applications import (
    CLOCK_RUNS,
    ApplicationStatus,
    plan_clock,
)
from cusdesk.models.applications import (
    Application,
    ApplicationCorrection,
    ApplicationDocument,
    ApplicationOutcome,
    ApplicationService,
)
from cusdesk.models.catalogue import Service
from cusdesk.models.plans import Plan
from cusdesk.models.protection import Erasure
from cusdesk.services.applications.words import (
    moment_correction,
    state_correction,
)
from cusdesk.services.clocks.clock import Terms

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select
    from sqlalchemy.orm import Session


Q = TypeVar("Q", bound="Select[*tuple[Any, ...]]")
ORDER = (Application.received_on, Application.received_minute, Application.id)
"""The order of submission: ids grow with time, so one minute keeps the order of writing."""


class About:
    """What hangs on applications, read once for those listed; for a long list, of all."""

    def __init__(self, session: Session, today: dt.date, ids: list[bytes]) -> None:
        few = ids if len(ids) <= PORTION else None
        self.terms = Terms(session, today)
        self.services = _services(session, few)
        self.missing = _missing(session, few)
        self.corrections = _corrections(session, few)
        self.outcomes = _outcomes(session, few)
        self.plans = _plans(session, few)
        self.places = _places(session, few)
        self.erased = set(session.scalars(select(Erasure.record_id)))


def _only(query: Q, column: Any, ids: list[bytes] | None) -> Q:  # noqa: ANN401 (any column of ids)
    return query if ids is None else query.where(column.in_(ids))


def _services(session: Session, ids: list[bytes] | None) -> dict[bytes, list[str]]:
    query = (
        select(
            ApplicationService.application_id,
            func.coalesce(Service.name, ""),
            ApplicationService.words,
        )
        .join(Service, Service.id == ApplicationService.service_id, isouter=True)
        .where(ApplicationService.retired_at.is_(None))
        .order_by(ApplicationService.position, ApplicationService.id)
    )
    found: dict[bytes, list[str]] = defaultdict(list)
    query = _only(query, ApplicationService.application_id, ids)
    for application_id, name, words in read_columns(session, query):
        text = f"{name} ({words})" if name and words else name or words
        found[application_id].append(text)
    return found


def _missing(session: Session, ids: list[bytes] | None) -> Counter[bytes]:
    query = select(ApplicationDocument.application_id).where(
        ApplicationDocument.retired_at.is_(None), ApplicationDocument.delivered_on.is_(None)
    )
    return Counter(session.scalars(_only(query, ApplicationDocument.application_id, ids)))


def _corrections(session: Session, ids: list[bytes] | None) -> dict[bytes, list[str]]:
    """Return what was corrected: moments first, then states, each with its reason."""
    found: dict[bytes, list[str]] = defaultdict(list)
    moments = select(
        ApplicationCorrection.application_id,
        ApplicationCorrection.made_on,
        ApplicationCorrection.before,
        ApplicationCorrection.after,
        ApplicationCorrection.reason,
    ).where(ApplicationCorrection.retired_at.is_(None))
    moments = _only(moments, ApplicationCorrection.application_id, ids)
    for row in read_columns(session, moments.order_by(ApplicationCorrection.id)):
        found[row[0]].append(moment_correction(*row[1:]))
    states = select(
        ApplicationOutcome.application_id,
        ApplicationOutcome.replaced_on,
        ApplicationOutcome.kind,
        ApplicationOutcome.replaced_reason,
    ).where(ApplicationOutcome.replaced_on.is_not(None), ApplicationOutcome.retired_at.is_(None))
    states = _only(states, ApplicationOutcome.application_id, ids).order_by(ApplicationOutcome.id)
    for application_id, on, kind, reason in read_columns(session, states):
        found[application_id].append(state_correction(on, ApplicationStatus(kind), reason))
    return found


def _outcomes(session: Session, ids: list[bytes] | None) -> dict[bytes, tuple[str, bool]]:
    """Return application -> reason of the outcome in force, and whether it needs no plan."""
    query = select(
        ApplicationOutcome.application_id,
        ApplicationOutcome.reason,
        ApplicationOutcome.without_plan,
    ).where(ApplicationOutcome.replaced_on.is_(None), ApplicationOutcome.retired_at.is_(None))
    query = _only(query, ApplicationOutcome.application_id, ids).order_by(ApplicationOutcome.id)
    return {row[0]: (row[1], row[2]) for row in read_columns(session, query)}


def _plans(session: Session, ids: list[bytes] | None) -> dict[bytes, tuple[bytes, str, bool]]:
    """Return application -> its newest plan: id, number, whether it is drawn up and agreed."""
    query = (
        select(Plan.application_id, Plan.id, Plan.number, Plan.agreed_on, Plan.approved_on)
        .where(Plan.application_id.is_not(None), Plan.retired_at.is_(None))
        .order_by(Plan.id)
    )
    found: dict[bytes, tuple[bytes, str, bool]] = {}
    query = _only(query, Plan.application_id, ids)
    for application_id, plan_id, number, agreed, approved in read_columns(session, query):
        done = agreed is not None or approved is not None
        done = done or found.get(application_id, (b"", "", False))[2]
        found[application_id] = (plan_id, number, done)
    return found


def _places(session: Session, ids: list[bytes] | None) -> dict[bytes, int]:
    """Return application -> its place on the waiting list of its programme."""
    place = func.row_number().over(partition_by=Application.programme, order_by=ORDER)
    waiting = (
        select(Application.id, place.label("place"))
        .where(
            Application.status == ApplicationStatus.WAITING.value,
            Application.retired_at.is_(None),
        )
        .subquery()
    )
    query = _only(select(waiting.c.id, waiting.c.place), waiting.c.id, ids)
    return {row[0]: row[1] for row in read_columns(session, query)}


def due_days(session: Session, today: dt.date) -> dict[bytes, dt.date]:
    """Return application -> last day to draw its plan up, for every clock that runs."""
    agreed = or_(Plan.agreed_on.is_not(None), Plan.approved_on.is_not(None))
    has_plan = exists().where(
        Plan.application_id == Application.id, Plan.retired_at.is_(None), agreed
    )
    needs_none = exists().where(
        ApplicationOutcome.application_id == Application.id,
        ApplicationOutcome.without_plan.is_(True),
        ApplicationOutcome.replaced_on.is_(None),
        ApplicationOutcome.retired_at.is_(None),
    )
    query = select(Application.id, Application.status, Application.received_on).where(
        Application.status.in_([status.value for status in CLOCK_RUNS]),
        Application.resident_id.not_in(select(Erasure.record_id)),
        Application.retired_at.is_(None),
        ~has_plan,
        ~needs_none,
    )
    terms = Terms(session, today)

    @cache
    def _due(status: str, received_on: dt.date) -> dt.date | None:
        clock = plan_clock(
            ApplicationStatus(status),
            received_on,
            terms.get("plan_due", received_on),
            is_answered=False,
            today=today,
        )
        return clock.due if clock is not None else None

    found = {row[0]: _due(row[1], row[2]) for row in read_columns(session, query)}
    return {i: day for i, day in found.items() if day is not None}
