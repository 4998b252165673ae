"""Names for those who hear the window: what has no words of its own is called by its place."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QTableView, QTabWidget, QWidget

from cusdesk.core.messages import tr


def place_words(widget: QWidget) -> str:
    """Return what a widget stands in: the name of its tab, screen or window; "" without any."""
    inner, outer = widget, widget.parentWidget()
    while outer is not None:
        if isinstance(outer, QTabWidget):
            number = next((n for n in range(outer.count()) if outer.widget(n) is inner), -1)
            if number >= 0:
                return outer.tabText(number).replace("&", "")
        elif not isinstance(outer.parentWidget(), QTabWidget):  # its stack stands between
            inner = outer
        if outer.accessibleName():
            return outer.accessibleName()
        if outer.isWindow():
            return outer.windowTitle()
        outer = outer.parentWidget()
    return ""


def name_corner(view: QTableView) -> None:
    """Call the button in the corner of a table by what it does."""
    for corner in view.findChildren(QAbstractButton):
        if corner.parent() is view:
            corner.setAccessibleName(tr("common.table.select_all"))
