"""What was given in whole months: of a closed month what it was closed with, of others as it is."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.reports import MarkKind
from cusdesk.models.months import MonthClosure
from cusdesk.services.attendance.delivered import Delivered, Source, delivered_rows
from cusdesk.services.attendance.month.frozen import kept_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

_Place = tuple[bytes, bytes, dt.date]
"""Service, resident, day."""


def settled_rows(session: Session, start: dt.date, end: dt.date) -> list[Delivered]:
    """Return every presence and visit of whole months, the closed ones as they were closed.

    Of a closed month the days, people and minutes are those under its seal; provider, worker and
    group come from today's rows of the same day, which nobody can type over. What came late by
    other roads is not counted, what went missing still is.

    Args:
        session: a running read.
        start: first day of the first month.
        end: last day of the last month.
    """
    rows = delivered_rows(session, start, end)
    closures = _closures(session, start, end)
    if not closures:
        return rows
    live: dict[_Place, list[Delivered]] = defaultdict(list)
    found = []
    for row in rows:
        if (row.date.year, row.date.month) in closures:
            live[row.service_id, row.resident_id, row.date].append(row)
        else:
            found.append(row)
    for (year, month), closure_id in closures.items():
        for place, presences, minutes in _kept(session, closure_id, year, month):
            found += _agreed(place, presences, minutes, live.get(place, []))
    return sorted(found, key=lambda row: (row.date, row.source_id, row.resident_id))


def closed_months(session: Session, start: dt.date, end: dt.date) -> list[dt.date]:
    """Return the first days of the closed months between two days, in order."""
    return [dt.date(*month, 1) for month in sorted(_closures(session, start, end))]


def _closures(session: Session, start: dt.date, end: dt.date) -> dict[tuple[int, int], bytes]:
    query = select(MonthClosure.month, MonthClosure.id).where(
        MonthClosure.month.between(start.replace(day=1), end),
        MonthClosure.reopened_at.is_(None),
        MonthClosure.retired_at.is_(None),
    )
    return {(month.year, month.month): key for month, key in session.execute(query).all()}


def _kept(
    session: Session, closure_id: bytes, year: int, month: int
) -> Iterable[tuple[_Place, int, int]]:
    for service_id, _number, resident_id, _planned, days in kept_lines(session, closure_id):
        for day, mark in enumerate(json.loads(days), 1):
            presences = _presences(mark)
            if presences:
                yield (service_id, resident_id, dt.date(year, month, day)), presences, mark[2]


def _presences(mark: list[Any] | None) -> int:
    return 0 if mark is None else mark[3] + (mark[0] == MarkKind.PRESENT.value)


def _agreed(place: _Place, presences: int, minutes: int, live: list[Delivered]) -> list[Delivered]:
    """Return today's rows where they say the same as the seal, else rows made of the seal."""
    if len(live) == presences and sum(row.minutes for row in live) == minutes:
        return live
    service_id, resident_id, date = place
    providers = {row.provider_id for row in live}
    provider = providers.pop() if len(providers) == 1 else None
    worker = live[0].worker if live else ""
    made = [
        Delivered(
            *(resident_id, service_id, provider, worker, date, 0, Source.MEETING),
            b"sealed" + number.to_bytes(2, "big") + service_id,
            None,
        )
        for number in range(presences)
    ]
    first = made[0]
    whole = Delivered(
        *(first.resident_id, first.service_id, first.provider_id, first.worker, first.date),
        *(minutes, first.source, first.source_id, first.group_id),
    )
    return [whole, *made[1:]]
