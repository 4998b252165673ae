"""Small values that several documents share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ServiceUnit(StrEnum):
    """How a service is counted. The values are the catalogue's codes."""

    HOUR = "hour"
    LESSON_HOUR = "lesson_hour"
    MEETING = "meeting"
    DAY = "day"

    @property
    def is_time(self) -> bool:
        """Whether amounts of this unit are kept in minutes (else in whole units)."""
        return self in {ServiceUnit.HOUR, ServiceUnit.LESSON_HOUR}

    @property
    def usual_minutes(self) -> int | None:
        """Minutes of one unit where the office says nothing else; None for counted units."""
        return {ServiceUnit.HOUR: 60, ServiceUnit.LESSON_HOUR: 45}.get(self)


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
