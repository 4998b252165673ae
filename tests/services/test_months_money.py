"""Before a month is closed: pools above their amount without a reason, invoices nobody checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cusdesk.domain.access import Role
from cusdesk.domain.invoices import InvoiceStatus
from cusdesk.domain.months import FindingKind
from cusdesk.domain.pools import PoolKind
from cusdesk.services import contracts, invoices, months
from tests.helpers.people import act_as
from tests.services.test_budget_year import bill
from tests.services.test_pools import Place, place

__all__ = ["place"]
APRIL, MAY = dt.date(2026, 4, 1), dt.date(2026, 5, 1)


def money(place: Place, month: dt.date = MAY) -> list[FindingKind]:
    """Return the findings about money."""
    kinds = {FindingKind.OVER_POOL, FindingKind.INVOICE_WAITING}
    found = months.check_month(place.office, month).findings
    return [each.kind for each in found if each.kind in kinds]


def test_a_pool_above_its_amount_asks_for_a_reason(place: Place) -> None:
    place.visit(0, 4, 540, month=4)
    place.visit(1, 4, 60, month=5)
    assert money(place) == []  # 10 hours of 10
    place.visit(1, 5, 60, month=5)
    assert money(place) == [FindingKind.OVER_POOL] * 2  # the contract and its source of money
    assert money(place, APRIL) == []  # nine hours then

    for kind in (PoolKind.CONTRACT, PoolKind.SOURCE):
        contracts.give_reason(place.office, place.balance(kind), "zgoda dyrektora")
    assert money(place) == []


def test_an_older_excess_is_a_matter_of_its_own_month(place: Place) -> None:
    place.visit(0, 4, 590, month=4)
    place.visit(0, 5, 30, month=4)
    assert money(place, APRIL) == [FindingKind.OVER_POOL] * 3  # and the person's limit
    assert money(place) == []
    place.visit(0, 1, 15, month=5)  # on the first day of the month something was taken
    assert money(place) == [FindingKind.OVER_POOL] * 3


def test_an_invoice_only_received_waits(place: Place) -> None:
    place.visit(0, 4, 120, month=5)
    waiting = bill(place, 2, paid=False)
    (found,) = [
        each
        for each in months.check_month(place.office, MAY).findings
        if each.kind is FindingKind.INVOICE_WAITING
    ]
    assert (found.feature, found.record_id) == ("invoices", waiting)
    assert money(place, APRIL) == []
    act_as(place.office, Role.OSL)
    assert money(place) == []  # who may not see invoices is told nothing of them
    act_as(place.office, Role.COORDINATOR)
    invoices.retire(place.office, waiting)
    assert money(place) == []
    invoices.restore(place.office, waiting)
    assert money(place) == [FindingKind.INVOICE_WAITING]
    invoices.take_step(place.office, waiting, InvoiceStatus.CHECKED, "uzgodniono")
    assert money(place) == []


def test_a_line_taken_off_an_invoice_waits_no_more(place: Place) -> None:
    waiting = bill(place, 2, paid=False)
    (may,) = invoices.get(place.office, waiting).draft.lines
    april = replace(may, period_from=APRIL, period_to=dt.date(2026, 4, 30), id=None)
    invoices.set_lines(place.office, waiting, [may, april])
    assert money(place) == [FindingKind.INVOICE_WAITING]
    invoices.set_lines(place.office, waiting, invoices.get(place.office, waiting).draft.lines[1:])
    assert money(place) == []
