"""Presences and visits with names, for the lists behind figures."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.core.portions import portions
from cusdesk.domain.contracts import Counting
from cusdesk.domain.rounding import hundredths
from cusdesk.models.attendance import Group
from cusdesk.models.residents import Resident
from cusdesk.services.catalogue.naming import service_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.services.attendance.delivered import Delivered

_HOUR = 60


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One presence or visit, or one meeting where meetings are counted.

    Attributes:
        resident: who came; of a meeting how many.
        group: "" for a visit.
        group_id: only of a meeting.
    """

    date: dt.date
    resident_id: bytes
    resident: str
    service: str
    worker: str
    group: str
    minutes: int
    group_id: bytes | None = None

    @property
    def hours(self) -> Decimal:
        """The minutes in hours."""
        return hours_of(self.minutes)


def hours_of(minutes: int) -> Decimal:
    """Return minutes in hours, two places, half up."""
    return hundredths(Decimal(minutes) / _HOUR)


def named(
    session: Session, rows: Sequence[Delivered], counting: Counting = Counting.PERSON
) -> list[GivenRow]:
    """Return presences and visits with names, by day; counted by the meeting, each meeting once.

    A meeting lasts as long as who stayed longest in it, and says how many people came.
    """
    services = service_names(session)
    groups = {row[0]: row[1] for row in session.execute(select(Group.id, Group.name)).all()}
    people = resident_names(session, {row.resident_id for row in rows})
    came = Counter(row.source_id for row in rows)
    if counting is Counting.MEETING:
        longest: dict[bytes, Delivered] = {}
        for row in rows:
            known = longest.get(row.source_id)
            if known is None or row.minutes > known.minutes:
                longest[row.source_id] = row
        rows = list(longest.values())
    ordered = sorted(rows, key=lambda row: (row.date, row.source_id, row.resident_id))
    found = []
    for row in ordered:
        by_meeting = counting is Counting.MEETING and row.group_id is not None
        name = people.get(row.resident_id, "")
        found.append(
            GivenRow(
                row.date,
                row.resident_id,
                tr("contracts.behind.people", n=came[row.source_id]) if by_meeting else name,
                services.get(row.service_id, ""),
                row.worker,
                groups.get(row.group_id, "") if row.group_id else "",
                row.minutes,
                row.group_id if by_meeting else None,
            )
        )
    return found


def resident_names(session: Session, ids: set[bytes]) -> dict[bytes, str]:
    """Return resident -> surname and given name."""
    found = {}
    for part in portions(sorted(ids)):
        query = select(Resident.id, Resident.surname, Resident.given_name).where(
            Resident.id.in_(part)
        )
        for row in session.execute(query).all():
            found[row[0]] = f"{row[1]} {row[2]}".strip()
    return found
