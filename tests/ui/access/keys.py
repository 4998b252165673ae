"""Does Tab reach everything and come back, in sight, with no trap, and are letters free?"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QProgressBar,
    QRadioButton,
    QTabBar,
)
from shiboken6 import isValid

from cusdesk.ui.shell.panes import go_on, head_of, parts_of
from tests.ui.access.measure import describe
from tests.ui.access.names import controls
from tests.ui.access.opening import seen_part
from tests.ui.access.walk import shown

_MOST = 500
_LEAST_SEEN = 4


def _in_sight(widget):
    area = seen_part(widget)
    return min(area.width(), area.height()) >= _LEAST_SEEN


def _press_tab(root, order, found):
    """Press Tab until the keyboard is where it was before, or caught."""
    window = root.window()
    for _ in range(_MOST):
        here = window.focusWidget()
        if here is None or _is_in(here, order):
            return
        order.append(here)
        if not _in_sight(here):
            QTest.qWait(20)  # what scrolls follows once the event is over
        is_by_tab = len(order) > 1 and window.isActiveWindow() and root.isAncestorOf(here)
        if is_by_tab and not _in_sight(here):
            found.append(f"{describe(here)}: the keyboard is out of sight")
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if window.focusWidget() is here:
            if isinstance(here, QAbstractItemView):  # Tab is a step to the right
                _leave(here, root)
            if window.focusWidget() is here:
                found.append(f"{describe(here)}: the keyboard is caught")
                return


def _leave(table, root):
    """Leave a table where Tab goes from cell to cell: at its end, by Ctrl+Tab, or by F6."""
    model = table.model()
    table.setCurrentIndex(model.index(model.rowCount() - 1, model.columnCount() - 1))
    QTest.keyClick(table, Qt.Key.Key_Tab)
    if table.window().focusWidget() is table:
        QTest.keyClick(table, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    if table.window().focusWidget() is table:
        go_on(table.window(), [], root, 1)


def _is_in(widget, order):
    """Tell whether it is one of these; some of them may be gone by now."""
    return any(one is widget for one in order)


def _is_reached(widget, order):
    proxy = widget.focusProxy()
    if _is_in(widget, order) or (proxy and _is_in(proxy, order)) or not widget.isEnabled():
        return True
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus and isinstance(widget, QAbstractItemView):
        return True  # a table that is a part of another: its first columns, its sums
    if isinstance(widget, QAbstractButton) and widget.group() is not None:
        return any(_is_in(other, order) for other in widget.group().buttons())
    if isinstance(widget, QRadioButton):
        beside = [w for w in order if isValid(w) and isinstance(w, QRadioButton)]
        return any(w.parent() is widget.parent() for w in beside)
    # the buttons of a plan's tables have keys of their own: Insert, Ctrl+Delete, its menu
    return widget.focusPolicy() == Qt.FocusPolicy.ClickFocus


def findings(root):
    """Return what Tab passes by, where it is caught, and letters that stand for two things."""
    usable = [w for w in controls(root) if w.isEnabled() and not isinstance(w, QProgressBar)]
    stops = [w for w in usable if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    if not stops:
        return [] if not usable else [f"{type(root).__name__} takes no keyboard"]
    root.window().activateWindow()
    QTest.qWait(0)
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    order, found = [], []
    _press_tab(root, order, found)
    order += [head_of(part) for part in parts_of(root)]  # F6 goes there
    found += [
        f"{describe(widget)}: Tab passes it by"
        for widget in usable
        if isValid(widget) and widget.isVisible() and not _is_reached(widget, order)
    ]
    return [*found, *_letters(root)]


def _letters(root):
    taken = {}
    texts = [b.text() for b in shown(root, QAbstractButton)]
    texts += [bar.tabText(n) for bar in shown(root, QTabBar) for n in range(bar.count())]
    for text in texts:
        letter = re.search(r"&(\w)", text.replace("&&", ""))
        if letter:
            taken.setdefault(letter.group(1).casefold(), []).append(text)
    return [f"Alt+{letter} is {same}" for letter, same in taken.items() if len(same) > 1]
