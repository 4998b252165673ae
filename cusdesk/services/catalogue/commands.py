"""The catalogue: every service of the centre once, whatever pays for it (CUS act, art. 2, 13)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import (
    LimitScope,
    ServiceArea,
    ServiceDraft,
    ServiceGroup,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
    check_service,
)
from cusdesk.domain.polish_text import collapse_spaces, fold, sort_key, strip_controls
from cusdesk.models.catalogue import Service, ServiceAlias, ServiceProvider
from cusdesk.models.providers import Provider
from cusdesk.services.records import Saved, draft_values, put_fields, simple_fields, sync_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_PARTS = ("aliases", "provider_ids")
_COLUMNS = simple_fields(ServiceDraft, without=_PARTS, group="service_group")
_ENUMS = {
    "area": ServiceArea,
    "unit": ServiceUnit,
    "mode": ServiceMode,
    "group": ServiceGroup,
    "limit_scope": LimitScope,
    "status": ServiceStatus,
}


@dataclass(frozen=True, slots=True)
class ServiceDetails:
    """A service for its form.

    Attributes:
        version: to be given with a change.
        provider_names: of the providers of the draft, in the same order.
        is_retired: whether it lies in the bin.
    """

    id: bytes
    version: int
    draft: ServiceDraft
    provider_names: tuple[str, ...]
    is_retired: bool


@needs("office.see")
def get(office: Office, service_id: bytes) -> ServiceDetails:
    """Return a service, also one in the bin; providers that lie in the bin are left out.

    Raises:
        NotFoundError: there is no such service.
    """
    with office.read() as session:
        row = session.get(Service, service_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        providers = _providers_of(session, service_id)
        draft = _draft(session, row, list(providers))
        retired = row.retired_at is not None
        return ServiceDetails(
            row.id, row.row_version, draft, tuple(providers.values()), is_retired=retired
        )


@needs("catalogue.change")
def create(office: Office, draft: ServiceDraft) -> Saved:
    """Add a service with its aliases and providers.

    Raises:
        ValidationError: something blocking is wrong with the draft; nothing was written.
    """
    _refuse_bad(office, draft)
    with office.write("catalogue.create") as work:
        row = add_service(work, draft)
        service_id, version = row.id, row.row_version
    return Saved(service_id, version, work.changes)


def add_service(work: UnitOfWork, draft: ServiceDraft, service_id: bytes | None = None) -> Service:
    """Add a checked draft inside a running operation, for imports and the starter catalogue."""
    row = Service(name="", sort_key="", area="")
    if service_id is not None:
        row.id = service_id
    fill_service(row, draft)
    work.session.add(row)
    work.session.flush()
    _sync(work, row.id, draft, set(_PARTS))
    return row


def fill_service(row: Service, draft: ServiceDraft) -> None:
    """Write the fields of a draft, without its aliases and providers, into a row."""
    put_fields(row, {column: getattr(draft, name) for name, column in _COLUMNS.items()})
    put_fields(row, {"sort_key": sort_key(row.name)})


@needs("catalogue.change")
def update(
    office: Office, service_id: bytes, draft: ServiceDraft, version: int | None = None
) -> Saved:
    """Write a whole draft over a service.

    Raises:
        ValidationError: something blocking is wrong with the draft.
        NotFoundError: the service is gone or in the bin.
        ConflictError: somebody changed it since `version` was read.
    """
    values = {f.name: getattr(draft, f.name) for f in fields(draft)}
    return change_fields(office, service_id, values, version)


@needs("catalogue.change")
def change_fields(
    office: Office, service_id: bytes, values: Mapping[str, Any], version: int | None = None
) -> Saved:
    """Change some fields, as a form does at every field exit; bursts are one step of undo.

    Args:
        office: the open office.
        service_id: which service.
        values: field of `ServiceDraft` -> new value; aliases and provider_ids are lists.
        version: what the person saw; None does not ask.

    Raises:
        ValidationError: a changed field is wrong in a way that blocks.
        NotFoundError: the service is gone or in the bin.
        ConflictError: somebody changed it since `version` was read.
    """
    record = ("catalogue", service_id)
    with office.write("catalogue.update", record=record, merges=True) as work:
        row = work.get(Service, service_id, version)
        present = _draft(work.session, row, list(_providers_of(work.session, service_id)))
        changed = replace(present, **dict(values))
        _refuse_bad(office, changed, only=set(values))
        fill_service(row, changed)
        _sync(work, service_id, changed, set(values))
        work.session.flush()
        new_version = row.row_version
    return Saved(service_id, new_version, work.changes)


@needs("catalogue.change")
def retire(office: Office, service_id: bytes) -> Changes:
    """Put a service into the bin; plans and hours that name it keep its name.

    Raises:
        NotFoundError: it is gone or in the bin already.
    """
    with office.write("catalogue.retire", record=("catalogue", service_id)) as work:
        work.retire(work.get(Service, service_id))
    return work.changes


@needs("catalogue.change")
def restore(office: Office, service_id: bytes) -> Changes:
    """Take a service out of the bin.

    Raises:
        NotFoundError: there is no such service.
    """
    with office.write("catalogue.restore", record=("catalogue", service_id)) as work:
        work.restore(Service, service_id)
    return work.changes


def _draft(session: Session, row: Service, provider_ids: list[bytes]) -> ServiceDraft:
    query = (
        select(ServiceAlias.name)
        .where(ServiceAlias.service_id == row.id, ServiceAlias.retired_at.is_(None))
        .order_by(ServiceAlias.position, ServiceAlias.id)
    )
    values = draft_values(row, _COLUMNS, _ENUMS)
    aliases = list(session.scalars(query))
    return ServiceDraft(**values, aliases=aliases, provider_ids=provider_ids)


def _providers_of(session: Session, service_id: bytes) -> dict[bytes, str]:
    """Return id -> name of the living providers of a service, in their order."""
    query = (
        select(Provider.id, Provider.name)
        .join(ServiceProvider, ServiceProvider.provider_id == Provider.id)
        .where(
            ServiceProvider.service_id == service_id,
            ServiceProvider.retired_at.is_(None),
            Provider.retired_at.is_(None),
        )
        .order_by(ServiceProvider.position, ServiceProvider.id)
    )
    return {found[0]: found[1] for found in session.execute(query).all()}


def _sync(work: UnitOfWork, service_id: bytes, draft: ServiceDraft, changed: set[str]) -> None:
    owner = ("service_id", service_id)
    if "aliases" in changed:
        sync_parts(work, ServiceAlias, owner, "name", _distinct(draft.aliases, draft.name))
    if "provider_ids" in changed:
        wanted = list(dict.fromkeys(draft.provider_ids))
        sync_parts(work, ServiceProvider, owner, "provider_id", wanted)


def _distinct(aliases: Iterable[str], name: str) -> list[str]:
    """Return clean aliases without empty ones, doubles and the service's own name."""
    kept: dict[str, str] = {}
    for alias in aliases:
        clean = collapse_spaces(strip_controls(alias))
        if clean and fold(clean) != fold(name):
            kept.setdefault(fold(clean), clean)
    return list(kept.values())


def _refuse_bad(office: Office, draft: ServiceDraft, only: set[str] | None = None) -> None:
    """Raise for blocking problems; of an existing record only those of the changed fields."""
    problems = [p for p in check_service(draft, office.clock.today()) if p.blocking]
    if only is not None:
        problems = [p for p in problems if p.field in only]
    if problems:
        raise ValidationError(problems)
