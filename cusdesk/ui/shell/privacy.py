"""„Widok dla okienka”: whoever stands at the desk sees that there are lists, not who is on them.

While it is on, lists, pages of papers, telephone numbers, PESELs and every other field without the
keyboard are blurred, in windows opened later too; headings that bear a name show its initials.
The field being typed in stays sharp, so that the person at the desk can be served.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsBlurEffect,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from cusdesk.ui.common.privacy import PERSONAL, initials
from cusdesk.ui.common.theme import space
from cusdesk.ui.common.widgets import LineLink

_TYPED = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox)
_LATER = frozenset({QEvent.Type.Show, QEvent.Type.Polish})
_FOCUS = frozenset({QEvent.Type.FocusIn, QEvent.Type.FocusOut})
_PLAIN = "privacy_plain"


class PrivacyView(QObject):
    """Covers and uncovers everything; lives as long as the main window.

    Signals:
        changed: whether the view is on now.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_on = False

    def toggle(self) -> None:
        """Switch the view on or off."""
        self.set_on(not self.is_on)

    def set_on(self, is_on: bool) -> None:
        """Cover everything that is shown and will be, or uncover it."""
        application = QApplication.instance()
        if application is None or is_on == self.is_on:
            return
        self.is_on = is_on
        if is_on:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)
        for widget in QApplication.allWidgets():
            self._dress(widget)
        self.changed.emit(is_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover what appears; keep tool tips, which repeat names, from showing."""
        kind = event.type()
        if kind == QEvent.Type.ToolTip:
            return True
        if kind == QEvent.Type.Paint:
            if isinstance(watched, QLabel) and watched.property(PERSONAL) == "name":
                self._shorten(watched)  # the screen may have set another name
        elif kind in _LATER and isinstance(watched, QWidget):
            self._dress(watched)
        elif kind in _FOCUS and isinstance(watched, QWidget):
            self._dress_typed(watched, focused=kind == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _dress(self, widget: QWidget) -> None:
        if isinstance(widget, QAbstractItemView):
            self._blur(widget.viewport(), on=self.is_on)
        elif isinstance(widget, _TYPED):
            self._dress_typed(widget, focused=widget.hasFocus())
        elif isinstance(widget, QLabel) and widget.property(PERSONAL) == "name":
            self._shorten(widget)
        elif widget.property(PERSONAL) == "blur" or isinstance(widget, LineLink):
            self._blur(widget, on=self.is_on)

    def _dress_typed(self, widget: QWidget, *, focused: bool) -> None:
        if not isinstance(widget, _TYPED) or widget.property(PERSONAL) == "never":
            return
        if isinstance(widget, QComboBox) and not widget.isEditable():
            return  # a choice out of a list of ours: no personal data
        target = widget.viewport() if isinstance(widget, QPlainTextEdit | QTextEdit) else widget
        self._blur(target, on=self.is_on and not focused)

    def _shorten(self, words: QLabel) -> None:
        """Show initials; a text set meanwhile by the screen is taken as the new name."""
        kept = words.property(_PLAIN)
        if self.is_on:
            if kept is None or words.text() != initials(str(kept)):
                words.setProperty(_PLAIN, words.text())
                words.setText(initials(words.text()))
        elif kept is not None:
            if words.text() == initials(str(kept)):
                words.setText(str(kept))
            words.setProperty(_PLAIN, None)

    @staticmethod
    def _blur(widget: QWidget, *, on: bool) -> None:
        covered = isinstance(widget.graphicsEffect(), QGraphicsBlurEffect)
        if on and not covered:
            effect = QGraphicsBlurEffect(widget)
            effect.setBlurRadius(space(1.75))
            widget.setGraphicsEffect(effect)
        elif covered and not on:
            widget.setGraphicsEffect(None)  # type: ignore[arg-type]  # None takes it off
