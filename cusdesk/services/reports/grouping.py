"""By what a ready sheet divides what was given: service, provider, coordinator, source, village."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.contracts import contract_of
from cusdesk.domain.periods import Period
from cusdesk.domain.plans import PlanStatus
from cusdesk.models.budget import FundingSource
from cusdesk.models.plan_course import PlanClosing
from cusdesk.models.plans import Plan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cusdesk.services.attendance.delivered import Delivered
    from cusdesk.services.reports.material import Material

    KeyOf = Callable[[Delivered], str]

_RAN = (PlanStatus.APPROVED.value, PlanStatus.ENDED.value, PlanStatus.RESIGNED.value)
NONE, NO_CONTRACT = "none", "no_contract"
"""Keys of the lines of what names nobody; a key of a line is never empty."""


class SheetKind(StrEnum):
    """By what a ready sheet divides."""

    SERVICE = "service"
    PROVIDER = "provider"
    COORDINATOR = "coordinator"
    SOURCE = "source"
    VILLAGE = "village"


def grouping(
    session: Session, material: Material, kind: SheetKind
) -> tuple[KeyOf, Callable[[str], str]]:
    """Return what tells the line of a row, and the name of a line."""
    makers = {
        SheetKind.SERVICE: _services,
        SheetKind.PROVIDER: _providers,
        SheetKind.COORDINATOR: _coordinators,
        SheetKind.SOURCE: _sources,
        SheetKind.VILLAGE: _villages,
    }
    return makers[kind](session, material)


def _services(_session: Session, material: Material) -> tuple[KeyOf, Callable[[str], str]]:
    return (
        lambda row: row.service_id.hex(),
        lambda key: material.services[bytes.fromhex(key)].name,
    )


def _providers(_session: Session, material: Material) -> tuple[KeyOf, Callable[[str], str]]:
    return (
        lambda row: row.provider_id.hex() if row.provider_id else NONE,
        lambda key: (
            tr("reports.sheets.no_provider")
            if key == NONE
            else material.providers.get(bytes.fromhex(key), "")
        ),
    )


def _villages(_session: Session, material: Material) -> tuple[KeyOf, Callable[[str], str]]:
    known = material.people

    def key_of(row: Delivered) -> str:
        """Return the village of who was served."""
        return (known[row.resident_id].locality if row.resident_id in known else "") or NONE

    return key_of, lambda key: tr("reports.sheets.no_village") if key == NONE else key


def _coordinators(session: Session, _material: Material) -> tuple[KeyOf, Callable[[str], str]]:
    """Divide by who kept the plan of the person on the day of the service."""
    query = (
        select(
            *(Plan.resident_id, Plan.valid_from, Plan.valid_to, Plan.coordinator),
            PlanClosing.ended_on,
        )
        .outerjoin(PlanClosing, (PlanClosing.plan_id == Plan.id) & PlanClosing.retired_at.is_(None))
        .where(Plan.status.in_(_RAN), Plan.retired_at.is_(None))
        .order_by(Plan.valid_from, Plan.id)
    )
    plans: dict[bytes, list[tuple[Period, str]]] = defaultdict(list)
    for resident, start, end, name, ended in session.execute(query).all():
        last = min(filter(None, (end, ended)), default=None)
        plans[resident].append((Period(start, last), name))
    known: dict[tuple[bytes, dt.date], str] = {}

    def key_of(row: Delivered) -> str:
        """Return the coordinator on the day."""
        place = (row.resident_id, row.date)
        if place not in known:
            names = [name for period, name in plans[row.resident_id] if period.contains(row.date)]
            known[place] = (names[-1] if names else "") or NONE
        return known[place]

    return key_of, lambda key: tr("reports.sheets.no_coordinator") if key == NONE else key


def _sources(session: Session, material: Material) -> tuple[KeyOf, Callable[[str], str]]:
    names = {
        row[0].hex(): row[1]
        for row in session.execute(select(FundingSource.id, FundingSource.name))
    }
    words = {NONE: tr("budget.year.no_source"), NO_CONTRACT: tr("reports.sheets.no_contract")}
    known: dict[tuple[bytes, bytes | None, dt.date], str] = {}

    def key_of(row: Delivered) -> str:
        """Return the source of the contract a row belongs to."""
        place = (row.service_id, row.provider_id, row.date)
        if place not in known:
            contract = contract_of(row, material.contracts)
            source = contract.funding_source_id if contract else None
            known[place] = NO_CONTRACT if contract is None else source.hex() if source else NONE
        return known[place]

    return key_of, lambda key: words.get(key) or names.get(key, "")
