"""Why more was given than a pool holds: written down once, valid up to the excess it names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import strip_controls
from cusdesk.domain.pools import PoolKey, PoolKind
from cusdesk.models.contracts import PersonPoolReason, PoolReason
from cusdesk.models.plans import PlanService

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.pools import Balance
    from cusdesk.services.office import Office

_LONGEST = 2000


@needs("attendance.change")
def give_reason(office: Office, balance: Balance, reason: str) -> Changes:
    """Write down why more was given than a pool holds; it counts up to the excess of today.

    Raises:
        ValidationError: the reason is empty or too long, or nothing was given over.
    """
    words = strip_controls(reason, keep_lines=True).strip()
    if not balance.over:
        raise ValidationError([Problem("reason", "contracts.pools.not_over")])
    if not words or len(words) > _LONGEST:
        key = "contracts.pools.reason_long" if words else "contracts.pools.reason_missing"
        raise ValidationError([Problem("reason", key, {"limit": _LONGEST})])
    common: dict[str, Any] = {
        "valid_from": balance.key.valid_from,
        "over": balance.over,
        "reason": words,
        "given_on": office.clock.today(),
        "given_by": office.user_name,
    }
    with office.write("contracts.reason") as work:
        work.session.add(_row(work.session, balance.key, common))
    return work.changes


def _row(session: Session, key: PoolKey, common: dict[str, Any]) -> PoolReason | PersonPoolReason:
    if key.resident_id is None:
        return PoolReason(
            kind=key.kind.value,
            contract_id=key.record_id if key.kind is PoolKind.CONTRACT else None,
            funding_source_id=key.record_id if key.kind is PoolKind.SOURCE else None,
            service_id=key.service_id,
            **common,
        )
    is_plan = key.kind is PoolKind.PLAN and session.get(PlanService, key.record_id) is not None
    return PersonPoolReason(
        subject_id=key.resident_id,
        resident_id=key.resident_id,
        service_id=key.service_id,
        plan_service_id=key.record_id if is_plan else None,
        **common,
    )


def explained(session: Session, balances: Sequence[Balance]) -> list[Balance]:
    """Return the balances with how much of their excess was explained in writing."""
    if not any(balance.over for balance in balances):
        return list(balances)
    known = _known(session)
    return [replace(each, explained=known.get(each.key, 0)) for each in balances]


@needs("attendance.see")
def reasons_of(office: Office, key: PoolKey) -> list[tuple[str, str]]:
    """Return what was written about a pool: (who and when, the words), the newest first."""
    from cusdesk.domain.dates import format_date

    with office.read() as session:
        rows = [row for row in _rows(session) if _key(row) == key]
    rows.sort(key=lambda row: (row.given_on, row.id), reverse=True)
    return [(f"{row.given_by}, {format_date(row.given_on)}", row.reason) for row in rows]


def _known(session: Session) -> dict[PoolKey, int]:
    found: dict[PoolKey, int] = {}
    for row in _rows(session):
        key = _key(row)
        found[key] = max(found.get(key, 0), row.over)
    return found


def _rows(session: Session) -> list[Any]:
    found: list[Any] = []
    for model in (PoolReason, PersonPoolReason):
        query = select(*model.__table__.columns).where(model.retired_at.is_(None))
        found += session.execute(query).all()
    return found


def _key(row: Any) -> PoolKey:  # noqa: ANN401 (a result row of either table)
    resident = getattr(row, "resident_id", None)
    if resident is None:
        record = row.contract_id or row.funding_source_id or row.service_id
        return PoolKey(PoolKind(row.kind), record, row.service_id, None, row.valid_from)
    plan = row.plan_service_id
    kind = PoolKind.PLAN if plan is not None else PoolKind.PERSON
    return PoolKey(kind, plan or resident, row.service_id, resident, row.valid_from)
