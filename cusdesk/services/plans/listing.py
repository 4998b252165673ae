"""The list of plans: filtered and ordered ids, rows for the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping  # noqa: TC003 (a dataclass field)
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.domain.access import needs
from cusdesk.domain.labels import labels
from cusdesk.domain.plans import PlanStage, PlanStatus
from cusdesk.domain.polish_text import fold
from cusdesk.models.catalogue import Service, ServiceAlias
from cusdesk.models.plans import Plan, PlanService
from cusdesk.models.residents import Resident, ResidentIndex
from cusdesk.services.lists import enum_order
from cusdesk.services.plan_stage import STAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import InstrumentedAttribute, Session
    from sqlalchemy.sql.elements import ColumnElement

    from cusdesk.services.office import Office

    Condition = ColumnElement[bool]

OPEN_STATUSES = (PlanStatus.DRAFT, PlanStatus.AGREED, PlanStatus.APPROVED)


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What the list shows.

    Attributes:
        text: words of the resident's name or of the number.
        running_on: only plans whose period holds this day.
        columns: column of `PlanRow` -> words typed in the filter row.
        retired: what lies in the bin instead of everything else.
    """

    text: str = ""
    status: PlanStatus | None = None
    running_on: dt.date | None = None
    coordinator: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    retired: bool = False


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list.

    Attributes:
        stage: the status as it is told: also the wait for an approval.
        services: how many it foresees.
        service_names: their names in the order of the plan, each once.
        retired_on: the day it went to the bin, None while it counts.
    """

    id: bytes
    number: str
    resident_id: bytes
    resident_name: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    status: PlanStatus
    stage: PlanStage
    coordinator: str
    services: int
    service_names: tuple[str, ...] = ()
    retired_on: dt.date | None = None

    @property
    def services_text(self) -> str:
        """The services in one line."""
        return ", ".join(self.service_names)


_SORTS: dict[str, tuple[Any, ...]] = {
    "number": (func.substr(Plan.number, -4), func.length(Plan.number), Plan.number),
    "resident_name": (ResidentIndex.sort_key,),
    "valid_from": (Plan.valid_from,),
    "valid_to": (Plan.valid_to,),
    "status": (enum_order(STAGE, PlanStage), Plan.valid_to),
    "coordinator": (Plan.coordinator, Plan.valid_to),
}
"""Numbers end with the year by the usual pattern, so IPUS/9/2026 comes before IPUS/10/2026."""


@needs("plans.see")
def list_ids(
    office: Office, filters: PlanFilter | None = None, sort: str = "-valid_from"
) -> list[bytes]:
    """Return the ids of the plans that pass the filter; `sort` is a column, `-` for descending."""
    filters = filters or PlanFilter()
    in_bin = Plan.retired_at.is_not(None) if filters.retired else Plan.retired_at.is_(None)
    query = (
        select(Plan.id)
        .join(ResidentIndex, ResidentIndex.resident_id == Plan.resident_id, isouter=True)
        .where(in_bin)
    )
    columns = _SORTS[sort.lstrip("-")]
    if sort.startswith("-"):
        columns = tuple(column.desc() for column in columns)
    with office.read() as session:
        for condition in _conditions(session, filters):
            query = query.where(condition)
        return list(session.scalars(query.order_by(*columns, Plan.id)))


def _conditions(session: Session, filters: PlanFilter) -> list[Condition]:
    found: list[Condition] = []
    for word in fold(filters.text).split():
        in_name = ResidentIndex.folded.contains(word, autoescape=True)
        found.append(in_name | func.lower(Plan.number).contains(word, autoescape=True))
    if filters.status is not None:
        found.append(Plan.status == str(filters.status))
    if filters.coordinator:
        found.append(Plan.coordinator == filters.coordinator)
    if filters.running_on is not None:
        found.append(Plan.valid_from <= filters.running_on)
        found.append(Plan.valid_to >= filters.running_on)
    for column, text in filters.columns.items():
        found += [_COLUMNS[column](session, word) for word in fold(text).split()]
    return found


def _number(_session: Session, word: str) -> Condition:
    return func.lower(Plan.number).contains(word, autoescape=True)


def _resident(_session: Session, word: str) -> Condition:
    return ResidentIndex.folded.contains(word, autoescape=True)


def _day(column: InstrumentedAttribute[dt.date | None]) -> Callable[[Session, str], Condition]:
    def condition(_session: Session, word: str) -> Condition:
        """Match the day as it is shown, so that "15.06" finds it."""
        return func.strftime("%d.%m.%Y", column).contains(word, autoescape=True)

    return condition


def _status(_session: Session, word: str) -> Condition:
    return STAGE.in_([v for v, shown in labels(PlanStage).items() if word in fold(shown)])


def _coordinator(session: Session, word: str) -> Condition:
    names = session.scalars(select(Plan.coordinator).distinct())
    return Plan.coordinator.in_([name for name in names if word in fold(name)])


def _services(session: Session, word: str) -> Condition:
    named = session.execute(
        select(Service.id, Service.name).union_all(
            select(ServiceAlias.service_id, ServiceAlias.name).where(
                ServiceAlias.retired_at.is_(None)
            )
        )
    )
    wanted = {row[0] for row in named if word in fold(row[1])}
    return Plan.id.in_(
        select(PlanService.plan_id).where(
            PlanService.service_id.in_(wanted), PlanService.retired_at.is_(None)
        )
    )


_COLUMNS: dict[str, Callable[[Session, str], Condition]] = {
    "number": _number,
    "resident_name": _resident,
    "valid_from": _day(Plan.valid_from),
    "valid_to": _day(Plan.valid_to),
    "status": _status,
    "coordinator": _coordinator,
    "services": _services,
}


@needs("plans.see")
def rows_for(office: Office, ids: Sequence[bytes]) -> list[PlanRow]:
    """Return the rows of the asked plans, in the order of the ids; gone ones are left out."""
    query = (
        select(
            Plan.id,
            Plan.number,
            Plan.resident_id,
            Resident.surname + " " + Resident.given_name,
            Plan.valid_from,
            Plan.valid_to,
            Plan.status,
            STAGE,
            Plan.coordinator,
            Plan.retired_at,
        )
        .join(Resident, Resident.id == Plan.resident_id)
        .where(Plan.id.in_(ids))
    )
    with office.read() as session:
        services = _service_names(session, ids)
        found = {
            row[0]: PlanRow(
                id=row[0],
                number=row[1],
                resident_id=row[2],
                resident_name=row[3].strip(),
                valid_from=row[4],
                valid_to=row[5],
                status=PlanStatus(row[6]),
                stage=PlanStage(row[7]),
                coordinator=row[8],
                services=len(services.get(row[0], ())),
                service_names=tuple(dict.fromkeys(n for n in services.get(row[0], ()) if n)),
                retired_on=_local_day(row[9]),
            )
            for row in session.execute(query)
        }
    return [found[plan_id] for plan_id in ids if plan_id in found]


def _local_day(epoch_ms: int | None) -> dt.date | None:
    if epoch_ms is None:
        return None
    return dt.datetime.fromtimestamp(epoch_ms / 1000).date()  # noqa: DTZ006 (local wall time)


def _service_names(session: Session, ids: Sequence[bytes]) -> dict[bytes, list[str]]:
    """Return plan id -> names of its services, "" for a row whose service is not chosen yet."""
    query = (
        select(PlanService.plan_id, func.coalesce(Service.name, ""))
        .join(Service, Service.id == PlanService.service_id, isouter=True)
        .where(PlanService.plan_id.in_(ids), PlanService.retired_at.is_(None))
        .order_by(PlanService.position, PlanService.id)
    )
    named: dict[bytes, list[str]] = {}
    for plan_id, name in session.execute(query):
        named.setdefault(plan_id, []).append(name)
    return named


@needs("plans.see")
def plans_of_resident(office: Office, resident_id: bytes) -> list[PlanRow]:
    """Return a resident's plans, newest first."""
    query = (
        select(Plan.id)
        .where(Plan.resident_id == resident_id, Plan.retired_at.is_(None))
        .order_by(Plan.valid_from.desc(), Plan.id.desc())
    )
    with office.read() as session:
        ids = list(session.scalars(query))
    return rows_for(office, ids)


@needs("plans.see")
def running_plans(office: Office, resident_id: bytes) -> list[PlanRow]:
    """Return a resident's plans that have not ended, drafts too: a second one may be a mistake."""
    today = office.clock.today()
    return [
        row
        for row in plans_of_resident(office, resident_id)
        if row.status in OPEN_STATUSES and (row.valid_to is None or row.valid_to >= today)
    ]


@needs("plans.see")
def retired_plans(office: Office) -> list[PlanRow]:
    """Return what lies in the bin."""
    return rows_for(office, list_ids(office, PlanFilter(retired=True)))
