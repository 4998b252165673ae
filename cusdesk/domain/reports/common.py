"""Small values that several documents share."""

from __future__ import annotations

from dataclasses import dataclass

from cusdesk.domain.catalogue import ServiceUnit

__all__ = ["ClauseText", "OfficeHeader", "ServiceUnit"]


@dataclass(frozen=True, slots=True)
class OfficeHeader:
    """The office as it stands at the head of every document.

    Attributes:
        name: full name, such as „Centrum Usług Społecznych w Dolinie Zielonej”.
        address_lines: street and number, post code and place; any number of lines.
        contact: telephone and e-mail in one line; may be empty.
        place: locality for „miejscowość i data”; may be empty.
        logo: PNG or JPEG bytes, drawn at most 16 mm high; None for no logo.
    """

    name: str
    address_lines: tuple[str, ...] = ()
    contact: str = ""
    place: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class ClauseText:
    """The wording of a clause on a day, and whether the office compared it with its source."""

    clause: str
    title: str
    text: str
    is_confirmed: bool = False
