"""The work card of whoever visits residents: one line a visit, as on the screen."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass

from cusdesk.domain.reports.common import OfficeHeader  # noqa: TC001 (dataclass fields)


@dataclass(frozen=True, slots=True)
class WorkCardLine:
    """One visit.

    Attributes:
        start, end: such as `8:00`; empty when only the time is known.
        service: named only on a card of several services.
    """

    number: int
    date: dt.date
    resident: str
    start: str
    end: str
    minutes: int
    travel_minutes: int = 0
    activities: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class WorkCard:
    """The visits of a month, of one worker or service, or of all.

    Attributes:
        worker, service: empty when the card is not of one only.
    """

    office: OfficeHeader
    month: dt.date
    lines: tuple[WorkCardLine, ...]
    printed_on: dt.date
    worker: str = ""
    service: str = ""

    @property
    def minutes(self) -> int:
        """Minutes of all visits, the way there and back left out."""
        return sum(line.minutes for line in self.lines)

    @property
    def travel_minutes(self) -> int:
        """Minutes on the way."""
        return sum(line.travel_minutes for line in self.lines)
