"""Where the keyboard is and how far a screen is scrolled, for the same screen made anew.

Text size and colours are fixed when a screen is made; so it is made again when they change. The
screen itself knows which record it shows (`Screen.place`); what is common to all screens is kept
here: the widget with the keyboard and the scroll bars, each found again by its way through the
tree of widgets. What is not found again is left alone.

`kept_place` does the same for a page whose boxes are filled anew after something was written.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QScrollArea, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Iterator

_Way = tuple[tuple[str, int], ...]
_LAYOUTS = 6
"""Turns of the loop a page filled anew may take to reach its height."""


@dataclass(frozen=True)
class Whereabouts:
    """What was noted of one screen.

    Attributes:
        focus: the way to the widget with the keyboard; None when it was elsewhere.
        cursor: where the cursor stood in a line of text, -1 elsewhere.
        scrolled: the way to each scrolled area, and how far down it was, as a share.
    """

    focus: _Way | None
    cursor: int
    scrolled: tuple[tuple[_Way, float], ...]

    @classmethod
    def of(cls, screen: QWidget) -> Whereabouts:
        """Note a screen."""
        holder: QWidget | None = screen.window().focusWidget()
        if not isinstance(holder, QWidget) or not screen.isAncestorOf(holder):
            holder = None
        cursor = holder.cursorPosition() if isinstance(holder, QLineEdit) else -1
        scrolled = [
            (_way(area, screen), bar.value() / bar.maximum())
            for area in screen.findChildren(QAbstractScrollArea)
            if area.isVisible() and (bar := area.verticalScrollBar()).value() > 0
        ]
        focus = _way(holder, screen) if holder is not None else None
        return cls(focus, cursor, tuple(scrolled))

    def restore(self, screen: QWidget) -> None:
        """Put keyboard and scroll bars of a screen back."""
        holder = _find(self.focus, screen) if self.focus is not None else None
        if holder is not None and holder.isVisible() and holder.isEnabled():
            holder.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(holder, QLineEdit):
                holder.setCursorPosition(self.cursor)
        for way, share in self.scrolled:
            area = _find(way, screen)
            if isinstance(area, QAbstractScrollArea):
                bar = area.verticalScrollBar()
                bar.setValue(round(share * bar.maximum()))


def _alike(parent: QWidget, kind: str, wanted: QWidget | None = None) -> list[QWidget]:
    return [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and type(child).__name__ == kind
        and (child is wanted or not _was_hidden(child))
    ]


def _was_hidden(widget: QWidget) -> bool:
    """Whether a widget was put out of sight on purpose, as those that wait to be destroyed are."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def _way(widget: QWidget, root: QWidget) -> _Way:
    steps: list[tuple[str, int]] = []
    here: QWidget | None = widget
    while here is not None and here is not root:
        parent, kind = here.parentWidget(), type(here).__name__
        steps.append((kind, _alike(parent or root, kind, here).index(here)))
        here = parent
    return tuple(reversed(steps))


def _find(way: _Way, root: QWidget) -> QWidget | None:
    for kind, number in way:
        found = _alike(root, kind)
        if number >= len(found):
            return None
        root = found[number]
    return root


@contextmanager
def kept_place(page: QWidget) -> Iterator[None]:
    """Fill a scrolled page, or a box on one, anew and stay where the person is.

    Without it Qt gives the keyboard of a widget that goes to the next one of the window, and
    scrolls there. What had the keyboard gets it back when the new widgets are laid out, unless
    it has been taken elsewhere meanwhile.
    """
    area = _area_round(page)
    if area is None:
        yield
        return
    noted, height = Whereabouts.of(area), area.verticalScrollBar().value()
    holder = area.window().focusWidget()
    area.setUpdatesEnabled(False)  # the page between old and new is nothing to look at
    try:
        yield
    finally:
        is_lost = noted.focus is not None and not (isValid(holder) and holder.isVisible())
        if is_lost:
            area.setFocus()
        QTimer.singleShot(0, area, partial(_go_back, area, noted if is_lost else None, height))


def _area_round(page: QWidget) -> QScrollArea | None:
    here: QWidget | None = page
    while here is not None and not isinstance(here, QScrollArea):
        here = here.parentWidget()
    return here


def _go_back(
    area: QScrollArea, noted: Whereabouts | None, height: int, tries: int = _LAYOUTS
) -> None:
    """Put keyboard and page back; wrapped words are measured in several turns of the loop."""
    bar = area.verticalScrollBar()
    if noted is not None and area.window().focusWidget() is area:
        noted.restore(area)
    bar.setValue(height)
    if bar.maximum() < height and tries > 0:
        QTimer.singleShot(0, area, partial(_go_back, area, noted, height, tries - 1))
        return
    area.setUpdatesEnabled(True)
