"""Closing a month, opening it again, and what changed after it was closed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from cusdesk.core.errors import ConflictError, Problem, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.months import SHORTEST_REASON, Finding, LateChange, month_is_over
from cusdesk.domain.polish_text import one_line
from cusdesk.models.attendance import Meeting, Visit
from cusdesk.models.months import MonthClosure, MonthLine
from cusdesk.services.attendance.month.frozen import (
    closure_of,
    frozen_services,
    head_plain,
    kept_lines,
    line_values,
    seal_of,
)
from cusdesk.services.attendance.month.sheet import live_services
from cusdesk.services.months.findings import findings

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.reports import ServiceMonth
    from cusdesk.services.attendance.month.frozen import Found
    from cusdesk.services.office import Office

FEATURE = "months"


@dataclass(frozen=True, slots=True)
class MonthState:
    """A month in the list of months.

    Attributes:
        closure_id: of the closing in force, else of the last one; None when never closed.
    """

    month: dt.date
    is_closed: bool
    closure_id: bytes | None = None
    closed_at: int | None = None
    closed_by: str = ""
    note: str = ""
    seal: str = ""
    reopened_at: int | None = None
    reopened_by: str = ""
    reopen_reason: str = ""


@dataclass(frozen=True, slots=True)
class MonthCheck:
    """A month looked at before it is closed.

    Attributes:
        seal: what the month would be sealed with; closing wants it back, so that nobody closes
            another month than the one that was looked at.
        services: people and figures of each, as `services.attendance.month` has them.
    """

    month: dt.date
    is_over: bool
    findings: tuple[Finding, ...]
    services: Found
    seal: str

    @property
    def can_close(self) -> bool:
        """Whether it is over and something happened in it."""
        return self.is_over and _is_used(self.services)


def _is_used(services: Found) -> bool:
    return any(service.meetings or service.visits for _, service in services)


@needs("attendance.see")
def list_months(office: Office) -> list[MonthState]:
    """Return every month in which anything happened, or that was closed; the latest first."""
    with office.read() as session:
        held = {
            date.replace(day=1)
            for column, retired in (
                (Meeting.date, Meeting.retired_at),
                (Visit.date, Visit.retired_at),
            )
            for date in session.scalars(select(column).where(retired.is_(None)).distinct())
        }
        rows = session.scalars(
            select(MonthClosure)
            .where(MonthClosure.retired_at.is_(None))
            .order_by(MonthClosure.closed_at)
        ).all()
        last = {row.month: row for row in rows}
        today = office.clock.today()
        months = {month for month in held | set(last) if month <= today}
        return [_state(month, last.get(month)) for month in sorted(months, reverse=True)]


def _state(month: dt.date, row: MonthClosure | None) -> MonthState:
    if row is None:
        return MonthState(month, is_closed=False)
    return MonthState(
        month,
        row.reopened_at is None,
        row.id,
        row.closed_at,
        row.closed_by,
        row.note,
        row.seal,
        row.reopened_at,
        row.reopened_by,
        row.reopen_reason,
    )


@needs("attendance.see")
def is_sound(office: Office, month: dt.date) -> bool:
    """Return whether what is kept of a closed month still bears its seal.

    Raises:
        RuleError: `months.problem.not_closed`.
    """
    with office.read() as session:
        row = closure_of(session, month)
        if row is None:
            raise RuleError("months.problem.not_closed")
        return seal_of(row.services, kept_lines(session, row.id)) == row.seal


@needs("attendance.see")
def check_month(office: Office, month: dt.date) -> MonthCheck:
    """Look a month through before it is closed; nothing is written."""
    first = month.replace(day=1)
    today = office.clock.today()
    with office.read() as session:
        services = live_services(session, first)
        found = findings(office, session, first, services)
    is_over, seal = month_is_over(first, today), _seal_of_found(services)
    return MonthCheck(first, is_over, tuple(found), services, seal)


def _plain(services: Found) -> str:
    heads = [head_plain(service_id, service) for service_id, service in services]
    return json.dumps(heads, ensure_ascii=False)


def _seal_of_found(services: Found) -> str:
    lines = [
        (row["service_id"], row["number"], row["resident_id"], row["planned"], row["days"])
        for service_id, service in services
        for row in (line_values(b"", service_id, person) for person in service.persons)
    ]
    return seal_of(_plain(services), lines)


@needs("months.close")
def close_month(office: Office, month: dt.date, seal: str, note: str = "") -> Changes:
    """Close a month: its figures are kept as they are and sealed; not undoable.

    Args:
        office: the open office.
        month: any day of it.
        seal: of the check that was looked at.
        note: why findings were left as they are; may be empty when there is none.

    Raises:
        RuleError: `months.problem.not_over`, `months.problem.closed_already`,
            `months.problem.empty`.
        ConflictError: `months.problem.changed_meanwhile`.
        ValidationError: findings were left and the note is too short.
    """
    first = month.replace(day=1)
    if not month_is_over(first, office.clock.today()):
        raise RuleError("months.problem.not_over")
    closure_id = new_id()
    record = (FEATURE, closure_id)
    with office.write("months.close", record=record, undoable=False) as work:
        session = work.session
        if closure_of(session, first) is not None:
            raise RuleError("months.problem.closed_already")
        services = live_services(session, first)
        if not _is_used(services):
            raise RuleError("months.problem.empty")
        if _seal_of_found(services) != seal:
            raise ConflictError("months.problem.changed_meanwhile")
        if findings(office, session, first, services):
            _require_reason("note", note)
        closure = MonthClosure(
            id=closure_id,
            month=first,
            closed_at=office.clock.epoch_ms(),
            closed_by=office.user_name,
            note=one_line(note),
            services=_plain(services),
            seal=seal,
        )
        session.add(closure)
        session.flush()
        _keep_lines(session, closure_id, services)
    return work.changes


def _keep_lines(session: Session, closure_id: bytes, services: Found) -> None:
    rows = [
        line_values(closure_id, service_id, person)
        for service_id, service in services
        for person in service.persons
    ]
    if rows:
        session.execute(insert(MonthLine), rows)


@needs("months.close")
def reopen_month(office: Office, month: dt.date, reason: str) -> Changes:
    """Open a closed month again; what was kept at its closing stays in the file.

    Raises:
        RuleError: `months.problem.not_closed`.
        ValidationError: the reason is too short.
    """
    _require_reason("reason", reason)
    first = month.replace(day=1)
    with office.write("months.reopen", undoable=False) as work:
        closure = closure_of(work.session, first)
        if closure is None:
            raise RuleError("months.problem.not_closed")
        closure.reopened_at = office.clock.epoch_ms()
        closure.reopened_by = office.user_name
        closure.reopen_reason = one_line(reason)
    return work.changes


def _require_reason(field: str, text: str) -> None:
    if len(one_line(text)) < SHORTEST_REASON:
        raise ValidationError([Problem(field, "months.problem.reason", {"n": SHORTEST_REASON})])


@needs("attendance.see")
def late_changes(office: Office, month: dt.date) -> list[LateChange]:
    """Return the figures of a closed month that the office's rows now give otherwise.

    They come from exchange with another computer, an import or an undo: ordinary typing into a
    closed month is refused. Empty while the month is open.
    """
    first = month.replace(day=1)
    with office.read() as session:
        closure = closure_of(session, first)
        if closure is None:
            return []
        before = _figures(frozen_services(session, closure))
        now = _figures(live_services(session, first))
    changed = []
    for key in {**before, **now}:
        one, other = before.get(key), now.get(key)
        shown = one or other
        if shown is None or (one and one.given) == (other and other.given):
            continue
        changed.append(
            LateChange(
                key[0],
                shown.service.name,
                key[1],
                shown.name,
                one.given if one else None,
                other.given if other else None,
                shown.service.unit.is_time,
            )
        )
    return changed


@dataclass(frozen=True, slots=True)
class _Given:
    service: ServiceMonth
    name: str
    given: int


def _figures(services: Found) -> dict[tuple[bytes, bytes], _Given]:
    """Return (service, person) → what was given, for whoever got anything."""
    return {
        (service_id, person.person_id): _Given(
            service, person.full_name, person.delivered(service.unit)
        )
        for service_id, service in services
        for person in service.persons
        if person.presences
    }
