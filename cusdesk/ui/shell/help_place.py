"""Where the keyboard is, in the words the help knows: fields, and the parts of the window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QTableView, QWidget
from shiboken6 import isValid

from cusdesk.ui.common.tips import HELP_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cusdesk.core.help_pages import HelpPlace
    from cusdesk.ui.common.operations import Operations
    from cusdesk.ui.shell.help_dialog import HelpDialog
    from cusdesk.ui.shell.main_window import MainWindow

_UI = "cusdesk.ui."
_HAS_KEY = "answers_f1"


@dataclass(frozen=True, slots=True)
class Asked:
    """What F1 was pressed on.

    Attributes:
        name, hint: the words screen readers say of it, "" where it has none.
        place: the paragraph that is nearest.
    """

    name: str
    hint: str
    place: HelpPlace


def asked_about(widget: QWidget | None, screen_id: str) -> Asked:
    """Return what the help has to say about a widget of a screen."""
    # not needed before somebody asks
    from cusdesk.core.help_pages import place_of, text_called
    from cusdesk.core.help_words import words_of

    around = list(_upwards(widget))
    fields = [key for each in around if (key := _field_of(each))]
    if not fields:  # a button of a form: the paragraph is that of the form
        fields = ["", *_fields_inside(around)]
    place = place_of(fields, [_name_of(each) for each in around], screen_id)
    if widget is None:
        return Asked("", "", place)
    holder = next((each for each in around if _field_of(each)), None)
    if isinstance(holder, QTableView):  # the cell the keyboard is on, or what is typed into it
        return Asked(words_of(fields[0]), "", place)
    if holder is widget:
        return Asked(widget.accessibleName(), widget.accessibleDescription(), place)
    name = _words_on(widget)
    text = text_called(place.topic, name)
    if not text:
        return Asked("", "", place)
    return Asked(name, widget.accessibleDescription(), replace(place, field_text=text))


class Helper(QObject):
    """Opens the help at what F1 was pressed on, also in windows the key of the menu misses."""

    def __init__(self, window: MainWindow, ops: Operations) -> None:
        super().__init__(window)
        self._window, self._ops = window, ops
        self._shown: HelpDialog | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_window)

    def show(self, topic: str = "") -> None:
        """Show a topic of the help; without one the paragraph nearest to the keyboard.

        The help stays beside the work: one goes on typing while it is open.
        """
        from cusdesk.domain.help_search import KEYS
        from cusdesk.ui.shell.help_dialog import HelpDialog

        if isinstance(QApplication.activeWindow(), HelpDialog):
            return
        above = QApplication.activeModalWidget() or self._window
        workspace = self._window.workspace
        asked = None
        if not topic:
            screen_id = workspace.current_id if workspace is not None else ""
            focused: QWidget | None = above.focusWidget()
            asked = asked_about(above if focused is None else focused, screen_id)
            topic = asked.place.topic or KEYS
        if self._shown is not None and isValid(self._shown):
            self._shown.close()
        self._shown = HelpDialog(above, self._window.actions_registry, topic, self._ops, asked)
        self._shown.show()

    def _on_window(self, _window: object) -> None:
        active = QApplication.activeWindow()
        if isinstance(active, QDialog) and not active.property(_HAS_KEY):
            active.setProperty(_HAS_KEY, True)
            key = QShortcut(QKeySequence(Qt.Key.Key_F1), active)
            key.activated.connect(self.show)


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    """Yield a widget and what it stands in, up through the windows it was opened from."""
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _field_of(widget: QWidget) -> str:
    key = widget.property(HELP_KEY)
    return key if isinstance(key, str) else ""


def _words_on(widget: QWidget) -> str:
    """Return what is said of something that is no field of a form: its name, the current column."""
    if isinstance(widget, QTableView):
        if widget.selectionBehavior() is not QTableView.SelectionBehavior.SelectItems:
            return ""
        column, model = widget.currentIndex().column(), widget.model()
        found = model.headerData(column, Qt.Orientation.Horizontal) if column >= 0 else ""
        return str(found or "")
    words = widget.accessibleName()
    if not words and isinstance(widget, QAbstractButton):
        words = widget.text().replace("&", "")
    return words


def _fields_inside(around: list[QWidget]) -> list[str]:
    """Return the fields of the nearest window of its own that has any."""
    for each in around:
        if isinstance(each, QDialog):
            return [key for child in each.findChildren(QWidget) if (key := _field_of(child))]
    return []


def _name_of(widget: QWidget) -> str:
    """Return the module of a widget below `cusdesk.ui`, "" for one of Qt."""
    module = type(widget).__module__
    return module.removeprefix(_UI) if module.startswith(_UI) else ""
