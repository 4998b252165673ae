"""From an office's list of invoices to typed rows."""

from __future__ import annotations

from cusdesk.importing.invoices.reader import guess_maps, read_invoices
from cusdesk.importing.invoices.rows import InvoicesFile, ReadInvoice, ReadLine

__all__ = ["InvoicesFile", "ReadInvoice", "ReadLine", "guess_maps", "read_invoices"]
