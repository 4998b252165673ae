"""„Zamknięcie miesiąca”: what to see first, the closing, and what came late."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from cusdesk.core.messages import tr
from cusdesk.export.names import safe_file_stem
from cusdesk.services import months
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.least_rows import keep_rows
from cusdesk.ui.common.month_switch import MonthSwitch, shifted
from cusdesk.ui.common.noting import watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.stacks import SeenLayout
from cusdesk.ui.common.table import EmptyState
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, card, label
from cusdesk.ui.months.dialogs import CloseDialog, ReopenDialog
from cusdesk.ui.months.viewmodel import MonthPage, list_document, read_page

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QShowEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.reports import TableDocument
    from cusdesk.ui.common.context import ScreenContext

_SOURCES = (
    "months", "attendance", "catalogue", "residents", "plans", "imports", "contracts", "invoices",
)  # fmt: skip
_LIST, _CLEAN, _NO_LATE, _RUNNING = range(4)
_KIND_CHARS = 30


class MonthsScreen(Screen):
    """One month at a time, the last that is over first."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("months.title"))
        self.page: MonthPage | None = None
        self._is_stale = True
        self.switch = MonthSwitch(shifted(context.office.clock.today().replace(day=1), -1), self)
        self.switch.changed.connect(self._on_month)
        self.header_row.addWidget(self.switch)
        self.close_button = button(
            tr("months.screen.close"), self._ask_close, look="main", icon_name="lock"
        )
        self.header_row.addWidget(self.close_button)
        self.state = label("", wrap=True)
        self.body.addWidget(self.state)
        self.count = label("", "heading")
        self.body.addWidget(self.count)
        frame, inside = card(margin=0)
        self._stack = SeenLayout()
        inside.addLayout(self._stack)
        self._stack.addWidget(self._table())
        for name in ("clean", "no_late", "running"):
            words = tr(f"months.screen.{name}"), tr(f"months.screen.{name}_hint")
            self._stack.addWidget(EmptyState("check", *words))
        self.body.addWidget(frame, 1)
        self.open_button = button(
            tr("months.screen.open_line"), self._open_line, icon_name="search"
        )
        self.reopen_button = button(tr("months.screen.reopen"), self._ask_reopen, icon_name="edit")
        self.protocol_button = button(
            tr("months.screen.protocol"), self._show_protocol, icon_name="print"
        )
        self.list_button = button(tr("months.screen.list"), self._show_list, icon_name="print")
        self.body.addWidget(
            flow(self.open_button, self.list_button, self.protocol_button, self.reopen_button)
        )
        context.bus.changed.connect(self._on_changes)

    def _table(self) -> QTableWidget:
        self.table = QTableWidget(0, 2)
        self.table.setHorizontalHeaderLabels([tr("months.column.kind"), tr("months.column.what")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAccessibleName(tr("months.title"))
        self.table.setTabKeyNavigation(False)
        self.table.setProperty("look", "list")
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setMinimumSectionSize(current().row_height)
        self.table.horizontalHeader().sectionResized.connect(self.table.resizeRowsToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.setColumnWidth(0, current().chars(_KIND_CHARS))
        self.table.doubleClicked.connect(self._open_line)
        enter = QShortcut(QKeySequence(Qt.Key.Key_Return), self.table)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self._open_line)
        mark_personal(self.table)
        keep_rows(self.table)
        return self.table

    def place(self) -> dt.date:
        """Return the month shown."""
        return self.switch.month

    def return_to(self, place: dt.date) -> None:
        """Show the same month."""
        self.switch.set_month(place)

    # --- showing

    def showEvent(self, event: QShowEvent) -> None:
        """Ask only when somebody looks."""
        super().showEvent(event)
        if self._is_stale:
            self.load()
        self.table.setFocus()

    def load(self) -> None:
        """Ask for the month."""
        self._is_stale = False
        read = self.context.ops.read(read_page, self.context.office, self.switch.month)
        read.replacing(f"month-closing-{id(self)}").on_success(self._on_loaded).run()

    def _on_month(self, _month: object) -> None:
        self.load()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(*_SOURCES):
            self._is_stale = True
            if self.isVisible():
                self.load()

    def _on_loaded(self, page: MonthPage) -> None:
        self.page = page
        is_closed = page.state.is_closed
        self.state.setText(page.words)
        words = "months.screen.late" if is_closed else "months.screen.found"
        self.count.setText(tr(words, n=len(page.lines)) if page.lines else "")
        self.count.setVisible(bool(page.lines))
        self.table.setRowCount(len(page.lines))
        for row, line in enumerate(page.lines):
            self.table.setItem(row, 0, QTableWidgetItem(line.kind))
            cell = QTableWidgetItem(line.what)
            cell.setToolTip(tip(line.what))
            self.table.setItem(row, 1, cell)
        self.table.resizeRowsToContents()
        if page.lines:
            self.table.setCurrentCell(0, 0)
        empty = _NO_LATE if is_closed else _CLEAN if page.can_close else _RUNNING
        self._stack.setCurrentIndex(_LIST if page.lines else empty)
        why = why_not_change(self.context.office, "months")
        self.close_button.setVisible(not is_closed)
        permit(self.close_button, why or ("" if page.can_close else tr("months.not_yet")))
        self.reopen_button.setVisible(is_closed)
        permit(self.reopen_button, why)
        self.protocol_button.setVisible(is_closed)
        self.open_button.setVisible(bool(page.lines))
        self.list_button.setVisible(bool(page.lines))

    def _open_line(self, *_index: object) -> None:
        row = self.table.currentRow()
        if self.page is None or not 0 <= row < len(self.page.lines):
            return
        line = self.page.lines[row]
        if line.feature:
            self.context.open_record(line.feature, line.record_id)

    # --- closing and opening

    def _ask_close(self) -> None:
        if self.page is not None:
            CloseDialog(self.context, self.page, self).open()

    def _ask_reopen(self) -> None:
        if self.page is not None:
            ReopenDialog(self.context, self.page, self).open()

    def _show_list(self) -> None:
        if self.page is not None:
            self._render(list_document(self.page, self.context.office))

    def _show_protocol(self) -> None:
        read = self.context.ops.read(months.protocol, self.context.office, self.switch.month)
        read.on_success(self._render).run()

    def _render(self, document: TableDocument) -> None:
        self.context.ops.files(_as_pdf, document).on_success(
            partial(self._preview, document.title)
        ).run()

    def _preview(self, title: str, pdf: bytes) -> None:
        name = f"{safe_file_stem(title)}.pdf"
        preview = PdfPreview(self, title, pdf, name, self.context.ops)
        watch_preview(self.context, preview, "months", detail=title)
        preview.open()


def _as_pdf(document: TableDocument) -> bytes:
    from cusdesk.export.pdf.table import render_table

    out = io.BytesIO()
    render_table(document, out)
    return out.getvalue()
