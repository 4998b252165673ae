"""A year of the budget: every source with what was planned, promised, spent, and is expected."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.access import needs
from cusdesk.domain.budget import (
    ContractFacts,
    ContractYear,
    FundingKind,
    YearLine,
    classification,
    contract_year,
)
from cusdesk.domain.contracts import Contract, worth_of
from cusdesk.models.budget import FundingSource
from cusdesk.services.attendance.delivered import Delivered, delivered_rows
from cusdesk.services.budget.bills import Bill, bills
from cusdesk.services.budget.income import income_of
from cusdesk.services.budget.plans import planned
from cusdesk.services.budget.valued import shared_out, value_of
from cusdesk.services.contracts.store import all_contracts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class ContractPart:
    """One contract in a year."""

    id: bytes
    name: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    value_gr: int | None
    figures: ContractYear


@dataclass(frozen=True, slots=True)
class SourceYear:
    """One source in a year.

    Attributes:
        id: None for contracts and invoices that name no source.
        codes: its budget classification.
        note: the basis of the plan.
        rows: what was given under its contracts in the year.
    """

    id: bytes | None
    name: str
    kind: FundingKind | None
    codes: str
    note: str
    line: YearLine
    contracts: tuple[ContractPart, ...]
    bills: tuple[Bill, ...]
    rows: tuple[Delivered, ...]

    @property
    def delivered_gr(self) -> int:
        """What was given in the year under its contracts, at their rates."""
        return sum(part.figures.delivered_gr for part in self.contracts)

    @property
    def unbilled_gr(self) -> int:
        """What of it is on no approved or paid invoice yet."""
        return sum(part.figures.unbilled_gr for part in self.contracts)


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """A year of the office.

    Attributes:
        on: the day it is looked at.
        income_gr: fees residents paid in the year, less refunds; None for whoever may not see it.
    """

    year: int
    on: dt.date
    sources: tuple[SourceYear, ...]
    income_gr: int | None


@needs("contracts.see", "invoices.see", "attendance.see")
def budget_year(office: Office, year: int) -> BudgetYear:
    """Return a year of the budget as today sees it: sources by name, what has none at the end."""
    on = office.clock.today()
    with office.read() as session:
        reader = _Year(session, year, on)
        income = income_of(session, year) if office.may("fees.see") else None
        return BudgetYear(year, on, tuple(reader.sources()), income)


class _Year:
    """Everything a year is counted from, read once."""

    def __init__(self, session: Session, year: int, on: dt.date) -> None:
        self._session, self._year, self._on = session, year, on
        self._contracts = all_contracts(session)
        first = dt.date(year - 1, 1, 1)
        rows = delivered_rows(session, first, min(on, dt.date(year, 12, 31)))
        self._given = shared_out(rows, self._contracts)
        self._bills: dict[bytes | None, list[Bill]] = defaultdict(list)
        for bill in bills(session, self._contracts):
            if bill.booked_on is not None and bill.booked_on.year == year:
                self._bills[bill.contract_id].append(bill)

    def sources(self) -> list[SourceYear]:
        """Return every source that has a plan, a contract or an invoice, or is in use."""
        plans = planned(self._session, self._year)
        one = FundingSource
        query = select(
            one.id, one.name, one.kind, one.division, one.chapter, one.paragraph, one.retired_at
        ).order_by(one.sort_key, one.id)
        found = []
        for row in self._session.execute(query).all():
            plan, note = plans.get(row.id, (None, ""))
            codes = classification(*row[3:6])
            names = (row.name, FundingKind(row.kind), codes, note)
            source = self._source(row.id, names, plan, self._of(row.id))
            if row.retired_at is None or plan is not None or source.contracts:
                found.append(source)
        nameless = self._source(None, ("", None, "", ""), None, self._of(None))
        if nameless.contracts or nameless.bills:
            found.append(nameless)
        return found

    def _of(self, source_id: bytes | None) -> list[Contract]:
        """Return the contracts of a source that run in the year or have invoices booked in it."""
        return [
            each
            for each in self._contracts
            if each.funding_source_id == source_id
            and (self._runs(each) or self._bills.get(each.id))
        ]

    def _runs(self, contract: Contract) -> bool:
        start, end = contract.period.start, contract.period.end
        return (start is None or start.year <= self._year) and (
            end is None or end.year >= self._year
        )

    def _source(
        self,
        source_id: bytes | None,
        names: tuple[str, FundingKind | None, str, str],
        plan: int | None,
        contracts: list[Contract],
    ) -> SourceYear:
        parts = [self._part(each) for each in contracts]
        mine = [bill for each in contracts for bill in self._bills.get(each.id, ())]
        rows = [row for each in contracts for row in self._in_year(each)]
        stray = self._stray() if source_id is None else []
        name, kind, codes, note = names
        outside = sum(bill.gross_gr for bill in stray)
        line = YearLine(
            plan,
            sum(part.figures.committed_gr for part in parts),
            sum(part.figures.spent_gr for part in parts) + outside,
            sum(part.figures.forecast_gr for part in parts) + outside,
        )
        return SourceYear(
            *(source_id, name, kind, codes, note, line),
            *(tuple(parts), (*mine, *stray), tuple(rows)),
        )

    def _stray(self) -> list[Bill]:
        """Return the invoices of the year that belong to no contract that still stands."""
        known = {each.id for each in self._contracts}
        return [
            bill for contract, mine in self._bills.items() if contract not in known for bill in mine
        ]

    def _in_year(self, contract: Contract) -> list[Delivered]:
        return [row for row in self._given.get(contract.id, ()) if row.date.year == self._year]

    def _part(self, contract: Contract) -> ContractPart:
        months: dict[dt.date, list[Delivered]] = defaultdict(list)
        for row in self._given.get(contract.id, ()):
            months[row.date.replace(day=1)].append(row)
        end = dt.date(self._year, 12, 31)
        value = worth_of(contract, min(contract.period.end or end, end))
        facts = ContractFacts(
            value,
            contract.period,
            sum(bill.gross_gr for bill in self._bills.get(contract.id, ())),
            value_of(contract, self._in_year(contract)),
            {month: value_of(contract, rows) for month, rows in months.items()},
        )
        return ContractPart(
            contract.id,
            f"{contract.number} – {contract.provider_name}",
            contract.period.start,
            contract.period.end,
            value,
            contract_year(facts, self._year, self._on),
        )
