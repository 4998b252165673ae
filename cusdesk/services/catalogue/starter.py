"""Taking services of the starter catalogue over into an office's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.ids import starter_id
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceArea  # noqa: TC001 (a field of a public row)
from cusdesk.domain.polish_text import name_key
from cusdesk.domain.starter_catalogue import (
    StarterService,
    load_starter_catalogue,
    load_starter_sets,
)
from cusdesk.models.catalogue import Service, ServiceAlias
from cusdesk.services.catalogue.commands import fill_service
from cusdesk.services.catalogue.find import service_finder

if TYPE_CHECKING:
    from collections.abc import Collection

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class StarterRow:
    """One line of the starter catalogue.

    Attributes:
        set_name: the set it is offered in.
        is_taken: the office has it already.
        called_already: name of an own service that is called the same; empty without one.
    """

    id: bytes
    set_name: str
    name: str
    area: ServiceArea | None
    addressees: str
    aliases: tuple[str, ...]
    is_taken: bool
    called_already: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: how many services are new in the office."""

    count: int
    changes: Changes


@needs("office.see")
def starter_rows(office: Office) -> list[StarterRow]:
    """Return the starter catalogue, set by set, with what the office has of it."""
    sets = {s.code: s.name for s in load_starter_sets()}
    finder = service_finder(office)
    with office.read() as session:
        taken = set(session.scalars(select(Service.id).where(Service.retired_at.is_(None))))
    places = list(sets)
    offered = sorted(load_starter_catalogue(), key=lambda s: places.index(s.set_code))
    rows = []
    for starter in offered:
        draft = starter.draft
        same = [m.name for m in finder.find(draft.name) if m.certain and m.id != starter.id]
        rows.append(
            StarterRow(
                starter.id,
                sets[starter.set_code],
                draft.name,
                draft.area,
                draft.addressees,
                tuple(draft.aliases),
                is_taken=starter.id in taken,
                called_already=same[0] if same else "",
            )
        )
    return rows


@needs("catalogue.change")
def take_starter_catalogue(office: Office, ids: Collection[bytes] | None = None) -> Taken:
    """Take starter services over, all of them or those named, as one step of undo.

    What the office has stays as the office made it; what lies in the bin comes back as it was.
    Services and aliases have fixed ids, so that two PCs that both take them never double them.
    """
    wanted = [s for s in load_starter_catalogue() if ids is None or s.id in ids]
    with office.write("catalogue.starter") as work:
        count = sum(_take(work, starter) for starter in wanted)
        work.step.count = count
    return Taken(count, work.changes)


def _take(work: UnitOfWork, starter: StarterService) -> bool:
    """Add or bring back one service; return False when the office has it."""
    row = work.session.get(Service, starter.id)
    if row is not None and row.retired_at is None:
        return False
    if row is None:
        row = Service(id=starter.id, name="", sort_key="", area="")
        fill_service(row, starter.draft)
        work.session.add(row)
        work.session.flush()
    row.retired_at = None
    for position, alias in enumerate(starter.draft.aliases):
        _take_alias(work, starter, position, alias)
    return True


def _take_alias(work: UnitOfWork, starter: StarterService, position: int, alias: str) -> None:
    alias_id = starter_id("service_alias", f"{starter.code}/{name_key(alias)}")
    row = work.session.get(ServiceAlias, alias_id)
    if row is None:
        work.session.add(
            ServiceAlias(id=alias_id, service_id=starter.id, position=position, name=alias)
        )
    else:
        row.retired_at = None
