"""Plans that wait for approval, on the day sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.plans import PlanStatus
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services.caseload import over_limit, sees_all_first
from cusdesk.services.today.lines import READ, DayLine, DaySection, Urgency, date_words, section

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

_NAME = Resident.surname + " " + Resident.given_name


def approvals(session: Session, today: dt.date) -> DaySection | None:
    """Return plans agreed with the resident that wait for approval (CUS act, art. 41)."""
    query = (
        select(Plan.id, _NAME, Plan.agreed_on, Plan.submitted_on)
        .join(Resident, Resident.id == Plan.resident_id)
        .where(
            (Plan.status == PlanStatus.AGREED.value)
            | ((Plan.update_reason != "") & Plan.agreed_on.is_not(None)),
            Plan.retired_at.is_(None),
        )
        .order_by(Plan.submitted_on.is_(None), Plan.submitted_on, Plan.agreed_on)
        .limit(READ)
    )
    lines = []
    for plan_id, name, agreed, submitted in session.execute(query):
        day = submitted or agreed
        when = date_words(day, today) if day else ""
        key = "today.line.submitted" if submitted else "today.line.approval"
        lines.append(DayLine(tr(key, name=name), when, Urgency.SOON, "plans", plan_id))
    return section("approvals", lines)


def overloaded(session: Session, _today: dt.date, *, office: Office) -> DaySection | None:
    """Return coordinators with more plans than the director's limit, for whoever leads."""
    if not sees_all_first(office):
        return None
    lines = [
        DayLine(
            tr("today.line.overloaded", name=name, n=plans, limit=limit),
            "",
            Urgency.SOON,
            "caseload",
        )
        for name, plans, limit in over_limit(office, session)
    ]
    return section("caseload", lines)
