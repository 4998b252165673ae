"""Enter in a field: to the next one; in the last field of a dialog it gives the command."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPushButton, QWidget


def go_on(widget: QWidget) -> None:
    """Go on from a field as Enter does.

    The default button of a dialog is pressed where Tab would leave for the buttons. What cannot be
    taken back is no default there, and a dialog with nothing to press is only stepped through.
    """
    window, parent = widget.window(), widget.parentWidget()
    if parent is None:
        return
    parent.focusNextPrevChild(True)  # the field is left first: its value is tidied and told
    default, now = _default_of(window), window.focusWidget()
    if default is not None and isinstance(now, QPushButton) and now.parent() is default.parent():
        default.setFocus()
        default.click()


def _default_of(window: QWidget) -> QPushButton | None:
    """Return the button of a dialog that gives its command, where Enter may."""
    if not isinstance(window, QDialog):
        return None
    for found in window.findChildren(QPushButton):
        if found.isDefault() and found.isEnabled() and found.property("look") == "main":
            return found
    return None
