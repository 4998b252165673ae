"""The applications of a resident, each leading to the register, and a way to a new one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services import applications
from cusdesk.ui.common.widgets import LineLink, button, card, clear, column, label

if TYPE_CHECKING:
    from cusdesk.services.applications import ApplicationRow
    from cusdesk.ui.common.context import ScreenContext


class ApplicationsPanel(QWidget):
    """A white box; hidden from whoever may not see applications."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._resident_id: bytes | None = None
        frame, inside = card(margin=2, gap=1)
        inside.addWidget(label(tr("residents.applications.title"), "heading"))
        self._lines = column(gap=1)
        inside.addLayout(self._lines)
        column(self).addWidget(frame)
        if not context.office.may("applications.see"):
            self.hide()

    def show_resident(self, resident_id: bytes, *, can_write: bool) -> None:
        """Read and show the applications of a resident."""
        office = self._context.office
        if not office.may("applications.see"):
            return
        self._resident_id = resident_id
        read = self._context.ops.read(
            applications.list_applications, office, resident_id=resident_id
        )
        read.on_success(partial(self._show, resident_id, can_write)).run()

    def _show(self, resident_id: bytes, can_write: bool, found: list[ApplicationRow]) -> None:
        if resident_id != self._resident_id:
            return
        clear(self._lines)
        leads = self._context.can_open("applications")
        for row in reversed(found):
            words = self._words(row)
            if leads:
                go = LineLink(words, partial(self._context.open_record, "applications", row.id))
                go.setAccessibleDescription(row.standing)
                self._lines.addWidget(go)
            else:
                self._lines.addWidget(label(words, wrap=True))
            self._lines.addWidget(label(row.standing, "hint", wrap=True))
        if not found:
            self._lines.addWidget(label(tr("residents.applications.none"), "hint", wrap=True))
        if can_write and leads and self._context.office.can_change("applications"):
            command = f"applications.new:{resident_id.hex()}"
            begin = partial(self._context.run_command, "applications", command)
            new = button(tr("applications.new.action"), begin, look="link", icon_name="add")
            self._lines.addWidget(new)

    @staticmethod
    def _words(row: ApplicationRow) -> str:
        key = "residents.applications.line" if row.number else "residents.applications.contact"
        return tr(key, number=row.number, date=f"{row.received_on:%d.%m.%Y}")
