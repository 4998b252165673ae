"""An address as lists show it: in one short line that begins with the village."""

from __future__ import annotations

from cusdesk.domain.addresses import Address, format_house, format_street
from cusdesk.domain.polish_text import collapse_spaces


def place_of(address: Address) -> str:
    """Return `Dolina 12`, or `Dolina, ul. Zielona 12/3`; post office and code are left out."""
    house = format_house(address)
    if not address.street:
        return collapse_spaces(f"{address.locality} {house}")
    street = collapse_spaces(f"{format_street(address)} {house}")
    return f"{address.locality}, {street}" if address.locality else street
