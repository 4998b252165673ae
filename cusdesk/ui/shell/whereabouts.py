"""Where the keyboard is and how far a screen is scrolled, for the same screen made anew.

Text size and colours are fixed when a screen is made; so it is made again when they change. The
screen itself knows which record it shows (`Screen.place`); what is common to all screens is kept
here: the widget with the keyboard and the scroll bars, each found again by its way through the
tree of widgets. What is not found again is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QWidget

_Way = tuple[tuple[str, int], ...]


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


def _alike(parent: QWidget, kind: str) -> list[QWidget]:
    return [
        child
        for child in parent.children()
        if isinstance(child, QWidget) and type(child).__name__ == kind
    ]


def _way(widget: QWidget, root: QWidget) -> _Way:
    steps: list[tuple[str, int]] = []
    here: QWidget | None = widget
    while here is not None and here is not root:
        parent, kind = here.parentWidget(), type(here).__name__
        steps.append((kind, _alike(parent or root, kind).index(here)))
        here = parent
    return tuple(reversed(steps))


def _find(way: _Way, root: QWidget) -> QWidget | None:
    for kind, number in way:
        found = _alike(root, kind)
        if number >= len(found):
            return None
        root = found[number]
    return root
