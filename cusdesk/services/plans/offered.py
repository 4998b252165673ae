"""Services out of the catalogue, ready to stand in a plan: of a package, or asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceStatus
from cusdesk.domain.plans import PlanServiceDraft
from cusdesk.services import catalogue
from cusdesk.services.plans.proposals import filled_service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.services.office import Office


@needs("office.see")
def offered(office: Office, ids: Iterable[bytes]) -> dict[bytes, catalogue.ServiceRow]:
    """Return the services the catalogue still offers, by id."""
    living = set(catalogue.list_ids(office))
    rows = catalogue.rows_for(office, [i for i in dict.fromkeys(ids) if i in living])
    return {row.id: row for row in rows if row.status is not ServiceStatus.ENDED}


@needs("office.see")
def planned_from(office: Office, ids: Iterable[bytes]) -> list[PlanServiceDraft]:
    """Return rows of a plan for services still offered, each once, as the catalogue fills them."""
    return [filled_service(PlanServiceDraft(), row) for row in offered(office, ids).values()]
