"""Money from statements that waits for a name: the sure ones in one step, the others one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog

from cusdesk.core.messages import tr
from cusdesk.domain.money import format_money
from cusdesk.services import fees
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.page_area import page_in
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.fees import Booked, WaitingLine
    from cusdesk.ui.common.context import ScreenContext


def _state(line: WaitingLine) -> str:
    if line.is_sure:
        return "sure"
    return "likely" if line.resident_id is not None else "unknown"


def _tone(line: WaitingLine) -> str:
    return {"sure": "success", "likely": "warning", "unknown": ""}[_state(line)]


def _why(line: WaitingLine) -> str:
    return ", ".join(tr(f"fees.why.{key}") for key in line.why)


COLUMNS = (
    ColumnSpec("booked_on", "fields.fee_bank_lines.booked_on", "date", 12),
    ColumnSpec("amount_gr", "fields.fee_bank_lines.amount_gr", "money", 12),
    ColumnSpec("payer", "fields.fee_bank_lines.payer", width=28),
    ColumnSpec("title", "fields.fee_bank_lines.title", width=34),
    ColumnSpec("state", "fees.column.state", "enum", 14, getter=_state, enum_prefix="fees.match",
               tone=_tone),
    ColumnSpec("resident", "fields.fee_payments.resident_id", width=24),
    ColumnSpec("why", "fees.column.why", width=30, getter=_why),
    ColumnSpec("account", "fields.fee_bank_lines.account", width=30, is_visible=False),
)  # fmt: skip


class BankDialog(QDialog):
    """What came in and waits.

    Signals:
        booked: something was booked or put aside.
    """

    booked = Signal()

    def __init__(self, context: ScreenContext, parent: QWidget, words: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("fees.bank.title"))
        self._context = context
        self.lines: list[WaitingLine] = []
        outer = column(self, margin=2, gap=1)
        layout = page_in(outer)
        layout.addWidget(label(tr("fees.bank.title"), "title"))
        self.words = label(words, "hint", wrap=True)
        layout.addWidget(self.words)
        self.words.setVisible(bool(words))
        layout.addWidget(label(tr("fees.bank.text"), "hint", wrap=True))
        source = MemorySource(self._rows, COLUMNS)
        spec = TableSpec(
            "fees.bank",
            COLUMNS,
            source.list_ids,
            source.rows_for,
            empty=EmptyState("success", tr("fees.bank.nothing")),
        )
        self.panel = TablePanel(context, spec)
        self.panel.current_record_changed.connect(self._on_current)
        layout.addWidget(self.panel, 1)
        self._build_one()
        layout.addLayout(self._one)
        self.sure = button("", self.book_sure, look="main", icon_name="check")
        close = button(tr("common.button.close"), self.close)
        outer.addWidget(flow(self.sure, close))
        resize_within_screen(self, current().chars(150), current().row_height * 24)
        self.load()

    def _build_one(self) -> None:
        self._one = row(gap=1)
        self.person = PersonField(self._context)
        self.person.chosen.connect(self._on_person)
        self.person.dropped.connect(self._on_person)
        self.book = button(tr("fees.bank.book"), self.book_one, icon_name="check")
        self.ignore = button(tr("fees.bank.ignore"), self.ignore_one, icon_name="close")
        self._one.addWidget(label(tr("fees.bank.whose"), "label"))
        self._one.addWidget(self.person, 1)
        self._one.addWidget(self.book)
        self._one.addWidget(self.ignore)

    # --- showing

    def load(self) -> None:
        """Ask for what waits."""
        operation = self._context.ops.read(fees.waiting_lines, self._context.office)
        operation.on_success(self._show).run()

    def _show(self, lines: list[WaitingLine]) -> None:
        self.lines = lines
        sure = [line for line in lines if line.is_sure]
        total = format_money(sum(line.amount_gr for line in sure))
        self.sure.setText(tr("fees.bank.book_sure", n=len(sure), amount=total))
        self.sure.setEnabled(bool(sure))
        self.panel.load()
        self._on_current(self.panel.view.current_id())

    def _rows(self) -> list[WaitingLine]:
        return self.lines

    def _line(self) -> WaitingLine | None:
        wanted = self.panel.view.current_id()
        return next((line for line in self.lines if line.id == wanted), None)

    def _on_current(self, _record_id: bytes | None) -> None:
        line = self._line()
        self.person.setEnabled(line is not None)
        self.ignore.setEnabled(line is not None)
        if line is not None:
            self.person.show_person(line.resident_id, line.resident)
        else:
            self.person.show_person(None, "")
        self._on_person()

    def _on_person(self, *_who: object) -> None:
        self.book.setEnabled(self._line() is not None and self.person.resident_id is not None)

    # --- booking

    def book_sure(self) -> None:
        """Book everything that is sure."""
        self._book({
            line.id: line.resident_id
            for line in self.lines
            if line.is_sure and line.resident_id is not None
        })  # fmt: skip

    def book_one(self) -> None:
        """Book the line for the person in the field."""
        line, resident = self._line(), self.person.resident_id
        if line is not None and resident is not None:
            self._book({line.id: resident})

    def _book(self, wanted: dict[bytes, bytes]) -> None:
        operation = self._context.ops.write(fees.book_lines, self._context.office, wanted)
        operation.on_success(self._on_booked).on_finish(self.load).run()

    def _on_booked(self, done: Booked) -> None:
        amount = format_money(done.total_gr)
        self._context.notifier.success(tr("fees.bank.booked", n=done.lines, amount=amount))
        self.booked.emit()

    def ignore_one(self) -> None:
        """Put a line aside that is no fee."""
        line = self._line()
        if line is not None:
            operation = self._context.ops.write(fees.ignore_lines, self._context.office, [line.id])
            operation.on_success(self._on_ignored).on_finish(self.load).run()

    def _on_ignored(self, _changes: object) -> None:
        self.booked.emit()
