"""One resident's account: every charge and every payment, with the balance after each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.services import fees, papers
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.papers import show_issued, show_paper
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen
from cusdesk.ui.fees.parts_dialog import PartsDialog
from cusdesk.ui.fees.payment_dialog import PaymentDialog
from cusdesk.ui.fees.year_output import YearOutput

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.fees import Account, Entry
    from cusdesk.services.papers import PaperRow
    from cusdesk.ui.common.context import ScreenContext


def _charge(entry: Entry) -> int | None:
    return entry.amount_gr if entry.is_charge else None


def _paid(entry: Entry) -> int | None:
    return None if entry.is_charge else -entry.amount_gr


COLUMNS = (
    ColumnSpec("date", "fields.fee_payments.paid_on", "date", 12),
    ColumnSpec("what", "fees.account.what", width=44),
    ColumnSpec("charge", "fees.account.charged", "money", 12, getter=_charge),
    ColumnSpec("paid", "fees.account.paid", "money", 12, getter=_paid),
    ColumnSpec("balance_gr", "fees.account.balance", "money", 14, is_summed=False),
    ColumnSpec("note", "fees.account.note", width=26),
)


def balance_words(found: Account) -> str:
    """Return how an account stands, in one line."""
    owed = found.balance.open_gr
    if owed < 0:
        return tr("fees.account.over", amount=format_money(-owed))
    if not owed:
        return tr("fees.account.even")
    words = tr("fees.account.owes", amount=format_money(owed))
    if found.balance.overdue_gr and found.balance.oldest_due is not None:
        words += " " + tr(
            "fees.account.late",
            amount=format_money(found.balance.overdue_gr),
            date=format_date(found.balance.oldest_due),
        )
    parts = found.balance.parts
    if parts and parts[0].due_on is not None:
        words += " " + tr(
            "fees.parts.in_balance",
            amount=format_money(sum(part.open_gr for part in parts)),
            next=format_money(parts[0].open_gr),
            date=format_date(parts[0].due_on),
        )
    return words


class AccountDialog(QDialog):
    """The account; a wrong payment goes to the bin from here."""

    def __init__(self, context: ScreenContext, resident_id: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("fees.account.title"))
        self._context, self._resident_id = context, resident_id
        self._found: Account | None = None
        layout = column(self, margin=2, gap=1)
        self.name = label("", "title", wrap=True)
        self.words = label("", "heading", wrap=True)
        layout.addWidget(self.name)
        layout.addWidget(self.words)
        source = MemorySource(self._entries, COLUMNS)
        spec = TableSpec(
            "fees.account",
            COLUMNS,
            source.list_ids,
            source.rows_for,
            empty=EmptyState("fees", tr("fees.account.empty")),
        )
        self.panel = TablePanel(context, spec)
        self.panel.current_record_changed.connect(self._on_current)
        layout.addWidget(self.panel, 1)
        self.pay = button(tr("fees.money.payment"), self._pay, icon_name="add")
        self.retire = button(tr("fees.account.retire"), self._retire, icon_name="delete")
        self.retire.setEnabled(False)
        self.receipt = button(tr("fees.receipt.button"), self._receipt, icon_name="pdf")
        self.receipt.setEnabled(False)
        if not context.office.can_change("fees"):
            for made in (self.pay, self.retire, self.receipt):
                made.hide()
        self.parts = button(tr("fees.parts.open"), self._show_parts, icon_name="calendar")
        self.year = YearOutput(context, resident_id)
        output = OutputButton(context, self.panel, tr("fees.account.title"))
        close = button(tr("common.button.close"), self.close)
        layout.addWidget(
            flow(self.pay, self.receipt, self.parts, self.year, self.retire, output, close)
        )
        resize_within_screen(self, current().chars(150), current().row_height * 22)
        context.bus.changed.connect(self.load)
        self.load()

    def load(self, *_what: object) -> None:
        """Ask for the account."""
        operation = self._context.ops.read(fees.account_of, self._context.office, self._resident_id)
        operation.on_success(self._show).run()

    def _show(self, found: Account) -> None:
        self._found = found
        self.name.setText(found.resident)
        self.words.setText(balance_words(found))
        self.year.show_account(found)
        self.panel.load()

    def _entries(self) -> list[Entry]:
        return list(self._found.entries) if self._found is not None else []

    def _on_current(self, record_id: bytes | None) -> None:
        entry = self._entry(record_id)
        self.retire.setEnabled(entry is not None and not entry.is_charge)
        self.receipt.setEnabled(entry is not None and entry.is_cash)

    def _entry(self, record_id: bytes | None) -> Entry | None:
        return next((each for each in self._entries() if each.id == record_id), None)

    def _receipt(self) -> None:
        """Show the receipt of the payment: the one that was given, else a new one."""
        entry = self._entry(self.panel.view.current_id())
        if entry is None:
            return
        office = self._context.office
        if entry.receipt is None:
            show_paper(self._context, partial(fees.receipt_draft, office, entry.id), self)
        else:
            read = self._context.ops.read(papers.get_paper, office, entry.receipt[0])
            read.on_success(self._show_receipt).run()

    def _show_receipt(self, row: PaperRow) -> None:
        show_issued(self._context, row, self)

    def _show_parts(self) -> None:
        if self._found is not None:
            name = self._found.resident
            self.parts_dialog = PartsDialog(self._context, self._resident_id, name, self)
            self.parts_dialog.open()

    def _pay(self) -> None:
        if self._found is not None:
            person = (self._resident_id, self._found.resident)
            self.dialog = PaymentDialog(self._context, person, self)
            self.dialog.open()

    def _retire(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self._context.ops.write(fees.retire_payment, self._context.office, record_id).run()
