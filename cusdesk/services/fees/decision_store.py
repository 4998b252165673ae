"""Decisions between their columns and the drafts of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.fees.decision import DecisionDraft, DecisionRelief, Regime
from cusdesk.models.fees import FeeDecision, FeeDecisionRelief
from cusdesk.services.records import living_parts, put_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork

_FIELDS = (
    "resident_id", "service_id", "number", "decided_on", "valid_from", "valid_to", "is_single",
    "persons", "income_gr", "income_month", "fixed_percent", "fixed_rate_gr", "monthly_minutes",
    "notes",
)  # fmt: skip


def drafts_of(session: Session, rows: Iterable[FeeDecision]) -> dict[bytes, DecisionDraft]:
    """Return id -> draft of decisions, with their reliefs."""
    kept = list(rows)
    reliefs: dict[bytes, list[DecisionRelief]] = {}
    query = (
        select(FeeDecisionRelief)
        .where(FeeDecisionRelief.retired_at.is_(None))
        .order_by(FeeDecisionRelief.position, FeeDecisionRelief.id)
    )
    if len(kept) == 1:
        query = query.where(FeeDecisionRelief.decision_id == kept[0].id)
    for part in session.scalars(query):
        found = DecisionRelief(part.relief_id, part.valid_from, part.valid_to)
        reliefs.setdefault(part.decision_id, []).append(found)
    return {row.id: _draft(row, reliefs.get(row.id, [])) for row in kept}


def _draft(row: FeeDecision, reliefs: list[DecisionRelief]) -> DecisionDraft:
    values: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    return DecisionDraft(regime=Regime(row.regime), reliefs=tuple(reliefs), **values)


def decision_columns(draft: DecisionDraft) -> dict[str, Any]:
    """Return the columns of a decision but its regime."""
    values = {name: getattr(draft, name) for name in _FIELDS}
    persons = None if draft.is_single else draft.persons
    return {**values, "persons": persons, "number": draft.number.strip()}


def write_reliefs(work: UnitOfWork, row: FeeDecision, draft: DecisionDraft) -> None:
    """Make the reliefs of a decision be those of the draft."""
    present = living_parts(work, FeeDecisionRelief, "decision_id", row.id)
    for position, relief in enumerate(draft.reliefs):
        values: dict[str, object] = {
            "position": position,
            "relief_id": relief.relief_id,
            "valid_from": relief.valid_from,
            "valid_to": relief.valid_to,
        }
        if position < len(present):
            put_fields(present[position], values)
        else:
            made = {"decision_id": row.id, "subject_id": row.resident_id, **values}
            work.session.add(FeeDecisionRelief(**made))
    for part in present[len(draft.reliefs) :]:
        work.retire(part)


def same_matter(draft: DecisionDraft) -> list[ColumnElement[bool]]:
    """Return the conditions of a decision about the same resident and service."""
    return [
        FeeDecision.resident_id == draft.resident_id,
        FeeDecision.service_id == draft.service_id,
        FeeDecision.retired_at.is_(None),
    ]
