"""The papers of an invoice: description, protocol, hour statement; and those issued before."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.services import invoices, papers
from cusdesk.ui.common.papers import show_issued, show_paper
from cusdesk.ui.common.table.output import write_list
from cusdesk.ui.common.widgets import LineLink, button, clear, column

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cusdesk.domain.reports import TableDocument
    from cusdesk.services.invoices import InvoiceDetails
    from cusdesk.services.papers import PaperDraft, PaperRow
    from cusdesk.ui.common.context import ScreenContext


class PapersBox(QWidget):
    """Buttons for the papers, and what was issued before."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._details: InvoiceDetails | None = None
        layout = column(self, gap=0.5)
        self._buttons = column(gap=0.5)
        self._issued = column(gap=0.5)
        layout.addLayout(self._buttons)
        layout.addLayout(self._issued)

    def show_invoice(self, details: InvoiceDetails | None) -> None:
        """Offer the papers of an invoice; none of a new one or of one in the bin."""
        self._details = details
        clear(self._buttons)
        clear(self._issued)
        office = self._context.office
        if details is None or details.is_retired or not office.may("invoices.change"):
            return
        self._add("description", partial(invoices.description_draft, office, details.id))
        self._add("protocol", partial(invoices.protocol_draft, office, details.id))
        month = _month(details)
        provider = details.draft.provider_id
        if month is not None and provider is not None:
            draft = partial(invoices.statement_draft, office, provider, month)
            self._add("statement", draft)
            save = partial(self._ask_place, provider, month)
            words = tr("invoices.paper.statement_xlsx")
            self._buttons.addWidget(button(words, save, icon_name="excel"))
        self._read()

    def _add(self, name: str, make: Callable[[], PaperDraft]) -> None:
        run = partial(self._show, make)
        self._buttons.addWidget(button(tr(f"invoices.paper.{name}"), run, icon_name="pdf"))

    def _show(self, make: Callable[[], PaperDraft]) -> None:
        show_paper(
            self._context,
            make,
            self,
            on_issued=lambda _paper: self._read(),
            on_gap=self._go_to,
        )

    def _go_to(self, key: str) -> None:
        """Go to what is missing: the contract, the source of money, the provider."""
        details = self._details
        if details is None:
            return
        if key.startswith(("contract.", "source.")) and details.draft.contract_id is not None:
            self._context.open_record("contracts", details.draft.contract_id)
        elif key.startswith("seller.") and details.draft.provider_id is not None:
            self._context.open_record("providers", details.draft.provider_id)

    def _read(self) -> None:
        if self._details is None:
            return
        record = ("invoices", self._details.id)
        read = self._context.ops.read(papers.list_papers, self._context.office, record=record)
        read.replacing("invoice-papers")
        read.on_success(partial(self._show_issued, self._details.id)).run()

    def _show_issued(self, invoice_id: bytes, found: list[PaperRow]) -> None:
        if self._details is None or self._details.id != invoice_id:
            return
        clear(self._issued)
        for row in found:
            words = tr(
                "invoices.paper.issued",
                title=row.form_title,
                number=row.number,
                date=f"{row.issued_on:%d.%m.%Y}",
            )
            self._issued.addWidget(LineLink(words, partial(show_issued, self._context, row, self)))

    # --- the statement as a workbook

    def _ask_place(self, provider_id: bytes, month: dt.date) -> None:
        proposed = documents_dir() / f"{tr('invoices.paper.statement')} {month:%Y-%m}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("invoices.paper.statement_xlsx"), str(proposed), tr("listing.filter.xlsx")
        )
        if chosen:
            path = Path(chosen)
            self.save_statement(provider_id, month, path.with_suffix(".xlsx"))

    def save_statement(self, provider_id: bytes, month: dt.date, path: Path) -> None:
        """Write the hour statement of a provider as a workbook."""
        read = self._context.ops.read(
            invoices.statement_document, self._context.office, provider_id, month
        )
        read.on_success(partial(self._write, path)).run()

    def _write(self, path: Path, document: TableDocument) -> None:
        operation = self._context.ops.files(write_list, path, document)
        operation.on_success(partial(self._on_saved, path)).run()

    def _on_saved(self, path: Path, _nothing: None) -> None:
        self._context.notifier.success(tr("listing.saved", place=str(path)))


def _month(details: InvoiceDetails) -> dt.date | None:
    """Return the month the invoice is for: that of its first line with a period."""
    starts = (line.period_from for line in details.draft.lines)
    first = next((start for start in starts if start is not None), None)
    return first.replace(day=1) if first is not None else None
