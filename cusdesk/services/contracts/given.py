"""Presences and visits with names, for the lists behind figures."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.portions import portions
from cusdesk.domain.access import needs
from cusdesk.models.attendance import Group
from cusdesk.models.residents import Resident
from cusdesk.services.contracts.pool_rules import service_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.services.attendance.delivered import Delivered
    from cusdesk.services.office import Office

_HOUR = 60


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One presence or visit; `group` is "" for a visit."""

    date: dt.date
    resident_id: bytes
    resident: str
    service: str
    worker: str
    group: str
    minutes: int

    @property
    def hours(self) -> Decimal:
        """The minutes in hours, two places, half up."""
        return (Decimal(self.minutes) / _HOUR).quantize(Decimal("0.01"), ROUND_HALF_UP)


@needs("attendance.see")
def named(office: Office, rows: Sequence[Delivered]) -> list[GivenRow]:
    """Return presences and visits with the names of people, services and groups."""
    with office.read() as session:
        services = service_names(session)
        groups = {row[0]: row[1] for row in session.execute(select(Group.id, Group.name)).all()}
        people = resident_names(session, {row.resident_id for row in rows})
    return [
        GivenRow(
            row.date,
            row.resident_id,
            people.get(row.resident_id, ""),
            services.get(row.service_id, ""),
            row.worker,
            groups.get(row.group_id, "") if row.group_id else "",
            row.minutes,
        )
        for row in rows
    ]


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
