"""Ctrl+K: one field that finds people, services, plans and commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.polish_text import fold
from cusdesk.ui.common.placeholders import FittingWords
from cusdesk.ui.common.spoken import say
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.widgets import CutLabel, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cusdesk.ui.common.operations import Operations

TYPING_PAUSE_MS = 60
MOST_COMMANDS = 8
MOST_RECORDS = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: what is shown and what happens."""

    title: str
    subtitle: str
    icon: str
    run: Callable[[], object]


class Palette(QDialog):
    """Type, arrow, Enter.

    `commands` are filtered here; `find` is asked on the database thread, after a short pause. What
    is called exactly as typed, a screen for instance, comes before a record of the same name.
    """

    def __init__(
        self,
        parent: QWidget,
        ops: Operations,
        commands: Sequence[Entry],
        find: Callable[[str], list[Entry]] | None,
    ) -> None:
        super().__init__(parent)
        self._owner = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(tr("shell.palette.title"))
        self.setProperty("look", "palette")
        self._ops = ops
        self._commands = commands
        self._find = find
        self._records: list[Entry] = []
        self._entries: list[Entry] = []
        self._runs_first = self._is_asking = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._build()
        self._show_entries()

    def _build(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("shell.palette.placeholder"))
        self.field.setAccessibleName(tr("shell.palette.title"))
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        FittingWords(self.field)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("shell.palette.results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(QSize(current().icon_size, current().icon_size))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemClicked.connect(self._on_activated)
        self.nothing = label(tr("shell.palette.nothing"), "hint")
        self.list.setProperty("look", "plain")
        layout = column(self, margin=1.5, gap=1)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing)
        self.setFocusProxy(self.field)
        parent = self._owner
        width = min(current().chars(80), parent.width() - current().space(8))
        self.resize(width, min(current().row_height * 15, parent.height() - current().space(12)))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + current().space(8))

    def _on_typed(self) -> None:
        self._pause.start()

    def _ask(self) -> None:
        text = self.field.text().strip()
        if not text or self._find is None:
            self._records = []
            self._show_entries()
            return
        self._is_asking = True
        self._ops.read(self._find, text).replacing("palette").on_success(self._on_found).run()

    def _on_found(self, found: list[Entry]) -> None:
        self._is_asking = False
        self._records = found[:MOST_RECORDS]
        self._show_entries()

    def _show_entries(self) -> None:
        words = fold(self.field.text()).split()
        commands = [c for c in self._commands if all(w in fold(c.title) for w in words)]
        named = [c for c in commands if words and fold(c.title).split() == words]
        commands = [c for c in commands if c not in named]
        commands = commands[:MOST_COMMANDS] if words else commands
        self._entries = [*named, *self._records, *commands]
        self.list.clear()
        for entry in self._entries:
            item = QListWidgetItem(icon(entry.icon, "muted"), "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {entry.subtitle}")
            item.setSizeHint(QSize(0, round(current().row_height * 1.15)))
            self.list.addItem(item)
            self.list.setItemWidget(item, _line(entry))
        self.list.setCurrentRow(0 if words else -1)  # Enter pressed too early must begin nothing
        self.nothing.setVisible(not self._entries)
        if words:
            say(self.nothing, "" if self._entries else self.nothing.text())
            self._say_current()
        if self._runs_first and self._entries:
            self._on_activated(self.list.item(0))
        self._runs_first = False

    def _say_current(self) -> None:
        """Say what Enter would run: the keyboard stays in the field."""
        if self._entries:
            entry = self._entries[self.list.currentRow()]
            say(self.list, f"{entry.title}, {entry.subtitle}")

    def _on_activated(self, item: QListWidgetItem) -> None:
        place = self.list.row(item)
        if 0 <= place < len(self._entries):
            run = self._entries[place].run
            self.close()
            run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the keyboard stays in the field; Enter runs."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress:
                return False
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._entries:
                before = max(self.list.currentRow(), min(0, -step))  # nothing yet: first or last
                self.list.setCurrentRow((before + step) % len(self._entries))
                self._say_current()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if self._pause.isActive():  # typed faster than answered: run the first answer
                    self._pause.stop()
                    self._runs_first = True
                    self._ask()
                elif self._is_asking:  # what is listed answers what was typed before
                    self._runs_first = True
                elif self.list.currentItem() is not None:
                    self._on_activated(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)


def _line(entry: Entry) -> QWidget:
    line = QWidget()
    line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    layout = row(line, gap=2)
    title, about = CutLabel(), CutLabel("hint")
    title.setText(entry.title)
    about.setText(entry.subtitle)
    layout.addWidget(title, 3)
    layout.addWidget(about, 2)
    layout.addSpacing(current().space(1))
    return line
