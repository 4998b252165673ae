"""Tab that comes from the navigation leads to everything on a screen, Shift+Tab too.

Names of tabs, filters and buttons before a list are what a page passes by most easily. Every tab
and the page of the first record follow with `CUSDESK_LONG_FAULTS=1`.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QDialog, QRadioButton, QTableView

from cusdesk.ui.common.form.box import FieldBox
from cusdesk.ui.shell.features import SCREENS
from tests.ui.access.conftest import LONG
from tests.ui.access.measure import describe
from tests.ui.access.names import controls
from tests.ui.access.walk import settle, shown, visits

_MOST = 500


def _stops(root):
    return [
        w for w in controls(root) if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def _way(start, key):
    """Return everything the keyboard stands on until it is where it was before."""
    window, way = start.window(), []
    start.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(_MOST):
        here = window.focusWidget()
        if here in way:
            break
        way.append(here)
        QTest.keyClick(here, key)
        if window.focusWidget() is here and isinstance(here, QAbstractItemView):
            here.focusNextPrevChild(key == Qt.Key.Key_Tab)
    return way


def _is_passed(widget, way):
    if widget in way or widget.focusProxy() in way:
        return False
    if isinstance(widget, QAbstractButton) and widget.group() is not None:
        return not any(other in way for other in widget.group().buttons())
    if isinstance(widget, QRadioButton):
        return not any(isinstance(w, QRadioButton) and w.parent() is widget.parent() for w in way)
    return True


def _findings(walk, root):
    begin = walk.window.workspace.navigation._search
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        way = _way(begin, key)
        for widget in _stops(root):
            if widget.isVisible() and _is_passed(widget, way):
                yield f"{describe(widget)}: {key.name} does not lead there"


def _unexplained(root):
    """Yield what is grey or carries a hint, and says so to the eye alone."""
    for made in shown(root, QAbstractButton):
        is_corner = isinstance(made.parentWidget(), QTableView)
        if not made.isEnabled() and not made.accessibleDescription() and not is_corner:
            yield f"{describe(made)} is grey and does not say why"
    for box in shown(root, FieldBox):
        parts = (box.field.widget, *box.field.tab_stops())
        heard = " ".join(part.accessibleDescription() for part in parts)
        seen = [label.text() for label in (box._hint, box._words) if label.isVisible()]
        if any(words not in heard for words in seen):
            yield f"{describe(box.field.widget)} does not say {seen}"


@pytest.mark.parametrize("screen_id", [spec.id for spec in SCREENS])
@pytest.mark.parametrize("walk", [100], indirect=True)
def test_screen_is_reached_from_outside_and_explains_itself(walk, screen_id):
    found = []
    walk.window.activateWindow()
    settle()
    for path, root in visits(walk, screen_id, depth=1 if LONG else 0, pressing=False):
        if not isinstance(root, QDialog):  # keys.py goes round a dialog
            found += [f"{path}: {one}" for one in _findings(walk, root)]
        found += [f"{path}: {one}" for one in _unexplained(root)]

    assert not found, "\n" + "\n".join(found)
