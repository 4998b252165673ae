"""What ready sheets are counted from, read once: what was given, to whom, by whom, for how much."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.periods import age_on
from cusdesk.models.catalogue import Service
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident
from cusdesk.services.attendance.settled import closed_months, settled_rows
from cusdesk.services.budget.valued import Valued, shared_out, valued
from cusdesk.services.contracts.store import all_contracts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

    from cusdesk.domain.contracts import Contract
    from cusdesk.domain.spans import Span
    from cusdesk.services.attendance.delivered import Delivered

_WOMAN = "K"
_OLD = 60


@dataclass(frozen=True, slots=True)
class Person:
    """A resident as sheets count them."""

    name: str
    sex: str
    birth_date: dt.date | None
    locality: str


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """A service as sheets count it; `per_unit` minutes of one unit, 1 for counted units."""

    name: str
    sort_key: str
    unit: ServiceUnit
    per_unit: int


@dataclass(frozen=True, slots=True)
class Material:
    """A stretch of whole months.

    Attributes:
        rows: every presence and visit (`settled_rows`).
        closed: first days of the months whose figures are those of their closing.
        contracts: of whoever may see them, else nothing.
    """

    span: Span
    rows: tuple[Delivered, ...]
    closed: tuple[dt.date, ...]
    people: Mapping[bytes, Person]
    services: Mapping[bytes, ServiceFacts]
    providers: Mapping[bytes, str]
    contracts: tuple[Contract, ...] = ()
    parts: tuple[Valued, ...] = ()
    uncovered: tuple[Delivered, ...] = field(default=())
    """What no contract covers."""


def read_material(session: Session, span: Span, *, with_money: bool) -> Material:
    """Return what was given in a stretch with everything sheets need to know of it."""
    rows = settled_rows(session, span.start, span.end)
    contracts = all_contracts(session) if with_money else []
    given = shared_out(rows, contracts) if with_money else {}
    parts = [part for each in contracts for part in valued(each, given.get(each.id, ()))]
    return Material(
        span,
        tuple(rows),
        tuple(closed_months(session, span.start, span.end)),
        _people(session, {row.resident_id for row in rows}),
        _services(session),
        {row[0]: row[1] for row in session.execute(select(Provider.id, Provider.name))},
        tuple(contracts),
        tuple(parts),
        tuple(given.get(None, ())),
    )


def people_of(rows: Iterable[Delivered]) -> set[bytes]:
    """Return everybody in some rows, each once."""
    return {row.resident_id for row in rows}


def women(material: Material, people: Collection[bytes]) -> set[bytes]:
    """Return the women among people."""
    known = material.people
    return {each for each in people if each in known and known[each].sex == _WOMAN}


def aged(material: Material, people: Collection[bytes]) -> set[bytes]:
    """Return those who are 60 or more on the last day of the stretch."""
    found = set()
    for each in people:
        person = material.people.get(each)
        born = person.birth_date if person else None
        if born is not None and age_on(born, material.span.end) >= _OLD:
            found.add(each)
    return found


def by_service(rows: Iterable[Delivered]) -> dict[bytes, list[Delivered]]:
    """Return service -> its rows."""
    found: dict[bytes, list[Delivered]] = defaultdict(list)
    for row in rows:
        found[row.service_id].append(row)
    return found


def _people(session: Session, ids: Collection[bytes]) -> dict[bytes, Person]:
    wanted = func.json_each(json.dumps([each.hex() for each in ids])).table_valued("value")
    one = Resident
    query = select(
        one.id, one.surname, one.given_name, one.sex, one.birth_date, one.locality
    ).where(one.id.in_(select(func.unhex(wanted.c.value))))
    return {
        row[0]: Person(f"{row[1]} {row[2]}".strip(), row[3], row[4], row[5])
        for row in session.execute(query)
    }


def _services(session: Session) -> dict[bytes, ServiceFacts]:
    one = Service
    query = select(one.id, one.name, one.sort_key, one.unit, one.unit_minutes)
    found = {}
    for key, name, sort, unit_word, own in session.execute(query):
        unit = ServiceUnit(unit_word)
        per_unit = (own or unit.usual_minutes or 1) if unit.is_time else 1
        found[key] = ServiceFacts(name, sort or name, unit, per_unit)
    return found
