"""Enter in a field: to the next one; in the last field of a dialog it gives the command."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

_TAB = Qt.FocusPolicy.TabFocus.value


def go_on(widget: QWidget) -> None:
    """Go on from a field as Enter does.

    The default button of a dialog is pressed where Tab would leave for the buttons. What cannot be
    taken back is no default there, and a dialog with nothing to press is only stepped through.
    """
    default = _default_of(widget.window())
    after = _after(widget)
    if default is not None and after is not None and after.parent() is default.parent():
        default.setFocus()  # the field is left first: its value is tidied and told
        default.click()
        return
    parent = widget.parentWidget()
    if parent is not None:
        parent.focusNextPrevChild(True)


def _default_of(window: QWidget) -> QPushButton | None:
    """Return the button of a dialog that gives its command, where Enter may."""
    if not isinstance(window, QDialog):
        return None
    for found in window.findChildren(QPushButton):
        if found.isDefault() and found.isEnabled() and found.property("look") == "main":
            return found
    return None


def _after(widget: QWidget) -> QPushButton | None:
    """Return the button Tab would go to, None when something else comes first."""
    here = widget.nextInFocusChain()
    while here is not None and here is not widget:
        takes_tab = here.focusPolicy().value & _TAB and here.focusProxy() is None
        if takes_tab and here.isEnabled() and here.isVisible():
            return here if isinstance(here, QPushButton) else None
        here = here.nextInFocusChain()
    return None
