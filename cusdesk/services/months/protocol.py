"""The protocol of a closed month: who closed it and when, a line a service, the seal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date, format_month
from cusdesk.domain.durations import hours_decimal
from cusdesk.domain.reports import Column, ColumnKind, TableDocument
from cusdesk.models.months import MonthClosure
from cusdesk.services.attendance.month.frozen import closure_of, frozen_services

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sqlalchemy.orm import Session

    from cusdesk.domain.reports import ServiceMonth, TableCell
    from cusdesk.services.office import Office

_BLANK = "\u00a0"
"""A line between the lines to be signed."""


def moment_words(epoch_ms: int) -> str:
    """Return milliseconds since 1970 as `03.07.2026 10:00`, by the clock on the wall."""
    moment = dt.datetime.fromtimestamp(epoch_ms / 1000)  # noqa: DTZ006 (local wall time)
    return f"{format_date(moment.date())} {moment:%H:%M}"


@needs("attendance.see")
def protocol(office: Office, month: dt.date) -> TableDocument:
    """Return the protocol of a closed month; the same every time it is printed.

    Raises:
        RuleError: `months.problem.not_closed`.
    """
    with office.read() as session:
        closure = closure_of(session, month)
        if closure is None:
            raise RuleError("months.problem.not_closed")
        services = frozen_services(session, closure)
        words = _closed_words(closure)
        notes = (
            tr("months.protocol.seal", seal=closure.seal),
            *(_reopened_words(row) for row in _earlier(session, closure)),
            *(_BLANK, tr("months.protocol.prepared"), _BLANK, tr("months.protocol.approved")),
        )
    number = ColumnKind.NUMBER
    return TableDocument(
        tr("months.protocol.title", month=format_month(month)),
        (
            Column(tr("months.protocol.service"), width=44),
            Column(tr("months.protocol.users"), ColumnKind.INTEGER),
            Column(tr("months.protocol.presences"), ColumnKind.INTEGER),
            Column(tr("months.protocol.absences"), ColumnKind.INTEGER),
            Column(tr("months.protocol.meetings"), ColumnKind.INTEGER),
            Column(tr("months.protocol.delivered"), number),
            Column(tr("months.protocol.planned"), number),
            Column(tr("months.protocol.unit")),
        ),
        tuple(_row(service) for _, service in services),
        office.clock.today(),
        office=office.name,
        basis=words,
        notes=notes,
    )


def _closed_words(closure: MonthClosure) -> str:
    when = moment_words(closure.closed_at)
    words = tr("months.protocol.words", who=closure.closed_by, when=when)
    note = closure.note.rstrip(".")
    return f"{words} {tr('months.state.note', note=note)}" if note else words


def _earlier(session: Session, closure: MonthClosure) -> Sequence[MonthClosure]:
    """Return the closings of the same month that were opened again, the first first."""
    query = (
        select(MonthClosure)
        .where(
            MonthClosure.month == closure.month,
            MonthClosure.reopened_at.is_not(None),
            MonthClosure.retired_at.is_(None),
        )
        .order_by(MonthClosure.closed_at)
    )
    return session.scalars(query).all()


def _reopened_words(row: MonthClosure) -> str:
    return tr(
        "months.protocol.reopened",
        closed=moment_words(row.closed_at),
        opened=moment_words(row.reopened_at or 0),
        who=row.reopened_by,
        reason=row.reopen_reason.rstrip("."),
    )


def _row(service: ServiceMonth) -> tuple[TableCell, ...]:
    return (
        service.name,
        service.users,
        sum(person.presences for person in service.persons),
        service.absences,
        service.meeting_count,
        _amount(service, service.delivered),
        None if service.planned is None else _amount(service, service.planned),
        tr(f"months.protocol.{'hours' if service.unit.is_time else 'persons_times'}"),
    )


def _amount(service: ServiceMonth, amount: int) -> int | Decimal:
    return hours_decimal(amount) if service.unit.is_time else amount
