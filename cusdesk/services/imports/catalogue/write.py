"""Writing the services of a plan and the providers they need."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.catalogue import ServiceDraft, ServiceMode, ServiceStatus, ServiceUnit
from cusdesk.domain.polish_text import name_key, sort_key
from cusdesk.domain.providers import ProviderDraft
from cusdesk.models.catalogue import Service, ServiceAlias, ServiceProvider
from cusdesk.models.providers import Provider
from cusdesk.services import catalogue
from cusdesk.services.imports.catalogue.fields import ENUMS, PROVIDER_FIELDS, SERVICE_FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.imports.model import PlannedRow


def apply_services(
    work: UnitOfWork, rows: Sequence[PlannedRow], *, overwrite: bool = False
) -> None:
    """Write the new and changed services and the providers they need.

    Args:
        work: the running operation.
        rows: of the plan; those in doubt are passed over.
        overwrite: let the file win where both say something; else only empty fields are filled.
    """
    providers = _Providers(work.session)
    for row in rows:
        if row.outcome not in {"new", "changed"}:
            continue
        provider = row.payload["provider"]
        service = row.payload["service"]
        if service is None:
            providers.take(row, overwrite=overwrite)
            continue
        provider_id = providers.id_for(provider) if provider else None
        if row.target is None:
            draft = _draft(service)
            draft.provider_ids = [] if provider_id is None else [provider_id]
            catalogue.add_service(work, draft)
        else:
            _fill(work, row, provider_id, overwrite=overwrite)


def _draft(values: dict[str, Any]) -> ServiceDraft:
    draft = ServiceDraft(aliases=list(values["aliases"]))
    for name in SERVICE_FIELDS:
        value = values[name]
        if name in ENUMS:
            value = ENUMS[name](value) if value else None
        setattr(draft, name, value)
    draft.unit = draft.unit or ServiceUnit.HOUR
    draft.mode = draft.mode or ServiceMode.INDIVIDUAL
    draft.status = draft.status or ServiceStatus.REGULAR
    return draft


def _fill(work: UnitOfWork, row: PlannedRow, provider_id: bytes | None, *, overwrite: bool) -> None:
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
        elif difference.field != "providers" and (overwrite or not difference.old):
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

    def take(self, row: PlannedRow, *, overwrite: bool) -> None:
        """Write a provider's own row: a new one, or what the card of a known one lacks."""
        if row.target is None:
            self.id_for(row.payload["provider"])
            return
        provider = self._session.get_one(Provider, row.target)
        for difference in row.differences:
            if overwrite or not difference.old:
                setattr(provider, difference.field, row.payload["provider"][difference.field])

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
