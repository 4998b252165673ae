"""„Kto co może” on the screen: rights down, roles across, and the honest sentence under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.access import all_roles, role_name
from cusdesk.services import people
from cusdesk.ui.common.least_rows import keep_rows
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.table.output import render_pdf
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, column, label, row

if TYPE_CHECKING:
    from cusdesk.domain.reports import TableDocument
    from cusdesk.services.people import AccessRow
    from cusdesk.ui.common.context import ScreenContext

_WORDS_CHARS = 46
_ROLE_CHARS = 13


class AccessPage(QWidget):
    """The table, and its print."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        layout = column(self, margin=1, gap=1.5)
        head = row(gap=1.5)
        head.addWidget(label(tr("people.honest"), "hint", wrap=True), 1)
        head.addWidget(
            button(tr("people.table.print"), self.show_paper, icon_name="print"),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        layout.addLayout(head)
        self.table = QTableWidget()
        self.table.setAccessibleName(tr("people.table.title"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)  # nothing is typed here: Tab leads on
        keep_rows(self.table)
        layout.addWidget(self.table, 1)

    def show_rows(self, rows: list[AccessRow]) -> None:
        """Fill the table."""
        roles = all_roles()
        self.table.setRowCount(len(rows))
        self.table.setColumnCount(1 + len(roles))
        names = [tr(f"people.short.{role.value}") for role in roles]
        self.table.setHorizontalHeaderLabels([tr("people.table.right"), *names])
        for place, role in enumerate(roles, start=1):
            head = self.table.horizontalHeaderItem(place)
            if head is not None:
                head.setToolTip(tip(role_name(role)))
        yes, no = tr("people.table.yes"), tr("people.table.no")
        for line, entry in enumerate(rows):
            self.table.setItem(line, 0, QTableWidgetItem(entry.words))
            for place, role in enumerate(roles, start=1):
                cell = QTableWidgetItem(yes if role in entry.roles else no)
                cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.table.setItem(line, place, cell)
        self.table.setColumnWidth(0, current().chars(_WORDS_CHARS))
        for place in range(1, 1 + len(roles)):
            self.table.setColumnWidth(place, current().chars(_ROLE_CHARS))
        self.table.resizeRowsToContents()  # a couple of dozen rows

    def show_paper(self) -> None:
        """Show the table as it is printed."""
        operation = self._context.ops.read(people.access_document, self._context.office)
        operation.on_success(self._render).run()

    def _render(self, document: TableDocument) -> None:
        self._context.ops.files(render_pdf, document).on_success(self._preview).run()

    def _preview(self, pdf: bytes) -> None:
        title, name = tr("people.table.title"), tr("people.table.file_name")
        PdfPreview(self, title, pdf, name, self._context.ops).open()
