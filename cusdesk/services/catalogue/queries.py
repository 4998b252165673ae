"""The list of services: filtered and ordered ids, rows for the screen, JSON."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import (
    LimitScope,
    ServiceArea,
    ServiceGroup,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
)
from cusdesk.domain.labels import label
from cusdesk.domain.money import format_money
from cusdesk.models.catalogue import Service, ServiceAlias, ServiceProvider
from cusdesk.models.providers import Provider
from cusdesk.services.catalogue.use import limit_words
from cusdesk.services.lists import enum_order, has_words, matches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


class Shown(enum.StrEnum):
    """Which part of the catalogue a list is about."""

    ALL = "all"
    OFFERED = "offered"
    """Pilots and regular services: what can be planned and given now."""
    IDEAS = "ideas"
    RETIRED = "retired"
    """What lies in the bin."""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One line of the list; money in grosze, limits in minutes or units.

    Attributes:
        providers: (id, name) in the order of the service.
    """

    id: bytes
    name: str
    area: ServiceArea | None
    unit: ServiceUnit
    unit_minutes: int | None
    mode: ServiceMode
    group: ServiceGroup | None
    addressees: str
    age_from: int | None
    age_to: int | None
    group_min: int | None
    group_max: int | None
    place: str
    description: str
    price_gr: int | None
    price_note: str
    market_price_gr: int | None
    market_price_date: dt.date | None
    market_price_source: str
    limit_minutes: int | None
    limit_units: int | None
    limit_scope: LimitScope | None
    funding: str
    funding_until: dt.date | None
    status: ServiceStatus
    aliases: tuple[str, ...] = ()
    providers: tuple[tuple[bytes, str], ...] = ()

    @property
    def providers_text(self) -> str:
        """The providers in one line."""
        return ", ".join(name for _, name in self.providers)

    @property
    def aliases_text(self) -> str:
        """The other names in one line."""
        return ", ".join(self.aliases)

    @property
    def limit_text(self) -> str:
        """The limit in words."""
        return limit_words(self.unit, self.limit_minutes, self.limit_units, self.limit_scope)


_COLUMNS = Service.__table__.columns
_ENUMS: dict[str, Any] = {
    "area": ServiceArea,
    "unit": ServiceUnit,
    "mode": ServiceMode,
    "group": ServiceGroup,
    "limit_scope": LimitScope,
    "status": ServiceStatus,
}
_FIELDS = {
    name: _COLUMNS["service_group" if name == "group" else name]
    for name in ServiceRow.__dataclass_fields__
    if name not in {"aliases", "providers"}
}
_RUNNING = (ServiceStatus.PILOT.value, ServiceStatus.REGULAR.value)
_MONEY = ("price_gr", "market_price_gr")
_DATES = ("market_price_date", "funding_until")


@needs("office.see")
def list_ids(
    office: Office,
    *,
    filters: Mapping[str, str] | None = None,
    sort: str = "",
    descending: bool = False,
    search: str = "",
    shown: Shown = Shown.ALL,
) -> list[bytes]:
    """Return ids in the wanted order; by area, then name, where nothing else decides.

    Args:
        office: the open office.
        filters: column -> words, all of which must stand in what the column shows; the column
            `name` also knows the aliases.
        sort: a column of `ServiceRow`; "" is the area in the order of the act, then the name.
        descending: from the last to the first.
        search: words to be found anywhere in the row.
        shown: which part of the catalogue.
    """
    order = _order(sort, descending=descending)
    with office.read() as session:
        if not filters and not search:
            query = select(_COLUMNS["id"]).where(_part(shown)).order_by(*order)
            return list(session.scalars(query))
        rows = _rows(session, _part(shown), order)
    found = (row for row in rows if matches(_texts(row), filters or {}))
    return [row.id for row in found if has_words(_all_text(row), search)]


@needs("office.see")
def rows_for(office: Office, ids: Collection[bytes]) -> list[ServiceRow]:
    """Return the rows of these ids; those that are gone are missing."""
    with office.read() as session:
        rows = _rows(session, _COLUMNS["id"].in_(list(ids)), [_COLUMNS["sort_key"]])
    by_id = {row.id: row for row in rows}
    return [by_id[i] for i in ids if i in by_id]


@needs("office.see")
def names(office: Office) -> list[tuple[bytes, str]]:
    """Return (id, name) of every service in Polish order, for choices."""
    query = (
        select(_COLUMNS["id"], _COLUMNS["name"])
        .where(_part(Shown.ALL))
        .order_by(_COLUMNS["sort_key"], _COLUMNS["id"])
    )
    with office.read() as session:
        return [(found[0], found[1]) for found in session.execute(query).all()]


@needs("office.see")
def service_json(office: Office, search: str = "") -> list[dict[str, Any]]:
    """Return every service as plain data: glossary names, dates ISO, money in grosze."""
    rows = rows_for(office, list_ids(office, search=search))
    return [_json(row) for row in rows]


def _json(row: ServiceRow) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    for name in _ENUMS:
        values[name] = values[name].value if values[name] else None
    for name in _DATES:
        values[name] = values[name].isoformat() if values[name] else None
    values["id"] = text_id(row.id)
    values["aliases"] = list(row.aliases)
    values["providers"] = [{"id": text_id(i), "name": name} for i, name in row.providers]
    return values


def _part(shown: Shown) -> ColumnElement[bool]:
    living = _COLUMNS["retired_at"].is_(None)
    if shown is Shown.OFFERED:
        return living & _COLUMNS["status"].in_(_RUNNING)
    if shown is Shown.IDEAS:
        return living & (_COLUMNS["status"] == ServiceStatus.CONCEPT.value)
    return ~living if shown is Shown.RETIRED else living


def _order(sort: str, *, descending: bool) -> list[ColumnElement[Any]]:
    area = enum_order(_COLUMNS["area"], ServiceArea)
    by_name = [_COLUMNS["sort_key"].asc(), _COLUMNS["id"].asc()]
    first: ColumnElement[Any]
    if not sort:
        return [area.asc(), *by_name]
    if sort == "name":
        first = _COLUMNS["sort_key"]
    elif sort in _ENUMS:
        first = enum_order(_FIELDS[sort], _ENUMS[sort])
    elif sort == "providers":
        first = _first_provider()
    elif sort == "limit":
        first = func.coalesce(_COLUMNS["limit_minutes"], _COLUMNS["limit_units"])
    else:
        first = _FIELDS[sort]
    wanted = first.desc() if descending else first.asc()
    return [wanted.nulls_last(), *by_name]


def _first_provider() -> ColumnElement[str]:
    return (
        select(func.min(Provider.sort_key))
        .join(ServiceProvider, ServiceProvider.provider_id == Provider.id)
        .where(
            ServiceProvider.service_id == Service.id,
            ServiceProvider.retired_at.is_(None),
            Provider.retired_at.is_(None),
        )
        .scalar_subquery()
    )


def _rows(
    session: Session, criterion: ColumnElement[bool], order: Sequence[Any]
) -> list[ServiceRow]:
    columns = [column.label(name) for name, column in _FIELDS.items()]
    query = select(*columns).where(criterion).order_by(*order)
    aliases, providers = _aliases(session), _providers(session)
    rows = []
    for found in session.execute(query).mappings():
        values = dict(found)
        for name, kind in _ENUMS.items():
            values[name] = kind(values[name]) if values[name] else None
        key = values["id"]
        parts = (tuple(aliases.get(key, ())), tuple(providers.get(key, ())))
        rows.append(ServiceRow(**values, aliases=parts[0], providers=parts[1]))
    return rows


def _aliases(session: Session) -> dict[bytes, list[str]]:
    query = (
        select(ServiceAlias.service_id, ServiceAlias.name)
        .where(ServiceAlias.retired_at.is_(None))
        .order_by(ServiceAlias.position, ServiceAlias.id)
    )
    return _grouped((row[0], row[1]) for row in session.execute(query).all())


def _providers(session: Session) -> dict[bytes, list[tuple[bytes, str]]]:
    query = (
        select(ServiceProvider.service_id, Provider.id, Provider.name)
        .join(Provider, Provider.id == ServiceProvider.provider_id)
        .where(ServiceProvider.retired_at.is_(None), Provider.retired_at.is_(None))
        .order_by(ServiceProvider.position, ServiceProvider.id)
    )
    return _grouped((row[0], (row[1], row[2])) for row in session.execute(query).all())


def _grouped(pairs: Iterable[tuple[bytes, Any]]) -> dict[bytes, list[Any]]:
    grouped: dict[bytes, list[Any]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped


def _texts(row: ServiceRow) -> dict[str, str]:
    """Return column -> text as the screen shows it; the name with its aliases."""
    texts: dict[str, str] = {}
    for name in _FIELDS:
        value = getattr(row, name)
        if value is None or name == "id":
            texts[name] = ""
        elif name in _ENUMS:
            texts[name] = label(value)
        elif name in _MONEY:
            texts[name] = format_money(value, symbol=False)
        elif name in _DATES:
            texts[name] = f"{value:%d.%m.%Y}"
        else:
            texts[name] = str(value)
    texts["name"] = f"{row.name} {row.aliases_text}"
    texts["limit"], texts["providers"] = row.limit_text, row.providers_text
    return texts


def _all_text(row: ServiceRow) -> str:
    return " ".join(_texts(row).values())
