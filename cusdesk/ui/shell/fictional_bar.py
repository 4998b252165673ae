"""The strip that says that the office is the fictional commune, and throws it away on request."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QMessageBox, QWidget

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.theme.icons import pixmap
from cusdesk.ui.common.widgets import CutLabel, button, message_box, picture, row
from cusdesk.ui.shell import office_calls

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.core.errors import CusdeskError
    from cusdesk.core.settings import Settings
    from cusdesk.services.office import Office
    from cusdesk.ui.shell.main_window import MainWindow
    from cusdesk.ui.shell.workspace import Workspace


class FictionalBar(QFrame):
    """Signals: remove_requested."""

    remove_requested = Signal()

    def __init__(self, *, can_remove: bool) -> None:
        super().__init__()
        self.setProperty("look", "strip_warning")
        line = row(self, gap=1)
        line.setContentsMargins(*(line.spacing() * n for n in (3, 0, 3, 0)))
        self._sign = picture("info", "warning")
        line.addWidget(self._sign)
        words = CutLabel()
        words.setText(tr("demo.bar"))
        words.setAccessibleName(tr("demo.bar"))
        line.addWidget(words, 1)
        self.remove = button(
            tr("demo.remove"), self.remove_requested.emit, look="quiet", icon_name="delete"
        )
        self.remove.setVisible(can_remove)
        line.addWidget(self.remove)
        self._draw()
        current().changed.connect(self._draw)

    def _draw(self) -> None:
        """Give the strip and its sign the size and colour of the present letters."""
        room = self.remove.sizeHint().height() + 2  # whole, with the ring of the keyboard
        self.setFixedHeight(max(current().row_height, room))  # also where there is no button
        self._sign.setPixmap(pixmap("info", "warning"))
        self.remove.setIcon(icon("delete"))


class Removal(QObject):
    """The way from the button to the first-start screen; lives as long as the workspace."""

    def __init__(self, window: MainWindow, workspace: Workspace, settings: Settings) -> None:
        super().__init__(workspace)
        self._window, self._workspace, self._settings = window, workspace, settings

    def ask(self) -> None:
        """Ask whether the commune is really to be thrown away."""
        question(self._window, self._office.path.name, self._remove).open()

    @property
    def _office(self) -> Office:
        return self._workspace.context.office

    def _remove(self) -> None:
        self._workspace.flush()
        path = str(self._office.path)
        operation = self._workspace.context.ops.write(office_calls.remove_fictional, self._office)
        operation.on_success(partial(self._on_removed, path)).on_error(self._on_error).run()

    def _on_removed(self, path: str, _nothing: None) -> None:
        self._settings.forget_office(path)
        self._leave(partial(self._workspace.context.notifier.success, tr("demo.removed")))

    def _on_error(self, error: CusdeskError) -> None:
        tell = partial(self._workspace.context.ops.show_error, error)
        if isinstance(error, StorageError):
            self._leave(tell)  # the office is closed already
        else:
            tell()

    def _leave(self, then: Callable[[], object]) -> None:
        self._window.leave_for(then)


def question(parent: QWidget, file_name: str, run: Callable[[], object]) -> QMessageBox:
    """Return the question, not yet shown; `run` is called after yes. Enter and Escape mean no."""
    box = message_box(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(tr("demo.ask.title"))
    box.setText(tr("demo.ask.title"))
    box.setInformativeText(tr("demo.ask.text", name=file_name))
    yes = box.addButton(tr("demo.ask.yes"), QMessageBox.ButtonRole.AcceptRole)
    yes.setProperty("look", "danger")
    yes.clicked.connect(run)
    no = box.addButton(tr("demo.ask.no"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    return box
