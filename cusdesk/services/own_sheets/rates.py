"""What a unit of a service cost in a month, by the contracts in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.contracts import terms_on
from cusdesk.domain.periods import Period
from cusdesk.services.contracts.store import all_contracts

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


def rates_of_month(session: Session, first: dt.date, last: dt.date) -> dict[bytes, int]:
    """Return service → rate in grosze, where all contracts of the month agree on one."""
    found: dict[bytes, set[int]] = {}
    for contract in all_contracts(session):
        if contract.period.intersection(Period(first, last)) is None:
            continue
        for service in contract.services:
            if service.service_id is None:
                continue
            terms = terms_on(contract, service.service_id, last)
            if terms and terms.rate_gr is not None:
                found.setdefault(service.service_id, set()).add(terms.rate_gr)
    return {service: rates.pop() for service, rates in found.items() if len(rates) == 1}
