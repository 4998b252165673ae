"""The list behind an amount: every presence, visit and absence of a person in a month."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.services.attendance import entries

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class UseRow:
    """One use.

    Attributes:
        source: name of the group, or who made the visit.
        minutes: of a presence; 0 for an absence.
    """

    id: bytes
    date: dt.date
    source: str
    mark: Mark
    minutes: int


_SHOWN = {Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED}


@needs("fees.see", "attendance.see")
def uses(office: Office, resident_id: bytes, service_id: bytes, month: dt.date) -> list[UseRow]:
    """Return what an amount was counted from, by day, as it is written down now."""
    found = entries(office, month, service_id, resident_id)
    return [
        UseRow(row.id, row.date, row.source, row.mark, row.minutes)
        for row in sorted(found, key=lambda row: row.date)
        if row.mark in _SHOWN
    ]
