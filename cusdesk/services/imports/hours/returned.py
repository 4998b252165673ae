"""What a sheet of hours that came back would do: every entry against plan, pool and what is there.

Nothing is guessed: an entry that fits nothing, or goes beyond the plan or a contract's pool, waits
for a person.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.contracts import Counting
from cusdesk.domain.durations import format_minutes
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import name_key
from cusdesk.domain.pools import quantity_given
from cusdesk.importing.problems import CellProblem
from cusdesk.models.attendance import Visit
from cusdesk.services.attendance.closed import is_closed
from cusdesk.services.attendance.delivered import delivered_rows
from cusdesk.services.attendance.hour_sheets import KnownSheet, known_sheet
from cusdesk.services.contracts.pool_book import PoolBook
from cusdesk.services.contracts.pool_rules import Asked
from cusdesk.services.imports.model import PlannedRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.domain.pools import Balance
    from cusdesk.importing.hour_sheet import ReturnedRow, ReturnedSheet
    from cusdesk.services.attendance.hour_sheets import SheetLine
    from cusdesk.services.imports.model import Outcome

DAY = 24 * 60
Span = tuple[int, int]


def plan_returned(
    session: Session, returned: ReturnedSheet
) -> tuple[list[PlannedRow], list[CellProblem]]:
    """Return a row an entry, and how the hours of every person differ from the plan.

    Raises:
        NotFoundError: this office gave no such sheet out.
    """
    known = known_sheet(session, returned.number)
    check = _Check(session, known)
    rows = [
        check.row(returned.sheet, entry)
        for entry in sorted(returned.rows, key=lambda one: (one.date is None, one.date, one.row))
    ]
    rows.sort(key=lambda row: row.row or 0)
    return rows, _differences(check, returned.sheet)


@dataclass(slots=True)
class _Pool:
    """What is left of one pool, and what the sheet takes from it so far."""

    balance: Balance
    taken: list[SimpleNamespace] = field(default_factory=list)


class _Check:
    """The entries of one sheet, one after another by day."""

    def __init__(self, session: Session, sheet: KnownSheet) -> None:
        self.sheet = sheet
        self.first, self.last = month_range(sheet.month)
        self.given: dict[tuple[bytes, bytes], int] = defaultdict(int)
        """Resident and service -> minutes of the month with the sure entries of the sheet."""
        for row in delivered_rows(session, self.first, self.last):
            self.given[row.resident_id, row.service_id] += row.minutes
        self._there = _visits(session, sheet)
        self._is_closed = is_closed(session, sheet.month)
        self._spans: dict[str, list[tuple[Span, bytes]]] = defaultdict(list)
        self._pools = _pools(session, sheet)

    def row(self, sheet: str, entry: ReturnedRow) -> PlannedRow:
        """Return what becomes of an entry."""
        line = None if entry.number is None else self.sheet.lines.get(entry.number)
        outcome, reason = self._outcome(entry, line)
        if line is not None and entry.minutes is not None and outcome == "new":
            self.given[line.resident_id, line.service_id] += entry.minutes
        return PlannedRow(
            outcome=outcome,
            sheet=sheet,
            row=entry.row,
            title=line.name if line is not None else entry.person,
            payload=self._payload(entry, line),
            candidates=(line.resident_id,) if line is not None and outcome == "doubtful" else (),
            reason=reason,
            reason_params={"name": line.name if line is not None else entry.person},
            raw=list(entry.raw),
        )

    def _payload(self, entry: ReturnedRow, line: SheetLine | None) -> dict[str, Any]:
        return {
            "service_id": line.service_id if line is not None else None,
            "service_name": line.service_name if line is not None else "",
            "service_is_new": False,
            "resident_id": line.resident_id if line is not None else None,
            "person": line.name if line is not None else entry.person,
            "worker": entry.worker,
            "date": entry.date,
            "start": entry.start,
            "end": entry.end,
            "minutes": entry.minutes,
            "activities": entry.activities,
            "provider_id": self.sheet.provider_id,
            "hour_sheet": self.sheet.id,
        }

    def _outcome(self, entry: ReturnedRow, line: SheetLine | None) -> tuple[Outcome, str]:
        if line is None:
            return "doubtful", "sheet_person"
        if entry.date is None:
            return "doubtful", "day_in_doubt"
        if not self.first <= entry.date <= self.last:
            return "doubtful", "sheet_month"
        if self._is_closed:
            return "doubtful", "sheet_closed"
        if entry.minutes is None or not 0 < entry.minutes <= DAY or entry.disagrees:
            return "doubtful", "visit_in_doubt"
        return self._against_there(entry, line)

    def _against_there(self, entry: ReturnedRow, line: SheetLine) -> tuple[Outcome, str]:
        """Compare with the visits that are there and with the entries before this one."""
        day = self._there[line.resident_id, entry.date]
        for start, minutes, service, worker in day:
            same = (start, minutes, service) == (entry.start, entry.minutes, line.service_id)
            if same and worker in {"", name_key(entry.worker)}:
                return "unchanged", ""
        mine = _span(entry.start, entry.minutes)
        if mine is None:
            if any(service == line.service_id for _, _, service, _ in day):
                return "doubtful", "visit_differs"
        elif any(_overlap(mine, _span(start, minutes)) for start, minutes, *_ in day):
            return "doubtful", "visit_differs"
        if mine is not None and self._is_taken(entry, line, mine):
            return "doubtful", "sheet_overlap"
        day.append((entry.start, entry.minutes, line.service_id, name_key(entry.worker)))
        return self._against_plan(entry, line)

    def _is_taken(self, entry: ReturnedRow, line: SheetLine, mine: Span) -> bool:
        """Return whether the worker is with somebody else at this time."""
        worker = name_key(entry.worker)
        if not worker or entry.date is None:
            return False
        base = entry.date.toordinal() * DAY
        here = base + mine[0], base + mine[1]
        taken = any(_overlap(here, span) for span, _ in self._spans[worker])
        self._spans[worker].append((here, line.resident_id))
        return taken

    def _against_plan(self, entry: ReturnedRow, line: SheetLine) -> tuple[Outcome, str]:
        minutes = entry.minutes or 0
        after = self.given[line.resident_id, line.service_id] + minutes
        if line.planned_minutes is not None and after > line.planned_minutes:
            return "doubtful", "sheet_over_plan"
        taken = SimpleNamespace(
            resident_id=line.resident_id,
            date=entry.date,
            minutes=minutes,
            source_id=f"{entry.row}".encode(),
        )
        for pool in self._pools.get(line.service_id, ()):
            if _goes_over(pool, taken):
                return "doubtful", "sheet_over_pool"
        for pool in self._pools.get(line.service_id, ()):
            pool.taken.append(taken)
        return "new", ""


def _visits(session: Session, sheet: KnownSheet) -> Any:  # noqa: ANN401 (a default dictionary)
    """Return resident and day -> start, minutes, service and folded worker of every visit."""
    first, last = month_range(sheet.month)
    found: dict[tuple[bytes, dt.date | None], list[tuple[int | None, int, bytes, str]]]
    found = defaultdict(list)
    query = select(
        Visit.resident_id,
        Visit.date,
        Visit.start_minute,
        Visit.minutes,
        Visit.service_id,
        Visit.worker,
    ).where(Visit.date.between(first, last), Visit.retired_at.is_(None))
    for resident, day, start, minutes, service, worker in session.execute(query):
        found[resident, day].append((start, minutes, service, name_key(worker)))
    return found


def _pools(session: Session, sheet: KnownSheet) -> dict[bytes, list[_Pool]]:
    """Return service -> the pools of the provider's contracts at the end of the month."""
    _first, last = month_range(sheet.month)
    found: dict[bytes, list[_Pool]] = {}
    for service in {line.service_id for line in sheet.lines.values()}:
        book = PoolBook(session, Asked(last, service, None, sheet.provider_id))
        found[service] = [_Pool(one) for one in book.contract_balances() if one.left is not None]
    return found


def _goes_over(pool: _Pool, entry: SimpleNamespace) -> bool:
    left, unit = pool.balance.left, pool.balance.unit
    if left is None or unit is None:
        return False
    taken = quantity_given([*pool.taken, entry], unit, Counting.PERSON, entry.date)
    return taken > left


def _differences(check: _Check, sheet: str) -> list[CellProblem]:
    """Return a finding for every person whose hours differ from the plan, by name."""
    found = []
    for line in check.sheet.lines.values():
        given = check.given.get((line.resident_id, line.service_id), 0)
        if line.planned_minutes is None or given == line.planned_minutes:
            continue
        kind = "sheet_more" if given > line.planned_minutes else "sheet_less"
        params: dict[str, object] = {
            "name": line.name,
            "service": line.service_name,
            "planned": format_minutes(line.planned_minutes),
            "given": format_minutes(given),
        }
        found.append(CellProblem(kind, sheet, None, None, "warning", params))
    return found


def _span(start: int | None, minutes: int | None) -> Span | None:
    return None if start is None or not minutes else (start, start + minutes)


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]
