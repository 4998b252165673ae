"""The register of applications: rows in the order of submission, one application, what is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from cusdesk.core.ids import text_id
from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.applications import (
    UNSETTLED,
    ApplicantKind,
    ApplicationChannel,
    ApplicationStatus,
    plan_clock,
)
from cusdesk.domain.labels import label
from cusdesk.models.applications import (
    Application,
)
from cusdesk.models.residents import Resident
from cusdesk.services.applications.about import ORDER, About
from cusdesk.services.applications.dto import ApplicationRow
from cusdesk.services.applications.words import (
    applicant_words,
    standing_words,
)
from cusdesk.services.lists import has_words

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


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


@needs("applications.see")
def without_plan_of(office: Office, coordinator: str) -> list[ApplicationRow]:
    """Return what one coordinator has taken on and begun no plan for, in order of submission."""
    wanted = and_(
        Application.coordinator == coordinator,
        Application.retired_at.is_(None),
        Application.status.in_([*UNSETTLED, ApplicationStatus.QUALIFIED]),
    )
    with office.read() as session:
        rows = rows_where(session, wanted, office.clock.today())
    return [row for row in rows if row.plan_id is None and not _needs_no_plan(row)]


def _needs_no_plan(row: ApplicationRow) -> bool:
    """Whether somebody was qualified for something short that needs no plan (art. 38(2))."""
    return row.status is ApplicationStatus.QUALIFIED and row.clock is None


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
    about = About(session, today, [row.id for row in found]) if found else None
    return [_row(about, row, today) for row in found if about is not None]


def _row(about: About, row: Any, today: dt.date) -> ApplicationRow:  # noqa: ANN401 (a result row)
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
