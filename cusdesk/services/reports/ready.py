"""Every ready sheet under one roof: which ones a person may see, how each is made and opened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.services.reports.costs import Costs, cost_behind, cost_table, costs
from cusdesk.services.reports.grouping import SheetKind
from cusdesk.services.reports.orders import Orders, order_behind, order_table, orders
from cusdesk.services.reports.sheets import Sheet, sheet_behind, sheet_table
from cusdesk.services.reports.sheets import sheet as divided_sheet
from cusdesk.services.reports.yearly import Yearly, yearly, yearly_behind, yearly_table

if TYPE_CHECKING:
    from cusdesk.domain.reports import BehindFigure, FigureSheet
    from cusdesk.domain.spans import Span
    from cusdesk.services.office import Office

_MONEY = ("contracts.see", "invoices.see")


class ReadyKind(StrEnum):
    """Every ready sheet."""

    SERVICE = "service"
    PROVIDER = "provider"
    COORDINATOR = "coordinator"
    SOURCE = "source"
    VILLAGE = "village"
    YEARLY = "yearly"
    COSTS = "costs"
    ORDERS = "orders"


@dataclass(frozen=True, slots=True)
class ReadySheet:
    """A sheet with what it was counted from."""

    found: Sheet | Yearly | Costs | Orders
    table: FigureSheet


@needs("attendance.see")
def kinds_for(office: Office) -> list[ReadyKind]:
    """Return the sheets a person may see, in their order."""
    with_money = {ReadyKind.SOURCE, ReadyKind.COSTS, ReadyKind.ORDERS}
    return [kind for kind in ReadyKind if kind not in with_money or office.may(*_MONEY)]


@needs("attendance.see")
def ready(office: Office, kind: ReadyKind, span: Span) -> ReadySheet:
    """Return a ready sheet; the yearly one is of the year in which the stretch begins.

    Raises:
        RuleError: `access.denied`: sheets about money, for whoever may not see it.
    """
    if kind is ReadyKind.YEARLY:
        year = yearly(office, span.start)
        return ReadySheet(year, yearly_table(office, year))
    if kind is ReadyKind.COSTS:
        cost = costs(office, span)
        return ReadySheet(cost, cost_table(office, cost))
    if kind is ReadyKind.ORDERS:
        order = orders(office, span)
        return ReadySheet(order, order_table(office, order))
    found = divided_sheet(office, SheetKind(kind.value), span)
    return ReadySheet(found, sheet_table(office, found))


@needs("attendance.see")
def ready_behind(office: Office, sheet: ReadySheet, key: str, figure: str) -> BehindFigure:
    """Return the list behind a figure of a ready sheet."""
    found = sheet.found
    if isinstance(found, Yearly):
        return yearly_behind(office, found, key, figure)
    if isinstance(found, Costs):
        return cost_behind(office, found, key, figure)
    if isinstance(found, Orders):
        return order_behind(office, found, key, figure)
    return sheet_behind(office, found, key, figure)
