"""The register as the window lists it: ids first, filtered and ordered in SQL, rows by pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, func, or_, select, true, type_coerce

from cusdesk.core.portions import portions
from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.applications import (
    OPEN,
    ApplicationChannel,
    ApplicationStatus,
)
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.applications import (
    Application,
    ApplicationOutcome,
    ApplicationService,
)
from cusdesk.models.catalogue import Service
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident, ResidentIndex
from cusdesk.services.applications.filters import CONDITIONS
from cusdesk.services.applications.reading import ORDER, rows_where
from cusdesk.services.lists import enum_order, matches

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from cusdesk.services.applications.dto import ApplicationRow
    from cusdesk.services.office import Office

    Condition = ColumnElement[bool]
    Day = InstrumentedAttribute[dt.date] | InstrumentedAttribute[dt.date | None]

PARTS: dict[str, Condition] = {
    "all": true(),
    "open": Application.status.in_([status.value for status in OPEN]),
    "qualified": Application.status == ApplicationStatus.QUALIFIED.value,
    "waiting": Application.status == ApplicationStatus.WAITING.value,
}
PARTS["ended"] = ~or_(PARTS["open"], PARTS["qualified"], PARTS["waiting"])
"""Part of the register -> which applications stand in it."""
COUNTED = frozenset({"days_left", "due", "standing", "corrections"})
"""Columns put together out of much, the clocks of today among it: only they are asked by row."""
_NUMBERS = re.compile(r"(\d+)")


@needs("applications.see")
def list_ids(
    office: Office,
    part: str = "all",
    filters: Mapping[str, str] | None = None,
    sort: str = "",
    *,
    descending: bool = False,
) -> list[bytes]:
    """Return the ids of the register that match, in order; empty values always last.

    Args:
        office: the open office.
        part: one of `PARTS`.
        filters: column -> words that must all stand in it.
        sort: a column, or "" for the order of submission, which equal values keep.
        descending: from the last to the first.
    """
    filters = filters or {}
    with office.read() as session:
        query = (
            select(Application.id)
            .join(Resident, Resident.id == Application.resident_id)
            .outerjoin(ResidentIndex, ResidentIndex.resident_id == Resident.id)
            .where(Application.retired_at.is_(None), PARTS[part])
            .where(*(CONDITIONS[k](session, w) for k, w in filters.items() if k in CONDITIONS))
        )
        ids = _ordered(session, query, sort, descending=descending)
        counted = {key: words for key, words in filters.items() if key in COUNTED}
        if counted or sort in COUNTED:
            rows = _rows(session, ids, office.clock.today())
            ids = [row.id for row in _counted(rows, counted, sort, descending=descending)]
    return ids


@needs("applications.see")
def rows_for(office: Office, ids: Sequence[bytes]) -> list[ApplicationRow]:
    """Return the rows of these applications, in the given order."""
    with office.read() as session:
        return _rows(session, ids, office.clock.today())


def _rows(session: Session, ids: Sequence[bytes], today: dt.date) -> list[ApplicationRow]:
    found = {
        row.id: row
        for portion in portions(ids)
        for row in rows_where(session, Application.id.in_(portion), today)
    }
    return [found[i] for i in ids if i in found]


# --- order


def _ordered(session: Session, query: Select[bytes], sort: str, *, descending: bool) -> list[bytes]:
    if sort in _TEXTS:
        return _by_text(session, query, sort, descending=descending)
    key = _KEYS.get(sort)
    if key is None:
        order = [column.desc() for column in ORDER] if descending else list(ORDER)
        return [row[0] for row in read_columns(session, query.order_by(*order))]
    first = (key.desc() if descending else key).nulls_last()
    return [row[0] for row in read_columns(session, query.order_by(first, *ORDER))]


def _by_text(session: Session, query: Select[bytes], sort: str, *, descending: bool) -> list[bytes]:
    """Order by words as Polish has them, numbers inside as numbers."""
    rows = read_columns(session, query.add_columns(_TEXTS[sort]).order_by(*ORDER))
    ranks = {value: _rank(value) for value in {row[1] for row in rows}}
    filled = [row for row in rows if row[1]]
    filled.sort(key=lambda row: ranks[row[1]], reverse=descending)
    return [row[0] for row in filled] + [row[0] for row in rows if not row[1]]


def _rank(value: str | None) -> list[tuple[int, str]]:
    parts = _NUMBERS.split(value or "")
    return [(int(part), "") if part.isdigit() else (0, sort_key(part)) for part in parts]


def _counted(
    rows: list[ApplicationRow], filters: Mapping[str, str], sort: str, *, descending: bool
) -> list[ApplicationRow]:
    kept = [row for row in rows if matches(_shown(row), filters)]
    if sort not in COUNTED:
        return kept
    filled = [row for row in kept if getattr(row, sort) not in (None, "")]
    filled.sort(key=lambda row: _sortable(getattr(row, sort)), reverse=descending)
    return filled + [row for row in kept if getattr(row, sort) in (None, "")]


def _sortable(value: Any) -> Any:  # noqa: ANN401 (a day, a number or words)
    return sort_key(value) if isinstance(value, str) else value


def _shown(row: ApplicationRow) -> dict[str, str]:
    return {
        "days_left": "" if row.days_left is None else str(row.days_left),
        "due": f"{row.due:%d.%m.%Y}" if row.due else "",
        "standing": row.standing,
        "corrections": row.corrections,
    }


def _newest_plan() -> Any:  # noqa: ANN401 (a scalar subquery of a text)
    query = select(Plan.number).where(
        Plan.application_id == Application.id, Plan.retired_at.is_(None)
    )
    return query.order_by(Plan.id.desc()).limit(1).correlate(Application).scalar_subquery()


def _reason() -> Any:  # noqa: ANN401 (a scalar subquery of a text)
    query = select(ApplicationOutcome.reason).where(
        ApplicationOutcome.application_id == Application.id,
        ApplicationOutcome.replaced_on.is_(None),
        ApplicationOutcome.retired_at.is_(None),
    )
    ordered = query.order_by(ApplicationOutcome.id.desc()).limit(1)
    return ordered.correlate(Application).scalar_subquery()


def _first_service() -> Any:  # noqa: ANN401 (a scalar subquery of a text)
    name = func.coalesce(Service.name, "") + ApplicationService.words
    query = (
        select(name)
        .outerjoin(Service, Service.id == ApplicationService.service_id)
        .where(
            ApplicationService.application_id == Application.id,
            ApplicationService.retired_at.is_(None),
        )
    )
    ordered = query.order_by(ApplicationService.position, ApplicationService.id).limit(1)
    return ordered.correlate(Application).scalar_subquery()


_TEXTS: dict[str, Any] = {
    "number": Application.number,
    "applicant": Application.applicant_name,
    "coordinator": Application.coordinator,
    "programme": Application.programme,
    "services": _first_service(),
    "reason": _reason(),
    "plan_number": _newest_plan(),
}
"""Columns in the Polish order of their words."""
_KEYS: dict[str, Any] = {
    "received_on": Application.received_on,
    "received_time": Application.received_minute,
    "resident_name": ResidentIndex.sort_key,
    "status": enum_order(type_coerce(Application.status, Text), ApplicationStatus),
    "channel": enum_order(type_coerce(Application.channel, Text), ApplicationChannel),
    "status_on": Application.status_on,
}
"""Columns SQL orders by itself."""
