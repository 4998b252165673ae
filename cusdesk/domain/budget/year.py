"""A year of a budget: planned, promised by contracts, spent, free, and what the year may come to.

The rules are those of a budget unit's own records, kept simple enough to be said in a sentence;
the sentences stand under the table (`budget.year.method`). All amounts are whole grosze.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from cusdesk.domain.periods import Period
from cusdesk.domain.rounding import half_up

_MONTHS = 12
_AVERAGED = 3


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """One contract as a year looks at it.

    Attributes:
        value_gr: what the whole contract is worth; None where it names no value and no pool.
        period: its days, as the annexes left them.
        spent_gr: approved and paid invoices of the year.
        delivered_gr: what was given in the year up to the day asked, at the rates of each day.
        months_gr: what was given in each month of the year and the year before, by its first day.
    """

    value_gr: int | None
    period: Period
    spent_gr: int
    delivered_gr: int
    months_gr: dict[dt.date, int]


@dataclass(frozen=True, slots=True)
class ContractYear:
    """What a contract means for a year.

    Attributes:
        share_gr: the part of its value that falls on the year; None without a value.
        committed_gr: what is still to be paid of it in the year.
        unbilled_gr: given, and not on an approved or paid invoice yet.
        average_gr: what a month of the last three brings, half up.
        months_left: full months that are still to come in the year and in the contract.
        forecast_gr: what the year will come to.
    """

    share_gr: int | None
    committed_gr: int
    spent_gr: int
    delivered_gr: int
    unbilled_gr: int
    average_gr: int
    months_left: int
    forecast_gr: int


@dataclass(frozen=True, slots=True)
class YearLine:
    """What was planned in a year, and what became of it.

    Attributes:
        planned_gr: None until somebody writes the plan down.
    """

    planned_gr: int | None
    committed_gr: int
    spent_gr: int
    forecast_gr: int

    @property
    def free_gr(self) -> int | None:
        """What is left of the plan; below zero when more was promised and spent than planned."""
        if self.planned_gr is None:
            return None
        return self.planned_gr - self.committed_gr - self.spent_gr

    @property
    def forecast_left_gr(self) -> int | None:
        """What the plan will leave at the end of the year; below zero when it will not do."""
        return None if self.planned_gr is None else self.planned_gr - self.forecast_gr


def booked_day(
    paid_on: dt.date | None, due_on: dt.date | None, issued_on: dt.date | None
) -> dt.date | None:
    """Return the day that decides of the year of an invoice: paid, else due, else issued.

    Budgets of communes are kept by the money that left (public finance act of 27 August 2009,
    Dz.U. 2009 nr 157 poz. 1240, art. 40).
    """
    return paid_on or due_on or issued_on


def year_share(value_gr: int, period: Period, year: int) -> int:
    """Return the part of a contract's value that falls on a year, by its days.

    Shares are differences of half-up sums, so that the years of a contract add up to its value. A
    contract without a first or last day falls on the year whole if it touches it.
    """
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if not period.overlaps(Period(first, last)):
        return 0
    if period.start is None or period.end is None:
        return value_gr
    whole = (period.end - period.start).days + 1
    before = max(0, (first - period.start).days)
    until = min(whole, (last - period.start).days + 1)
    return _part(value_gr, until, whole) - _part(value_gr, before, whole)


def contract_year(facts: ContractFacts, year: int, on: dt.date) -> ContractYear:
    """Return what a contract means for a year, as a day sees it.

    Promised is the share of the year without what was spent; after the contract's last day or the
    end of the year, or without any value, only what was given and not billed yet. The forecast is
    spent, and given but not billed, and for what is left of the year the average of the last three
    full months; of a contract that ran in none of them at least its share.

    Args:
        facts: the contract.
        year: the year asked for.
        on: the day; after the year it looks back from 31 December.
    """
    day = min(max(on, dt.date(year, 1, 1)), dt.date(year, 12, 31))
    share = None if facts.value_gr is None else year_share(facts.value_gr, facts.period, year)
    unbilled = max(0, facts.delivered_gr - facts.spent_gr)
    is_over = on.year > year or (facts.period.end is not None and facts.period.end < on)
    rest = unbilled if share is None or is_over else max(0, share - facts.spent_gr)
    average, known = _average(facts, day)
    left = _months_left(facts.period, day)
    this_month = facts.months_gr.get(day.replace(day=1), 0)
    runs_on = on <= day and facts.period.contains(day)
    to_come = average * left + (max(0, average - this_month) if runs_on else 0)
    forecast = facts.spent_gr + unbilled + to_come
    if not known and not is_over and share is not None:
        forecast = max(forecast, share)
    return ContractYear(
        share,
        rest,
        facts.spent_gr,
        facts.delivered_gr,
        unbilled,
        average,
        left,
        forecast,
    )


def _part(value_gr: int, days: int, whole: int) -> int:
    share = Decimal(value_gr) * days / whole
    return half_up(share)


def _average(facts: ContractFacts, day: dt.date) -> tuple[int, int]:
    """Return the average of the last three full months the contract ran in, and how many."""
    months, month = [], day.replace(day=1)
    for _ in range(_AVERAGED):
        month = (month - dt.timedelta(1)).replace(day=1)
        end = (month + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
        if facts.period.overlaps(Period(month, end)):
            months.append(facts.months_gr.get(month, 0))
    if not months:
        return 0, 0
    mean = Decimal(sum(months)) / len(months)
    return half_up(mean), len(months)


def _months_left(period: Period, day: dt.date) -> int:
    """Return how many months after the one of a day are left of its year in a period."""
    last = _MONTHS
    if period.end is not None and period.end.year <= day.year:
        last = 0 if period.end.year < day.year else period.end.month
    first = day.month + 1
    if period.start is not None and period.start > day:
        if period.start.year > day.year:
            return 0
        first = max(first, period.start.month)
    return max(0, last - first + 1)
