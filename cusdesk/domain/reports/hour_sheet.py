"""The sheet of hours that a provider fills in and sends back; where its cells are."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
import re
from dataclasses import dataclass

HEAD_ROW = 8
"""Row of the headings, from 1; the entries stand below it."""
ENTRY_ROWS = 400
COLUMNS = ("person", "date", "start", "end", "hours", "worker", "activities")
SHEET_NUMBER = re.compile(r"\bAG/(\d{4})-(\d{2})/\d{4,}\b")
"""The number by which a sheet that comes back is known."""
_LINE_NUMBER = re.compile(r"\s*(\d{1,5})\s*\.")


@dataclass(frozen=True, slots=True)
class HourSheetPerson:
    """One person and service: a number and a name, and nothing else about the person.

    Attributes:
        planned_minutes: for the month; None when nothing is planned.
    """

    number: int
    name: str
    service: str
    planned_minutes: int | None = None

    @property
    def label(self) -> str:
        """What is chosen from the list: `12. Nowak Jan – Opieka w domu`."""
        return f"{self.number}. {self.name} – {self.service}"


@dataclass(frozen=True, slots=True)
class HourSheetDocument:
    """The sheet of one provider and month, as it goes out."""

    office_name: str
    number: str
    provider: str
    month: dt.date
    issued_on: dt.date
    people: tuple[HourSheetPerson, ...]


def line_number(text: str) -> int | None:
    """Return the number at the beginning of a chosen person; None without one."""
    found = _LINE_NUMBER.match(text)
    return int(found[1]) if found else None
