"""The applications the office has, and those of the file planned so far."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold
from cusdesk.models.applications import Application, ApplicationService
from cusdesk.services.imports.model import date_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.imports.model import PlannedRow

Asked = frozenset[object]
"""Ids of services, and words for those that are in no catalogue."""
Who = bytes | tuple[object, ...]
"""A resident, or what tells somebody new: PESEL, or name and birth date."""


@dataclass(slots=True)
class Entry:
    """One application; `row` is the planned one, None for one of the office."""

    who: Who
    number: str
    on: dt.date
    minute: int
    asked: Asked
    row: PlannedRow | None = None
    is_complete: bool = True


@dataclass(slots=True)
class Register:
    """Applications by number and by person."""

    by_number: dict[str, Entry] = field(default_factory=dict)
    by_person: dict[Who, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: Entry) -> None:
        """Remember one more."""
        if entry.number:
            self.by_number.setdefault(number_key(entry.number), entry)
        self.by_person[entry.who].append(entry)

    def forget(self, entry: Entry) -> None:
        """Take back one that will not be written."""
        self.by_person[entry.who].remove(entry)
        if self.by_number.get(number_key(entry.number)) is entry:
            del self.by_number[number_key(entry.number)]

    def numbered(self, number: str) -> Entry | None:
        """Return the application with this number."""
        return self.by_number.get(number_key(number)) if number else None

    def same_moment(self, entry: Entry) -> Entry | None:
        """Return the application of the person that came in at this very moment."""
        return next(
            (
                other
                for other in self.by_person.get(entry.who, ())
                if (other.on, other.minute) == (entry.on, entry.minute)
                and not (entry.number and other.number and entry.number != other.number)
            ),
            None,
        )

    def twice(self, entry: Entry) -> Entry | None:
        """Return an application of the person for the same thing within a short time."""
        soon = dictionary("import_applications")["soon_days"]
        for other in self.by_person.get(entry.who, ()):
            alike = bool(entry.asked & other.asked) or (not entry.asked and not other.asked)
            if alike and abs((entry.on - other.on).days) <= soon:
                return other
        return None


def number_key(number: str) -> str:
    """Return a number for comparing: without spaces and the size of letters."""
    return "".join(fold(number).split())


def asked_of(application: dict[str, Any]) -> Asked:
    """Return what an application of a payload asks for."""
    return frozenset(
        each["service_id"] if each["service_id"] else fold(each["words"])
        for each in application["services"]
    )


def register_of(session: Session) -> Register:
    """Return the applications of the office that are not in the bin."""
    asked: dict[bytes, set[object]] = defaultdict(set)
    parts = select(
        ApplicationService.application_id, ApplicationService.service_id, ApplicationService.words
    ).where(ApplicationService.retired_at.is_(None))
    for application, service, words in session.execute(parts):
        asked[application].add(service or fold(words))
    columns = (
        Application.id,
        Application.resident_id,
        Application.number,
        Application.received_on,
        Application.received_minute,
    )
    known = Register()
    for i, resident, number, on, minute in session.execute(
        select(*columns).where(Application.retired_at.is_(None), Application.number != "")
    ):
        known.add(Entry(resident, number, on, minute, frozenset(asked[i])))
    return known


def moment_of(row: PlannedRow) -> tuple[dt.date, int]:
    """Return when a planned application came in; the order of submission."""
    application = row.payload["application"]
    return date_of(application["received_on"]) or dt.date.max, application["received_minute"]
