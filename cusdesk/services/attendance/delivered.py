"""What was given to whom: the one count that fees, pools, invoices, months and budgets start from.

A presence at a meeting is one row, an individual visit is one row: two meetings of a group on one
day that were both attended are two, also for services counted by the meeting or the day. Marks
that are no presence, and whatever lies in the bin (a mark, a visit, or the meeting, group or
service it belongs to), do not count.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, func, literal, select, union_all

from cusdesk.db.reading import read_columns
from cusdesk.domain.attendance import Mark
from cusdesk.models.attendance import Attendance, Group, Meeting, Visit
from cusdesk.models.base import BlobId
from cusdesk.models.catalogue import Service

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session


class Source(StrEnum):
    """Where a delivered row was written down."""

    MEETING = "meeting"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Delivered:
    """One presence at a meeting or one visit.

    Attributes:
        provider_id: of the group or the visit; None when nobody is named.
        worker: the leader of the meeting or of its group, or who made the visit; may be empty.
        date: of the meeting; the day on which a visit began.
        source_id: the meeting or the visit.
        group_id: None for a visit.
    """

    resident_id: bytes
    service_id: bytes
    provider_id: bytes | None
    worker: str
    date: dt.date
    minutes: int
    source: Source
    source_id: bytes
    group_id: bytes | None


def delivered_rows(
    session: Session,
    start: dt.date,
    end: dt.date,
    *,
    service_id: bytes | None = None,
    provider_id: bytes | None = None,
    resident_id: bytes | None = None,
) -> list[Delivered]:
    """Return every presence and visit between two days, both inclusive, by day.

    Args:
        session: a running read or operation.
        start: first day.
        end: last day.
        service_id: only of this service.
        provider_id: only of groups and visits of this provider.
        resident_id: only of this person.
    """
    wanted = {"service_id": service_id, "provider_id": provider_id, "resident_id": resident_id}
    columns = [*_COLUMNS, "source", "source_id", "group_id"]
    halves = (_presences(start, end, columns, wanted), _visits(start, end, columns, wanted))
    both = union_all(*halves).subquery()
    rows = read_columns(session, select(*[both.c[name] for name in columns]).order_by(both.c.date))
    return [
        Delivered(resident, service, provider, worker, date, minutes, _SOURCES[kind], key, group)
        for resident, service, provider, worker, date, minutes, kind, key, group in rows
    ]


_SOURCES = {source.value: source for source in Source}
_COLUMNS = ["resident_id", "service_id", "provider_id", "worker", "date", "minutes"]


def _presences(
    start: dt.date, end: dt.date, columns: list[str], wanted: dict[str, bytes | None]
) -> Select[*tuple[Any, ...]]:
    places: dict[str, Any] = {
        "resident_id": Attendance.resident_id,
        "service_id": Group.service_id,
        "provider_id": Group.provider_id,
        "worker": func.coalesce(func.nullif(Meeting.leader, ""), Group.leader),
        "date": Meeting.date,
        "minutes": Attendance.minutes,
        "source": literal(Source.MEETING.value, String),
        "source_id": Meeting.id,
        "group_id": Group.id,
    }
    query = (
        select(*[places[name].label(name) for name in columns])
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(
            Meeting.date.between(start, end),
            Attendance.mark == Mark.PRESENT.value,
            *(model.retired_at.is_(None) for model in (Attendance, Meeting, Group, Service)),
        )
    )
    return _only(query, places, wanted)


def _visits(
    start: dt.date, end: dt.date, columns: list[str], wanted: dict[str, bytes | None]
) -> Select[*tuple[Any, ...]]:
    places: dict[str, Any] = {
        "resident_id": Visit.resident_id,
        "service_id": Visit.service_id,
        "provider_id": Visit.provider_id,
        "worker": Visit.worker,
        "date": Visit.date,
        "minutes": Visit.minutes,
        "source": literal(Source.VISIT.value, String),
        "source_id": Visit.id,
        "group_id": literal(None, BlobId),
    }
    query = (
        select(*[places[name].label(name) for name in columns])
        .select_from(Visit)
        .join(Service, Service.id == Visit.service_id)
        .where(
            Visit.date.between(start, end),
            *(model.retired_at.is_(None) for model in (Visit, Service)),
        )
    )
    return _only(query, places, wanted)


def _only(
    query: Select[*tuple[Any, ...]], places: dict[str, Any], wanted: dict[str, bytes | None]
) -> Select[*tuple[Any, ...]]:
    for name, value in wanted.items():
        if value is not None:
            query = query.where(places[name] == value)
    return query
