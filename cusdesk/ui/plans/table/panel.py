"""A table of a plan with its buttons and, under it, what is wrong or doubtful in its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.widgets import button, clear, column, label, picture, row
from cusdesk.ui.plans.table.model import PartsModel
from cusdesk.ui.plans.table.view import PartsView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.ui.plans.editor import PlanEditor
    from cusdesk.ui.plans.layouts import Layout


class PartsPanel(QWidget):
    """The table, „Dodaj” and „Usuń”, and sentences."""

    def __init__(self, layout: Layout, editor: PlanEditor, name: str) -> None:
        super().__init__()
        self._editor = editor
        self.model = PartsModel(layout, editor, self)
        self.view = PartsView(self.model, name)
        self._sentences: QVBoxLayout = column(gap=0.5)
        outer = column(self, gap=1)
        outer.addWidget(self.view)
        outer.addLayout(self._sentences)
        self.buttons = QWidget()
        self.button_line = row(self.buttons, gap=2)
        add = button(tr(layout.add), self.view.add_row, look="link", icon_name="add")
        remove = button(
            tr("plans.table.remove"), self.view.remove_rows, look="link", icon_name="delete"
        )
        remove.setToolTip("Ctrl+Delete")
        add.setToolTip("Insert")
        for made in (add, remove):  # the keyboard has its keys; Tab goes on to the next table
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            made.setAccessibleDescription(self.view.accessibleName())
        self.button_line.addWidget(add)
        self.button_line.addWidget(remove)
        self.button_line.addStretch()
        outer.addWidget(self.buttons)
        self.setFocusProxy(self.view)

    def refresh(self) -> None:
        """Show the draft as it is now."""
        self.model.refresh()
        self.buttons.setVisible(self._editor.can_write)

    def show_sentences(self, errors: Sequence[str], warnings: Sequence[str]) -> None:
        """Say what is wrong (not stored) and what is doubtful."""
        clear(self._sentences)
        for tone, words in [("error", w) for w in errors] + [("warning", w) for w in warnings]:
            line = row(gap=0.75)
            line.addWidget(picture(tone, tone))
            line.addWidget(label(words, "problem" if tone == "error" else "warning", wrap=True), 1)
            self._sentences.addLayout(line)

    def flush(self) -> None:
        """Take the text of a cell that is being typed in."""
        self.view.close_editor()
