"""What a resident owes who gives the services of a plan up (CUS act, art. 44)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.periods import Period
from cusdesk.domain.rounding import half_up
from cusdesk.models.plans import Plan
from cusdesk.services.fees.notices import month_words
from cusdesk.services.fees.until import MonthPart, ruled_parts
from cusdesk.services.plans.chain import ServiceFigures, service_figures
from cusdesk.services.plans.versions import draft_in_force

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.plans import PlanDraft
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class FeeLine:
    """What is due for one service in a stretch of days, by what was delivered."""

    service: str
    amount: str
    due_gr: int


@dataclass(frozen=True, slots=True)
class FeeProposal:
    """What a resident owes for the services given between two days, both inclusive.

    Attributes:
        earlier_gr: due for what was given before `first` and is in no confirmed month; not in the
            sum, because by the plan's own price it may have been settled some other way.
        charged_gr: charged for the same days by confirmed months: it stands on the account of the
            resident already and is not in the sum.
        without_price: services that were given and have neither a rule nor an amount in the plan.
        waiting: services with a rule that cannot be counted yet, with what is missing.
    """

    first: dt.date
    last: dt.date
    lines: tuple[FeeLine, ...]
    earlier_gr: int = 0
    charged_gr: int = 0
    without_price: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()

    @property
    def total_gr(self) -> int:
        """The sum in grosze."""
        return sum(line.due_gr for line in self.lines)


@needs("plans.see", "attendance.see")
def fee_until(
    office: Office, plan_id: bytes, last: dt.date, first: dt.date | None = None
) -> FeeProposal:
    """Return the fee for services delivered up to a day (art. 44), half-up to a grosz.

    A service that has a fee rule on the days of its use is counted by it and by what was settled
    for the resident, month by month; any other one by the amount that stands in the plan.

    Args:
        office: the open office.
        plan_id: whose plan, in its version in force.
        last: the last day of the services.
        first: the first day that is not settled yet; the first of the month when left out.
    """
    first = first or last.replace(day=1)
    today = office.clock.today()
    with office.read() as session:
        draft = draft_in_force(session, session.get_one(Plan, plan_id))
        now = _Stretch(session, draft, today, Period(first, last))
        begun = min(draft.valid_from or first, first)
        before = _Stretch(session, draft, today, Period(begun, first - dt.timedelta(1)))
    return FeeProposal(
        first,
        last,
        now.lines,
        sum(line.due_gr for line in before.lines),
        sum(part.charged_gr or 0 for part in now.parts),
        now.without_price,
        now.waiting,
    )


class _Stretch:
    """What is due for some days: by rules, and by the plan where there is no rule."""

    def __init__(self, session: Session, draft: PlanDraft, today: dt.date, days: Period) -> None:
        services = {row.service_id for row in draft.services if row.service_id is not None}
        self.parts: list[MonthPart] = []
        if draft.resident_id and days.start and days.end and days.in_order:
            self.parts = ruled_parts(session, draft.resident_id, services, days.start, days.end)
        ruled = {part.service_id for part in self.parts}
        figures = service_figures(session, draft, today, days)
        self._names = {figure.service_id: figure.name for figure in figures}
        self._priced = [figure for figure in figures if figure.service_id not in ruled]

    @property
    def lines(self) -> tuple[FeeLine, ...]:
        """What is due, the services with a rule first."""
        by_rule = [
            FeeLine(self._name(part), part.quantity, part.due_gr)
            for part in self.parts
            if part.due_gr
        ]
        return (*by_rule, *_by_plan(self._priced))

    @property
    def without_price(self) -> tuple[str, ...]:
        """Services that were given and have no price anywhere."""
        return tuple(each.name for each in self._priced if each.done and each.fee_gr is None)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Services whose rule cannot be used yet, with what is missing."""
        told = {
            tr(
                "plans.resign.waits",
                service=self._name(part),
                what=tr(f"fees.missing.{part.missing}"),
            )
            for part in self.parts
            if part.missing
        }
        return tuple(sorted(told))

    def _name(self, part: MonthPart) -> str:
        name = self._names.get(part.service_id, "")
        if len({each.month for each in self.parts}) == 1:
            return name
        return tr("fees.explain.what", service=name, month=month_words(part.month))


def _by_plan(figures: Sequence[ServiceFigures]) -> tuple[FeeLine, ...]:
    return tuple(
        FeeLine(figure.name, figure.words(figure.done), _due(figure, figure.fee_gr))
        for figure in figures
        if figure.fee_gr and figure.done > 0
    )


def _due(figure: ServiceFigures, fee_gr: int) -> int:
    due = Decimal(figure.done) * fee_gr / figure.unit_minutes
    return half_up(due)
