"""What stands in a window, and whether any of it is markup; what was opened on the disk."""

from __future__ import annotations

import ctypes
import os
import re
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QModelIndex, QPoint
from PySide6.QtGui import QHelpEvent, Qt, QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMenu,
    QTabBar,
    QTextEdit,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.WhatsThisRole)
_LONE_AND = re.compile(r"(?<!&)&(?=[ ;]|amp;|lt;|\w+;)(?!&)")
_MOST = 60
_IN_OPEN, _IN_ACCESS = 0x20, 0x1


def is_markup(text: str) -> bool:
    """Tell whether Qt would read a text as markup and find any in it, beside its own wrapping."""
    if not Qt.mightBeRichText(text):
        return False
    inner = text.removeprefix("<span>").removesuffix("</span>").replace("<br>", "")
    return "<" in inner


def troubles(root: QWidget) -> Iterator[str]:
    """Yield a line for everything in a window that is, or might become, markup."""
    for widget in [root, *root.findChildren(QWidget)]:
        kind = f"{type(widget).__name__} in {_home(widget)}"
        if is_markup(widget.toolTip()) or is_markup(widget.whatsThis()):
            yield f"{kind}: a tool tip of markup: {widget.toolTip()[:60]!r}"
        for known, look in _LOOKS.items():
            if isinstance(widget, known):
                yield from (f"{kind}: {line}" for line in look(widget))


def _of_label(widget: QLabel) -> Iterator[str]:
    plain = widget.textFormat() == Qt.TextFormat.PlainText or _is_qt_s_own(widget)
    if widget.text() and not plain:
        yield f"a label that may read markup: {widget.text()[:60]!r}"


def _of_button(widget: QAbstractButton) -> Iterator[str]:
    if _LONE_AND.search(widget.text()):
        yield f"a button that swallows &: {widget.text()[:60]!r}"


def _of_tabs(widget: QTabBar) -> Iterator[str]:
    names = [widget.tabText(n) for n in range(widget.count())]
    yield from (f"a tab that swallows &: {name!r}" for name in names if _LONE_AND.search(name))


def _of_menu(widget: QMenu) -> Iterator[str]:
    for action in widget.actions():
        if is_markup(action.toolTip()) and widget.toolTipsVisible():
            yield f"an entry with a tip of markup: {action.toolTip()[:60]!r}"
        if _LONE_AND.search(action.text()):
            yield f"an entry that swallows &: {action.text()[:60]!r}"


def _of_rich_editor(_widget: QTextEdit) -> Iterator[str]:
    yield "an editor of rich text"


def _is_qt_s_own(widget: QLabel) -> bool:
    return widget.inherits("QTipLabel")


def _home(widget: QWidget) -> str:
    own = []
    here = widget
    while here is not None:
        if type(here).__module__.startswith("cusdesk"):
            own.append(type(here).__name__)
        here = here.parentWidget()
    return " < ".join(own[:4])


def columns_of(model: QAbstractItemModel, root: QModelIndex) -> int:
    """Return the number of columns; a list keeps it to itself and has one."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)


def _items(view: QAbstractItemView) -> Iterator[str]:
    model, root = view.model(), view.rootIndex()
    if model is None:
        return
    for row in range(min(model.rowCount(root), _MOST)):
        for column in range(columns_of(model, root)):
            index = model.index(row, column, root)
            for role in _ROLES:
                text = index.data(role)
                if isinstance(text, str) and is_markup(text):
                    yield f"item {row}, {column}: {text[:60]!r}"
            index.data(Qt.ItemDataRole.DisplayRole)


_LOOKS = {
    QLabel: _of_label,
    QAbstractButton: _of_button,
    QTabBar: _of_tabs,
    QMenu: _of_menu,
    QTextEdit: _of_rich_editor,
    QAbstractItemView: _items,
}


def show_tips(root: QWidget) -> list[str]:
    """Let every tool tip of a window come up, as under the pointer; return what was shown."""
    shown = []
    for widget in root.findChildren(QWidget):
        if not shiboken6.isValid(widget) or not widget.isVisible():
            continue  # an old tip goes when the next one comes
        for target, place in _places(widget):
            event = QHelpEvent(QEvent.Type.ToolTip, place, target.mapToGlobal(place))
            QApplication.sendEvent(target, event)
            shown += [_seen(tip) for tip in QApplication.topLevelWidgets() if _is_tip(tip)]
    return shown


def _places(widget: QWidget) -> Iterator[tuple[QWidget, QPoint]]:
    if widget.toolTip():
        yield widget, QPoint(2, 2)
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model, root = widget.model(), widget.rootIndex()
        for row in range(min(model.rowCount(root), 12)):
            for column in range(min(columns_of(model, root), 12)):
                rect = widget.visualRect(model.index(row, column, root))
                if not rect.isEmpty():
                    yield widget.viewport(), rect.center()


def _is_tip(widget: QWidget) -> bool:
    return isinstance(widget, QLabel) and widget.inherits("QTipLabel") and widget.isVisible()


def _seen(tip: QLabel) -> str:
    if Qt.mightBeRichText(tip.text()):
        return QTextDocumentFragment.fromHtml(tip.text()).toPlainText()
    return tip.text()


class OpenedFile:
    """Watches one file and tells whether anybody opened it (Linux: inotify)."""

    def __init__(self, path: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._handle = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        mask = _IN_OPEN | _IN_ACCESS
        assert libc.inotify_add_watch(self._handle, os.fsencode(path), mask) >= 0

    def was_opened(self) -> bool:
        """Tell whether the file was opened since the last question."""
        try:
            return bool(os.read(self._handle, 4096))
        except BlockingIOError:
            return False

    def close(self) -> None:
        """Stop watching."""
        os.close(self._handle)
