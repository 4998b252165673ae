"""The list of providers: filtered and ordered ids, rows for the screen, JSON."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.domain.labels import label
from cusdesk.domain.money import format_money
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.providers import ProcurementMode, ProviderKind, StakeholderType
from cusdesk.models.catalogue import Service, ServiceProvider
from cusdesk.models.providers import Provider
from cusdesk.services.lists import enum_order, has_words, matches

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One line of the list.

    Attributes:
        services: (id, name) of what the provider carries out, in Polish order.
    """

    id: bytes
    name: str
    kind: ProviderKind
    stakeholder_type: StakeholderType | None
    nip: str
    regon: str
    address: str
    contact_name: str
    contact_phone: str
    contact_email: str
    keeper: str
    procurement_mode: ProcurementMode | None
    rate_gr: int | None
    insurance_until: dt.date | None
    qualifications: str
    notes: str
    services: tuple[tuple[bytes, str], ...] = ()

    @property
    def services_text(self) -> str:
        """The services in one line."""
        return ", ".join(name for _, name in self.services)


_FIELDS = (
    "id", "name", "kind", "stakeholder_type", "nip", "regon", "address", "contact_name",
    "contact_phone", "contact_email", "keeper", "procurement_mode", "rate_gr", "insurance_until",
    "qualifications", "notes",
)  # fmt: skip
_COLUMNS = Provider.__table__.columns


@needs("office.see")
def list_ids(
    office: Office,
    *,
    filters: Mapping[str, str] | None = None,
    sort: str = "",
    descending: bool = False,
    search: str = "",
    retired: bool = False,
) -> list[bytes]:
    """Return ids in the wanted order; by name where nothing else decides.

    Args:
        office: the open office.
        filters: column -> words, all of which must stand in what the column shows.
        sort: a column of `ProviderRow`; "" is the name.
        descending: from the last to the first.
        search: words to be found anywhere in the row.
        retired: list the bin instead.
    """
    with office.read() as session:
        if not filters and not search:
            return list(session.scalars(select(Provider.id).where(_living(retired)).order_by(
                *_order(sort, descending=descending))))  # fmt: skip
        rows = _rows(session, _living(retired), _order(sort, descending=descending))
    found = (row for row in rows if matches(_texts(row), filters or {}))
    return [row.id for row in found if has_words(_all_text(row), search)]


@needs("office.see")
def rows_for(office: Office, ids: Collection[bytes]) -> list[ProviderRow]:
    """Return the rows of these ids; those that are gone are missing."""
    with office.read() as session:
        rows = _rows(session, Provider.id.in_(list(ids)), [Provider.sort_key])
    by_id = {row.id: row for row in rows}
    return [by_id[i] for i in ids if i in by_id]


@needs("office.see")
def names(office: Office) -> list[tuple[bytes, str]]:
    """Return (id, name) of every provider in Polish order, for choices."""
    query = (
        select(Provider.id, Provider.name)
        .where(Provider.retired_at.is_(None))
        .order_by(Provider.sort_key, Provider.id)
    )
    with office.read() as session:
        return [(found[0], found[1]) for found in session.execute(query).all()]


@needs("office.see")
def keepers(office: Office) -> list[str]:
    """Return who looks after providers so far, for proposals while typing."""
    query = select(Provider.keeper).where(Provider.keeper != "", Provider.retired_at.is_(None))
    with office.read() as session:
        return sorted(set(session.scalars(query)), key=sort_key)


@needs("office.see")
def provider_json(office: Office, search: str = "") -> list[dict[str, Any]]:
    """Return every provider as plain data: glossary names, dates ISO, money in grosze."""
    rows = rows_for(office, list_ids(office, search=search))
    return [_json(row) for row in rows]


def _json(row: ProviderRow) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in _FIELDS}
    values["id"] = text_id(row.id)
    for name in ("kind", "stakeholder_type", "procurement_mode"):
        values[name] = values[name].value if values[name] else None
    until = row.insurance_until
    values["insurance_until"] = until.isoformat() if until else None
    values["services"] = [{"id": text_id(i), "name": name} for i, name in row.services]
    return values


def _living(retired: bool) -> ColumnElement[bool]:
    return Provider.retired_at.is_not(None) if retired else Provider.retired_at.is_(None)


def _order(sort: str, *, descending: bool) -> list[ColumnElement[Any]]:
    first: ColumnElement[Any]
    if sort == "kind":
        first = enum_order(_COLUMNS["kind"], ProviderKind)
    elif sort == "procurement_mode":
        first = enum_order(_COLUMNS["procurement_mode"], ProcurementMode)
    elif sort == "services":
        first = func.coalesce(_first_service(), "~")
    elif sort in _FIELDS and sort != "name":
        first = _COLUMNS[sort]
    else:
        first = _COLUMNS["sort_key"]
    wanted = first.desc() if descending else first.asc()
    return [wanted.nulls_last(), _COLUMNS["sort_key"], _COLUMNS["id"]]


def _first_service() -> ColumnElement[str]:
    return (
        select(func.min(Service.sort_key))
        .join(ServiceProvider, ServiceProvider.service_id == Service.id)
        .where(
            ServiceProvider.provider_id == Provider.id,
            ServiceProvider.retired_at.is_(None),
            Service.retired_at.is_(None),
        )
        .scalar_subquery()
    )


def _rows(
    session: Session, criterion: ColumnElement[bool], order: Sequence[Any]
) -> list[ProviderRow]:
    query = select(*[_COLUMNS[name] for name in _FIELDS]).where(criterion).order_by(*order)
    services = _services_by_provider(session)
    rows = []
    for found in session.execute(query).mappings():
        values = dict(found)
        values["kind"] = ProviderKind(values["kind"])
        values["stakeholder_type"] = _enum(StakeholderType, values["stakeholder_type"])
        values["procurement_mode"] = _enum(ProcurementMode, values["procurement_mode"])
        rows.append(ProviderRow(**values, services=tuple(services.get(values["id"], ()))))
    return rows


def _enum(kind: Any, value: str) -> Any:  # noqa: ANN401 (any enumeration)
    return kind(value) if value else None


def _services_by_provider(session: Session) -> dict[bytes, list[tuple[bytes, str]]]:
    query = (
        select(ServiceProvider.provider_id, Service.id, Service.name)
        .join(Service, Service.id == ServiceProvider.service_id)
        .where(ServiceProvider.retired_at.is_(None), Service.retired_at.is_(None))
        .order_by(Service.sort_key)
    )
    grouped: dict[bytes, list[tuple[bytes, str]]] = {}
    for provider_id, service_id, name in session.execute(query):
        grouped.setdefault(provider_id, []).append((service_id, name))
    return grouped


def _texts(row: ProviderRow) -> dict[str, str]:
    """Return column -> text as the screen shows it."""
    texts: dict[str, str] = {name: getattr(row, name) or "" for name in _FIELDS if name != "id"}
    for name, value in (
        ("kind", row.kind),
        ("stakeholder_type", row.stakeholder_type),
        ("procurement_mode", row.procurement_mode),
    ):
        texts[name] = label(value) if value else ""
    texts["rate_gr"] = "" if row.rate_gr is None else format_money(row.rate_gr, symbol=False)
    texts["insurance_until"] = f"{row.insurance_until:%d.%m.%Y}" if row.insurance_until else ""
    texts["services"] = row.services_text
    return texts


def _all_text(row: ProviderRow) -> str:
    return " ".join(_texts(row).values())
