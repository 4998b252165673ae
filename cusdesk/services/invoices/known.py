"""What a whole list of invoices is compared with, read once and kept for one reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.services.catalogue.naming import service_names
from cusdesk.services.contracts.store import all_contracts
from cusdesk.services.invoices.buyer import buyer_of

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
        buyer_nip: of the commune, "" when nobody has written it down.
        others: provider → all invoices of it, as far as they were asked for.
        given: service and days → what was given, as far as it was asked for.
    """

    contracts: tuple[Contract, ...]
    names: dict[bytes, str]
    buyer_nip: str
    others: dict[bytes | None, list[OtherInvoice]] = field(default_factory=dict)
    given: dict[tuple[bytes, dt.date, dt.date], list[Delivered]] = field(default_factory=dict)


def read_known(session: Session) -> Known:
    """Return contracts, names of services and who buys."""
    names, buyer = service_names(session), buyer_of(session)
    return Known(tuple(all_contracts(session)), names, buyer.nip)
