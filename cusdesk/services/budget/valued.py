"""What was given, in money: by contract, service and rate of the day, rounded once a sum."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.contracts import Contract, contract_of, terms_on
from cusdesk.domain.pools import quantity_given
from cusdesk.domain.quantities import priced

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from cusdesk.domain.contracts import Terms
    from cusdesk.services.attendance.delivered import Delivered


@dataclass(frozen=True, slots=True)
class Valued:
    """Presences and visits that are paid for at one rate of one contract.

    Attributes:
        quantity_milli: units in thousandths.
        value_gr: quantity times rate, half up; 0 where the contract names no rate.
    """

    contract: Contract
    service_id: bytes
    terms: Terms
    rows: tuple[Delivered, ...]
    quantity_milli: int
    value_gr: int


def shared_out(
    rows: Iterable[Delivered], contracts: Sequence[Contract]
) -> dict[bytes | None, list[Delivered]]:
    """Return contract -> what was given under it; None has what no contract covers."""
    found: dict[bytes | None, list[Delivered]] = defaultdict(list)
    known: dict[tuple[bytes, bytes | None, dt.date], Contract | None] = {}
    for row in rows:
        place = (row.service_id, row.provider_id, row.date)
        if place not in known:
            known[place] = contract_of(row, contracts)
        contract = known[place]
        found[contract.id if contract else None].append(row)
    return found


def valued(contract: Contract, rows: Iterable[Delivered]) -> list[Valued]:
    """Return what was given under a contract by service and rate; the values may be added up."""
    parts: dict[tuple[bytes, Terms], list[Delivered]] = defaultdict(list)
    for row in rows:
        terms = terms_on(contract, row.service_id, row.date)
        if terms is not None:
            parts[row.service_id, terms].append(row)
    found = []
    for (service_id, terms), mine in parts.items():
        day = max(row.date for row in mine)
        quantity = quantity_given(mine, terms.unit, terms.counting, day)
        value = priced(quantity, terms.rate_gr or 0)
        found.append(Valued(contract, service_id, terms, tuple(mine), quantity, value))
    return found


def value_of(contract: Contract, rows: Iterable[Delivered]) -> int:
    """Return what was given under a contract in grosze."""
    return sum(part.value_gr for part in valued(contract, rows))
