"""F6: from one part of the window to the next, as in other programs of the system.

The parts are the navigation, the buttons beside the title, tabs, lists, forms and what scrolls,
and the message bar, in the order in which they are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QScrollArea,
    QTabBar,
    QWidget,
)

from cusdesk.ui.common.page_area import PageArea

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.ui.shell.main_window import MainWindow

_NEAR = Qt.FocusReason.ShortcutFocusReason


def _takes_keyboard(widget: QWidget) -> bool:
    is_stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return is_stop and widget.isVisible() and widget.isEnabled()


def _stops(part: QWidget) -> list[QWidget]:
    """Return what takes the keyboard in a part, in the order of reading."""
    found = [part, *part.findChildren(QWidget)]
    return sorted(filter(_takes_keyboard, found), key=_place)


def _place(widget: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(widget.window(), QPoint(0, 0))
    return corner.y(), corner.x()


def head_of(part: QWidget) -> QWidget:
    """Return where the keyboard goes in a part: the list itself, else what is chosen or first."""
    if isinstance(part, QAbstractItemView | QTabBar):
        return part
    stops = _stops(part)
    chosen = (w for w in stops if isinstance(w, QAbstractButton) and w.isChecked())
    return next(chosen, stops[0])


def _outermost(parts: Iterable[QWidget]) -> list[QWidget]:
    found = list(parts)
    return [one for one in found if not any(o is not one and o.isAncestorOf(one) for o in found)]


def parts_of(page: QWidget) -> list[QWidget]:
    """Return the parts of a page that take the keyboard, in the order of reading."""
    kinds = (QAbstractItemView, QTabBar, QScrollArea)
    found = [
        part
        for kind in kinds
        for part in page.findChildren(kind)
        if part.isVisible() and not isinstance(part, PageArea) and _stops(part)
    ]
    areas = _outermost(found)
    free = [w for w in _stops(page) if not any(area.isAncestorOf(w) for area in areas)]
    return sorted([*areas, *free[:1]], key=_place)


def go_on(window: QWidget, edges: Iterable[QWidget], page: QWidget, step: int) -> None:
    """Take the keyboard to the next (1) or the part before (-1), round in a circle.

    Args:
        window: where the keyboard is.
        edges: what stands round the page, navigation first.
        page: the screen that is shown.
        step: 1 or -1.
    """
    first, *after = [edge for edge in edges if edge.isVisible() and _stops(edge)] or [page]
    parts = [first, *parts_of(page), *after]
    now: QWidget | None = window.focusWidget()
    here = next((n for n, p in enumerate(parts) if now is not None and p.isAncestorOf(now)), 0)
    head_of(parts[(here + step) % len(parts)]).setFocus(_NEAR)


def step(window: MainWindow, direction: int) -> None:
    """Go on in the main window; without an office there is nothing to go through."""
    workspace = window.workspace
    if workspace is not None:
        below = (workspace.hour, workspace.fictional_bar, window.message_bar)
        edges = (workspace.navigation, *(part for part in below if part is not None))
        go_on(window, edges, workspace.opened(workspace.current_id), direction)
