"""The protocol of a closed month: who closed it and when, a line a service, the seal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date, format_month
from cusdesk.domain.durations import format_minutes
from cusdesk.domain.reports import Column, ColumnKind, TableDocument
from cusdesk.services.attendance.month.frozen import closure_of, frozen_services

if TYPE_CHECKING:
    from cusdesk.domain.reports import ServiceMonth, TableCell
    from cusdesk.services.office import Office


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
        who, when, note, seal = (
            *(closure.closed_by, moment_words(closure.closed_at)),
            *(closure.note, closure.seal),
        )
    words = tr("months.protocol.words", who=who, when=when)
    if note:
        words = f"{words} {tr('months.state.note', note=note)}"
    return TableDocument(
        tr("months.protocol.title", month=format_month(month)),
        (
            Column(tr("months.protocol.service"), width=44),
            Column(tr("months.protocol.users"), ColumnKind.INTEGER),
            Column(tr("months.protocol.presences"), ColumnKind.INTEGER),
            Column(tr("months.protocol.absences"), ColumnKind.INTEGER),
            Column(tr("months.protocol.meetings"), ColumnKind.INTEGER),
            Column(tr("months.protocol.delivered")),
            Column(tr("months.protocol.planned")),
        ),
        tuple(_row(service) for _, service in services),
        office.clock.today(),
        words,
        office.name,
        tr("months.protocol.seal", seal=seal),
    )


def _row(service: ServiceMonth) -> tuple[TableCell, ...]:
    return (
        service.name,
        service.users,
        sum(person.presences for person in service.persons),
        service.absences,
        service.meeting_count,
        _amount(service, service.delivered),
        "" if service.planned is None else _amount(service, service.planned),
    )


def _amount(service: ServiceMonth, amount: int) -> str:
    return format_minutes(amount) if service.unit.is_time else str(amount)
