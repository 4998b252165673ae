"""„Faktury”: what providers bill, compared with contracts and hours, and brought to payment."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu

from cusdesk.core.errors import CusdeskError, ValidationError
from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.domain.invoices import InvoiceStatus
from cusdesk.services import invoices
from cusdesk.services.imports import ksef_files, plan_import, plan_ksef
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.record import RecordEditor, RecordParts, RecordScreen, RecordWords
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button, row
from cusdesk.ui.invoices import viewmodel
from cusdesk.ui.invoices.dialogs import buyer_dialog, step_dialog
from cusdesk.ui.invoices.form import invoice_form
from cusdesk.ui.invoices.import_dialog import ImportDialog
from cusdesk.ui.invoices.side import InvoiceSide
from cusdesk.ui.invoices.table import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.invoices import InvoiceDraft
    from cusdesk.services.imports import ImportPlan
    from cusdesk.services.invoices import Buyer, InvoiceDetails
    from cusdesk.ui.common.context import ScreenContext

WORDS = RecordWords(
    title="invoices.title",
    new="invoices.screen.new",
    new_title="invoices.screen.new_title",
    create="invoices.screen.create",
    draft_found="invoices.screen.draft_found",
    created="invoices.screen.created",
    retired="invoices.screen.retired",
    retire="invoices.screen.retire",
    restore="invoices.screen.restore",
)
_ASKING = {InvoiceStatus.RETURNED, InvoiceStatus.PAID}


class InvoicesScreen(RecordScreen):
    """Everything about invoices of providers."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, WORDS)
        office = context.office
        self.choices = viewmodel.InvoiceChoices(context, self)
        chosen = self.choices
        self.form: Form[InvoiceDraft] = Form(
            invoice_form(chosen.providers, chosen.contracts, chosen.services), clock=office.clock
        )
        self.side = InvoiceSide(context)
        self.side.step_wanted.connect(self._take_step)
        self.editor = RecordEditor(context, self.form, viewmodel.record_calls(office), self)
        self.editor.shown.connect(self.side.show_invoice)
        self.panel = TablePanel(context, self._table())
        self._add_buttons()
        self.choices.load()
        self.assemble(
            RecordParts(
                self.panel,
                self.form,
                self.editor,
                self.side,
                partial(invoices.retire, office),
                partial(invoices.restore, office),
                lambda details: f"{details.draft.number} – {details.provider_name}",
            )
        )
        self.offer_bin("invoices.screen.bin", partial(viewmodel.list_ids, office))
        self.offer_side("invoices.side.go")
        if office.can_change("office"):
            bottom = row()
            bottom.addWidget(button(tr("invoices.buyer.button"), self._ask_buyer, look="link"))
            bottom.addStretch()
            self.list_layout.addLayout(bottom)

    def _add_buttons(self) -> None:
        office = self.context.office
        if office.may("imports.run") and office.can_change("invoices"):
            self.reading = button(tr("invoices.import.button"), icon_name="import")
            menu = QMenu(self)
            for key, run in (("some", self._ask_file), ("folder", self._ask_folder)):
                action = menu.addAction(tr(f"invoices.import.{key}"))
                action.triggered.connect(lambda _checked=False, run=run: run())
            self.reading.setMenu(menu)
            self.list_buttons.addWidget(self.reading)
        self.list_buttons.addWidget(OutputButton(self.context, self.panel, tr("invoices.title")))

    def _table(self) -> TableSpec:
        office = self.context.office
        empty = EmptyState(
            "invoices",
            tr("invoices.screen.empty"),
            tr("invoices.screen.empty_text"),
            (tr("invoices.screen.new"), self.start_new),
        )
        return TableSpec(
            "invoices.list",
            columns(office.clock.today),
            partial(viewmodel.list_ids, office),
            partial(viewmodel.rows_for, office),
            refresh_on=("invoices", "contracts", "providers", "catalogue", "attendance"),
            empty=empty,
        )

    # --- steps

    def _take_step(self, status: InvoiceStatus) -> None:
        details = self.side.details
        if details is None:
            return
        self.flush()
        if status in _ASKING:
            step_dialog(self.context, details, status, self).open()
            return
        if status is InvoiceStatus.APPROVED:
            write = self.context.ops.write(invoices.approve, self.context.office, details.id)
        else:
            write = self.context.ops.write(
                invoices.take_step, self.context.office, details.id, status
            )
        write.on_error(partial(self._on_refused, details, status)).run()

    def _on_refused(
        self, details: InvoiceDetails, status: InvoiceStatus, error: CusdeskError
    ) -> None:
        """Ask for the reason where one is missing; else say what is wrong."""
        if isinstance(error, ValidationError):
            why = " ".join(tr(p.key, **p.params) for p in error.problems)
            step_dialog(self.context, details, status, self, why).open()
        else:
            self.context.notifier.error(describe(error))

    # --- import

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(
            self, tr("invoices.import.some"), str(documents_dir()), tr("invoices.import.filter")
        )
        self.read_files([Path(name) for name in chosen])

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, tr("invoices.import.folder"), str(documents_dir())
        )
        if chosen:
            self.read_files([Path(chosen)])

    def read_files(self, paths: Sequence[Path]) -> None:
        """Read a list of invoices, or files of KSeF, and show what their import would do."""
        if not paths:
            return
        office, ops = self.context.office, self.context.ops
        if len(paths) == 1:
            read = ops.read(plan_import, office, "invoices", paths[0])
        elif len(found := ksef_files(paths)) == len(paths):
            read = ops.read(plan_ksef, office, found)
        else:
            self.context.notifier.warning(tr("invoices.import.one_list"))
            return
        read.with_progress("invoices.import.reading").on_success(self._show_plan).run()

    def _show_plan(self, plan: ImportPlan) -> None:
        ImportDialog(self.context, plan, self).open()

    def run_command(self, command_id: str) -> None:
        """Begin a new invoice, or read a file."""
        if command_id == "invoices.import":
            self._ask_file()
        else:
            super().run_command(command_id)

    # --- who buys

    def _ask_buyer(self) -> None:
        read = self.context.ops.read(invoices.get_buyer, self.context.office)
        read.on_success(self._show_buyer).run()

    def _show_buyer(self, buyer: Buyer) -> None:
        buyer_dialog(self.context, buyer, self).open()
