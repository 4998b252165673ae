"""What residents paid for services in a year: income beside the spending."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.domain.access import needs
from cusdesk.domain.fees.ledger import PaymentKind
from cusdesk.models.fees import FeePayment
from cusdesk.services.contracts.given import resident_names

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

_MONEY = (PaymentKind.TRANSFER.value, PaymentKind.CASH.value, PaymentKind.REFUND.value)
"""A waiver lessens a debt and brings nothing."""


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """A payment of a resident; a refund is below zero."""

    resident_id: bytes
    resident: str
    paid_on: dt.date
    kind: PaymentKind
    amount_gr: int


@needs("fees.see")
def income_rows(office: Office, year: int) -> list[IncomeRow]:
    """Return what residents paid for services in a year, by day."""
    one = FeePayment
    query = (
        select(one.resident_id, one.paid_on, one.kind, one.amount_gr)
        .where(*_in_year(year))
        .order_by(one.paid_on, one.id)
    )
    with office.read() as session:
        rows = session.execute(query).all()
        names = resident_names(session, {row.resident_id for row in rows})
        return [
            IncomeRow(row[0], names.get(row[0], ""), row[1], PaymentKind(row[2]), row[3])
            for row in rows
        ]


def income_of(session: Session, year: int) -> int:
    """Return what the same payments add up to, in grosze."""
    return session.scalar(select(func.sum(FeePayment.amount_gr)).where(*_in_year(year))) or 0


def _in_year(year: int) -> tuple[ColumnElement[bool], ...]:
    return (
        FeePayment.retired_at.is_(None),
        FeePayment.kind.in_(_MONEY),
        FeePayment.paid_on.between(dt.date(year, 1, 1), dt.date(year, 12, 31)),
    )
