"""The money of lines: what each part of a contract came to, shared out among them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cusdesk.domain.allotment import allot
from cusdesk.domain.contracts import ContractUnit, Counting

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.attendance.delivered import Delivered
    from cusdesk.services.budget.valued import Valued
    from cusdesk.services.reports.material import Material


@dataclass(frozen=True, slots=True)
class MoneyPart:
    """What one service of one contract at one rate brings to a line."""

    contract_id: bytes
    contract: str
    service: str
    rate_gr: int | None
    rows: int
    amount_gr: int


def money_parts(
    material: Material, key_of: Callable[[Delivered], str]
) -> dict[str, list[MoneyPart]]:
    """Return line -> its parts; all lines together come to what the contracts came to.

    A part is shared out by time, or by units where units are counted; a meeting that is paid for
    whoever came is shared equally among those who came.
    """
    found: dict[str, list[MoneyPart]] = defaultdict(list)
    for part in material.parts:
        weights = _weights(part, key_of)
        counts: dict[str, int] = defaultdict(int)
        for row in part.rows:
            counts[key_of(row)] += 1
        name = f"{part.contract.number} – {part.contract.provider_name}"
        service = material.services.get(part.service_id)
        words = service.name if service else ""
        for key, amount in allot(part.value_gr, weights).items():
            found[key].append(
                MoneyPart(part.contract.id, name, words, part.terms.rate_gr, counts[key], amount)
            )
    return found


def _weights(part: Valued, key_of: Callable[[Delivered], str]) -> dict[str, Fraction]:
    """Return line -> how much of the quantity is its own."""
    units: dict[tuple[object, ...], list[Delivered]] = defaultdict(list)
    for row in part.rows:
        units[_unit_of(part, row)].append(row)
    found: dict[str, Fraction] = defaultdict(Fraction)
    is_time = part.terms.unit.is_time
    for rows in units.values():
        size = max(row.minutes for row in rows) if is_time else 1
        for row in rows:
            found[key_of(row)] += Fraction(size, len(rows))
    return found


def _unit_of(part: Valued, row: Delivered) -> tuple[object, ...]:
    """Return what tells two paid units apart (as `domain.pools.quantity_given` counts them)."""
    who = row.resident_id if part.terms.counting is Counting.PERSON else b""
    if part.terms.unit is ContractUnit.DAY:
        return who, row.date
    if part.terms.unit is ContractUnit.MONTH:
        return who, row.date.year, row.date.month
    return who, row.source_id
