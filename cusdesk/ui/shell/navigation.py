"""The left edge: office, search, screens, and the state of the backup in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout

from cusdesk.core.messages import tr
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.theme.icons import pixmap
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import WrappedLink, button, column, label, picture, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.ui.shell.features import ScreenSpec


_COPY_LOOKS = {
    "fine": ("backup", "success", "hint"),
    "outside_late": ("warning", "warning", "warning"),
    "late": ("error", "error", "problem"),
}
"""Urgency of the copies -> picture, its tone, look of the words."""


class Navigation(QFrame):
    """Signals: screen_chosen (screen id), search_requested, backup_requested."""

    screen_chosen = Signal(str)
    search_requested = Signal()
    backup_requested = Signal()

    def __init__(self, screens: Sequence[ScreenSpec]) -> None:
        super().__init__()
        self._screens = [spec for spec in screens if spec.is_daily]
        self.setProperty("look", "panel")
        self.setAccessibleName(tr("shell.navigation"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._office = label("", "heading", wrap=True)
        self._user = label("", "hint", wrap=True)
        self._search = button(
            tr("shell.search_button"), self.search_requested.emit, look="search", icon_name="search"
        )
        self._search.setToolTip(tr("shell.search_tip"))
        self._search.setAccessibleName(tr("shell.search_tip"))
        self._backup_sign, self._copies_look = picture("backup"), ("backup", "muted")
        self._backup_button = button("", self.backup_requested.emit, look="quiet")
        self._backup = WrappedLink(self.backup_requested.emit)
        self._backup.setToolTip(tr("shell.backup.tip"))
        self._backup_button.hide()  # the words stand in its place where there is room
        self._is_compact = False
        self._backup_words = ""
        self._privacy = label(tr("shell.privacy.on"), "warning", wrap=True)
        self._privacy.hide()
        self._build()
        self._size()
        current().changed.connect(self._size)

    def show_office(self, name: str, user: str) -> None:
        """Say whose office is open and who works."""
        self._office.setText(name)
        self._user.setText(user)

    def show_copies(self, text: str, urgency: str) -> None:
        """Say how the office stands with its copies; `urgency` is fine, outside_late or late."""
        name, tone, look = _COPY_LOOKS[urgency]
        self._copies_look = (name, tone)
        self._draw_sign()
        self._backup.set_tone(look)
        self._backup_words = text[:1].upper() + text[1:]
        self._show_words()

    def set_compact(self, is_compact: bool) -> None:
        """Show pictures alone where the window has no room for words."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._show_words()
            self._size()

    def _show_words(self) -> None:
        compact = self._is_compact
        self._office.setVisible(not compact)
        self._user.setVisible(not compact)
        self._search.setText("" if compact else tr("shell.search_button"))
        for wide in (self._backup_sign, self._backup):
            wide.setVisible(not compact)
        self._backup.setText(self._backup_words)
        self._backup_button.setVisible(compact)
        self._backup_button.setAccessibleName(self._backup_words)
        self._backup_button.setToolTip(tip(self._backup_words))
        for spec in self._screens:
            words = tr(spec.title)
            self._buttons[spec.id].setText("" if compact else f"  {words}")
            self._buttons[spec.id].setToolTip(tip(words) if compact else "")

    def show_privacy(self, is_on: bool) -> None:
        """Say that lists are covered, and how that ends."""
        self._privacy.setVisible(is_on)

    def mark(self, screen_id: str) -> None:
        """Show which screen is open; none of the entries for a screen out of a menu."""
        self._group.setExclusive(False)
        for name, entry in self._buttons.items():
            entry.setChecked(name == screen_id)
        self._group.setExclusive(True)
        if screen_id in self._buttons:
            self._area.ensureWidgetVisible(self._buttons[screen_id], 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Let no entry look as if the mouse were on it while another window has the mouse."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            for entry in self._buttons.values():
                entry.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
                entry.update()

    def _build(self) -> None:
        outer = column(self, margin=1.5, gap=1)
        outer.addWidget(self._office)
        outer.addWidget(self._user)
        outer.addSpacing(current().space(0.5))
        outer.addWidget(self._search)
        outer.addSpacing(current().space(0.5))
        entries = QFrame()
        entries_layout = column(entries, gap=0.25)
        for spec in self._screens:
            self._add_entry(spec, entries_layout)
        entries_layout.addStretch()
        self._area = scrolled(entries, gap=0)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._privacy)
        bottom = row(gap=1)
        bottom.addWidget(self._backup_sign, 0, Qt.AlignmentFlag.AlignTop)
        bottom.addWidget(self._backup, 1)
        bottom.addWidget(self._backup_button, 1)
        outer.addLayout(bottom)

    def _add_entry(self, spec: ScreenSpec, layout: QVBoxLayout) -> None:
        if spec.starts_group:
            line = QFrame()
            line.setProperty("look", "line")
            line.setFixedHeight(1)
            layout.addWidget(line)
        words = tr(spec.title)
        entry = QPushButton(f"  {words}")
        entry.setAccessibleName(words)
        entry.setProperty("look", "nav")
        entry.setAutoDefault(True)  # Enter presses it, not Space alone
        entry.setCheckable(True)
        entry.clicked.connect(partial(self.screen_chosen.emit, spec.id))
        self._group.addButton(entry)
        self._buttons[spec.id] = entry
        layout.addWidget(entry)

    def _size(self) -> None:
        theme = current()
        narrow = theme.icon_size + theme.line * 2 + theme.space(3)
        wide = max(theme.chars(32), theme.space(28))
        self.setFixedWidth(narrow if self._is_compact else wide)
        edge = QSize(theme.icon_size, theme.icon_size)
        for spec in self._screens:
            entry = self._buttons[spec.id]
            entry.setIcon(icon(spec.icon, "muted", checked_tone="accent"))
            entry.setIconSize(edge)
        self._search.setIcon(icon("search", "muted"))
        self._draw_sign()

    def _draw_sign(self) -> None:
        """Draw how the copies stand: beside the words, and on the button of a narrow window."""
        name, tone = self._copies_look
        self._backup_sign.setPixmap(pixmap(name, tone))
        self._backup_button.setIcon(icon(name, tone))
        edge = current().icon_size
        self._backup_button.setIconSize(QSize(edge, edge))
