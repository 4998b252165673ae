"""Services and their providers from a catalogue kept in a workbook."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.catalogue import (
    LimitScope,
    ServiceArea,
    ServiceDraft,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
)
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.providers import ProviderDraft
from cusdesk.models.catalogue import Service, ServiceAlias, ServiceProvider
from cusdesk.models.providers import Provider
from cusdesk.services import catalogue
from cusdesk.services.catalogue.find import name_key
from cusdesk.services.imports.model import Difference, PlannedRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.importing.catalogue import ProviderRow, ServiceRow, ServicesFile
    from cusdesk.services.office import Office

_NEAR = 93
SERVICE_FIELDS = (
    "name",
    "area",
    "unit",
    "mode",
    "addressees",
    "age_from",
    "age_to",
    "group_min",
    "group_max",
    "place",
    "price_gr",
    "price_note",
    "limit_minutes",
    "limit_units",
    "limit_scope",
    "funding",
    "status",
    "description",
)
COMPARED = tuple(name for name in SERVICE_FIELDS if name not in {"name", "unit", "mode", "status"})
PROVIDER_FIELDS = (
    "name",
    "kind",
    "nip",
    "regon",
    "address",
    "contact_name",
    "contact_phone",
    "contact_email",
    "procurement_mode",
    "rate_gr",
    "notes",
)
_ENUMS: dict[str, Any] = {
    "area": ServiceArea,
    "unit": ServiceUnit,
    "mode": ServiceMode,
    "status": ServiceStatus,
    "limit_scope": LimitScope,
}


@dataclass(slots=True)
class _Catalogue:
    """What the office has already, by names folded and stripped of punctuation."""

    services: dict[bytes, dict[str, Any]] = field(default_factory=dict)
    aliases: dict[bytes, set[str]] = field(default_factory=dict)


def plan_services(office: Office, file: ServicesFile) -> list[PlannedRow]:
    """Return what a catalogue would do: its services, then providers that carry out none of them.

    Shape: one row a service or provider, in the order of the file.
    """
    finder = catalogue.service_finder(office)
    known = _known(office)
    providers = {name_key(row.name): row for row in file.providers}
    rows = [_plan_service(finder, known, providers, row) for row in file.services]
    used = {name_key(row.provider) for row in file.services if row.provider}
    with office.read() as session:
        there = {name_key(name) for name in session.scalars(_living_provider_names())}
    for provider in file.providers:
        if name_key(provider.name) in used or not provider.name:
            continue
        is_known = name_key(provider.name) in there
        rows.append(_provider_row(provider, "unchanged" if is_known else "new"))
    return rows


def _living_provider_names() -> Any:  # noqa: ANN401 (a select)
    return select(Provider.name).where(Provider.retired_at.is_(None))


def _known(office: Office) -> _Catalogue:
    known = _Catalogue()
    columns = [getattr(Service, name) for name in SERVICE_FIELDS]
    with office.read() as session:
        for row in session.execute(
            select(Service.id, *columns).where(Service.retired_at.is_(None))
        ):
            known.services[row[0]] = dict(zip(SERVICE_FIELDS, row[1:], strict=True))
            known.aliases[row[0]] = set()
        for service_id, name in session.execute(
            select(ServiceAlias.service_id, ServiceAlias.name).where(
                ServiceAlias.retired_at.is_(None)
            )
        ):
            known.aliases.get(service_id, set()).add(name_key(name))
    return known


def _plan_service(
    finder: catalogue.ServiceFinder,
    known: _Catalogue,
    providers: dict[str, ProviderRow],
    row: ServiceRow,
) -> PlannedRow:
    sheet, number = row.sources[0]
    planned = PlannedRow(
        outcome="new",
        sheet=sheet,
        row=number,
        title=row.name,
        payload=_payload(row, providers.get(name_key(row.provider))),
        problems=list(row.problems),
    )
    if not row.name:
        planned.outcome, planned.reason = "rejected", "name_missing"
        return planned
    matches = finder.find(row.name)
    if matches and matches[0].certain:
        return _plan_known(planned, matches[0].id, known)
    if matches and matches[0].score >= _NEAR:
        planned.outcome, planned.reason = "doubtful", "service_near"
        planned.candidates = tuple(match.id for match in matches)
    return planned


def _plan_known(planned: PlannedRow, service_id: bytes, known: _Catalogue) -> PlannedRow:
    planned.target = service_id
    old, new = known.services[service_id], planned.payload["service"]
    planned.differences = [
        Difference(name, _text(old[name]), _text(new[name]))
        for name in COMPARED
        if new[name] not in {None, ""} and new[name] != old[name]
    ]
    planned.differences += [
        Difference("aliases", "", alias)
        for alias in new["aliases"]
        if name_key(alias) not in known.aliases[service_id] | {name_key(str(old["name"]))}
    ]
    if any(d.old for d in planned.differences):
        planned.outcome, planned.reason = "doubtful", "service_differs"
        planned.candidates = (service_id,)
    else:
        planned.outcome = "changed" if planned.differences else "unchanged"
    return planned


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _payload(row: ServiceRow, provider: ProviderRow | None) -> dict[str, Any]:
    service: dict[str, Any] = {
        name: getattr(row, name, "")
        for name in SERVICE_FIELDS
        if name not in {"price_note", "description"}
    }
    told_otherwise = row.price_unit not in {"", str(row.unit)} or row.price_gr is None
    service["price_note"] = row.price_text if told_otherwise else ""
    service["description"] = row.all_notes
    service["aliases"] = list(row.aliases)
    for name in _ENUMS:
        service[name] = "" if service[name] is None else str(service[name])
    return {"service": service, "provider": _provider_payload(row, provider)}


def _provider_payload(row: ServiceRow, provider: ProviderRow | None) -> dict[str, Any] | None:
    if provider is not None:
        payload = _provider_values(provider)
    elif row.provider:
        payload = {**dict.fromkeys(PROVIDER_FIELDS, ""), "name": row.provider, "kind": "other"}
    else:
        return None
    payload["rate_gr"] = row.rate_gr
    return payload


def _provider_values(row: ProviderRow) -> dict[str, Any]:
    notes = [row.procurement_text] if row.procurement_text and row.procurement is None else []
    if row.krs:
        notes.append(f"KRS {row.krs}")
    return {
        "name": row.name,
        "kind": str(row.kind),
        "nip": row.nip,
        "regon": row.regon,
        "address": row.address,
        "contact_name": row.contact_name,
        "contact_phone": row.phone,
        "contact_email": row.email,
        "procurement_mode": str(row.procurement) if row.procurement else "",
        "rate_gr": None,
        "notes": "\n".join([*notes, *row.extra_notes, *row.comments]),
    }


def _provider_row(provider: ProviderRow, outcome: str) -> PlannedRow:
    sheet, number = provider.sources[0]
    return PlannedRow(
        outcome=outcome,  # type: ignore[arg-type]
        sheet=sheet,
        row=number,
        title=provider.name,
        payload={"service": None, "provider": _provider_values(provider)},
        problems=list(provider.problems),
    )


def apply_services(work: UnitOfWork, rows: list[PlannedRow]) -> None:
    """Write the new and changed services and the providers they need."""
    providers = _Providers(work.session)
    for row in rows:
        if row.outcome not in {"new", "changed"}:
            continue
        provider = row.payload["provider"]
        provider_id = providers.id_for(provider) if provider else None
        service = row.payload["service"]
        if service is None:
            continue
        if row.target is None:
            draft = _draft(service)
            draft.provider_ids = [] if provider_id is None else [provider_id]
            catalogue.add_service(work, draft)
        else:
            _fill(work, row, provider_id)


def _draft(values: dict[str, Any]) -> ServiceDraft:
    draft = ServiceDraft(aliases=list(values["aliases"]))
    for name in SERVICE_FIELDS:
        value = values[name]
        if name in _ENUMS:
            value = _ENUMS[name](value) if value else None
        setattr(draft, name, value)
    draft.unit = draft.unit or ServiceUnit.HOUR
    draft.mode = draft.mode or ServiceMode.INDIVIDUAL
    draft.status = draft.status or ServiceStatus.REGULAR
    return draft


def _fill(work: UnitOfWork, row: PlannedRow, provider_id: bytes | None) -> None:
    """Write into the empty fields of a service that is known, and add what it lacks."""
    if row.target is None:
        return
    service = work.get(Service, row.target)
    aliases = work.session.scalars(
        select(ServiceAlias).where(
            ServiceAlias.service_id == row.target, ServiceAlias.retired_at.is_(None)
        )
    ).all()
    position = len(aliases)
    for difference in row.differences:
        if difference.field == "aliases":
            work.session.add(
                ServiceAlias(service_id=row.target, position=position, name=difference.new)
            )
            position += 1
        elif not difference.old:
            setattr(service, difference.field, row.payload["service"][difference.field])
    linked = set(
        work.session.scalars(
            select(ServiceProvider.provider_id).where(
                ServiceProvider.service_id == row.target, ServiceProvider.retired_at.is_(None)
            )
        )
    )
    if provider_id is not None and provider_id not in linked:
        work.session.add(
            ServiceProvider(service_id=row.target, position=len(linked), provider_id=provider_id)
        )


class _Providers:
    """The providers of the office by NIP and name; missing ones are added as they are needed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_nip: dict[str, bytes] = {}
        self._by_name: dict[str, bytes] = {}
        query = select(Provider.id, Provider.nip, Provider.name).where(
            Provider.retired_at.is_(None)
        )
        for provider_id, nip, name in session.execute(query):
            if nip:
                self._by_nip[nip] = provider_id
            self._by_name[name_key(name)] = provider_id

    def id_for(self, values: dict[str, Any]) -> bytes:
        """Return the id of a provider, adding it when the office has none like it."""
        found = self._by_nip.get(values["nip"]) if values["nip"] else None
        found = found or self._by_name.get(name_key(values["name"]))
        if found is not None:
            return found
        blank = {n: v for n, v in asdict(ProviderDraft()).items() if n != "kind"}
        row = Provider(
            **{n: v if v is not None or n in {"rate_gr", "insurance_until"} else ""
               for n, v in blank.items()}
        )  # fmt: skip
        for name in PROVIDER_FIELDS:
            setattr(row, name, values[name] if name == "rate_gr" else values[name] or "")
        row.rate_gr = values["rate_gr"] or None
        row.kind = values["kind"] or "other"
        row.sort_key = sort_key(row.name)
        self._session.add(row)
        self._session.flush()
        if row.nip:
            self._by_nip[row.nip] = row.id
        self._by_name[name_key(row.name)] = row.id
        return row.id
