"""The month a screen shows, with its neighbours one key away."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, row

MONTHS = 12
_NEAR = 12


def month_words(month: dt.date) -> str:
    """Return such as `czerwiec 2026`."""
    return tr("month.title", month=tr("month.names").split()[month.month - 1], year=month.year)


def shifted(month: dt.date, count: int) -> dt.date:
    """Return the first day of the month `count` months later (earlier when negative)."""
    number = month.year * MONTHS + month.month - 1 + count
    return month.replace(year=number // MONTHS, month=number % MONTHS + 1, day=1)


def _widest() -> int:
    """Return the width of the longest month, so that the arrows never move."""
    font = QApplication.font()
    words = (month_words(dt.date(2000, number, 1)) for number in range(1, MONTHS + 1))
    return max(map(QFontMetrics(font).horizontalAdvance, words)) + current().space(3)


class MonthSwitch(QWidget):
    """Two arrows and the name of the month; Ctrl+PageUp and Ctrl+PageDown do the same.

    Args:
        month: any day of the month shown first.
        scope: the widget in which the two shortcuts work.

    Signals:
        changed: (first day of the month).
    """

    changed = Signal(object)

    def __init__(self, month: dt.date, scope: QWidget | None = None) -> None:
        super().__init__()
        self.month = month.replace(day=1)
        self._this = self.month
        layout = row(self, gap=0.5)
        for name, step, key in (
            ("previous", -1, "Ctrl+PgUp"),
            ("next", 1, "Ctrl+PgDown"),
        ):
            arrow = button("", partial(self._step, step), look="quiet", icon_name=name)
            arrow.setToolTip(tr(f"month.{name}"))
            arrow.setAccessibleName(tr(f"month.{name}"))
            layout.addWidget(arrow)
            shortcut = QShortcut(QKeySequence(key), scope or self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, step))
        self._name = button("", self._choose, look="quiet")
        self._name.setMinimumWidth(_widest())
        layout.insertWidget(1, self._name)
        self._show()

    def set_month(self, month: dt.date) -> None:
        """Show another month and say so."""
        if month.replace(day=1) != self.month:
            self.month = month.replace(day=1)
            self._show()
            self.changed.emit(self.month)

    def _step(self, count: int, _checked: bool = False) -> None:
        self.set_month(shifted(self.month, count))

    def _show(self) -> None:
        words = month_words(self.month)
        self._name.setText(words)
        self._name.setAccessibleName(tr("month.choose", month=words))

    def _choose(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("month.this")).triggered.connect(partial(self._go, self._this))
        menu.addSeparator()
        for count in range(-_NEAR, 3):
            month = shifted(self._this, count)
            menu.addAction(month_words(month)).triggered.connect(partial(self._go, month))
        menu.popup(self._name.mapToGlobal(self._name.rect().bottomLeft()))

    def _go(self, month: dt.date, _checked: bool = False) -> None:
        self.set_month(month)
