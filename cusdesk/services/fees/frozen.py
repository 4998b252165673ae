"""What a confirmed month stands on is not taken back by the history or by undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.models.fees import FeeCharge, FeeDecision, FeeRule
from cusdesk.models.journal import Operation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_RULE_TABLES = {"fee_rules", "fee_bands", "fee_prices", "fee_reliefs", "fee_rule_services"}
_DECISION_TABLES = {"fee_decisions", "fee_decision_reliefs"}
_KINDS = (
    "fees.create_rule", "fees.change_rule", "fees.new_version", "fees.retire_rule", "fees.decide",
    "fees.change_decision", "fees.retire_decision",
)  # fmt: skip


def refuse_if_used(session: Session, table: str, record_id: bytes) -> None:
    """Refuse when a confirmed month stands on the record a row belongs to.

    Args:
        session: a running read or operation.
        table: of the row.
        record_id: the rule or decision it is a part of, or itself.

    Raises:
        RuleError: `fees.problem.frozen` or `fees.problem.decision_frozen`.
    """
    if table in _RULE_TABLES and _is_charged(session, rule_id=record_id):
        raise RuleError("fees.problem.frozen")
    if table in _DECISION_TABLES and _is_charged(session, decision_id=record_id):
        raise RuleError("fees.problem.decision_frozen")


def refuse_to_reach_in(session: Session, operation_id: int) -> None:
    """Refuse to undo or repeat a step that made what a confirmed month stands on.

    Raises:
        RuleError: as `refuse_if_used`.
    """
    operation = session.get(Operation, operation_id)
    if operation is None or operation.kind not in _KINDS or operation.record_id is None:
        return
    if session.get(FeeRule, operation.record_id) is not None:
        refuse_if_used(session, "fee_rules", operation.record_id)
    elif session.get(FeeDecision, operation.record_id) is not None:
        refuse_if_used(session, "fee_decisions", operation.record_id)


def _is_charged(
    session: Session, *, rule_id: bytes | None = None, decision_id: bytes | None = None
) -> bool:
    query = select(FeeCharge.id).where(FeeCharge.retired_at.is_(None))
    if rule_id is not None:
        query = query.where(FeeCharge.rule_id == rule_id)
    if decision_id is not None:
        query = query.where(FeeCharge.decision_id == decision_id)
    return session.scalars(query.limit(1)).first() is not None
