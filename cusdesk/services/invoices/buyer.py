"""Who buys: the commune with its NIP; who receives: the centre."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import one_line
from cusdesk.domain.providers import is_nip
from cusdesk.services.office import put_setting, setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

BUYER = "invoices.buyer"


@dataclass(frozen=True, slots=True)
class Buyer:
    """The commune as the buyer on invoices; the centre is the recipient."""

    name: str = ""
    nip: str = ""


@needs("invoices.see")
def get_buyer(office: Office) -> Buyer:
    """Return who buys."""
    with office.read() as session:
        return buyer_of(session)


def buyer_of(session: Session) -> Buyer:
    """Return who buys, inside a running read."""
    kept = setting(session, BUYER, {})
    return Buyer(**kept) if isinstance(kept, dict) else Buyer()


@needs("office.settings")
def set_buyer(office: Office, buyer: Buyer) -> Changes:
    """Keep who buys.

    Raises:
        ValidationError: the NIP is wrong.
    """
    tidy = Buyer(one_line(buyer.name), buyer.nip.strip())
    if tidy.nip and not is_nip(tidy.nip):
        raise ValidationError([Problem("nip", "domain.invoice.buyer_nip")])
    with office.write("office.setting") as work:
        put_setting(work.session, BUYER, asdict(tidy))
    return work.changes
