"""Which contract a delivered hour belongs to, and what a contract is worth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cusdesk.domain.contracts.drafts import (
    AnnexDraft,
    ContractServiceDraft,
    last_day,
    terms_on,
)
from cusdesk.domain.periods import Period
from cusdesk.domain.quantities import priced

if TYPE_CHECKING:
    from collections.abc import Iterable


class Delivery(Protocol):
    """One presence or visit."""

    @property
    def service_id(self) -> bytes:
        """What was given."""
        ...

    @property
    def provider_id(self) -> bytes | None:
        """Who gave it, where it was written down."""
        ...

    @property
    def date(self) -> dt.date:
        """When."""
        ...


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as the counting of pools, the budget and the check of invoices know it.

    Attributes:
        value_gr: what it is worth as written in it; None where it names no value.
    """

    id: bytes
    number: str
    provider_id: bytes
    provider_name: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    funding_source_id: bytes | None
    services: tuple[ContractServiceDraft, ...]
    annexes: tuple[AnnexDraft, ...]
    value_gr: int | None = None

    @property
    def period(self) -> Period:
        """Its days, as the annexes left them."""
        return Period(self.valid_from, last_day(self))

    def has(self, service_id: bytes) -> bool:
        """Whether it orders the service."""
        return any(one.service_id == service_id for one in self.services)


def worth_of(contract: Contract, day: dt.date | None) -> int | None:
    """Return what a contract is worth in grosze: as written in it, else its pools at their rates.

    None where it names no value and one of its pools or rates is missing.

    Args:
        contract: the contract.
        day: whose annexes count; None for pools and rates as they were signed.
    """
    if contract.value_gr is not None:
        return contract.value_gr
    found = 0
    for one in contract.services:
        terms = terms_on(contract, one.service_id, day) if one.service_id and day else one
        if terms is None or terms.pool_milli is None or terms.rate_gr is None:
            return None
        found += priced(terms.pool_milli, terms.rate_gr)
    return found if contract.services else None


def contract_of(delivery: Delivery, contracts: Iterable[Contract]) -> Contract | None:
    """Return the contract a presence or visit counts for; None when there is none.

    It is the provider's contract for the service on that day. Where nobody wrote down who gave it,
    the only contract for the service counts. Of two, the one that began later does.
    """
    fitting = [
        each
        for each in contracts
        if each.has(delivery.service_id) and each.period.contains(delivery.date)
    ]
    if delivery.provider_id is not None:
        fitting = [each for each in fitting if each.provider_id == delivery.provider_id]
    elif len({each.provider_id for each in fitting}) > 1:
        return None
    return max(fitting, key=lambda each: (each.valid_from or dt.date.min, each.id), default=None)
