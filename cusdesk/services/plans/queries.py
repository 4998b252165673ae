"""Reading plans: lists, one plan with its warnings, JSON for the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, Problem
from cusdesk.core.ids import text_id
from cusdesk.domain.plans import PlanDraft, PlanStatus, check_plan, missing_for_print
from cusdesk.domain.polish_text import fold
from cusdesk.models.plans import Plan, PlanService
from cusdesk.models.residents import Resident, ResidentIndex
from cusdesk.services.plans.store import read_draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.sql.elements import ColumnElement

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What the list shows: words of name or number, a status, plans that run on a day."""

    text: str = ""
    status: PlanStatus | None = None
    running_on: dt.date | None = None
    coordinator: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list; `services` is how many it foresees."""

    id: bytes
    number: str
    resident_id: bytes
    resident_name: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    status: PlanStatus
    coordinator: str
    services: int


@dataclass(frozen=True, slots=True)
class PlanDetails:
    """One plan to be shown or edited.

    Attributes:
        missing: keys of the values the paper needs and the plan has not (`missing_for_print`).
        warnings: problems and hints of `check_plan`.
    """

    id: bytes
    version: int
    status: PlanStatus
    resident_name: str
    draft: PlanDraft
    missing: tuple[str, ...]
    warnings: tuple[Problem, ...]


_SORTS: dict[str, tuple[Any, ...]] = {
    "number": (Plan.number,),
    "resident_name": (ResidentIndex.sort_key,),
    "valid_from": (Plan.valid_from,),
    "valid_to": (Plan.valid_to,),
    "status": (Plan.status, Plan.valid_to),
    "coordinator": (Plan.coordinator, Plan.valid_to),
}


def list_ids(
    office: Office, filters: PlanFilter | None = None, sort: str = "-valid_from"
) -> list[bytes]:
    """Return the ids of the plans that pass the filter; `sort` is a column, `-` for descending."""
    filters = filters or PlanFilter()
    query = (
        select(Plan.id)
        .join(ResidentIndex, ResidentIndex.resident_id == Plan.resident_id, isouter=True)
        .where(Plan.retired_at.is_(None))
    )
    for condition in _conditions(filters):
        query = query.where(condition)
    columns = _SORTS[sort.lstrip("-")]
    if sort.startswith("-"):
        columns = tuple(column.desc() for column in columns)
    with office.read() as session:
        return list(session.scalars(query.order_by(*columns, Plan.id)))


def _conditions(filters: PlanFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
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
    return found


def rows_for(office: Office, ids: Sequence[bytes]) -> list[PlanRow]:
    """Return the rows of the asked plans, in the order of the ids; gone ones are left out."""
    services = (
        select(PlanService.plan_id, func.count().label("n"))
        .where(PlanService.retired_at.is_(None), PlanService.plan_id.in_(ids))
        .group_by(PlanService.plan_id)
        .subquery()
    )
    query = (
        select(
            Plan.id,
            Plan.number,
            Plan.resident_id,
            Resident.surname + " " + Resident.given_name,
            Plan.valid_from,
            Plan.valid_to,
            Plan.status,
            Plan.coordinator,
            func.coalesce(services.c.n, 0),
        )
        .join(Resident, Resident.id == Plan.resident_id)
        .join(services, services.c.plan_id == Plan.id, isouter=True)
        .where(Plan.id.in_(ids))
    )
    with office.read() as session:
        found = {
            row[0]: PlanRow(
                id=row[0],
                number=row[1],
                resident_id=row[2],
                resident_name=row[3].strip(),
                valid_from=row[4],
                valid_to=row[5],
                status=PlanStatus(row[6]),
                coordinator=row[7],
                services=row[8],
            )
            for row in session.execute(query)
        }
    return [found[plan_id] for plan_id in ids if plan_id in found]


def count_plans(office: Office) -> int:
    """Return how many plans there are outside the bin."""
    with office.read() as session:
        return (
            session.scalar(select(func.count()).select_from(Plan).where(Plan.retired_at.is_(None)))
            or 0
        )


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


def get_plan(office: Office, plan_id: bytes) -> PlanDetails:
    """Return one plan with its parts, warnings and what the paper lacks.

    Raises:
        NotFoundError: no such plan, or it is in the bin.
    """
    with office.read() as session:
        plan = session.get(Plan, plan_id)
        if plan is None or plan.retired_at is not None:
            raise NotFoundError("storage.not_found")
        resident = session.get_one(Resident, plan.resident_id)
        draft = read_draft(session, plan)
        return PlanDetails(
            id=plan_id,
            version=plan.row_version,
            status=PlanStatus(plan.status),
            resident_name=f"{resident.surname} {resident.given_name}".strip(),
            draft=draft,
            missing=tuple(missing_for_print(draft)),
            warnings=tuple(check_plan(draft, office.clock.today())),
        )


def plan_json(office: Office, filters: PlanFilter | None = None) -> list[dict[str, Any]]:
    """Return plans as the command line prints them: ids as text, dates ISO, time in minutes."""
    found = []
    for plan_id in list_ids(office, filters, "number"):
        details = get_plan(office, plan_id)
        entry = {
            "id": text_id(plan_id),
            "status": str(details.status),
            "resident": details.resident_name,
            **asdict(details.draft),
        }
        found.append(_plain(entry))
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401 (JSON in, JSON out)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key != "row_id"}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return text_id(value)
    return value.isoformat() if isinstance(value, dt.date) else value
