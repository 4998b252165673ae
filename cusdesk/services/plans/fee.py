"""What a resident owes who gives the services of a plan up (CUS act, art. 44)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.domain.periods import Period
from cusdesk.models.plans import Plan
from cusdesk.services.plans.chain import ServiceFigures, service_figures
from cusdesk.services.plans.versions import draft_in_force

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class FeeLine:
    """What is due for one service in a stretch of days, by what was delivered."""

    service: str
    amount: str
    fee_gr: int
    due_gr: int


@dataclass(frozen=True, slots=True)
class FeeProposal:
    """What a resident owes for the services given between two days, both inclusive.

    Attributes:
        earlier_gr: due by the same plan for what was given before `first`; not in the sum, because
            those months may be settled already.
        without_price: services that were given and have no amount of a fee in the plan.
    """

    first: dt.date
    last: dt.date
    lines: tuple[FeeLine, ...]
    earlier_gr: int = 0
    without_price: tuple[str, ...] = ()

    @property
    def total_gr(self) -> int:
        """The sum in grosze."""
        return sum(line.due_gr for line in self.lines)


@needs("plans.see", "attendance.see")
def fee_until(
    office: Office, plan_id: bytes, last: dt.date, first: dt.date | None = None
) -> FeeProposal:
    """Return the fee for services delivered up to a day (art. 44), half-up to a grosz.

    Args:
        office: the open office.
        plan_id: whose plan; its version in force says what a unit costs.
        last: the last day of the services.
        first: the first day that is not settled yet; the first of the month when left out.
    """
    first = first or last.replace(day=1)
    today = office.clock.today()
    with office.read() as session:
        draft = draft_in_force(session, session.get_one(Plan, plan_id))
        now = service_figures(session, draft, today, Period(first, last))
        earlier = service_figures(session, draft, today, Period(None, first - dt.timedelta(1)))
    return FeeProposal(
        first,
        last,
        _lines(now),
        sum(line.due_gr for line in _lines(earlier)),
        tuple(figure.name for figure in now if figure.done and figure.fee_gr is None),
    )


def _lines(figures: Sequence[ServiceFigures]) -> tuple[FeeLine, ...]:
    return tuple(
        FeeLine(figure.name, figure.words(figure.done), figure.fee_gr, _due(figure, figure.fee_gr))
        for figure in figures
        if figure.fee_gr and figure.done > 0
    )


def _due(figure: ServiceFigures, fee_gr: int) -> int:
    due = Decimal(figure.done) * fee_gr / figure.unit_minutes
    return int(due.quantize(Decimal(1), ROUND_HALF_UP))
