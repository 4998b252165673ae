"""Money: who owes and who paid, statements of the bank, what is sent to who is late."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFileDialog, QMenu, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.domain.money import format_money
from cusdesk.services import fees
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.permits import choice_needed, permit
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button, column, label
from cusdesk.ui.fees.account_dialog import AccountDialog
from cusdesk.ui.fees.bank_dialog import BankDialog
from cusdesk.ui.fees.debt import DebtPapers
from cusdesk.ui.fees.payment_dialog import PaymentDialog

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.fees import AccountRow, ReadIn, WaitingLine
    from cusdesk.ui.common.context import ScreenContext

_SOURCES = ("fees", "residents", "papers")


def _tone(row: AccountRow) -> str:
    if row.overdue_gr > 0:
        return "error"
    return "success" if row.open_gr <= 0 else ""


COLUMNS = (
    ColumnSpec("resident", "fields.fee_payments.resident_id", width=28),
    ColumnSpec("open_gr", "fees.column.open", "money", 12, tone=_tone),
    ColumnSpec("overdue_gr", "fees.column.overdue", "money", 12),
    ColumnSpec("oldest_due", "fees.column.oldest_due", "date", 12),
    ColumnSpec("charged_gr", "fees.column.charged", "money", 12),
    ColumnSpec("settled_gr", "fees.column.settled", "money", 12),
    ColumnSpec("last_paid_on", "fees.column.last_paid", "date", 13),
    ColumnSpec("reminders", "fees.column.reminders", "number", 11),
)


class MoneyPage(QWidget):
    """Accounts of residents; Enter opens one."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.rows: list[AccountRow] = []
        self.debt = DebtPapers(context, self)
        layout = column(self, gap=1)
        self.state = label("", "heading", wrap=True)
        layout.addWidget(self.state)
        self._build_table()
        self._build_buttons()
        layout.addWidget(flow(*self._buttons))
        self.only = QCheckBox(tr("fees.money.only_late"))
        self.only.toggled.connect(self.panel.load)
        layout.addWidget(self.only)
        layout.addWidget(self.panel, 1)
        context.bus.changed.connect(self._on_changes)
        self._on_current(None)

    def _build_table(self) -> None:
        source = MemorySource(self._shown, COLUMNS)
        empty = EmptyState("fees", tr("fees.money.empty"), tr("fees.money.empty_text"))
        spec = TableSpec("fees.accounts", COLUMNS, source.list_ids, source.rows_for, empty=empty)
        self.panel = TablePanel(self._context, spec)
        self.panel.record_opened.connect(self.open_account)
        self.panel.current_record_changed.connect(self._on_current)

    def _build_buttons(self) -> None:
        office = self._context.office
        self.statement = button(
            tr("fees.money.statement"), self.choose_file, look="main", icon_name="import"
        )
        self.waiting = button("", self.show_waiting, icon_name="warning")
        self.pay = button(tr("fees.money.payment"), self._pay, icon_name="add")
        self.open = button(tr("fees.money.open"), self._open_current, icon_name="search")
        self.late = button(tr("fees.money.late"), icon_name="pdf")
        self.late.setMenu(self._late_menu())
        output = OutputButton(self._context, self.panel, tr("fees.money.title"))
        if not office.can_change("fees"):
            self.statement.hide()
            self.pay.hide()
        if self.late.menu().isEmpty():
            self.late.hide()
        self.waiting.hide()
        self._buttons = [
            self.statement, self.waiting, self.pay, self.open, self.late, output,
        ]  # fmt: skip

    def _late_menu(self) -> QMenu:
        menu = QMenu(self)
        self._one_late = []
        office = self._context.office
        entries = []
        if office.can_change("fees"):
            entries += [("remind", self._remind), ("remind_all", self._remind_all)]
        if office.can_change("fees.confirm"):  # the director confirms and types nothing
            entries += [("decide", self._decide), ("waive", self._waive)]
        for key, run in entries:
            action = menu.addAction(tr(f"fees.money.{key}"))
            action.triggered.connect(lambda _checked=False, run=run: run())
            if key != "remind_all":
                self._one_late.append(action)
        return menu

    # --- showing

    def load(self) -> None:
        """Ask for the accounts and for what waits."""
        office = self._context.office
        read = self._context.ops.read(fees.list_accounts, office)
        read.replacing(f"accounts-{id(self)}").on_success(self._show).run()
        waiting = self._context.ops.read(fees.waiting_lines, office)
        waiting.replacing(f"waiting-{id(self)}").on_success(self._show_waiting).run()

    def _show(self, rows: list[AccountRow]) -> None:
        self.rows = rows
        self.state.setText(money_words(rows))
        self.panel.load()

    def _show_waiting(self, lines: list[WaitingLine]) -> None:
        self.waiting.setText(tr("fees.money.waiting", n=len(lines)))
        self.waiting.setVisible(bool(lines) and self._context.office.can_change("fees"))

    def _shown(self) -> list[AccountRow]:
        is_late = self.only.isChecked()
        return [row for row in self.rows if row.overdue_gr > 0 or not is_late]

    def _row(self) -> AccountRow | None:
        wanted = self.panel.view.current_id()
        return next((row for row in self.rows if row.id == wanted), None)

    def _on_current(self, record_id: bytes | None) -> None:
        permit(self.open, choice_needed(record_id))
        row = self._row()
        for action in self._one_late:
            permit(action, choice_needed(row, fits=row is not None and row.open_gr > 0))

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and changes.touches(*_SOURCES):
            self.load()

    # --- one account

    def _open_current(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self.open_account(record_id)

    def open_account(self, resident_id: bytes) -> None:
        """Show a resident's account."""
        self.dialog = AccountDialog(self._context, resident_id, self.window())
        self.dialog.open()

    def _pay(self) -> None:
        row = self._row()
        person = (row.id, row.resident) if row is not None else (None, "")
        self.payment = PaymentDialog(self._context, person, self.window())
        self.payment.open()

    def _waive(self) -> None:
        row = self._row()
        if row is not None:
            self.payment = PaymentDialog(
                self._context,
                (row.id, row.resident),
                self.window(),
                is_waiver=True,
                amount_gr=row.overdue_gr or row.open_gr,
            )
            self.payment.open()

    def _remind(self) -> None:
        row = self._row()
        if row is not None:
            self.debt.remind(row.id)

    def _remind_all(self) -> None:
        self.debt.ask_remind_all(self.rows)

    def _decide(self) -> None:
        row = self._row()
        if row is not None:
            self.debt.decide(row.id)

    # --- statements

    def choose_file(self) -> None:
        """Ask for the file of a statement."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("fees.money.statement"), str(documents_dir()), tr("fees.bank.filter")
        )
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, path: Path) -> None:
        """Read a statement, then show what waits."""
        operation = self._context.ops.write(fees.read_statement, self._context.office, path)
        operation.with_waiting("fees.bank.reading").on_success(self._on_read).run()

    def _on_read(self, done: ReadIn) -> None:
        self.show_waiting(read_words(done))
        self.load()

    def show_waiting(self, words: object = "") -> None:
        """Show what waits for a name."""
        told = words if isinstance(words, str) else ""
        self.bank = BankDialog(self._context, self.window(), told)
        self.bank.booked.connect(partial(self.load))
        self.bank.open()


def money_words(rows: list[AccountRow]) -> str:
    """Return what is owed and late in the whole office."""
    owed = sum(row.open_gr for row in rows if row.open_gr > 0)
    late = [row for row in rows if row.overdue_gr > 0]
    words = tr("fees.money.owed", amount=format_money(owed))
    if late:
        total = format_money(sum(row.overdue_gr for row in late))
        words += " " + tr("fees.money.owed_late", n=len(late), amount=total)
    return words


def read_words(done: ReadIn) -> str:
    """Return what a statement brought."""
    parts = [tr("fees.bank.new", n=done.new)]
    if done.known:
        parts.append(tr("fees.bank.known", n=done.known))
    if done.outgoing:
        parts.append(tr("fees.bank.outgoing", n=done.outgoing))
    if done.unread:
        numbers = ", ".join(map(str, done.unread[:20]))
        parts.append(tr("fees.bank.unread", n=len(done.unread), numbers=numbers))
    return " ".join(parts)
