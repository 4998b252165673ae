"""What a whole list of invoices is compared with, read once and kept for one reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.services.catalogue.naming import service_names
from cusdesk.services.contracts.store import all_contracts

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.domain.contracts import Contract
    from cusdesk.services.attendance.delivered import Delivered
    from cusdesk.services.invoices.others import OtherInvoice


@dataclass(frozen=True, slots=True)
class Known:
    """What every invoice is compared with; read once for a whole list of them.

    Attributes:
        contracts, names: all contracts, and the names of services.
        others: provider → all invoices of it, as far as they were asked for.
        given: service and days → what was given, as far as it was asked for.
    """

    contracts: tuple[Contract, ...]
    names: dict[bytes, str]
    others: dict[bytes | None, list[OtherInvoice]] = field(default_factory=dict)
    given: dict[tuple[bytes, dt.date, dt.date], list[Delivered]] = field(default_factory=dict)


def read_known(session: Session) -> Known:
    """Return contracts and names of services."""
    return Known(tuple(all_contracts(session)), service_names(session))
