"""The wheel over a field scrolls the page: it never changes the field by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def let_wheel_pass(widget: QWidget) -> None:
    """Let the wheel scroll the page a widget stands on, and never change the widget."""
    widget.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]  # this one only
