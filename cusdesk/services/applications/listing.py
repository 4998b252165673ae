"""The register as the window lists it: ids first, filtered and ordered in SQL, rows by pages."""

from __future__ import annotations

import re
from functools import lru_cache
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
from cusdesk.services.applications.about import ORDER, due_days
from cusdesk.services.applications.filters import CONDITIONS
from cusdesk.services.applications.reading import rows_where
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
CLOCKS = frozenset({"days_left", "due"})
"""Columns out of the clocks that run today."""
WORDED = frozenset({"standing", "corrections"})
"""Columns put together out of much: only they are asked row by row."""
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
        for key in (CLOCKS | WORDED) & {*filters, sort}:
            values = _values(session, ids, key, office.clock.today())
            wanted = {key: filters[key]} if key in filters else {}
            ids = [i for i in ids if matches({key: values.get(i, ("", None))[0]}, wanted)]
            if key == sort:
                ids = _by_value(ids, values, descending=descending)
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
    return [(int(part), "") if part.isdigit() else (0, _key(part)) for part in parts]


@lru_cache(maxsize=1024)
def _key(part: str) -> str:
    """Return the sort key of what stands between numbers: the same few words in every row."""
    return sort_key(part)


def _values(
    session: Session, ids: Sequence[bytes], key: str, today: dt.date
) -> dict[bytes, tuple[str, Any]]:
    """Return application -> (what is shown, what it is ordered by), for those with anything."""
    if key in WORDED:
        words = {row.id: getattr(row, key) for row in _rows(session, ids, today)}
        return {i: (text, sort_key(text)) for i, text in words.items() if text}
    due = due_days(session, today)
    if key == "due":
        return {i: (f"{day:%d.%m.%Y}", day) for i, day in due.items()}
    return {i: (str((day - today).days), day) for i, day in due.items()}


def _by_value(
    ids: Sequence[bytes], values: Mapping[bytes, tuple[str, Any]], *, descending: bool
) -> list[bytes]:
    filled = [i for i in ids if i in values]
    filled.sort(key=lambda i: values[i][1], reverse=descending)
    return filled + [i for i in ids if i not in values]


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
