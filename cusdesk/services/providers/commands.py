"""Providers: those who carry services out, with one contact person each (CUS act, art. 7)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.providers import (
    ProcurementMode,
    ProviderDraft,
    ProviderKind,
    StakeholderType,
    check_provider,
)
from cusdesk.models.catalogue import Service, ServiceProvider
from cusdesk.models.providers import Provider
from cusdesk.services.records import Saved, draft_values, put_fields, simple_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_COLUMNS = simple_fields(ProviderDraft)
_ENUMS = {
    "kind": ProviderKind,
    "stakeholder_type": StakeholderType,
    "procurement_mode": ProcurementMode,
}


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A service a provider carries out."""

    id: bytes
    name: str
    status: str


@dataclass(frozen=True, slots=True)
class ProviderDetails:
    """A provider for its form.

    Attributes:
        version: to be given with a change.
        services: what the provider carries out, in Polish order.
        is_retired: whether it lies in the bin.
    """

    id: bytes
    version: int
    draft: ProviderDraft
    services: tuple[CarriedOut, ...]
    is_retired: bool


@needs("office.see")
def get(office: Office, provider_id: bytes) -> ProviderDetails:
    """Return a provider, also one in the bin.

    Raises:
        NotFoundError: there is no such provider.
    """
    with office.read() as session:
        row = session.get(Provider, provider_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        services = _services_of(session, provider_id)
        return ProviderDetails(
            row.id, row.row_version, _draft(row), services, row.retired_at is not None
        )


@needs("providers.change")
def create(office: Office, draft: ProviderDraft, service_ids: Iterable[bytes] = ()) -> Saved:
    """Add a provider, and say which services it carries out.

    Raises:
        ValidationError: something blocking is wrong with the draft; nothing was written.
    """
    _refuse_bad(office, draft)
    with office.write("providers.create") as work:
        row = Provider(name="", sort_key="")
        _fill(row, draft)
        work.session.add(row)
        work.session.flush()
        _set_services(work, row.id, set(service_ids))
        provider_id, version = row.id, row.row_version
    return Saved(provider_id, version, work.changes)


@needs("providers.change")
def update(
    office: Office, provider_id: bytes, draft: ProviderDraft, version: int | None = None
) -> Saved:
    """Write a whole draft over a provider.

    Raises:
        ValidationError: something blocking is wrong with the draft.
        NotFoundError: the provider is gone or in the bin.
        ConflictError: somebody changed it since `version` was read.
    """
    values = {f.name: getattr(draft, f.name) for f in fields(draft)}
    return change_fields(office, provider_id, values, version)


@needs("providers.change")
def change_fields(
    office: Office, provider_id: bytes, values: Mapping[str, Any], version: int | None = None
) -> Saved:
    """Change some fields, as a form does at every field exit; bursts are one step of undo.

    Args:
        office: the open office.
        provider_id: which provider.
        values: field of `ProviderDraft` -> new value.
        version: what the person saw; None does not ask.

    Raises:
        ValidationError: a changed field is wrong in a way that blocks.
        NotFoundError: the provider is gone or in the bin.
        ConflictError: somebody changed it since `version` was read.
    """
    record = ("providers", provider_id)
    with office.write("providers.update", record=record, merges=True) as work:
        row = work.get(Provider, provider_id, version)
        changed = replace(_draft(row), **dict(values))
        _refuse_bad(office, changed, only=set(values))
        _fill(row, changed)
        work.session.flush()
        new_version = row.row_version
    return Saved(provider_id, new_version, work.changes)


@needs("providers.change")
def set_services(office: Office, provider_id: bytes, service_ids: Iterable[bytes]) -> Saved:
    """Say which services a provider carries out, from the provider's side of the link.

    Raises:
        NotFoundError: the provider is gone or in the bin.
    """
    record = ("providers", provider_id)
    with office.write("providers.services", record=record, merges=True) as work:
        row = work.get(Provider, provider_id)
        _set_services(work, provider_id, set(service_ids))
        version = row.row_version
    return Saved(provider_id, version, work.changes)


@needs("providers.change")
def retire(office: Office, provider_id: bytes) -> Changes:
    """Put a provider into the bin; plans and groups that name it keep its name.

    Raises:
        NotFoundError: it is gone or in the bin already.
    """
    with office.write("providers.retire", record=("providers", provider_id)) as work:
        work.retire(work.get(Provider, provider_id))
    return work.changes


@needs("providers.change")
def restore(office: Office, provider_id: bytes) -> Changes:
    """Take a provider out of the bin.

    Raises:
        NotFoundError: there is no such provider.
    """
    with office.write("providers.restore", record=("providers", provider_id)) as work:
        work.restore(Provider, provider_id)
    return work.changes


def _draft(row: Provider) -> ProviderDraft:
    return ProviderDraft(**draft_values(row, _COLUMNS, _ENUMS))


def _fill(row: Provider, draft: ProviderDraft) -> None:
    put_fields(row, {column: getattr(draft, name) for name, column in _COLUMNS.items()})
    put_fields(row, {"sort_key": sort_key(row.name)})


def _refuse_bad(office: Office, draft: ProviderDraft, only: set[str] | None = None) -> None:
    """Raise for blocking problems; of an existing record only those of the changed fields."""
    problems = [p for p in check_provider(draft, office.clock.today()) if p.blocking]
    if only is not None:
        problems = [p for p in problems if p.field in only]
    if problems:
        raise ValidationError(problems)


def _set_services(work: UnitOfWork, provider_id: bytes, wanted: set[bytes]) -> None:
    """Retire links that are not wanted any more and add the missing ones at the end."""
    living = ServiceProvider.retired_at.is_(None)
    links = select(ServiceProvider).where(ServiceProvider.provider_id == provider_id, living)
    for link in work.session.scalars(links):
        if link.service_id not in wanted:
            work.retire(link)
        wanted.discard(link.service_id)
    for service_id in sorted(wanted):
        last = select(func.max(ServiceProvider.position)).where(
            ServiceProvider.service_id == service_id, living
        )
        place = work.session.scalar(last)
        work.session.add(
            ServiceProvider(
                service_id=service_id,
                provider_id=provider_id,
                position=0 if place is None else place + 1,
            )
        )


def _services_of(session: Session, provider_id: bytes) -> tuple[CarriedOut, ...]:
    query = (
        select(Service.id, Service.name, Service.status)
        .join(ServiceProvider, ServiceProvider.service_id == Service.id)
        .where(
            ServiceProvider.provider_id == provider_id,
            ServiceProvider.retired_at.is_(None),
            Service.retired_at.is_(None),
        )
        .order_by(Service.sort_key)
    )
    return tuple(CarriedOut(*found) for found in session.execute(query).all())
