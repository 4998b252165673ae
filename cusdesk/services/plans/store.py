"""Between a `PlanDraft` and its rows: reading one, writing the other inside an operation."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from cusdesk.core.ids import new_id
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.plans import (
    ActionDraft,
    AmountPer,
    GoalDraft,
    GoalTerm,
    NeedDraft,
    PlanDraft,
    PlanServiceDraft,
    PlanServiceForm,
    ReviewDraft,
)
from cusdesk.models.plan_course import (
    PlanBreak,
    PlanClosing,
    PlanHandover,
    PlanNote,
    PlanTask,
)
from cusdesk.models.plans import (
    Plan,
    PlanAction,
    PlanGoal,
    PlanNeed,
    PlanReview,
    PlanService,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork

Part = TypeVar("Part", PlanNeed, PlanGoal, PlanService, PlanAction, PlanReview)

OWN_FIELDS = tuple(
    f.name
    for f in fields(PlanDraft)
    if f.name not in {"resident_id", "need_rows", "goals", "services", "actions", "reviews"}
)
GOAL_FIELDS = ("text", "measure", "criterion", "due")
SERVICE_FIELDS = (
    "service_id",
    "provider_id",
    "place",
    "schedule",
    "amount",
    "total_amount",
    "valid_from",
    "valid_to",
    "fee_gr",
    "fee_note",
    "funding",
    "decision_number",
    "decided_on",
    "decision_minutes",
    "decided_by",
)
ACTION_FIELDS = ("what", "who", "when")
REVIEW_FIELDS = ("due", "done", "note")


def _copy(source: object, target: object, names: Sequence[str]) -> None:
    for name in names:
        value = getattr(source, name)
        setattr(target, name, value.strip() if isinstance(value, str) else value)


def parts(session: Session, model: type[Part], plan_id: bytes) -> list[Part]:
    """Return the living rows of one kind that belong to a plan, in order."""
    query = (
        select(model)
        .where(model.plan_id == plan_id, model.retired_at.is_(None))
        .order_by(model.position, model.id)
    )
    return list(session.scalars(query))


Course = TypeVar("Course", PlanNote, PlanBreak, PlanTask, PlanHandover, PlanClosing)


def parts_of(session: Session, model: type[Course], plan_id: bytes) -> list[Course]:
    """Return the living rows of one kind that tell of the course of a plan."""
    query = select(model).where(model.plan_id == plan_id, model.retired_at.is_(None))
    return list(session.scalars(query))


def read_draft(session: Session, plan: Plan) -> PlanDraft:
    """Return a plan with all its parts as a draft."""
    draft = PlanDraft(resident_id=plan.resident_id)
    for name in OWN_FIELDS:
        setattr(draft, name, getattr(plan, name))
    needs = parts(session, PlanNeed, plan.id)
    draft.need_rows = [NeedDraft(need.text, row_id=need.id) for need in needs]
    places = {need.id: number for number, need in enumerate(needs)}
    goals = parts(session, PlanGoal, plan.id)
    index = {goal.id: number for number, goal in enumerate(goals)}
    draft.goals = [
        GoalDraft(
            GoalTerm(g.term),
            g.text,
            g.measure,
            g.criterion,
            g.due,
            need_index=None if g.need_id is None else places.get(g.need_id),
            row_id=g.id,
        )
        for g in goals
    ]
    for row in parts(session, PlanService, plan.id):
        service = PlanServiceDraft(
            goal_index=None if row.goal_id is None else index.get(row.goal_id),
            form=PlanServiceForm(row.form),
            amount_per=AmountPer(row.amount_per),
            unit=ServiceUnit(row.unit),
            row_id=row.id,
        )
        for name in SERVICE_FIELDS:
            setattr(service, name, getattr(row, name))
        draft.services.append(service)
    draft.actions = [
        ActionDraft(a.what, a.who, a.when, row_id=a.id) for a in parts(session, PlanAction, plan.id)
    ]
    draft.reviews = [
        ReviewDraft(r.due, r.done, r.note, row_id=r.id) for r in parts(session, PlanReview, plan.id)
    ]
    return draft


def write_draft(work: UnitOfWork, plan: Plan, draft: PlanDraft) -> None:
    """Make a plan's rows equal to the draft; rows that are gone from it go to the bin.

    New parts keep the `row_id` they come with, or get one, so that the next write finds them.
    """
    _copy(draft, plan, OWN_FIELDS)
    needs = _match(work, PlanNeed, plan, draft.need_rows)
    for need_row, need in zip(needs, draft.need_rows, strict=True):
        need_row.text = need.text.strip()
    work.session.flush()
    goals = _match(work, PlanGoal, plan, draft.goals)
    for goal_row, goal in zip(goals, draft.goals, strict=True):
        _copy(goal, goal_row, GOAL_FIELDS)
        goal_row.term = str(goal.term)
        goal_row.need_id = _id_at(needs, goal.need_index)
    work.session.flush()
    services = _match(work, PlanService, plan, draft.services)
    for row, service in zip(services, draft.services, strict=True):
        _copy(service, row, SERVICE_FIELDS)
        row.form = str(service.form)
        row.amount_per = str(service.amount_per)
        row.unit = str(service.unit or ServiceUnit.HOUR)
        row.goal_id = _id_at(goals, service.goal_index)
    actions = _match(work, PlanAction, plan, draft.actions)
    for action_row, action in zip(actions, draft.actions, strict=True):
        _copy(action, action_row, ACTION_FIELDS)
    reviews = _match(work, PlanReview, plan, draft.reviews)
    for review_row, review in zip(reviews, draft.reviews, strict=True):
        _copy(review, review_row, REVIEW_FIELDS)


def _id_at(rows: Sequence[PlanNeed] | Sequence[PlanGoal], number: int | None) -> bytes | None:
    return rows[number].id if number is not None and 0 <= number < len(rows) else None


def _match(
    work: UnitOfWork,
    model: type[Part],
    plan: Plan,
    drafts: Sequence[NeedDraft | GoalDraft | PlanServiceDraft | ActionDraft | ReviewDraft],
) -> list[Part]:
    """Return one row for each draft, in its order: the stored one or a new one."""
    stored = {row.id: row for row in parts(work.session, model, plan.id)}
    rows: list[Part] = []
    for position, draft in enumerate(drafts):
        row = stored.pop(draft.row_id, None) if draft.row_id is not None else None
        if row is None:
            if draft.row_id is None or work.session.get(model, draft.row_id) is not None:
                draft.row_id = new_id()
            row = model(id=draft.row_id, subject_id=plan.subject_id, plan_id=plan.id)
            work.session.add(row)
        row.position = position
        rows.append(row)
    for gone in stored.values():
        work.retire(gone)
    return rows
