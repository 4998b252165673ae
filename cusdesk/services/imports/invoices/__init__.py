"""Lists of invoices into the office."""

from __future__ import annotations

from cusdesk.services.imports.invoices.plan import plan_invoices
from cusdesk.services.imports.invoices.write import apply_invoices

__all__ = ["apply_invoices", "plan_invoices"]
