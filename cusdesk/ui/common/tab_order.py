"""Tab goes as the eye does: what was put above a form later comes before it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QWidget


def come_first(page: QWidget, *stops: QWidget) -> None:
    """Let Tab come to `stops` before everything else on a page that is already built.

    Qt puts what is added last at the end, wherever on the page it stands.
    """
    others = [part for part in _chain(page) if part not in stops]
    for first, second in pairwise((*stops, *others)):
        QWidget.setTabOrder(first, second)


def _chain(page: QWidget) -> list[QWidget]:
    """Return the stops of Tab inside a page, in its present order."""
    found: list[QWidget] = []
    here = page.nextInFocusChain()
    while here is not None and here is not page:
        by_tab = here.focusPolicy() & Qt.FocusPolicy.TabFocus
        is_part = isinstance(here.parentWidget(), QComboBox)
        if by_tab and not is_part and page.isAncestorOf(here):
            found.append(here)
        here = here.nextInFocusChain()
    return found


def stops_as_read(page: QWidget) -> list[QWidget]:
    """Return the stops of Tab that are seen on a laid out page, line by line."""
    stops = [part for part in _chain(page) if part.isVisibleTo(page) and part.isEnabled()]
    return sorted(stops, key=lambda part: part.mapTo(page, QPoint(0, 0)).toTuple()[::-1])


def as_read(page: QWidget) -> None:
    """Let Tab go through a page line by line: its boxes were filled anew, so Qt has them last.

    Call it once the page is laid out.
    """
    for first, second in pairwise(stops_as_read(page)):
        QWidget.setTabOrder(first, second)
