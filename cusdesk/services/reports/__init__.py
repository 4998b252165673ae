"""Ready sheets: what was given, to how many people, for how much; each figure with its list."""

from __future__ import annotations

from cusdesk.services.reports.costs import Costs, cost_behind, cost_table, costs
from cusdesk.services.reports.grouping import SheetKind
from cusdesk.services.reports.orders import Orders, order_behind, order_table, orders
from cusdesk.services.reports.ready import ReadyKind, ReadySheet, kinds_for, ready, ready_behind
from cusdesk.services.reports.sheets import Sheet, sheet, sheet_behind, sheet_table
from cusdesk.services.reports.yearly import Yearly, yearly, yearly_behind, yearly_table

__all__ = [
    "Costs",
    "Orders",
    "ReadyKind",
    "ReadySheet",
    "Sheet",
    "SheetKind",
    "Yearly",
    "cost_behind",
    "cost_table",
    "costs",
    "kinds_for",
    "order_behind",
    "order_table",
    "orders",
    "ready",
    "ready_behind",
    "sheet",
    "sheet_behind",
    "sheet_table",
    "yearly",
    "yearly_behind",
    "yearly_table",
]
