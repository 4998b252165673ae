"""What an own template may say of a resident's last application and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.models.applications import Application
from cusdesk.models.catalogue import Service
from cusdesk.models.plans import Plan, PlanGoal, PlanService

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def application_values(session: Session, resident_id: bytes) -> dict[str, object]:
    """Return `application.*` of the last application, empty without one."""
    row = session.execute(
        select(Application.number, Application.received_on)
        .where(Application.resident_id == resident_id, Application.retired_at.is_(None))
        .order_by(Application.received_on.desc(), Application.id.desc())
        .limit(1)
    ).first()
    return {
        "application.number": row.number if row else "",
        "application.received_on": row.received_on if row else None,
    }


def plan_values(session: Session, resident_id: bytes) -> dict[str, object]:
    """Return `plan.*` of the last plan, empty without one."""
    plan = session.scalars(
        select(Plan)
        .where(Plan.resident_id == resident_id, Plan.retired_at.is_(None))
        .order_by(Plan.id.desc())
        .limit(1)
    ).first()
    names = ("number", "drawn_on", "valid_from", "valid_to", "programme", "coordinator")
    if plan is None:
        return {f"plan.{name}": "" for name in (*names, "services", "goals")}
    services = (
        select(Service.name)
        .join(PlanService, PlanService.service_id == Service.id)
        .where(PlanService.plan_id == plan.id, PlanService.retired_at.is_(None))
        .order_by(PlanService.position)
    )
    goals = (
        select(PlanGoal.text)
        .where(PlanGoal.plan_id == plan.id, PlanGoal.retired_at.is_(None))
        .order_by(PlanGoal.position)
    )
    found: dict[str, object] = {f"plan.{name}": getattr(plan, name) for name in names}
    found["plan.services"] = "\n".join(session.scalars(services))
    found["plan.goals"] = "\n".join(session.scalars(goals))
    return found
