"""A year of the budget in a real office: figures to the grosz, lists that add up to them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.invoices import InvoiceDraft, InvoiceLineDraft, InvoiceStatus
from cusdesk.services import budget, contracts, history, invoices
from tests.services.test_pools import Place, place

if TYPE_CHECKING:
    from cusdesk.services.office import Office

__all__ = ["place"]
MAY = (dt.date(2026, 5, 1), dt.date(2026, 5, 31))


def bill(place: Place, hours: int, *, paid: bool = True, due: dt.date | None = None) -> bytes:
    """Write an invoice of May down and bring it to payment."""
    line = InvoiceLineDraft(
        place.service, "opieka", *MAY, quantity_milli=hours * 1000, amount_gr=hours * 3000
    )
    draft = InvoiceDraft(
        number=f"{hours}/05",
        provider_id=place.provider,
        issued_on=dt.date(2026, 6, 2),
        due_on=due,
        gross_gr=hours * 3000,
        lines=(line,),
    )
    made = invoices.create(place.office, draft).id
    if paid:
        for step in (InvoiceStatus.CHECKED, InvoiceStatus.DESCRIBED):
            invoices.take_step(place.office, made, step, reason="po wyjaśnieniu")
        invoices.approve(place.office, made)
    return made


def only(place: Place) -> budget.BudgetYear:
    """Return the year of the place."""
    return budget.budget_year(place.office, 2026)


def test_year_of_a_source_to_the_grosz(place: Place) -> None:
    place.visit(0, 4, 120, month=5)
    place.visit(1, 5, 45, month=5)
    place.visit(0, 2, 30)
    bill(place, 2)
    bill(place, 7, paid=False)
    budget.set_plan(place.office, place.source, 2026, budget.PlanDraft(50_000, "uchwała"))
    (source,) = only(place).sources
    assert (source.line.planned_gr, source.line.spent_gr) == (50_000, 6_000)
    assert (source.line.committed_gr, source.line.free_gr) == (24_000, 20_000)
    assert (source.delivered_gr, source.unbilled_gr) == (9_750, 3_750)
    average = 2_750  # 8 250 of May over March, April and May
    assert source.line.forecast_gr == 6_000 + 3_750 + 6 * average + (average - 1_500)


def test_every_figure_is_the_sum_of_its_list(place: Place) -> None:
    place.visit(0, 4, 120, month=5)
    place.visit(1, 5, 45, month=5)
    bill(place, 2)
    budget.set_plan(place.office, place.source, 2026, budget.PlanDraft(50_000))
    found = only(place)
    sheet = budget.year_sheet(place.office, found)
    for column, figure in enumerate(sheet.figures):
        if figure and figure != "delivered":
            for key in (*sheet.keys, ""):
                rows = budget.year_behind(place.office, found, key, figure).document.rows
                assert sum(row[-1] for row in rows) == sheet.document.rows[0][column], figure
            assert sheet.document.totals[column] == sheet.document.rows[0][column]
    given = budget.year_behind(place.office, found, "", "delivered")
    assert sum(row[-1] for row in given.document.rows) == 165
    assert {feature for feature, _ in given.leads_to} == {"residents"}


def test_plan_is_changed_taken_away_and_undone(place: Place) -> None:
    for amount in (50_000, 60_000, None):
        budget.set_plan(place.office, place.source, 2026, budget.PlanDraft(amount))
        assert budget.plan_of(place.office, place.source, 2026).amount_gr == amount
    history.undo(place.office)
    assert only(place).sources[0].line.planned_gr == 60_000
    assert budget.budget_year(place.office, 2027).sources[0].line.planned_gr is None
    with pytest.raises(ValidationError):
        budget.set_plan(place.office, place.source, 2026, budget.PlanDraft(-1))


def test_what_names_no_source_stands_apart(place: Place) -> None:
    contracts.change_fields(place.office, place.contract, {"funding_source_id": None})
    place.visit(0, 4, 60, month=5)
    bill(place, 1)
    source, nameless = only(place).sources
    assert (source.line.spent_gr, source.contracts) == (0, ())
    assert (nameless.id, nameless.line.spent_gr, nameless.line.committed_gr) == (
        None,
        3_000,
        27_000,
    )
    contracts.retire(place.office, place.contract)
    _, stray = only(place).sources
    assert (stray.line.spent_gr, stray.line.committed_gr) == (3_000, 0)


def test_invoice_paid_next_year_belongs_to_it(place: Place) -> None:
    bill(place, 2, due=dt.date(2027, 1, 7))
    assert only(place).sources[0].line.spent_gr == 0
    assert budget.budget_year(place.office, 2027).sources[0].line.spent_gr == 6_000


def test_coordinator_of_the_community_sees_no_budget(office: Office) -> None:
    office.take_roles([Role.OSL])
    with pytest.raises(RuleError):
        budget.budget_year(office, 2026)
