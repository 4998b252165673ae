"""Does a window open with the keyboard in its first field, in sight, and close by Esc?"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from tests.ui.access.measure import SLACK, describe
from tests.ui.access.walk import settle

_READ = {"EraseDialog", "HelpDialog", "PaperPreview", "PdfPreview", "PlanPreview"}
_TYPED = (QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)


def seen_part(widget):
    """Return the part of a widget that nothing around it hides, in its window."""
    window, outer = widget.window(), widget
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    while outer is not window:
        outer = outer.parentWidget()
        area &= QRect(outer.mapTo(window, QPoint(0, 0)), outer.size())
    return area


def _stops(dialog):
    """Return where Tab stops in a dialog, as the eye goes: line by line.

    Never by `nextInFocusChain`: PySide makes the asked widget a child of the answer.
    """
    found = [
        part
        for part in dialog.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.isVisible()
        and part.isEnabled()
        and part.window() is dialog
        and not isinstance(part.parentWidget(), QComboBox)
    ]
    return sorted(found, key=lambda part: part.mapTo(dialog, QPoint(0, 0)).toTuple()[::-1])


def _is_typed_in(widget):
    is_filter = isinstance(widget.parentWidget(), QHeaderView)
    may_type = not getattr(widget, "isReadOnly", lambda: False)()
    return isinstance(widget, _TYPED) and may_type and not is_filter


def _is_filled(field):
    if isinstance(field, QComboBox):
        return bool(field.currentText())
    read = getattr(field, "toPlainText", None) or field.text
    return bool(read())


def findings(dialog):
    """Return where the keyboard is instead of the first field, and whether that is out of sight.

    Fields that are filled already may be passed by, what is ticked or chosen before the first
    field is a beginning too, and windows that are read begin at what is read or done with it.
    """
    stops, here = _stops(dialog), dialog.focusWidget()
    typed = [stop for stop in stops if _is_typed_in(stop)]
    if not typed or type(dialog).__name__ in _READ:
        return []
    if here is None:
        return [f"no keyboard anywhere, first is {describe(typed[0])}"]
    place = stops.index(here) if here in stops else len(stops)
    passed_by = [stop for stop in stops[:place] if stop in typed and not _is_filled(stop)]
    if passed_by or isinstance(here, QPushButton) or here not in stops:
        return [f"begins in {describe(here)}, first is {describe(typed[0])}"]
    hidden = here.height() - seen_part(here).height()
    is_hidden = hidden > SLACK and not isinstance(here, QAbstractScrollArea)
    return [f"begins in {describe(here)}: out of sight"] if is_hidden else []


def after_escape(dialog):
    """Press Esc where the keyboard is and return what stays open; nothing was typed."""
    if not isinstance(dialog, QDialog) or not isValid(dialog):
        return []
    here: QWidget = dialog.focusWidget() or dialog
    QTest.keyClick(here, Qt.Key.Key_Escape)
    settle()
    if type(dialog).__name__ == "ProgressDialog":
        return []  # Esc stops the work; the window goes when the work has stopped
    return [] if not isValid(dialog) or not dialog.isVisible() else ["Esc does not close it"]
