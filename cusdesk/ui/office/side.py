"""Beside the settings: the safe copies of the office file and its check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.safe_copies import SafeCopies
from cusdesk.ui.common.widgets import button, card, column, label
from cusdesk.ui.office import viewmodel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton, QVBoxLayout

    from cusdesk.ui.common.context import ScreenContext


class FileSide(QWidget):
    """Two cards: copies, and the file itself."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.copies = SafeCopies(context, self)
        layout = column(self, gap=2)
        copies = self._card(layout, "office.copy.title")
        copies.addWidget(label(tr("office.copy.automatic"), wrap=True))
        copies.addWidget(label(tr("office.copy.text"), "hint", wrap=True))
        self.now = self._button(copies, "office.copy.now", self.copies.make, "backup")
        self.elsewhere = self._button(
            copies, "office.copy.elsewhere", self.copies.make_elsewhere, "folder"
        )
        file = self._card(layout, "office.check.title")
        file.addWidget(label(viewmodel.breakable(context.office.path), wrap=True))
        file.addWidget(label(tr("office.check.text"), "hint", wrap=True))
        self.check = self._button(file, "office.check.button", self.copies.check, "check")
        layout.addStretch()

    @staticmethod
    def _card(layout: QVBoxLayout, title: str) -> QVBoxLayout:
        frame, inner = card(gap=1.5)
        inner.addWidget(label(tr(title), "heading"))
        layout.addWidget(frame)
        return inner

    @staticmethod
    def _button(
        layout: QVBoxLayout, words: str, run: Callable[[], object], icon_name: str
    ) -> QPushButton:
        made = button(tr(words), run, icon_name=icon_name)
        layout.addWidget(made)
        return made
