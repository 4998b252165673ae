"""The three doors: new office, existing office, fictional commune."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.widgets import button, clear, column, label, row
from cusdesk.ui.shell.start.page import StartPage

if TYPE_CHECKING:
    from collections.abc import Sequence


class WelcomePage(StartPage):
    """Signals: new_requested, open_requested, demo_requested, recent_chosen (path)."""

    new_requested = Signal()
    open_requested = Signal()
    demo_requested = Signal()
    recent_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("logo", tr("shell.welcome.title"), tr("shell.welcome.text"))
        self._doors = [
            self._door("new", "office", self.new_requested),
            self._door("open", "folder", self.open_requested),
            self._door("demo", "demo", self.demo_requested),
        ]
        self._recent_title = label(tr("shell.welcome.recent"), "label")
        self._recent = column(gap=0.5)
        self.body.addWidget(self._recent_title)
        self.body.addLayout(self._recent)

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer the offices opened lately that still exist."""
        clear(self._recent)
        found = [path for path in paths if Path(path).is_file()]
        for path in found:
            line = row(gap=1)
            name = button(Path(path).stem, look="link", icon_name="office")
            name.clicked.connect(partial(self.recent_chosen.emit, path))
            line.addWidget(name)
            line.addWidget(label(str(Path(path).parent), "hint"), 1)
            self._recent.addLayout(line)
        self._recent_title.setVisible(bool(found))

    def _door(self, name: str, icon_name: str, signal: object) -> QPushButton:
        door = QPushButton()
        door.setProperty("look", "door")
        door.setIcon(icon(icon_name, "accent", current().line * 2))
        door.setIconSize(QSize(current().line * 2, current().line * 2))
        door.setText(f"  {tr(f'shell.welcome.{name}')}\n  {tr(f'shell.welcome.{name}_hint')}")
        door.setAccessibleName(tr(f"shell.welcome.{name}"))
        door.setAccessibleDescription(tr(f"shell.welcome.{name}_hint"))
        door.setMinimumHeight(round(current().line * 4.4))
        door.clicked.connect(signal)
        self.body.addWidget(door)
        return door
