"""What a catalogue kept in a workbook would do to the office; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceMode, ServiceStatus
from cusdesk.domain.phones import normalise_phone
from cusdesk.domain.polish_text import name_key
from cusdesk.models.catalogue import Service, ServiceAlias, ServiceProvider
from cusdesk.models.providers import Provider
from cusdesk.services import catalogue
from cusdesk.services.imports.catalogue.fields import (
    COMPARED,
    ENUMS,
    PROVIDER_COMPARED,
    PROVIDER_FIELDS,
    SERVICE_FIELDS,
)
from cusdesk.services.imports.model import Difference, PlannedRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.importing.catalogue import ProviderRow, ServiceRow, ServicesFile
    from cusdesk.services.office import Office

_NEAR = 93


@dataclass(slots=True)
class _Office:
    """What the office has already, by names folded and stripped of punctuation."""

    services: dict[bytes, dict[str, Any]] = field(default_factory=dict)
    aliases: dict[bytes, set[str]] = field(default_factory=dict)
    providers_of: dict[bytes, set[bytes]] = field(default_factory=dict)
    providers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Folded name and `nip:<number>` → the provider, its id under `id`."""

    def provider(self, values: dict[str, Any]) -> dict[str, Any] | None:
        """Return the provider with this NIP, or this name."""
        by_nip = self.providers.get(f"nip:{values['nip']}") if values["nip"] else None
        return by_nip or self.providers.get(name_key(values["name"]))


@needs("imports.run")
def plan_services(office: Office, file: ServicesFile) -> list[PlannedRow]:
    """Return what a catalogue would do: its services, then the providers of the file.

    Shape: one row a service or provider, in the order of the file. A provider without a row of
    its own comes with the services that name it.
    """
    with office.read() as session:
        known = _read_office(session)
    planner = _Planner(catalogue.service_finder(office), known, file)
    rows = [planner.plan(row) for row in file.services]
    used = {name_key(row.provider) for row in file.services if row.provider}
    for provider in file.providers:
        if provider.name:
            own = planner.plan_provider(provider)
            comes_along = own.outcome in {"new", "unchanged"}
            if not (comes_along and name_key(provider.name) in used):
                rows.append(own)
    return rows


def _read_office(session: Session) -> _Office:
    known = _Office()
    columns = [getattr(Service, name) for name in SERVICE_FIELDS]
    for row in session.execute(select(Service.id, *columns).where(Service.retired_at.is_(None))):
        known.services[row[0]] = dict(zip(SERVICE_FIELDS, row[1:], strict=True))
        known.aliases[row[0]] = {name_key(row[1])}
        known.providers_of[row[0]] = set()
    aliases = select(ServiceAlias.service_id, ServiceAlias.name)
    for service_id, name in session.execute(aliases.where(ServiceAlias.retired_at.is_(None))):
        known.aliases.get(service_id, set()).add(name_key(name))
    links = select(ServiceProvider.service_id, ServiceProvider.provider_id)
    for service_id, provider in session.execute(links.where(ServiceProvider.retired_at.is_(None))):
        known.providers_of.get(service_id, set()).add(provider)
    fields = [getattr(Provider, name) for name in PROVIDER_FIELDS]
    for row in session.execute(select(Provider.id, *fields).where(Provider.retired_at.is_(None))):
        values = {**dict(zip(PROVIDER_FIELDS, row[1:], strict=True)), "id": row[0]}
        known.providers[name_key(values["name"])] = values
        if values["nip"]:
            known.providers[f"nip:{values['nip']}"] = values
    return known


class _Planner:
    """Plans service after service; remembers which were seen."""

    def __init__(self, finder: catalogue.ServiceFinder, known: _Office, file: ServicesFile) -> None:
        self._finder = finder
        self._known = known
        self._providers = {name_key(row.name): row for row in file.providers}
        self._rates: dict[str, set[int | None]] = {}
        for row in file.services:
            self._rates.setdefault(name_key(row.provider), set()).add(row.rate_gr)
        self._seen: set[str | bytes] = set()

    def plan(self, row: ServiceRow) -> PlannedRow:
        """Say what an import would do with one service of the file."""
        sheet, number = row.sources[0]
        one_rate = len(self._rates[name_key(row.provider)]) == 1
        planned = PlannedRow(
            outcome="new",
            sheet=sheet,
            row=number,
            title=row.name,
            payload=_payload(row, self._providers.get(name_key(row.provider)), one_rate=one_rate),
            problems=list(row.problems),
        )
        if not row.name:
            planned.outcome, planned.reason = "rejected", "service_name_missing"
            return planned
        self._decide(planned, row)
        return planned

    def _decide(self, planned: PlannedRow, row: ServiceRow) -> None:
        key = name_key(row.name)
        matches = self._finder.find(row.name)
        certain = bool(matches) and matches[0].certain
        target = matches[0].id if certain else key
        if ("duplicate" in row.doubts and key in self._seen) or target in self._seen:
            planned.outcome, planned.reason = "doubtful", "service_twice_in_file"
            planned.candidates = tuple(match.id for match in matches)
        elif certain:
            self._against_card(planned, matches[0].id)
        elif matches and matches[0].score >= _NEAR:
            planned.outcome, planned.reason = "doubtful", "service_near"
            planned.candidates = tuple(match.id for match in matches)
            planned.differences = self._differences(planned.payload, matches[0].id)
        self._seen.update((key, target))

    def _against_card(self, planned: PlannedRow, service_id: bytes) -> None:
        planned.target = service_id
        planned.differences = self._differences(planned.payload, service_id)
        if any(d.old for d in planned.differences):
            planned.outcome, planned.reason = "doubtful", "service_differs"
            planned.candidates = (service_id,)
        else:
            planned.outcome = "changed" if planned.differences else "unchanged"

    def _differences(self, payload: dict[str, Any], service_id: bytes) -> list[Difference]:
        return _differences(self._known, payload, service_id)

    def plan_provider(self, row: ProviderRow) -> PlannedRow:
        """Plan a provider's own row; one that is known gets what its card lacks."""
        sheet, number = row.sources[0]
        values = _provider_values(row)
        payload = {"service": None, "provider": values}
        planned = PlannedRow("new", sheet, number, row.name, payload, problems=list(row.problems))
        known = self._known.provider(values)
        if known is None:
            return planned
        planned.target = known["id"]
        planned.differences = [
            Difference(name, _text(known[name]), _text(values[name]))
            for name in PROVIDER_COMPARED
            if values[name] and not _alike(known[name], values[name])
        ]
        if any(d.old for d in planned.differences):
            planned.outcome, planned.reason = "doubtful", "provider_differs"
        else:
            planned.outcome = "changed" if planned.differences else "unchanged"
        return planned


def _differences(known: _Office, payload: dict[str, Any], service_id: bytes) -> list[Difference]:
    old, new = known.services[service_id], payload["service"]
    found = [
        Difference(name, _text(old[name]), _text(new[name]))
        for name in COMPARED
        if name not in payload["assumed"]
        and new[name] not in {None, ""}
        and not _alike(old[name], new[name])
    ]
    found += [
        Difference("aliases", "", alias)
        for alias in new["aliases"]
        if name_key(alias) not in known.aliases[service_id]
    ]
    if payload["provider"]:
        provider = known.provider(payload["provider"])
        if provider is None or provider["id"] not in known.providers_of[service_id]:
            found.append(Difference("providers", "", payload["provider"]["name"]))
    return found


def differences_of(
    session: Session, service_id: bytes, payload: dict[str, Any]
) -> list[Difference]:
    """Return what a payload says otherwise than the card of a service."""
    return _differences(_read_office(session), payload, service_id)


def _alike(old: object, new: object) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return name_key(old) == name_key(new)
    return old == new


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _payload(row: ServiceRow, provider: ProviderRow | None, *, one_rate: bool) -> dict[str, Any]:
    """Return what a row would write; `assumed` are the fields it says nothing about."""
    service: dict[str, Any] = {
        name: getattr(row, name, "")
        for name in SERVICE_FIELDS
        if name not in {"price_note", "description"}
    }
    told_otherwise = row.price_unit not in {"", str(row.unit)} or row.price_gr is None
    service["price_note"] = row.price_text if told_otherwise else ""
    service["description"] = row.all_notes
    service["aliases"] = list(row.aliases)
    for name in ENUMS:
        service[name] = "" if service[name] is None else str(service[name])
    assumed = [] if row.unit_text else ["unit"]
    if row.mode is ServiceMode.INDIVIDUAL:
        assumed.append("mode")
    if row.status is ServiceStatus.REGULAR:
        assumed.append("status")
    if row.rate_text and not one_rate:
        # A provider has one rate on its card; another one for each service stays in words.
        rate = tr("imports_plan.note.rate", text=row.rate_text)
        service["description"] = "\n".join(t for t in (service["description"], rate) if t)
    payload = _provider_payload(row, provider)
    if payload is not None:
        payload["rate_gr"] = row.rate_gr if one_rate else None
    return {"service": service, "provider": payload, "assumed": assumed}


def _provider_payload(row: ServiceRow, provider: ProviderRow | None) -> dict[str, Any] | None:
    if provider is not None:
        return _provider_values(provider)
    if row.provider:
        return {**dict.fromkeys(PROVIDER_FIELDS, ""), "name": row.provider, "kind": "other"}
    return None


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
        "contact_phone": normalise_phone(row.phone) or row.phone,
        "contact_email": row.email,
        "procurement_mode": str(row.procurement) if row.procurement else "",
        "rate_gr": None,
        "notes": "\n".join([*notes, *row.extra_notes, *row.comments]),
    }
