"""The window that gives one command: what it needs is filled in, its refusal stands inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from cusdesk.core.messages import describe, tr
from cusdesk.ui.common import spoken
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.placeholders import fit_words
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.widgets import button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from cusdesk.core.errors import CusdeskError
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation


def command_line(dialog: QDialog, do: QPushButton, *before: QWidget) -> QHBoxLayout:
    """Return the last line of a dialog: `before` at its left, then cancel and `do` at its right.

    Tab meets `do` first, and Enter presses it; what cannot be taken back (the look danger) is never
    done by a key: there cancel is the default. Ctrl+Enter presses `do` from any field.
    """
    cancel = button(tr("common.button.cancel"), dialog.reject)
    cancel.setObjectName(CANCEL)
    line = row(gap=1)
    for widget in before:
        line.addWidget(widget)
    line.addStretch()
    line.addWidget(cancel)
    line.addWidget(do)
    for widget in (*before, do, cancel):
        widget.setParent(dialog)
    QWidget.setTabOrder(do, cancel)
    is_danger = do.property("look") == "danger"
    do.setAutoDefault(not is_danger)
    for keys in () if is_danger else DO_KEYS:
        QShortcut(QKeySequence(keys), dialog).activated.connect(do.click)
    (cancel if is_danger else do).setDefault(True)
    return line


DO_KEYS = ("Ctrl+Return", "Ctrl+Enter")
CANCEL = "cancel"
"""Name of the button that leaves a dialog without its command."""


def _is_field(widget: QWidget) -> bool:
    """Tell whether something is typed or chosen here; the filter of a list is none."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        may = not widget.isReadOnly() and not isinstance(widget.parentWidget(), QHeaderView)
    else:
        may = isinstance(widget, QComboBox)
    is_part = isinstance(widget.parentWidget(), QComboBox)
    return may and not is_part and widget.isEnabled() and not widget.isHidden()


class CommandDialog(QDialog):
    """A body that scrolls, one sentence about a problem, and the buttons cancel and do.

    Attributes:
        body: what the command needs goes in here.
        problem: the sentence, hidden when there is none.
        do: the button that gives the command.
    """

    def __init__(self, context: ScreenContext, title: str, do: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._context = context
        outer = column(self, margin=2, gap=1.5)
        self.inside = QWidget()
        self.body: QVBoxLayout = column(self.inside, gap=1.5)
        self._area = scrolled(self.inside)
        self.inside.installEventFilter(self)
        outer.addWidget(self._area, 1)
        self._given_from: QWidget | None = None
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        self.do = button(do, self.confirm, look="main")
        outer.addLayout(command_line(self, self.do))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the body the height its words need at their width.

        Qt would keep room for words wrapped at the narrowest: an empty hole at the end.
        """
        if watched is self.inside and event.type() in {
            QEvent.Type.Resize,
            QEvent.Type.LayoutRequest,
        }:
            forms = self.inside.findChildren(Form)  # no wider than they may be, Qt would not look
            width = min([self.inside.width(), *(form.maximumWidth() for form in forms)])
            needed = self.body.totalHeightForWidth(width)
            if needed > 0 and needed != self.inside.minimumHeight():
                self.inside.setMinimumHeight(needed)
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field, unless another was chosen; keep pale words whole."""
        now: QWidget | None = self.focusWidget()  # Qt may give None
        if now is None or not self.inside.isAncestorOf(now):
            first = next(
                (field for field in self.inside.findChildren(QWidget) if _is_field(field)), None
            )
            if first is not None:
                first.setFocus()
        super().showEvent(event)
        fit_words(self)

    def confirm(self) -> None:
        """Give the command."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """Show what is wrong; "" hides the line."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            spoken.say(self.problem, words, at_once=True)
            QTimer.singleShot(0, self, self._show_focused)  # the line took room: lay out first

    def _show_focused(self) -> None:
        """Bring the field that is wrong into sight."""
        for field in self.inside.findChildren(QWidget):
            if field.hasFocus():
                self._area.ensureWidgetVisible(field)

    def start(self, operation: Operation[Any], then: Callable[..., None] | None = None) -> None:
        """Run a command and close; it is not given twice, and its refusal stands in the window.

        With `then` that is called instead of closing.
        """
        self.say("")
        self._given_from = self.focusWidget()
        self.do.setEnabled(False)
        operation.on_success(then or self._close_after).on_error(self._on_refused).run()

    def _close_after(self, _result: object) -> None:
        self.accept()

    def _on_refused(self, error: CusdeskError) -> None:
        self.do.setEnabled(True)
        if self._given_from is not None and isValid(self._given_from):
            self._given_from.setFocus()  # Qt took it from the grey button to the one that cancels
        self.say(describe(error))
