"""Lines of a month: what was confirmed, and what a line of a proposal is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.db.reading import read_columns
from cusdesk.domain.fees.steps import Step, read_steps
from cusdesk.domain.papers import PaperStatus
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.fees import FeeCharge, FeeRule, FeeRun
from cusdesk.models.papers import IssuedPaper
from cusdesk.models.residents import Resident
from cusdesk.services.catalogue.naming import service_names

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOTICE, RECEIPT = "fee_notice", "fee_receipt"


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
        is_gone: charged the month before, nothing used in this one: only told, never charged.
        warnings: message keys below `fees.missing`; `is_blocked` when nothing can be charged.
        run_id: None while it is proposed.
        paper: number of the notice; "" before it.
        rule_number: of the resolution or programme the rule is from.
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
    is_gone: bool = False
    run_id: bytes | None = None
    paper: str = ""
    rule_number: str = ""

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
        is_closed: the hours of the month were closed, so no late ones are expected.
    """

    month: dt.date
    runs: tuple[RunRow, ...]
    confirmed: tuple[FeeLine, ...]
    proposed: tuple[FeeLine, ...]
    seal: str
    is_closed: bool = False

    @property
    def chargeable(self) -> tuple[FeeLine, ...]:
        """The proposed lines that confirming would charge."""
        return tuple(line for line in self.proposed if not line.is_blocked and not line.is_gone)

    @property
    def blocked(self) -> tuple[FeeLine, ...]:
        """The lines that wait for what is missing."""
        return tuple(line for line in self.proposed if line.is_blocked)


def runs_of(session: Session, month: dt.date) -> list[RunRow]:
    """Return the confirmed runs of a month."""
    query = (
        select(FeeRun.id, FeeRun.month, FeeRun.number, FeeRun.confirmed_on, FeeRun.confirmed_by)
        .where(FeeRun.month == month, FeeRun.retired_at.is_(None))
        .order_by(FeeRun.number)
    )
    return [RunRow(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class Names:
    """What everybody and everything is called; rules with their unit and its minutes."""

    residents: dict[bytes, str]
    services: dict[bytes, str]
    rules: dict[bytes, tuple[str, str, int]]
    numbers: dict[bytes, str]
    """Rule -> number of its resolution or programme."""

    @classmethod
    def read(cls, session: Session) -> Names:
        """Read the names of everybody and everything."""
        people = session.execute(
            select(Resident.id, Resident.surname + " " + Resident.given_name)
        ).all()
        rules = session.execute(
            select(FeeRule.id, FeeRule.name, FeeRule.unit, FeeRule.unit_minutes, FeeRule.number)
        ).all()
        return cls(
            {row[0]: row[1].strip() for row in people},
            service_names(session),
            {row[0]: (row[1], row[2], row[3]) for row in rules},
            {row[0]: row[4] for row in rules},
        )


def confirmed_lines(session: Session, month: dt.date, names: Names | None = None) -> list[FeeLine]:
    """Return the lines of the confirmed runs of a month, by name."""
    names = names or Names.read(session)
    query = (
        select(FeeCharge)
        .join(FeeRun, FeeRun.id == FeeCharge.run_id)
        .where(FeeRun.month == month, FeeCharge.retired_at.is_(None), FeeRun.retired_at.is_(None))
    )
    before = charged_in(session, month_before(month))
    papers = notices_of(session)
    lines = [
        _confirmed(
            row, names, papers, month, _amount(before.get((row.resident_id, row.service_id)))
        )
        for row in session.scalars(query)
    ]
    return sorted(lines, key=by_name)


def _amount(charged: Charged | None) -> int | None:
    return charged.amount_gr if charged else None


def notices_of(session: Session) -> dict[tuple[bytes, bytes], str]:
    """Return (run, resident) -> number of the notice that was issued and not cancelled."""
    query = select(IssuedPaper.record_id, IssuedPaper.resident_id, IssuedPaper.number).where(
        IssuedPaper.form == NOTICE,
        IssuedPaper.status == PaperStatus.ISSUED.value,
        IssuedPaper.retired_at.is_(None),
    )
    return {(row[0], row[1]): row[2] for row in read_columns(session, query)}


def receipt_numbers(session: Session) -> dict[bytes, tuple[bytes, str]]:
    """Return payment -> (paper, number) of the receipt that was issued and not cancelled."""
    query = select(IssuedPaper.record_id, IssuedPaper.id, IssuedPaper.number).where(
        IssuedPaper.form == RECEIPT,
        IssuedPaper.status == PaperStatus.ISSUED.value,
        IssuedPaper.retired_at.is_(None),
        IssuedPaper.record_id.is_not(None),
    )
    return {row[0]: (row[1], row[2]) for row in read_columns(session, query)}


def _confirmed(
    row: FeeCharge,
    names: Names,
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
        rule_number=names.numbers.get(row.rule_id, ""),
    )


def by_name(line: FeeLine) -> tuple[str, str, dt.date]:
    """Return the place of a line in a list: by person, service, month."""
    return sort_key(line.resident), sort_key(line.service), line.month


@dataclass(frozen=True, slots=True)
class Charged:
    """What all runs charged for a month, with the rule and decision of the last of them."""

    amount_gr: int
    rule_id: bytes
    decision_id: bytes | None


def charged_in(session: Session, month: dt.date) -> dict[tuple[bytes, bytes], Charged]:
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
    found: dict[tuple[bytes, bytes], Charged] = {}
    for resident, service, amount, rule, decision in read_columns(session, query):
        before = found.get((resident, service))
        so_far = before.amount_gr if before else 0
        found[resident, service] = Charged(so_far + amount, rule, decision)
    return found


def month_before(month: dt.date) -> dt.date:
    """Return the first day of the month before."""
    return (month - dt.timedelta(days=1)).replace(day=1)
