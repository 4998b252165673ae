"""The proposal of a month: what would be charged, beside last month, before anything is issued."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.ids import starter_id
from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.fees.charging import Charge
from cusdesk.domain.fees.steps import Step, read_steps
from cusdesk.domain.fees.terms import due_on
from cusdesk.domain.papers import PaperStatus
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.catalogue import Service
from cusdesk.models.fees import FeeCharge, FeeRun
from cusdesk.models.papers import IssuedPaper
from cusdesk.models.residents import Resident
from cusdesk.services.fees.counting import Counted, count_month, read_book
from cusdesk.services.planned import planned_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.fees.counting import Book
    from cusdesk.services.office import Office

NOTICE = "fee_notice"
LOOK_BACK = 12
"""Confirmed months that are counted anew for late changes."""

Key = tuple[bytes, bytes, dt.date]
"""(resident, service, month)."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A line of a month: proposed, or confirmed.

    Attributes:
        id: of the charge; for a proposal made of what it is about.
        month: the month of use; earlier than the run's for a late change.
        is_change: only the difference to what was charged for that month before.
        quantity: minutes or units, by `unit`.
        total_gr: what the month costs as a whole.
        amount_gr: what this line adds.
        before_gr: what the month before cost; None when nothing was charged then.
        warnings: message keys below `fees.missing`; `is_blocked` when nothing can be charged.
        run_id: None while it is proposed.
        paper: number of the notice; "" before it.
    """

    id: bytes
    resident_id: bytes
    resident: str
    service_id: bytes
    service: str
    rule_id: bytes | None
    rule: str
    decision_id: bytes | None
    month: dt.date
    is_change: bool
    unit: str
    unit_minutes: int
    quantity: int
    total_gr: int
    amount_gr: int
    before_gr: int | None
    full_gr: int | None
    market_gr: int | None
    due_on: dt.date | None
    steps: tuple[Step, ...]
    warnings: tuple[str, ...] = ()
    is_blocked: bool = False
    run_id: bytes | None = None
    paper: str = ""

    @property
    def difference_gr(self) -> int | None:
        """This month less the month before; None for a change and without a month before."""
        if self.before_gr is None:
            return None
        return self.total_gr - self.before_gr


@dataclass(frozen=True, slots=True)
class RunRow:
    """A confirmed run of a month."""

    id: bytes
    month: dt.date
    number: int
    confirmed_on: dt.date
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class MonthFees:
    """Everything the screen of a month shows.

    Attributes:
        runs: confirmed runs of the month, the first one first.
        confirmed: their lines.
        proposed: what a next run would add; lines that cannot be charged stand among them.
        seal: of the proposal; confirming something else is refused.
    """

    month: dt.date
    runs: tuple[RunRow, ...]
    confirmed: tuple[FeeLine, ...]
    proposed: tuple[FeeLine, ...]
    seal: str

    @property
    def chargeable(self) -> tuple[FeeLine, ...]:
        """The proposed lines that confirming would charge."""
        return tuple(line for line in self.proposed if not line.is_blocked)


@needs("fees.see")
def month_fees(office: Office, month: dt.date) -> MonthFees:
    """Return a month: what was confirmed, and what a run would add now."""
    first = month.replace(day=1)
    with office.read() as session:
        return read_month(session, first, office.clock.today())


def read_month(session: Session, month: dt.date, today: dt.date) -> MonthFees:
    """Return a month inside a session; `month` is its first day."""
    names = _Names.read(session)
    book = read_book(session)
    proposed = _proposed(session, book, (month, today), names)
    return MonthFees(
        month=month,
        runs=tuple(runs_of(session, month)),
        confirmed=tuple(confirmed_lines(session, month, names)),
        proposed=tuple(proposed),
        seal=_seal(proposed),
    )


def runs_of(session: Session, month: dt.date) -> list[RunRow]:
    """Return the confirmed runs of a month."""
    query = (
        select(FeeRun.id, FeeRun.month, FeeRun.number, FeeRun.confirmed_on, FeeRun.confirmed_by)
        .where(FeeRun.month == month, FeeRun.retired_at.is_(None))
        .order_by(FeeRun.number)
    )
    return [RunRow(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class _Names:
    residents: dict[bytes, str]
    services: dict[bytes, str]
    rules: dict[bytes, tuple[str, str, int]]

    @classmethod
    def read(cls, session: Session) -> _Names:
        """Read the names of everybody and everything."""
        from cusdesk.models.fees import FeeRule

        people = session.execute(
            select(Resident.id, Resident.surname + " " + Resident.given_name)
        ).all()
        rules = session.execute(
            select(FeeRule.id, FeeRule.name, FeeRule.unit, FeeRule.unit_minutes)
        ).all()
        return cls(
            {row[0]: row[1].strip() for row in people},
            dict(session.execute(select(Service.id, Service.name)).all()),
            {row[0]: (row[1], row[2], row[3]) for row in rules},
        )


def confirmed_lines(session: Session, month: dt.date, names: _Names | None = None) -> list[FeeLine]:
    """Return the lines of the confirmed runs of a month, by name."""
    names = names or _Names.read(session)
    query = (
        select(FeeCharge)
        .join(FeeRun, FeeRun.id == FeeCharge.run_id)
        .where(FeeRun.month == month, FeeCharge.retired_at.is_(None), FeeRun.retired_at.is_(None))
    )
    before = _charged(session, _month_before(month))
    papers = notices_of(session)
    lines = [
        _confirmed(
            row, names, papers, month, _amount(before.get((row.resident_id, row.service_id)))
        )
        for row in session.scalars(query)
    ]
    return sorted(lines, key=_order)


def _amount(charged: _Charged | None) -> int | None:
    return charged.amount_gr if charged else None


def notices_of(session: Session) -> dict[tuple[bytes, bytes], str]:
    """Return (run, resident) -> number of the notice that was issued and not cancelled."""
    query = select(IssuedPaper.record_id, IssuedPaper.resident_id, IssuedPaper.number).where(
        IssuedPaper.form == NOTICE,
        IssuedPaper.status == PaperStatus.ISSUED.value,
        IssuedPaper.retired_at.is_(None),
    )
    return {(row[0], row[1]): row[2] for row in read_columns(session, query)}


def _confirmed(
    row: FeeCharge,
    names: _Names,
    papers: dict[tuple[bytes, bytes], str],
    month: dt.date,
    before: int | None,
) -> FeeLine:
    rule, unit, unit_minutes = names.rules.get(row.rule_id, ("", "hour", 60))
    return FeeLine(
        id=row.id,
        resident_id=row.resident_id,
        resident=names.residents.get(row.resident_id, ""),
        service_id=row.service_id,
        service=names.services.get(row.service_id, ""),
        rule_id=row.rule_id,
        rule=rule,
        decision_id=row.decision_id,
        month=row.month,
        is_change=row.is_change,
        unit=unit,
        unit_minutes=unit_minutes,
        quantity=row.quantity,
        total_gr=row.total_gr,
        amount_gr=row.amount_gr,
        before_gr=None if row.is_change or row.month != month else before,
        full_gr=row.full_gr,
        market_gr=row.market_gr,
        due_on=row.due_on,
        steps=read_steps(row.steps_json),
        run_id=row.run_id,
        paper=papers.get((row.run_id, row.resident_id), ""),
    )


def _order(line: FeeLine) -> tuple[str, str, dt.date]:
    return sort_key(line.resident), sort_key(line.service), line.month


# --- what a run would add


def _proposed(
    session: Session, book: Book, days: tuple[dt.date, dt.date], names: _Names
) -> list[FeeLine]:
    """Return the month itself and late changes of confirmed months before it.

    Args:
        session: a running read or operation.
        book: rules and decisions.
        days: first day of the month, and today.
        names: of everybody and everything.
    """
    month, today = days
    before = _charged(session, _month_before(month))
    planned = _planned(session, month)
    lines: list[FeeLine] = []
    for when in (*_confirmed_before(session, month), month):
        charged = _charged(session, when)
        counted = count_month(session, book, when)
        for key in counted.keys() | charged.keys():
            line = _line(counted.get(key), key, when, charged.get(key), names)
            if line is None:
                continue
            found = counted.get(key)
            warned = _warnings(found, planned, key) if when == month and found else ()
            was = before.get(key) if when == month and not line.is_change else None
            lines.append(
                replace(
                    line,
                    before_gr=was.amount_gr if was else None,
                    due_on=_due(book, line, month, today),
                    warnings=(*line.warnings, *warned),
                )
            )
    return sorted(lines, key=_order)


def _due(book: Book, line: FeeLine, month: dt.date, today: dt.date) -> dt.date | None:
    """Return when a line is due: by the month of its run, and never before the run itself."""
    rule = book.rules.get(line.rule_id or b"")
    if rule is None:
        return line.due_on
    due = due_on(rule, month)
    is_past = due is not None and due < today
    return due_on(rule, today.replace(day=1)) if is_past else due


def _line(
    counted: Counted | None,
    key: tuple[bytes, bytes],
    month: dt.date,
    charged: _Charged | None,
    names: _Names,
) -> FeeLine | None:
    """Return the line a run would add; None when everything was charged already."""
    warned: tuple[str, ...] = (counted.missing,) if counted and counted.missing else ()
    if counted is None:  # charged once, but nothing was used any more: given back
        if charged is None or not charged.amount_gr:
            return None
        gone = Charge(full_gr=0, steps=(Step("nothing_used"),))
        counted = Counted(*key, month, charged.rule_id, charged.decision_id, gone)
        warned = ("nothing_left",)
    total, is_blocked = counted.charge.total_gr, bool(counted.missing)
    if charged is not None and (is_blocked or total == charged.amount_gr):
        return None
    if charged is None and not counted.charge.quantity and not is_blocked:
        return None
    rule, unit, unit_minutes = names.rules.get(counted.rule_id or b"", ("", "hour", 60))
    found = counted.charge
    return FeeLine(
        id=starter_id("fee_line", f"{key[0].hex()}-{key[1].hex()}-{month}"),
        resident_id=key[0],
        resident=names.residents.get(key[0], ""),
        service_id=key[1],
        service=names.services.get(key[1], ""),
        rule_id=counted.rule_id,
        rule=rule,
        decision_id=counted.decision_id,
        month=month,
        is_change=charged is not None,
        unit=unit,
        unit_minutes=unit_minutes,
        quantity=found.quantity,
        total_gr=total,
        amount_gr=total - (charged.amount_gr if charged else 0),
        before_gr=None,
        full_gr=found.full_gr,
        market_gr=found.market_gr,
        due_on=None,
        steps=found.steps,
        warnings=warned,
        is_blocked=is_blocked,
    )


def _warnings(
    counted: Counted, planned: set[tuple[bytes, bytes]], key: tuple[bytes, bytes]
) -> tuple[str, ...]:
    found = []
    if key not in planned:
        found.append("no_plan")
    limit = counted.monthly_minutes
    if limit is not None and counted.charge.quantity > limit:
        found.append("over_decision")
    return tuple(found)


def _planned(session: Session, month: dt.date) -> set[tuple[bytes, bytes]]:
    rows = planned_rows(session, Period(*month_range(month)))
    return {(row.resident_id, row.service_id) for row in rows if row.service_id is not None}


@dataclass(frozen=True, slots=True)
class _Charged:
    """What all runs charged for a month, with the rule and decision of the last of them."""

    amount_gr: int
    rule_id: bytes
    decision_id: bytes | None


def _charged(session: Session, month: dt.date) -> dict[tuple[bytes, bytes], _Charged]:
    """Return what was charged for a month in all its runs, by person and service."""
    query = (
        select(
            FeeCharge.resident_id,
            FeeCharge.service_id,
            FeeCharge.amount_gr,
            FeeCharge.rule_id,
            FeeCharge.decision_id,
        )
        .where(FeeCharge.month == month, FeeCharge.retired_at.is_(None))
        .order_by(FeeCharge.id)
    )
    found: dict[tuple[bytes, bytes], _Charged] = {}
    for resident, service, amount, rule, decision in read_columns(session, query):
        before = found.get((resident, service))
        so_far = before.amount_gr if before else 0
        found[resident, service] = _Charged(so_far + amount, rule, decision)
    return found


def _confirmed_before(session: Session, month: dt.date) -> list[dt.date]:
    query = (
        select(FeeRun.month)
        .where(FeeRun.month < month, FeeRun.retired_at.is_(None))
        .distinct()
        .order_by(FeeRun.month.desc())
        .limit(LOOK_BACK)
    )
    return sorted(session.scalars(query))


def _month_before(month: dt.date) -> dt.date:
    return (month - dt.timedelta(days=1)).replace(day=1)


def _seal(lines: list[FeeLine]) -> str:
    """Return a checksum of what confirming would charge."""
    said = [
        f"{line.id.hex()}:{line.rule_id!r}:{line.decision_id!r}:{line.quantity}:{line.amount_gr}"
        for line in lines
        if not line.is_blocked
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
