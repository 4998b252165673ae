"""What happens away from the keyboard is said to those who hear the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def say(widget: QWidget, words: str, *, at_once: bool = False) -> None:
    """Let a screen reader say words that appeared on `widget`, which has not the keyboard.

    Args:
        widget: where the words stand.
        words: what is said; nothing is said where they are empty.
        at_once: in the middle of what is being read, for warnings and errors.
    """
    if not words or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    manners = QAccessible.AnnouncementPoliteness
    event.setPoliteness(manners.Assertive if at_once else manners.Polite)
    QAccessible.updateAccessibility(event)
