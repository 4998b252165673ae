"""Invoices of providers: keeping them, comparing them, describing them, settling them."""

from __future__ import annotations

from cusdesk.services.invoices.buyer import Buyer, get_buyer, set_buyer
from cusdesk.services.invoices.commands import change_fields, create, restore, retire, set_lines
from cusdesk.services.invoices.files import (
    InvoiceFileRow,
    add_file,
    file_bytes,
    list_files,
    open_file,
    retire_file,
    save_file,
)
from cusdesk.services.invoices.listed import InvoiceRow
from cusdesk.services.invoices.matching import InvoiceCheck, LineCheck, check
from cusdesk.services.invoices.papers import description_draft, finding_words, protocol_draft
from cusdesk.services.invoices.queries import (
    InvoiceDetails,
    get,
    invoice_json,
    list_ids,
    of_contract,
    rows_for,
    warnings,
)
from cusdesk.services.invoices.statement import (
    Statement,
    StatementRow,
    statement,
    statement_document,
    statement_draft,
)
from cusdesk.services.invoices.steps import Step, approve, steps_of, take_step

__all__ = [
    "Buyer",
    "InvoiceCheck",
    "InvoiceDetails",
    "InvoiceFileRow",
    "InvoiceRow",
    "LineCheck",
    "Statement",
    "StatementRow",
    "Step",
    "add_file",
    "approve",
    "change_fields",
    "check",
    "create",
    "description_draft",
    "file_bytes",
    "finding_words",
    "get",
    "get_buyer",
    "invoice_json",
    "list_files",
    "list_ids",
    "of_contract",
    "open_file",
    "protocol_draft",
    "restore",
    "retire",
    "retire_file",
    "rows_for",
    "save_file",
    "set_buyer",
    "set_lines",
    "statement",
    "statement_document",
    "statement_draft",
    "steps_of",
    "take_step",
    "warnings",
]
