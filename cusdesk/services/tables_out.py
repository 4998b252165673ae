"""Tables of figures as files: workbook, csv or PDF by the suffix, for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import RuleError
from cusdesk.domain.access import needs
from cusdesk.export.tables import write_table
from cusdesk.services import budget, fees, invoices, reports
from cusdesk.services.audit import record_output

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cusdesk.domain.reports import TableDocument
    from cusdesk.domain.spans import Span
    from cusdesk.services.office import Office
    from cusdesk.services.reports import ReadyKind


@needs("contracts.see", "invoices.see", "attendance.see", "reports.export")
def save_budget(office: Office, year: int, path: Path) -> None:
    """Write a year of the budget: sources with plan, bound, spent, free, forecast.

    Raises:
        DocumentError: the file cannot be written.
    """
    _save(office, budget.year_sheet(office, budget.budget_year(office, year)).document, path)


@needs("attendance.see", "reports.export")
def save_ready(office: Office, kind: ReadyKind, span: Span, path: Path) -> None:
    """Write a ready sheet of whole months.

    Raises:
        RuleError: `access.denied`: sheets about money, for whoever may not see it.
        DocumentError: the file cannot be written.
    """
    _save(office, reports.ready(office, kind, span).table.document, path)


@needs("invoices.see", "attendance.see", "reports.export")
def save_statement(office: Office, provider_id: bytes, month: dt.date, path: Path) -> None:
    """Write the hour statement of a provider.

    Raises:
        NotFoundError: there is no such provider.
        DocumentError: the file cannot be written.
    """
    _save(office, invoices.statement_document(office, provider_id, month), path)


@needs("fees.see", "reports.export")
def save_fees(office: Office, month: dt.date, path: Path) -> None:
    """Write the list of fees of a confirmed month, a line a resident.

    Raises:
        RuleError: `fees.problem.nothing_confirmed`.
        DocumentError: the file cannot be written.
    """
    document = fees.cash_list(office, month)
    if not document.rows:
        raise RuleError("fees.problem.nothing_confirmed")
    _save(office, document, path)


def _save(office: Office, document: TableDocument, path: Path) -> None:
    write_table(path, document)
    record_output(office, "list", detail=document.title, count=len(document.rows))
