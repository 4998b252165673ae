"""Does everything have a name for those who hear the window, by Qt's accessibility interface?"""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from cusdesk.ui.common.table.panel import EmptyState
from tests.ui.access.measure import describe
from tests.ui.access.walk import shown

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
)
_NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client}
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def controls(root):
    """Return what a person works with; parts of it, such as scroll bars, are not counted.

    Nor is the corner of a table: Ctrl+A does what it does.
    """
    return [widget for widget in shown(root, CONTROLS[0]) if not _is_part(widget)] + [
        widget for kind in CONTROLS[1:] for widget in shown(root, kind) if not _is_part(widget)
    ]


def _is_part(widget):
    parent = widget.parentWidget()
    return isinstance(widget, QHeaderView | QScrollBar) or isinstance(
        parent, QAbstractItemView | QComboBox | QAbstractSpinBox | QTabBar | QLineEdit
    )


def _name(widget):
    if isinstance(widget, QComboBox):  # on Linux Qt gives the chosen words instead of the name
        labels = (w for w in shown(widget.window(), QLabel) if w.buddy() is widget)
        return widget.accessibleName() or next((w.text() for w in labels), "")
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _place(widget):
    """Return the nearest thing around with a name of its own: a table, a page."""
    outer = widget.parentWidget()
    while outer is not None and not outer.accessibleName():
        outer = outer.parentWidget()
    return outer


def _table(view):
    model = view.model()
    for column in range(model.columnCount() if model is not None and model.rowCount() else 0):
        if view.isColumnHidden(column):
            continue
        heading = [model.headerData(column, Qt.Orientation.Horizontal, r) for r in (0, _SPOKEN)]
        if not any(heading):
            yield f"{describe(view)}: column {column} has no heading"
        index = model.index(0, column)
        sign = index.data(Qt.ItemDataRole.DecorationRole)
        if sign is not None and not index.data() and not index.data(_SPOKEN):
            yield f"{describe(view)}: a picture without words in „{heading}”"


def findings(root):
    """Return what has no name, no role, or the name of its neighbour."""
    found, called = [], defaultdict(list)
    for widget in controls(root):
        name, face = _name(widget), QAccessible.queryAccessibleInterface(widget)
        if face.role() in _NO_ROLE:
            found.append(f"{describe(widget)} has no role")
        if not any(sign.isalnum() for sign in name) and not isinstance(widget, QTabBar):
            found.append(f"{describe(widget)} has no name but „{name}”")
        if isinstance(widget, QTableView):
            found += _table(widget)
        if not isinstance(widget.parentWidget(), EmptyState) and not _leads_on(widget):
            key = face.role(), name, widget.accessibleDescription(), _place(widget)
            called[key].append(widget)
    found += [f"{len(same)} × {describe(same[0])}" for same in called.values() if len(same) > 1]
    for picture in shown(root, QLabel):
        is_sign = not picture.pixmap().isNull() and picture.toolTip()
        if is_sign and not picture.accessibleName():
            found.append(f"{describe(picture)}: a picture whose tip nobody hears")
    return found


def _leads_on(widget: QWidget) -> bool:
    """Lines of a list may say the same of two records."""
    return type(widget).__name__ in {"LineLink", "WrappedLink"} or widget.property("look") == "link"
