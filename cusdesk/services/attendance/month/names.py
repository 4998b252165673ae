"""Names that stand on a sheet: people with what tells namesakes apart, and providers."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.db.reading import read_columns
from cusdesk.models.catalogue import ServiceProvider
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident, ResidentIndex
from cusdesk.services.attendance.people import facts_of, told_apart

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session


@dataclass(slots=True)
class Named:
    """How a resident is written, and where they stand in the alphabet."""

    key: str
    name: str
    pesel: str
    detail: str = ""


def residents_named(session: Session, ids: Collection[bytes]) -> dict[bytes, Named]:
    """Return the residents asked for, also those in the bin."""
    wanted = func.json_each(json.dumps([each.hex() for each in ids])).table_valued("value")
    query = (
        select(
            Resident.id,
            ResidentIndex.sort_key,
            Resident.surname + " " + Resident.given_name,
            Resident.pesel,
        )
        .join(ResidentIndex, ResidentIndex.resident_id == Resident.id, isouter=True)
        .where(Resident.id.in_(select(func.unhex(wanted.c.value))))
    )
    found = {
        resident: Named(key or name, name.strip(), pesel)
        for resident, key, name, pesel in read_columns(session, query)
    }
    names = Counter(person.name for person in found.values())
    doubles = [resident for resident, person in found.items() if names[person.name] > 1]
    for resident, detail in told_apart(facts_of(session, doubles)).items():
        found[resident].detail = detail
    return found


def providers_named(session: Session) -> dict[bytes, list[str]]:
    """Return service -> names of its providers, in their order."""
    query = (
        select(ServiceProvider.service_id, Provider.name)
        .join(Provider, Provider.id == ServiceProvider.provider_id)
        .where(ServiceProvider.retired_at.is_(None), Provider.retired_at.is_(None))
        .order_by(ServiceProvider.position)
    )
    found: dict[bytes, list[str]] = defaultdict(list)
    for service, name in read_columns(session, query):
        found[service].append(name)
    return found
