"""Tab goes as the eye does: what was put above a form later comes before it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QWidget


def come_first(page: QWidget, *stops: QWidget) -> None:
    """Let Tab come to `stops` before everything else on a page that is already built.

    Qt puts what is added last at the end, wherever on the page it stands.
    """
    others = [part for part in _stops(page) if part not in stops]
    for first, second in pairwise((*stops, *others)):
        QWidget.setTabOrder(first, second)


def _stops(page: QWidget) -> list[QWidget]:
    """Return the stops of Tab inside a page, in the order in which they were put into it.

    Never by `nextInFocusChain`: PySide makes the asked widget a child of the answer, and it dies
    with it.
    """
    return [
        part
        for part in page.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(part.parentWidget(), QComboBox)
        and part.window() is page.window()  # lists that open are windows of their own
    ]


def stops_as_read(page: QWidget) -> list[QWidget]:
    """Return the stops of Tab that are seen on a laid out page, line by line."""
    stops = [part for part in _stops(page) if part.isVisibleTo(page) and part.isEnabled()]
    return sorted(stops, key=lambda part: part.mapTo(page, QPoint(0, 0)).toTuple()[::-1])


def as_read(page: QWidget) -> None:
    """Let Tab go through a page line by line: its boxes were filled anew, so Qt has them last.

    Call it once the page is laid out.
    """
    for first, second in pairwise(stops_as_read(page)):
        QWidget.setTabOrder(first, second)
