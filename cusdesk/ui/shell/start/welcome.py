"""The three doors: new office, existing office, fictional commune."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QPushButton

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, clear, column, label, picture, row
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

    def begin(self) -> None:
        """Put the keyboard on the first door."""
        self._doors[0].setFocus()

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

    def _door(self, name: str, icon_name: str, clicked: SignalInstance) -> Door:
        door = Door(icon_name, tr(f"shell.welcome.{name}"), tr(f"shell.welcome.{name}_hint"))
        door.clicked.connect(clicked)
        self.body.addWidget(door)
        return door


class Door(QPushButton):
    """A large button with a picture, a bold line and an explanation that wraps."""

    def __init__(self, icon_name: str, title: str, text: str) -> None:
        super().__init__()
        self.setProperty("look", "door")
        self.setAutoDefault(True)  # Enter presses it, not Space alone
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = row(self, margin=2, gap=2)
        words = column(gap=0.25)
        words.addWidget(label(title, "heading"))
        words.addWidget(label(text, "hint", wrap=True))
        layout.addWidget(picture(icon_name, "accent", current().line * 2))
        layout.addLayout(words, 1)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hasHeightForWidth(self) -> bool:
        """Return True: the explanation may need a second line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else super().heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the size of the contents, not of an empty button."""
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()
