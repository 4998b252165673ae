"""Before the declarations are issued: how many, and what will stay empty on which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.services import recruitment
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.recruitment import DeclarationRow, Declared
    from cusdesk.ui.common.context import ScreenContext


class DeclarationsDialog(CommandDialog):
    """What is lacking is listed; Enter issues, and nothing of it can be taken back.

    Signals:
        declared: (Declared) the declarations were issued.
    """

    declared = Signal(object)

    def __init__(
        self,
        context: ScreenContext,
        edition_id: bytes,
        rows: Sequence[DeclarationRow],
        parent: QWidget,
    ) -> None:
        self.new = sum(not row.is_issued for row in rows)
        do = "recruitment.declaration.do" if self.new else "recruitment.declaration.show"
        title = tr("recruitment.declaration.title")
        super().__init__(context, title, tr(do, n=self.new), parent)
        self._edition = edition_id
        self.body.addWidget(label(title, "title"))
        key = "text" if self.new else "all_issued"
        words = tr(f"recruitment.declaration.{key}", n=self.new or len(rows))
        self.body.addWidget(label(words, wrap=True))
        lacking = [row for row in rows if row.lacks and not row.is_issued]
        if lacking:
            count = tr("recruitment.declaration.lacking", n=len(lacking))
            self.body.addWidget(label(count, "warning", wrap=True))
            self.lines = QPlainTextEdit("\n".join(_line(row) for row in lacking))
            self.lines.setReadOnly(True)
            self.lines.setTabChangesFocus(True)
            self.lines.setAccessibleName(count)
            mark_personal(self.lines)
            self.body.addWidget(self.lines, 1)
        self.duplex = QCheckBox(tr("recruitment.declaration.duplex"))
        self.large = QCheckBox(tr("recruitment.declaration.large"))
        self.large.setEnabled(bool(self.new))
        self.body.addWidget(self.duplex)
        self.body.addWidget(self.large)
        wanted = current().row_height * (20 if lacking else 10)
        resize_within_screen(self, current().chars(76), wanted)
        self.do.setFocus()

    def confirm(self) -> None:
        """Issue what was not issued before, and show everything."""
        operation = self._context.ops.write(
            recruitment.issue_declarations,
            self._context.office,
            self._edition,
            "large" if self.large.isChecked() else "normal",
            duplex=self.duplex.isChecked(),
        ).with_waiting("recruitment.declaration.working")
        self.start(operation, self._on_done)

    def _on_done(self, declared: Declared) -> None:
        self.accept()
        self.declared.emit(declared)


def _line(row: DeclarationRow) -> str:
    place = f", {row.locality}" if row.locality else ""
    return f"{row.name}{place}: {', '.join(row.lacks)}"
