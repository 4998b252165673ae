"""Income criteria by the day they hold from, and what a change of income means."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.fees.rule import WHOLE, CriterionBase
from cusdesk.domain.rounding import half_up

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Criterion:
    """An income criterion.

    Attributes:
        is_single: of a person who keeps house alone; otherwise of a person in a family.
        is_certain: the amount and its first day were read in the source.
    """

    amount_gr: int
    is_single: bool
    valid_from: dt.date
    source: str
    is_certain: bool


def criterion_on(day: dt.date, base: CriterionBase, *, is_single: bool) -> Criterion:
    """Return the criterion by which somebody's bands are counted on a day.

    Act on social assistance, art. 8(1), in the amounts verified every three years (art. 9). Before
    the first known amount, the first one.
    """
    row = _in_force("criteria", day)
    alone = {CriterionBase.SINGLE: True, CriterionBase.FAMILY: False}.get(base, is_single)
    amount = row["single_gr" if alone else "family_gr"]
    return Criterion(amount, alone, row["valid_from"], row["source"], row["is_certain"])


@dataclass(frozen=True, slots=True)
class IncomeChange:
    """What a change of income per person means.

    Attributes:
        difference_gr: new less old, rounded to a whole grosz for display.
        limit_gr: a change up to this leaves the fee as it is.
        matters: the fee has to be set anew.
    """

    difference_gr: int
    limit_gr: int
    matters: bool


def income_change(
    before: tuple[int, int], now: tuple[int, int], criterion_gr: int, threshold: int
) -> IncomeChange:
    """Compare two incomes, each a household's grosze and its persons.

    Act on social assistance, art. 106(3b): a change of the income per person by not more than 10 %
    of the criterion leaves the benefit unchanged. The comparison is exact, without rounding.

    Args:
        before: income in grosze and number of persons in the decision.
        now: the same today.
        criterion_gr: criterion of that person.
        threshold: in hundredths of a per cent of the criterion.
    """
    (old, old_persons), (new, new_persons) = before, now
    persons = old_persons * new_persons
    difference = new * old_persons - old * new_persons  # times both numbers of persons
    matters = abs(difference) * WHOLE > criterion_gr * threshold * persons
    return IncomeChange(
        half_up(Decimal(difference) / persons),
        half_up(Decimal(criterion_gr * threshold) / WHOLE),
        matters,
    )


def law_threshold(day: dt.date) -> int:
    """Return the change of income that leaves a fee as it is; see `income_change`."""
    return int(_in_force("income_change", day)["threshold"])


def _in_force(name: str, day: dt.date) -> dict[str, Any]:
    rows: list[dict[str, Any]] = sorted(dictionary("fees")[name], key=_start)
    valid = [row for row in rows if row["valid_from"] <= day] or rows[:1]
    return valid[-1]


def _start(row: dict[str, Any]) -> dt.date:
    start: dt.date = row["valid_from"]
    return start
