"""The decisions of residents as a list, and the confirmed months that stand on each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.rounding import half_up
from cusdesk.models.catalogue import Service
from cusdesk.models.fees import FeeCharge, FeeDecision
from cusdesk.models.residents import Resident

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in the list.

    Attributes:
        is_used: a confirmed month stands on it.
    """

    id: bytes
    resident_id: bytes
    resident: str
    service: str
    regime: str
    number: str
    valid_from: dt.date
    valid_to: dt.date | None
    income_gr: int | None
    persons: int
    is_single: bool
    is_used: bool

    @property
    def per_person_gr(self) -> int | None:
        """Income per person, rounded half up to a grosz."""
        if self.income_gr is None:
            return None
        return half_up(Decimal(self.income_gr) / self.persons)


@needs("fees.see")
def list_decisions(office: Office, resident_id: bytes | None = None) -> list[DecisionRow]:
    """Return the decisions that are not in the bin, by person and service, the newest first."""
    query = (
        select(
            FeeDecision,
            Resident.surname + " " + Resident.given_name,
            Service.name,
        )
        .join(Resident, Resident.id == FeeDecision.resident_id)
        .join(Service, Service.id == FeeDecision.service_id)
        .where(FeeDecision.retired_at.is_(None), Resident.retired_at.is_(None))
        .order_by(Service.sort_key, FeeDecision.valid_from.desc())
    )
    if resident_id is not None:
        query = query.where(FeeDecision.resident_id == resident_id)
    with office.read() as session:
        used = used_months(session)
        rows = [
            _row(row, name.strip(), service, used) for row, name, service in session.execute(query)
        ]
    return sorted(rows, key=_by_name)


def _by_name(row: DecisionRow) -> str:
    return sort_key(row.resident)


def _row(
    row: FeeDecision, name: str, service: str, used: dict[tuple[bytes, bytes], list[dt.date]]
) -> DecisionRow:
    return DecisionRow(
        id=row.id,
        resident_id=row.resident_id,
        resident=name,
        service=service,
        regime=row.regime,
        number=row.number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        income_gr=row.income_gr,
        persons=1 if row.is_single else max(1, row.persons or 1),
        is_single=row.is_single,
        is_used=bool(months_in(row, used)),
    )


def used_months(session: Session) -> dict[tuple[bytes, bytes], list[dt.date]]:
    """Return the confirmed months of every person and service."""
    query = (
        select(FeeCharge.resident_id, FeeCharge.service_id, FeeCharge.month)
        .where(FeeCharge.retired_at.is_(None))
        .distinct()
    )
    found: dict[tuple[bytes, bytes], list[dt.date]] = {}
    for resident, service, month in session.execute(query):
        found.setdefault((resident, service), []).append(month)
    return found


def months_in(row: FeeDecision, used: dict[tuple[bytes, bytes], list[dt.date]]) -> list[dt.date]:
    """Return the confirmed months some day of which falls under a decision."""
    last = row.valid_to or dt.date.max
    first = row.valid_from.replace(day=1)
    months = used.get((row.resident_id, row.service_id), ())
    return [month for month in months if first <= month <= last]
