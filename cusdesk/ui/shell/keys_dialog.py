"""F1: every key of the program on one page, the window's own taken from its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from cusdesk.core.messages import all_messages, tr
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, column, label, row

if TYPE_CHECKING:
    from cusdesk.ui.shell.actions import Actions

SECTIONS = ("forms", "lists", "grid")


def window_keys(actions: Actions) -> list[tuple[str, str]]:
    """Return (key, what it does) of every action of the window that has a key."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (QKeySequence(spec.shortcut).toString(native), tr(spec.text).replace("&", ""))
        for spec in actions.specs.values()
        if spec.shortcut
    ]


def section_keys(section: str) -> list[tuple[str, str]]:
    """Return (keys, what they do) of a part of the screen, as its messages say."""
    start = f"shell.keys.{section}."
    names = [key for key in all_messages() if key.startswith(start)]
    keys = [tr(name).split(" – ", 1) for name in names if name != f"{start}title"]
    return [(key, what) for key, what in keys]


class KeysDialog(QDialog):
    """Sections of two columns: the key, and what it does."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("shell.keys.title"))
        content = QWidget()
        self._inner = column(content, gap=2)
        self._add("shell.keys.everywhere", window_keys(actions))
        for section in SECTIONS:
            self._add(f"shell.keys.{section}.title", section_keys(section))
        self._inner.addStretch()
        buttons = row()
        buttons.addStretch()
        close = button(tr("common.button.close"), self.accept)
        close.setDefault(True)
        buttons.addWidget(close)
        layout = column(self, margin=3, gap=2)
        layout.addWidget(scrolled(content), 1)
        layout.addLayout(buttons)
        room = parent.height() - space(6)
        self.resize(current().chars(80), min(current().row_height * 20, room))

    def _add(self, title: str, lines: list[tuple[str, str]]) -> None:
        self._inner.addWidget(label(tr(title), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(0.75))
        grid.setColumnMinimumWidth(0, current().chars(20))
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for place, (key, what) in enumerate(lines):
            grid.addWidget(label(key, "label"), place, 0, top)
            grid.addWidget(label(what, wrap=True), place, 1, top)
        self._inner.addLayout(grid)
