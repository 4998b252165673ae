"""From an office's list of invoices to typed rows."""

from __future__ import annotations

from cusdesk.importing.invoices.reader import InvoicesFile, ReadInvoice, ReadLine, read_invoices

__all__ = ["InvoicesFile", "ReadInvoice", "ReadLine", "read_invoices"]
