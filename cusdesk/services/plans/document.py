"""A plan as the paper shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.addresses import Address, format_address
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.phones import format_phone
from cusdesk.domain.plans import AmountPer, PlanDraft, PlanServiceDraft, PlanStatus
from cusdesk.domain.reports import plan as paper
from cusdesk.domain.reports.forms import load_form
from cusdesk.models.catalogue import Service
from cusdesk.models.plans import Plan
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Representative, Resident, ResidentPhone
from cusdesk.services.office import office_header
from cusdesk.services.papers.clauses import clauses_of
from cusdesk.services.papers.settings import with_logo
from cusdesk.services.plans.store import read_draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

_PER = {AmountPer.WEEK: "week", AmountPer.MONTH: "month", AmountPer.TOTAL: "plan"}


@needs("plans.see")
def plan_document(office: Office, plan_id: bytes) -> paper.PlanDocument:
    """Return everything the printed IPUS shows.

    Raises:
        NotFoundError: no such plan, or it is in the bin.
    """
    with office.read() as session:
        plan = session.get(Plan, plan_id)
        if plan is None or plan.retired_at is not None:
            raise NotFoundError("storage.not_found")
        return headed(session, document_of(session, plan, office.clock.today()))


def headed(session: Session, document: paper.PlanDocument) -> paper.PlanDocument:
    """Return the paper with the office's picture, which is not kept with every version."""
    return replace(document, office=with_logo(session, document.office))


def document_of(session: Session, plan: Plan, today: dt.date) -> paper.PlanDocument:
    """Return the paper of a plan as its rows are now."""
    draft = read_draft(session, plan)
    is_open = bool(plan.update_reason) and draft.agreed_on is None
    form = load_form("ipus", draft.drawn_on or today)
    return paper.PlanDocument(
        office=office_header(session),
        header=_header(draft, plan),
        person=person_of(session, plan.resident_id),
        printed_on=today,
        clauses=tuple(clauses_of(session, form, today).values()),
        representative=representative_of(session, plan.resident_id),
        needs=draft.needs,
        resources=draft.resources,
        unmet=draft.unmet_needs,
        need_rows=tuple(paper.PlanNeed(n, need.text) for n, need in enumerate(draft.need_rows, 1)),
        goals=tuple(
            paper.PlanGoal(
                n,
                g.text,
                paper.GoalTerm(g.term),
                g.measure,
                g.criterion,
                g.due,
                None if g.need_index is None else g.need_index + 1,
            )
            for n, g in enumerate(draft.goals, 1)
        ),
        services=(services := _services(session, draft)),
        decisions=_decisions(draft, services),
        actions=tuple(paper.PlanAction(a.what, a.who, a.when) for a in draft.actions),
        duties=_duties(draft),
        reviews=tuple(paper.PlanReview(r.due, r.note, r.done) for r in draft.reviews),
        contingency=draft.contingency,
        crisis=draft.crisis,
        fee_information=draft.fee_information,
        agreed=paper.PlanSignature(draft.agreed_by, "", draft.agreed_on),
        coordinated=paper.PlanSignature(draft.coordinator, "", draft.coordinator_agreed_on),
        approved=_approved(draft, plan),
        is_draft=plan.status == PlanStatus.DRAFT or is_open,
    )


def _approved(draft: PlanDraft, plan: Plan) -> paper.PlanSignature:
    moment = local_time(plan.approved_at) if plan.approved_on is not None else None
    return paper.PlanSignature(
        draft.approved_by, draft.approved_post, draft.approved_on, moment if moment else None
    )


def local_time(moment: int | None) -> dt.time | None:
    """Return the time of day of a stored moment, in whole minutes, as the wall clock showed it."""
    if moment is None:
        return None
    local = dt.datetime.fromtimestamp(moment / 1000)  # noqa: DTZ006 (local wall time)
    return local.time().replace(second=0, microsecond=0)


def _header(draft: PlanDraft, plan: Plan) -> paper.PlanHeader:
    reason = ""
    if plan.update_reason:
        words = tr(f"enums.plan_update_reason.{plan.update_reason}")
        reason = f"{words}: {plan.update_note}" if plan.update_note else words
    return paper.PlanHeader(
        number=draft.number,
        version=plan.version_number,
        change_reason=reason,
        programmes=tuple(line for line in draft.programme.splitlines() if line.strip()),
        application_date=draft.application_date,
        drawn_on=draft.drawn_on,
        period=paper.Period(draft.valid_from, draft.valid_to),
        coordinator=draft.coordinator,
    )


def _duties(draft: PlanDraft) -> tuple[paper.PlanDuty, ...]:
    return (
        paper.PlanDuty(tr("plans.duty.coordinator"), draft.coordinator_duties),
        paper.PlanDuty(tr("plans.duty.resident"), draft.resident_duties),
        paper.PlanDuty(tr("plans.duty.partners"), draft.partner_duties),
    )


def full_name(resident: Resident) -> str:
    """Return a resident's names as papers have them, given name first."""
    names = (resident.given_name, resident.second_name, resident.surname)
    return " ".join(name for name in names if name)


def person_of(session: Session, resident_id: bytes) -> paper.PlanPerson:
    """Return a resident as papers show them: given name first."""
    row = session.get_one(Resident, resident_id)
    phones = session.scalars(
        select(ResidentPhone.number)
        .where(ResidentPhone.resident_id == resident_id, ResidentPhone.retired_at.is_(None))
        .order_by(ResidentPhone.position)
    )
    address = Address(
        locality=row.locality,
        street=row.street,
        house=row.house,
        flat=row.flat,
        postcode=row.postcode,
        post=row.post,
    )
    contact = [*(format_phone(number) for number in phones), row.email]
    return paper.PlanPerson(
        name=full_name(row),
        pesel=row.pesel,
        birth_date=row.birth_date,
        address=format_address(address),
        contact=", ".join(part for part in contact if part),
    )


def representative_of(session: Session, resident_id: bytes) -> paper.PlanRepresentative | None:
    """Return who may agree in the resident's place (art. 35); a mere contact person may not."""
    row = session.scalars(
        select(Representative)
        .where(
            Representative.resident_id == resident_id,
            Representative.retired_at.is_(None),
            Representative.kind != "contact",
        )
        .order_by(Representative.position)
        .limit(1)
    ).first()
    if row is None:
        return None
    role = tr(f"enums.representative_kind.{row.kind}")
    return paper.PlanRepresentative(row.name, role, format_phone(row.phone))


def _services(session: Session, draft: PlanDraft) -> tuple[paper.PlanService, ...]:
    names = {
        row.id: row
        for row in session.execute(
            select(Service.id, Service.name, Service.unit_minutes).where(
                Service.id.in_([s.service_id for s in draft.services if s.service_id])
            )
        )
    }
    providers = {
        row.id: row.name
        for row in session.execute(
            select(Provider.id, Provider.name).where(
                Provider.id.in_([s.provider_id for s in draft.services if s.provider_id])
            )
        )
    }
    return tuple(
        replace(
            _service(
                number, row, names.get(row.service_id), providers.get(row.provider_id or b"", "")
            ),
            period=_service_period(draft, row),
        )
        for number, row in enumerate(draft.services, 1)
    )


def _decisions(
    draft: PlanDraft, services: tuple[paper.PlanService, ...]
) -> tuple[paper.PlanDecision, ...]:
    return tuple(
        paper.PlanDecision(
            shown.number,
            shown.name,
            row.decision_number,
            row.decided_on,
            granted_amount(row.decision_minutes),
            row.decided_by,
        )
        for row, shown in zip(draft.services, services, strict=True)
        if row.has_decision
    )


def granted_amount(minutes: int | None) -> paper.ServiceAmount | None:
    """Return the hours a month a decision grants, in hours of the clock."""
    return None if minutes is None else paper.ServiceAmount(minutes, ServiceUnit.HOUR, "month")


def _service_period(draft: PlanDraft, row: PlanServiceDraft) -> paper.Period | None:
    """Return when the service is given; without days of its own, as long as the plan runs."""
    period = paper.Period(row.valid_from or draft.valid_from, row.valid_to or draft.valid_to)
    return period or None


def _service(
    number: int, row: PlanServiceDraft, service: object, provider: str
) -> paper.PlanService:
    unit = ServiceUnit(row.unit or "hour")
    own_minutes = getattr(service, "unit_minutes", None)

    def amount(quantity: int | None, per: str) -> paper.ServiceAmount | None:
        """Return a quantity in the unit of the row; an empty one prints nothing."""
        return None if quantity is None else paper.ServiceAmount(quantity, unit, per, own_minutes)

    fee = paper.ServiceFee(row.fee_gr, unit, row.fee_note)
    return paper.PlanService(
        number=number,
        name=str(getattr(service, "name", "")),
        provider=provider,
        form=tr(f"enums.plan_service_form.{row.form}"),
        place=row.place,
        schedule=row.schedule,
        amount=amount(row.amount, _PER[row.amount_per]),
        total=amount(row.total_amount, "plan"),
        fee=fee or None,
        funding=row.funding,
        goals=() if row.goal_index is None else (row.goal_index + 1,),
    )
