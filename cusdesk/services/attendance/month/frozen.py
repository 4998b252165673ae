"""A closed month as it was on the day of closing: kept, read again, and sealed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.domain.reports import DayMark, MarkKind, MonthMeeting, PersonMonth, ServiceMonth
from cusdesk.domain.reports.common import ServiceUnit
from cusdesk.domain.reports.month import CountedBy, HeadGroup
from cusdesk.models.months import MonthClosure, MonthLine
from cusdesk.services.attendance.month.names import Named, residents_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

_PLAIN = ("name", "unit_minutes", "provider", "place", "leader", "planned_total", "visits", "note")

Line = tuple[bytes, int, bytes, int | None, str]
"""Service, place on its list, resident, planned, days as JSON."""
Found = list[tuple[bytes, ServiceMonth]]
"""Service → its month, in the order of the sheet."""


def closure_of(session: Session, month: dt.date) -> MonthClosure | None:
    """Return the closing of a month that is in force; None while the month is open."""
    return session.scalar(
        select(MonthClosure).where(
            MonthClosure.month == month.replace(day=1),
            MonthClosure.reopened_at.is_(None),
            MonthClosure.retired_at.is_(None),
        )
    )


def head_plain(service_id: bytes, service: ServiceMonth) -> dict[str, Any]:
    """Return a service without its people as plain data."""
    return {
        "id": service_id.hex(),
        **{name: getattr(service, name) for name in _PLAIN},
        "unit": service.unit.value,
        "counted_by": service.counted_by.value,
        "meetings": [[each.date.isoformat(), each.minutes] for each in service.meetings],
        "heads": [[each.age_group, each.locality, each.heads] for each in service.heads],
    }


def line_values(closure_id: bytes, service_id: bytes, person: PersonMonth) -> dict[str, Any]:
    """Return a person of a service as the columns of `month_lines`."""
    return {
        "id": new_id(),
        "subject_id": person.person_id,
        "closure_id": closure_id,
        "service_id": service_id,
        "number": person.number,
        "resident_id": person.person_id,
        "planned": person.planned,
        "days": json.dumps([_day_plain(mark) for mark in person.marks], ensure_ascii=False),
    }


def _day_plain(mark: DayMark | None) -> list[Any] | None:
    if mark is None:
        return None
    return [
        *(mark.kind.value, mark.symbol, mark.minutes),
        *(mark.more_presences, mark.more_absences),
    ]


def seal_of(services: str, lines: Iterable[Line]) -> str:
    """Return the seal of a closed month.

    Args:
        services: JSON of the services.
        lines: service, place, resident, planned, days as JSON, in any order.
    """
    seal = hashlib.sha256(services.encode())
    for service_id, number, resident_id, planned, days in sorted(lines, key=lambda row: row[:2]):
        line = [service_id.hex(), number, resident_id.hex(), planned, days]
        seal.update(json.dumps(line, ensure_ascii=False).encode())
    return seal.hexdigest()


def kept_lines(session: Session, closure_id: bytes) -> Sequence[Line]:
    """Return service, place, resident, planned and days of every line of a closing."""
    query = select(
        MonthLine.service_id,
        MonthLine.number,
        MonthLine.resident_id,
        MonthLine.planned,
        MonthLine.days,
    ).where(MonthLine.closure_id == closure_id)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in session.execute(query)]


def frozen_services(session: Session, closure: MonthClosure, only: bytes | None = None) -> Found:
    """Return the services of a closed month as they were; names of people are today's."""
    rows = kept_lines(session, closure.id)
    named = residents_named(session, {row[2] for row in rows})
    persons: dict[bytes, list[PersonMonth]] = defaultdict(list)
    for service_id, number, resident_id, planned, days in sorted(rows, key=lambda row: row[:2]):
        person = named.get(resident_id) or Named("", "", "")
        persons[service_id].append(
            PersonMonth(
                number,
                resident_id,
                person.name or tr("attendance.erased_person"),
                tuple(_day_mark(day) for day in json.loads(days)),
                person.pesel,
                planned,
                person.detail,
            )
        )
    heads = json.loads(closure.services)
    found = [(bytes.fromhex(head["id"]), head) for head in heads]
    return [
        (service_id, _service(head, persons[service_id]))
        for service_id, head in found
        if only is None or service_id == only
    ]


def _day_mark(plain: list[Any] | None) -> DayMark | None:
    return None if plain is None else DayMark(MarkKind(plain[0]), *plain[1:])


def _service(head: dict[str, Any], persons: list[PersonMonth]) -> ServiceMonth:
    return ServiceMonth(
        persons=tuple(persons),
        unit=ServiceUnit(head["unit"]),
        counted_by=CountedBy(head["counted_by"]),
        meetings=tuple(
            MonthMeeting(dt.date.fromisoformat(date), minutes) for date, minutes in head["meetings"]
        ),
        heads=tuple(HeadGroup(*each) for each in head["heads"]),
        **{name: head[name] for name in _PLAIN},
    )
