"""What a year's budget plans from a source of money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import one_line
from cusdesk.models.budget import BudgetPlan, FundingSource

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(slots=True)
class PlanDraft:
    """The plan of a year as its form edits it; no amount takes the plan away."""

    amount_gr: int | None = None
    note: str = ""


@needs("contracts.see")
def plan_of(office: Office, source_id: bytes, year: int) -> PlanDraft:
    """Return the plan of a source for a year; an empty one when there is none."""
    with office.read() as session:
        row = session.scalar(_query(source_id, year))
        return PlanDraft(row.amount_gr, row.note) if row is not None else PlanDraft()


@needs("contracts.change")
def set_plan(office: Office, source_id: bytes, year: int, draft: PlanDraft) -> Changes:
    """Write down what a year plans from a source; without an amount take the plan away.

    Raises:
        ValidationError: the amount is below zero or the year is none of a budget.
        NotFoundError: the source is gone or in the bin.
    """
    if draft.amount_gr is not None and draft.amount_gr < 0:
        raise ValidationError([Problem("amount_gr", "domain.number.negative")])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError([Problem("year", "budget.year.problem_year")])
    with office.write("budget.plan", record=("budget", source_id)) as work:
        work.get(FundingSource, source_id)
        row = work.session.scalar(_query(source_id, year))
        if draft.amount_gr is None:
            if row is not None:
                work.retire(row)
        elif row is None:
            work.session.add(
                BudgetPlan(
                    funding_source_id=source_id,
                    year=year,
                    amount_gr=draft.amount_gr,
                    note=one_line(draft.note),
                )
            )
        else:
            row.amount_gr, row.note = draft.amount_gr, one_line(draft.note)
    return work.changes


def planned(session: Session, year: int) -> dict[bytes, tuple[int, str]]:
    """Return source -> planned grosze and the basis of the plan."""
    query = select(BudgetPlan.funding_source_id, BudgetPlan.amount_gr, BudgetPlan.note).where(
        BudgetPlan.year == year, BudgetPlan.retired_at.is_(None)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query).all()}


def _query(source_id: bytes, year: int) -> Select[BudgetPlan]:
    return select(BudgetPlan).where(
        BudgetPlan.funding_source_id == source_id,
        BudgetPlan.year == year,
        BudgetPlan.retired_at.is_(None),
    )
