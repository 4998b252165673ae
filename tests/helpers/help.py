"""Asking for help wherever the keyboard can be on a screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cusdesk.core.help_pages import topic_of
from cusdesk.ui.shell.help_place import asked_about

_REACHED = Qt.FocusPolicy.TabFocus | Qt.FocusPolicy.ClickFocus


def without_help(screen, screen_id):
    """Return what the keyboard can come to, hidden pages and forms included, where F1 is silent."""
    reached = [w for w in screen.findChildren(QWidget) if w.focusPolicy() & _REACHED]
    silent = [w for w in reached if not asked_about(w, screen_id).place.topic]
    return [(screen_id, type(w).__name__, w.accessibleName()) for w in silent] + (
        [] if topic_of(screen_id) else [(screen_id, "screen", "")]
    )
