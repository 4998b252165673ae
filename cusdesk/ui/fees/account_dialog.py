"""One resident's account: every charge and every payment, with the balance after each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.services import fees
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen
from cusdesk.ui.fees.payment_dialog import PaymentDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.fees import Account, Entry
    from cusdesk.ui.common.context import ScreenContext


def _charge(entry: Entry) -> int | None:
    return entry.amount_gr if entry.is_charge else None


def _paid(entry: Entry) -> int | None:
    return None if entry.is_charge else -entry.amount_gr


COLUMNS = (
    ColumnSpec("date", "fields.fee_payments.paid_on", "date", 12),
    ColumnSpec("what", "fees.account.what", width=46),
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
        if not context.office.can_change("fees"):
            self.pay.hide()
            self.retire.hide()
        output = OutputButton(context, self.panel, tr("fees.account.title"))
        close = button(tr("common.button.close"), self.close)
        layout.addWidget(flow(self.pay, self.retire, output, close))
        resize_within_screen(self, current().chars(132), current().row_height * 22)
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
        self.panel.load()

    def _entries(self) -> list[Entry]:
        return list(self._found.entries) if self._found is not None else []

    def _on_current(self, record_id: bytes | None) -> None:
        entry = next((each for each in self._entries() if each.id == record_id), None)
        self.retire.setEnabled(entry is not None and not entry.is_charge)

    def _pay(self) -> None:
        if self._found is not None:
            person = (self._resident_id, self._found.resident)
            self.dialog = PaymentDialog(self._context, person, self)
            self.dialog.open()

    def _retire(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self._context.ops.write(fees.retire_payment, self._context.office, record_id).run()
