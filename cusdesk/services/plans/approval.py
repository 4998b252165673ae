"""The way of a plan to its approval (CUS act, art. 38 and 41): agreed, sent, returned, approved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, RuleError, ValidationError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.polish_text import fold
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services.plans.fixed import refuse_if_fixed
from cusdesk.services.plans.steps import note_step
from cusdesk.services.plans.versions import freeze, in_force, last_number, mark_withdrawn

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """A plan that waits for approval.

    Attributes:
        version_number: 1 for a new plan, higher for an update.
        submitted_on: None for one that was agreed and not sent yet.
    """

    id: bytes
    number: str
    resident_name: str
    coordinator: str
    version_number: int
    agreed_on: dt.date | None
    submitted_on: dt.date | None
    submitted_by: str


@needs("plans.change")
def agree_plan(
    office: Office, plan_id: bytes, version: int, *, agreed_by: str, on: dt.date
) -> Changes:
    """Write down that the plan was agreed with the resident or representative (art. 38(1)).

    Raises:
        ValidationError: no name, or a day before the plan was drawn up.
        RuleError: the plan is approved, or waits for approval.
    """
    if not agreed_by.strip():
        raise ValidationError([Problem("agreed_by", "plans.problem.agreed_by_missing")])
    with office.write("plans.agree", record=("plans", plan_id)) as work:
        plan = work.get(Plan, plan_id, version)
        refuse_if_fixed(plan)
        if plan.drawn_on is not None and on < plan.drawn_on:
            raise ValidationError([Problem("agreed_on", "plans.problem.agreed_before_drawn")])
        plan.agreed_by = agreed_by.strip()
        plan.agreed_on = on
        plan.coordinator_agreed_on = plan.coordinator_agreed_on or on
        if not plan.update_reason:
            plan.status = PlanStatus.AGREED
    return work.changes


@needs("plans.change")
def submit_plan(office: Office, plan_id: bytes, version: int, *, comment: str = "") -> Changes:
    """Send an agreed plan to whoever approves it; it cannot be changed while it waits.

    Raises:
        RuleError: it was not agreed with the resident yet, or is approved or sent already.
    """
    with office.write("plans.submit", record=("plans", plan_id)) as work:
        plan = work.get(Plan, plan_id, version)
        refuse_if_fixed(plan)
        if plan.agreed_on is None:
            raise RuleError("plans.rule.agree_first")
        plan.submitted_on = office.clock.today()
        plan.submitted_by = office.user_name
        note_step(work, plan, "submitted", office.user_name, comment=comment)
    return work.changes


@needs("plans.change")
def recall_plan(office: Office, plan_id: bytes, version: int) -> Changes:
    """Take a plan back from those who approve, so that it can be mended.

    Raises:
        RuleError: it does not wait for approval.
    """
    with office.write("plans.recall", record=("plans", plan_id)) as work:
        plan = work.get(Plan, plan_id, version)
        _end_waiting(plan)
        note_step(work, plan, "recalled", office.user_name)
    return work.changes


@needs("plans.approve")
def return_plan(office: Office, plan_id: bytes, version: int, *, comment: str) -> Changes:
    """Give a plan back to its author with what is to be mended.

    Raises:
        ValidationError: no comment.
        RuleError: it does not wait for approval.
    """
    if not comment.strip():
        raise ValidationError([Problem("comment", "plans.problem.comment_missing")])
    with office.write("plans.return", record=("plans", plan_id)) as work:
        plan = work.get(Plan, plan_id, version)
        _end_waiting(plan)
        note_step(work, plan, "returned", office.user_name, comment=comment)
    return work.changes


def _end_waiting(plan: Plan) -> None:
    if plan.submitted_on is None:
        raise RuleError("plans.rule.not_submitted", number=plan.number)
    plan.submitted_on, plan.submitted_by = None, ""


def is_author(name: str, *authors: str) -> bool:
    """Return whether somebody who approves wrote the plan or sent it: allowed, and told."""
    return bool(name.strip()) and fold(name) in {fold(author) for author in authors}


@needs("plans.approve")
def approve_plan(  # noqa: PLR0913 (what stands on the paper)
    office: Office,
    plan_id: bytes,
    version: int,
    *,
    approved_by: str,
    post: str,
    on: dt.date,
    comment: str = "",
) -> Changes:
    """Approve a plan (art. 41: the director or an authorised organiser). Cannot be undone.

    The version is frozen: its data and the bytes of its paper never change. An approver who is the
    author too is written down as such.

    Raises:
        RuleError: it was not agreed with the resident yet, or is approved already.
        ValidationError: no name, or a day before the agreement.
    """
    if not approved_by.strip():
        raise ValidationError([Problem("approved_by", "plans.problem.approved_by_missing")])
    with office.write("plans.approve", record=("plans", plan_id), undoable=False) as work:
        plan = work.get(Plan, plan_id, version)
        _check_ripe(plan, on)
        by_author = is_author(approved_by, plan.coordinator, plan.submitted_by)
        plan.approved_by, plan.approved_post = approved_by.strip(), post.strip()
        plan.approved_on, plan.approved_at = on, work.now_ms
        plan.status = PlanStatus.APPROVED
        plan.submitted_on, plan.submitted_by = None, ""
        note_step(
            work,
            plan,
            "approved",
            plan.approved_by,
            post=plan.approved_post,
            comment=comment,
            by_author=by_author,
        )
        work.session.flush()
        freeze(work, plan, office.clock.today(), by_author=by_author)
        plan.update_reason = plan.update_note = ""
    return work.changes


def _check_ripe(plan: Plan, on: dt.date) -> None:
    """Refuse an approval before the agreement, or a second one."""
    if plan.approved_on is not None:
        raise RuleError("plans.rule.approved_is_fixed", number=plan.number)
    if plan.agreed_on is None:
        raise RuleError("plans.rule.agree_first")
    if on < plan.agreed_on:
        raise ValidationError([Problem("approved_on", "plans.problem.approved_before_agreed")])


@needs("plans.approve")
def withdraw_approval(office: Office, plan_id: bytes, version: int, reason: str) -> Changes:
    """Take an approval back so that the plan can be mended; the reason stays in its notes.

    What was approved stays as it was, marked as withdrawn; the next approval makes a version of
    its own. An update whose approval is withdrawn is open again: the version before is in force.

    Raises:
        ValidationError: no reason.
        RuleError: the plan is not approved.
    """
    if not reason.strip():
        raise ValidationError([Problem("reason", "plans.problem.reason_missing")])
    with office.write("plans.withdraw", record=("plans", plan_id), undoable=False) as work:
        plan = work.get(Plan, plan_id, version)
        if plan.approved_on is None:
            raise RuleError("plans.rule.not_approved", number=plan.number)
        today = office.clock.today()
        day = f"{today:%d.%m.%Y}"
        words = {"date": day, "user": office.user_name, "reason": reason.strip()}
        plan.notes = f"{plan.notes}\n{tr('plans.withdrawn_note', **words)}".strip()
        note_step(work, plan, "withdrawn", office.user_name, comment=reason)
        frozen = mark_withdrawn(work, plan, today, reason.strip())
        plan.approved_on = plan.approved_at = None
        plan.approved_by = plan.approved_post = ""
        plan.version_number = last_number(work.session, plan.id) + 1
        if in_force(work.session, plan.id) is not None:
            plan.update_reason = (frozen.update_reason if frozen else "") or "other"
            plan.update_note = frozen.note if frozen else ""
        else:
            plan.status = PlanStatus.AGREED if plan.agreed_on else PlanStatus.DRAFT
    return work.changes


@needs("plans.see")
def waiting_plans(office: Office) -> list[WaitingPlan]:
    """Return the plans that were sent for approval, the longest waiting first (art. 41)."""
    query = (
        select(
            Plan.id,
            Plan.number,
            Resident.surname + " " + Resident.given_name,
            Plan.coordinator,
            Plan.version_number,
            Plan.agreed_on,
            Plan.submitted_on,
            Plan.submitted_by,
        )
        .join(Resident, Resident.id == Plan.resident_id)
        .where(Plan.submitted_on.is_not(None), Plan.retired_at.is_(None))
        .order_by(Plan.submitted_on, Plan.agreed_on, Plan.id)
    )
    with office.read() as session:
        return [WaitingPlan(*row) for row in session.execute(query)]
