"""Dead screens are destroyed on the thread of the window, between its events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from cusdesk.core.collector import collect_due, collect_on_request

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_EVERY_MS = 1_000


def tidy_here(owner: QObject) -> QTimer:
    """Collect dead cycles on the thread of `owner` from now on, and nowhere else."""
    collect_on_request()
    timer = QTimer(owner)
    timer.setInterval(_EVERY_MS)
    timer.timeout.connect(collect_due)
    timer.start()
    return timer
