"""The register of applications: rows in the order of submission, one application, what is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import and_, func, select

from cusdesk.core.ids import text_id
from cusdesk.core.portions import PORTION
from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.applications import (
    ApplicantKind,
    ApplicationChannel,
    ApplicationStatus,
    plan_clock,
)
from cusdesk.domain.labels import label
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
from cusdesk.models.residents import Resident
from cusdesk.services.applications.dto import ApplicationRow
from cusdesk.services.applications.words import (
    applicant_words,
    moment_correction,
    standing_words,
    state_correction,
)
from cusdesk.services.clocks.clock import Terms
from cusdesk.services.lists import has_words

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

Q = TypeVar("Q", bound="Select[*tuple[Any, ...]]")
ORDER = (Application.received_on, Application.received_minute, Application.id)
"""The order of submission: ids grow with time, so one minute keeps the order of writing."""


@needs("applications.see")
def list_applications(
    office: Office, *, search: str = "", resident_id: bytes | None = None, retired: bool = False
) -> list[ApplicationRow]:
    """Return the register in the order of submission, first contacts among the applications.

    Args:
        office: the open office.
        search: words that must all stand in the row.
        resident_id: only those of one person served.
        retired: list the bin instead.
    """
    wanted: ColumnElement[bool] = Application.retired_at.is_(None)
    if retired:
        wanted = Application.retired_at.is_not(None)
    if resident_id is not None:
        wanted = and_(wanted, Application.resident_id == resident_id)
    today = office.clock.today()
    with office.read() as session:
        rows = rows_where(session, wanted, today)
    return [row for row in rows if not search or has_words(all_text(row), search)]


@needs("applications.see")
def coordinators(office: Office) -> list[str]:
    """Return who coordinates applications so far, for proposals while typing."""
    query = select(Application.coordinator).where(Application.coordinator != "").distinct()
    with office.read() as session:
        return sorted(session.scalars(query))


def rows_where(
    session: Session, wanted: ColumnElement[bool], today: dt.date
) -> list[ApplicationRow]:
    """Return rows of the register in the order of submission, all that hangs on them read once."""
    query = (
        select(*Application.__table__.columns, Resident.surname, Resident.given_name)
        .join(Resident, Resident.id == Application.resident_id)
        .where(wanted)
        .order_by(*ORDER)
    )
    found = read_columns(session, query)
    about = _About(session, today, [row.id for row in found]) if found else None
    return [_row(about, row, today) for row in found if about is not None]


class _About:
    """What hangs on applications, read once for those listed; for a long list, of all."""

    def __init__(self, session: Session, today: dt.date, ids: list[bytes]) -> None:
        few = ids if len(ids) <= PORTION else None
        self.terms = Terms(session, today)
        self.services = _services(session, few)
        self.missing = _missing(session, few)
        self.corrections = _corrections(session, few)
        self.outcomes = _outcomes(session, few)
        self.plans = _plans(session, few)
        self.places = waiting_places(session)
        self.erased = set(session.scalars(select(Erasure.record_id)))


def _only(query: Q, column: Any, ids: list[bytes] | None) -> Q:  # noqa: ANN401 (any column of ids)
    return query if ids is None else query.where(column.in_(ids))


def _row(about: _About, row: Any, today: dt.date) -> ApplicationRow:  # noqa: ANN401 (a result row)
    status = ApplicationStatus(row.status)
    plan = about.plans.get(row.id)
    reason, without_plan = about.outcomes.get(row.id, ("", False))
    clock = plan_clock(
        status,
        row.received_on,
        about.terms.get("plan_due", row.received_on),
        is_answered=without_plan or bool(plan and plan[2]) or row.resident_id in about.erased,
        today=today,
    )
    kind = ApplicantKind(row.applicant_kind)
    made = ApplicationRow(
        id=row.id,
        number=row.number,
        resident_id=row.resident_id,
        resident_name=f"{row.surname} {row.given_name}".strip(),
        received_on=row.received_on,
        received_minute=row.received_minute,
        channel=ApplicationChannel(row.channel),
        applicant_kind=kind,
        applicant=applicant_words(kind, row.applicant_name),
        programme=row.programme,
        services=", ".join(about.services.get(row.id, ())),
        coordinator=row.coordinator,
        status=status,
        status_on=row.status_on,
        standing="",
        clock=clock,
        place=about.places.get(row.id),
        missing_documents=about.missing[row.id],
        corrections="; ".join(about.corrections.get(row.id, ())),
        plan_id=plan[0] if plan else None,
        plan_number=plan[1] if plan else "",
        reason=reason,
    )
    return replace(made, standing=standing_words(made))


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


def waiting_places(session: Session) -> dict[bytes, int]:
    """Return application -> its place on the waiting list of its programme."""
    query = (
        select(Application.id, Application.programme)
        .where(
            Application.status == ApplicationStatus.WAITING.value,
            Application.retired_at.is_(None),
        )
        .order_by(*ORDER)
    )
    counted: Counter[str] = Counter()
    places = {}
    for application_id, programme in read_columns(session, query):
        counted[programme] += 1
        places[application_id] = counted[programme]
    return places


def all_text(row: ApplicationRow) -> str:
    """Return every text of a row, for the search."""
    return " ".join(
        (
            row.number,
            row.resident_name,
            row.applicant,
            row.programme,
            row.services,
            row.coordinator,
            label(row.status),
            label(row.channel),
            f"{row.received_on:%d.%m.%Y}",
            row.plan_number,
        )
    )


@needs("applications.see")
def application_json(office: Office, search: str = "") -> list[dict[str, Any]]:
    """Return the register as the command line prints it: ids as text, dates ISO."""
    return [_json(row) for row in list_applications(office, search=search)]


def _json(row: ApplicationRow) -> dict[str, Any]:
    return {
        "id": text_id(row.id),
        "number": row.number,
        "resident": row.resident_name,
        "resident_id": text_id(row.resident_id),
        "received_on": row.received_on.isoformat(),
        "received_time": row.received_time,
        "channel": row.channel.value,
        "applicant_kind": row.applicant_kind.value,
        "applicant": row.applicant,
        "programme": row.programme,
        "services": row.services,
        "coordinator": row.coordinator,
        "status": row.status.value,
        "status_on": row.status_on.isoformat() if row.status_on else None,
        "standing": row.standing,
        "due": row.due.isoformat() if row.due else None,
        "days_left": row.days_left,
        "waiting_place": row.place,
        "missing_documents": row.missing_documents,
        "corrections": row.corrections,
        "plan": row.plan_number,
        "plan_id": text_id(row.plan_id) if row.plan_id else None,
    }
