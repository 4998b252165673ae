"""One application with everything beside its form, and what is known of a person beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.addresses import Address, format_address
from cusdesk.domain.applications import LEADS_TO_PLAN, OPEN
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.plans import PlanDraft
from cusdesk.domain.residents import RepresentativeKind
from cusdesk.models.applications import Application, ApplicationCorrection, ApplicationOutcome
from cusdesk.models.needs_talks import NeedsTalk
from cusdesk.models.plans import Plan
from cusdesk.models.protection import ClauseDelivery, Consent, InformationClause
from cusdesk.models.residents import Representative, Resident
from cusdesk.services import catalogue, plans
from cusdesk.services.applications.about import ORDER
from cusdesk.services.applications.dto import (
    ApplicationDetails,
    CorrectionRow,
    KnownPerson,
    OutcomeRow,
    PersonSituation,
    PlanLink,
)
from cusdesk.services.applications.reading import rows_where
from cusdesk.services.applications.store import read_draft, read_outcome, receipt_of, reported_of
from cusdesk.services.plan_stage import STAGE

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.domain.applications import ApplicationDraft
    from cusdesk.services.office import Office
    from cusdesk.services.plans import SavedPlan


@needs("applications.see")
def get_application(office: Office, application_id: bytes) -> ApplicationDetails:
    """Return one application.

    Raises:
        NotFoundError: no such application.
    """
    sees_talks = office.may("plans.see")  # the right talks are seen by
    with office.read() as session:
        row = session.get(Application, application_id)
        if row is None or row.retired_at is not None:
            raise NotFoundError("storage.not_found")
        listed = rows_where(session, Application.id == application_id, office.clock.today())[0]
        outcomes = _outcomes(session, application_id)
        current = next((o for o in outcomes if o.replaced_on is None), None)
        resident = session.get_one(Resident, row.resident_id)
        return ApplicationDetails(
            id=application_id,
            version=row.row_version,
            row=listed,
            draft=read_draft(session, row),
            receipt=receipt_of(row),
            reported=reported_of(row),
            outcome=current,
            earlier=tuple(o for o in outcomes if o is not current),
            corrections=_corrections(session, application_id),
            plans=_plans(session, application_id),
            people=_people(session, row.resident_id),
            clause=_clause(session, row.resident_id),
            resident_status=resident.status,
            talk_on=_talk_on(session, row.resident_id) if sees_talks else None,
            sees_talks=sees_talks,
        )


def _outcomes(session: Session, application_id: bytes) -> list[OutcomeRow]:
    """Return every outcome, the newest first."""
    query = (
        select(ApplicationOutcome, Consent.withdrawn_on)
        .outerjoin(Consent, Consent.id == ApplicationOutcome.consent_id)
        .where(
            ApplicationOutcome.application_id == application_id,
            ApplicationOutcome.retired_at.is_(None),
        )
    )
    return [
        OutcomeRow(
            row.id,
            read_outcome(row),
            row.checked_on,
            row.checked_note,
            row.replaced_on,
            row.replaced_by,
            row.replaced_reason,
            withdrawn_on,
        )
        for row, withdrawn_on in session.execute(query.order_by(ApplicationOutcome.id.desc()))
    ]


def _corrections(session: Session, application_id: bytes) -> tuple[CorrectionRow, ...]:
    columns = ("made_on", "made_by", "before", "after", "reason")
    query = select(*(ApplicationCorrection.__table__.columns[name] for name in columns)).where(
        ApplicationCorrection.application_id == application_id,
        ApplicationCorrection.retired_at.is_(None),
    )
    ordered = query.order_by(ApplicationCorrection.id)
    return tuple(CorrectionRow(*row) for row in session.execute(ordered))


def _plans(session: Session, application_id: bytes) -> tuple[PlanLink, ...]:
    query = select(Plan.id, Plan.number, STAGE).where(
        Plan.application_id == application_id, Plan.retired_at.is_(None)
    )
    return tuple(PlanLink(*row) for row in session.execute(query.order_by(Plan.id)))


def _talk_on(session: Session, resident_id: bytes) -> dt.date | None:
    query = select(func.max(NeedsTalk.held_on)).where(
        NeedsTalk.resident_id == resident_id, NeedsTalk.retired_at.is_(None)
    )
    return session.scalar(query)


def _clause(session: Session, resident_id: bytes) -> str:
    """Return which information clause the person was given last, and when."""
    query = (
        select(InformationClause.title, InformationClause.version, ClauseDelivery.given_on)
        .join(InformationClause, InformationClause.id == ClauseDelivery.clause_id)
        .where(ClauseDelivery.resident_id == resident_id, ClauseDelivery.retired_at.is_(None))
        .order_by(ClauseDelivery.given_on.desc(), ClauseDelivery.id.desc())
    )
    found = session.execute(query.limit(1)).first()
    if found is None:
        return ""
    title, version, given = found
    named = f"{title} ({version})" if version else title
    return tr("applications.words.clause", title=named, date=format_date(given))


def _people(session: Session, resident_id: bytes) -> tuple[KnownPerson, ...]:
    query = select(Representative).where(
        Representative.resident_id == resident_id, Representative.retired_at.is_(None)
    )
    return tuple(
        KnownPerson(
            label(RepresentativeKind(row.kind)),
            row.name,
            row.phone,
            row.address,
        )
        for row in session.scalars(query.order_by(Representative.position, Representative.id))
    )


@needs("applications.see", "residents.see")
def situation_of(office: Office, resident_id: bytes) -> PersonSituation:
    """Return what is worth knowing before something of this resident is written down.

    A running plan or an open application is no obstacle: the person may ask for something else.

    Raises:
        NotFoundError: no such resident.
    """
    with office.read() as session:
        resident = session.get(Resident, resident_id)
        if resident is None or resident.retired_at is not None:
            raise NotFoundError("storage.not_found")
        place = Address(resident.locality, resident.street, resident.house, resident.flat)
        born = format_date(resident.birth_date)
        parts = (tr("plans.person.born", date=born) if born else "", format_address(place))
        people = _people(session, resident_id)
        name, status = f"{resident.surname} {resident.given_name}".strip(), resident.status
        open_ones = _open_applications(session, resident_id)
    running = plans.running_plans(office, resident_id) if office.may("plans.see") else []
    return PersonSituation(
        resident_id=resident_id,
        name=name,
        about=", ".join(part for part in parts if part),
        status=status,
        running_plans=tuple((row.id, row.number, label(row.stage)) for row in running),
        open_applications=open_ones,
        people=people,
    )


def _open_applications(session: Session, resident_id: bytes) -> tuple[tuple[bytes, str, str], ...]:
    query = select(Application).where(
        Application.resident_id == resident_id,
        Application.status.in_([status.value for status in OPEN]),
        Application.retired_at.is_(None),
    )
    found = session.scalars(query.order_by(*ORDER))
    return tuple((row.id, row.number, receipt_of(row).words) for row in found)


@needs("plans.change", "applications.see")
def start_plan(office: Office, application_id: bytes) -> SavedPlan:
    """Begin the plan an application asks for: day, programme, coordinator and services go over.

    What was asked for in other words than those of the catalogue stands in the plan's notes.

    Raises:
        NotFoundError: no such application.
        RuleError: it has no number yet, or ended otherwise.
    """
    with office.read() as session:
        row = session.get(Application, application_id)
        if row is None or row.retired_at is not None:
            raise NotFoundError("storage.not_found")
        if row.status not in {status.value for status in LEADS_TO_PLAN}:
            raise RuleError("applications.rule.no_plan")
        asked = read_draft(session, row)
        draft = PlanDraft(
            application_id=application_id,
            application_date=row.received_on,
            programme=row.programme,
            coordinator=row.coordinator,
        )
        resident_id = row.resident_id
    _carry_services(office, asked, draft)
    return plans.create_plan(office, resident_id, draft)


def _carry_services(office: Office, asked: ApplicationDraft, draft: PlanDraft) -> None:
    """Put what an application asks for into a new plan."""
    wished = [wish.service_id for wish in asked.services if wish.service_id is not None]
    draft.services = plans.planned_from(office, wished)
    carried = {service.service_id for service in draft.services}
    words = [wish.words for wish in asked.services if wish.words.strip()]
    gone = [i for i in wished if i not in carried]
    words += [row.name for row in catalogue.rows_for(office, gone)]
    told = [tr("applications.plan.asked", words="; ".join(words))] if words else []
    if asked.wishes.strip():
        told.append(tr("applications.plan.wishes", words=asked.wishes.strip()))
    draft.notes = "\n".join(told)
