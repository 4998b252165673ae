"""Debts that are paid in parts and hold, as the accounts need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.db.reading import read_columns
from cusdesk.domain.fees.instalments import PutOff
from cusdesk.models.fee_instalments import FeeInstalment, FeeInstalmentDebt, FeeInstalmentPlan

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


def put_off(session: Session, resident_id: bytes | None = None) -> dict[bytes, list[PutOff]]:
    """Return resident -> debts in parts that hold, the oldest first; one resident's or all."""
    query = (
        select(FeeInstalmentPlan.id, FeeInstalmentPlan.resident_id)
        .where(FeeInstalmentPlan.retired_at.is_(None), FeeInstalmentPlan.ended_on.is_(None))
        .order_by(FeeInstalmentPlan.agreed_on, FeeInstalmentPlan.id)
    )
    if resident_id is not None:
        query = query.where(FeeInstalmentPlan.resident_id == resident_id)
    plans = read_columns(session, query)
    if not plans:
        return {}
    parts, debts = parts_of(session), _debts(session)
    found: dict[bytes, list[PutOff]] = {}
    for plan, who in plans:
        put = PutOff(plan, debts.get(plan, {}), tuple(parts.get(plan, ())))
        found.setdefault(who, []).append(put)
    return found


def parts_of(session: Session) -> dict[bytes, list[tuple[dt.date, int]]]:
    """Return plan -> (term, amount) of its parts in order."""
    one = FeeInstalment
    query = (
        select(one.plan_id, one.due_on, one.amount_gr)
        .where(one.retired_at.is_(None))
        .order_by(one.position, one.id)
    )
    found: dict[bytes, list[tuple[dt.date, int]]] = {}
    for plan, due, amount in read_columns(session, query):
        found.setdefault(plan, []).append((due, amount))
    return found


def _debts(session: Session) -> dict[bytes, dict[bytes, int]]:
    one = FeeInstalmentDebt
    query = select(one.plan_id, one.charge_id, one.amount_gr).where(one.retired_at.is_(None))
    found: dict[bytes, dict[bytes, int]] = {}
    for plan, charge, amount in read_columns(session, query):
        found.setdefault(plan, {})[charge] = amount
    return found
