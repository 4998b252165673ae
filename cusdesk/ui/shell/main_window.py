"""The window: menus, message bar, the pages before an office is open, the workspace after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget, QWidget

import cusdesk
from cusdesk.core.errors import StorageError
from cusdesk.core.messages import tr
from cusdesk.core.settings import TEXT_SIZE, THEME, WINDOW_GEOMETRY
from cusdesk.ui.common.context import ScreenContext
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column
from cusdesk.ui.shell import office_calls
from cusdesk.ui.shell.actions import Actions
from cusdesk.ui.shell.care import Care
from cusdesk.ui.shell.commands import screen_actions, window_actions
from cusdesk.ui.shell.features import SCREENS, ScreenSpec
from cusdesk.ui.shell.fictional_bar import Removal
from cusdesk.ui.shell.guide import Guide
from cusdesk.ui.shell.help_place import Helper
from cusdesk.ui.shell.locking import Locker
from cusdesk.ui.shell.message_bar import MessageBar
from cusdesk.ui.shell.privacy import PrivacyView
from cusdesk.ui.shell.start.flow import StartFlow
from cusdesk.ui.shell.undo_keys import UndoKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from cusdesk.core.settings import Settings
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.ui.common.notices import ChangeBus, Notifier
    from cusdesk.ui.common.operations import Operations
    from cusdesk.ui.common.safe_copies import SafeCopies
    from cusdesk.ui.shell.palette import Entry
    from cusdesk.ui.shell.workspace import Workspace


_FIRST_SIZE = (1280, 800)
_ROOMY_PX = 1600
"""On a narrower screen, such as a laptop's, the window begins with all of it."""


class MainWindow(QMainWindow):
    """Joins the parts; knows no feature but the list of screens.

    Signals:
        first_painted: once, after the first picture is on the screen.
        closed: the office is closed and the window goes away.
    """

    first_painted = Signal()
    closed = Signal()

    def __init__(
        self,
        ops: Operations,
        bus: ChangeBus,
        notifier: Notifier,
        settings: Settings,
        screens: Sequence[ScreenSpec] = SCREENS,
    ) -> None:
        super().__init__()
        self._ops, self._bus, self._notifier, self._settings = ops, bus, notifier, settings
        self._screens = screens
        self._has_painted = False
        self._is_closing = False
        self.care = Care(self, ops, notifier)
        self.workspace: Workspace | None = None
        self.copies: SafeCopies | None = None
        self.setWindowTitle(tr("shell.window"))
        self.start = StartFlow(ops, settings)
        self.start.office_ready.connect(self.enter)
        self.message_bar = MessageBar(notifier)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        middle = QWidget()
        layout = column(middle, gap=0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.message_bar)  # below: what is being pointed at must not move away
        self.setCentralWidget(middle)
        self.locker = Locker(self)
        self.privacy = PrivacyView(self)
        UndoKeys(self)
        self.helper = Helper(self, ops)
        self.guide = Guide(self, ops, notifier)
        self.actions_registry = Actions(self)
        self.actions_registry.add(window_actions(self, settings, screens))
        self.actions_registry.add(screen_actions(self, screens))
        bus.changed.connect(self._on_changes)
        settings.subscribe(self._on_setting)
        current().system_changed.connect(self._apply_look)
        self._restore_size()

    # --- office

    @property
    def office(self) -> Office | None:
        """The open office, or None."""
        return self.workspace.context.office if self.workspace else None

    def enter(self, office: Office) -> None:
        """Show the workspace of an open office, or the ways on where its pages are damaged."""
        try:
            self._show_workspace(office)
        except StorageError as error:  # the first pages read well, one that is needed now does not
            self.put_away()
            begin = self.start.mending.begin_open
            check = self._ops.read(office_calls.check_pages, office)  # keeps the file aside
            check.on_success(partial(begin, office, error)).on_error(partial(begin, office)).run()
            return
        is_fictional = self.workspace is not None and self.workspace.is_fictional
        self._settings.add_recent(str(office.path), is_work=not is_fictional)
        self._show_name()
        self.actions_registry.set_office_open(True, office.rights, read_only=office.read_only)
        self.locker.begin(office)
        self.care.begin(office)
        # never before the first data is shown
        self.care.on_copies(lambda copies: self._ops.call_when_idle(copies.begin))
        self._show_state()

    def _show_workspace(self, office: Office) -> None:
        from cusdesk.ui.common.safe_copies import SafeCopies
        from cusdesk.ui.shell.workspace import Workspace

        context = ScreenContext(
            office,
            self._ops,
            self._bus,
            self._notifier,
            self._settings,
            bring_home=partial(self.care.bring_home, office),
        )
        self.workspace = Workspace(context, self._screens)
        self.workspace.search_requested.connect(self.show_palette)
        self.privacy.changed.connect(self.workspace.navigation.show_privacy)
        self.workspace.navigation.show_privacy(self.privacy.is_on)
        self.copies = SafeCopies(self.workspace.context, self.workspace)
        self.copies.damaged.connect(self.care.on_damaged)
        self.workspace.backup_requested.connect(partial(self.open_screen, "copies"))
        removal = Removal(self, self.workspace, self._settings)
        self.workspace.removal_requested.connect(removal.ask)
        self._pages.addWidget(self.workspace)
        self._pages.setCurrentWidget(self.workspace)
        self.workspace.begin()

    def leave_for(self, then: Callable[[], object]) -> None:
        """Close the office in order, then do something else."""
        if self.workspace is None:
            then()
            return
        self.workspace.flush()
        self.when_idle(partial(self._leave, then))

    def _leave(self, then: Callable[[], object]) -> None:
        if not self.care.settle(partial(self._leave, then)):
            return
        self.close_office()
        self.start.show_doors()
        then()

    def close_office(self) -> None:
        """Close the office and let everything of it go."""
        office = self.put_away()
        if office is not None:
            office.close()

    def put_away(self) -> Office | None:
        """Take the office off the window without closing it; return it, None without one."""
        self.locker.end()
        workspace, self.workspace, self.copies = self.workspace, None, None
        if workspace is not None:
            self._pages.setCurrentWidget(self.start)
            self._pages.removeWidget(workspace)
            workspace.deleteLater()
        self.message_bar.hide()
        self.actions_registry.set_office_open(False)
        self.setWindowTitle(tr("shell.window"))
        return workspace.context.office if workspace is not None else None

    def _show_name(self) -> None:
        if self.office is not None:
            name = self.office.name or self.office.path.stem
            self.setWindowTitle(tr("shell.window_of", office=name))

    # --- screens

    def open_screen(self, screen_id: str) -> None:
        """Show one screen."""
        if self.workspace is not None:
            self.workspace.open_screen(screen_id)

    def run_command(self, screen_id: str, command_id: str) -> None:
        """Begin something on a screen."""
        if self.workspace is not None:
            self.workspace.run_command(screen_id, command_id)

    def show_palette(self) -> None:
        """Show the field that finds anything."""
        from cusdesk.ui.shell.palette import Entry, Palette

        if self.workspace is None:
            return
        commands = [
            Entry(words, tr("shell.palette.command"), spec.icon or "next", spec.run)
            for spec, words in self.actions_registry.offered()
        ]
        palette = Palette(self, self._ops, commands, partial(self._find, self.workspace))
        palette.open()
        palette.field.setFocus()

    @staticmethod
    def _find(workspace: Workspace, text: str) -> list[Entry]:
        return office_calls.find_anything(workspace.context, text)

    # --- undo

    def undo(self) -> None:
        """Take back the last step."""
        self._step_back(office_calls.undo, "shell.undone", ("common.button.redo", self.redo))

    def redo(self) -> None:
        """Repeat the step taken back."""
        self._step_back(office_calls.redo, "shell.redone", ("common.button.undo", self.undo))

    def _step_back(
        self, step: Callable[[Any], Any], key: str, other: tuple[str, Callable[[], None]]
    ) -> None:
        if self.workspace is not None:
            self.workspace.flush()
            done = partial(self._on_stepped, key, other)
            self._ops.write(step, self.office).on_success(done).run()

    def _on_stepped(self, key: str, other: tuple[str, Callable[[], None]], undone: Any) -> None:  # noqa: ANN401 (Undone or Redone)
        if undone is None:
            self._notifier.info(tr("shell.nothing_to_undo"))
        else:
            self._notifier.success(tr(key, label=undone.label), tr(other[0]), other[1])

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.office is not None and changes.touches("office"):
            self.locker.read_setting(self.office)
        self.care.on_changes(changes)
        if self.office is not None and changes.touches("programmes"):
            # forms have other fields from now on
            QTimer.singleShot(0, self, partial(self._draw_anew, lambda: None))
        self._show_state()

    def _show_state(self) -> None:
        if self.office is not None:
            operation = self._ops.read(office_calls.state, self.office).replacing("state")
            operation.on_success(self._on_state).run()

    def _on_state(self, state: office_calls.State) -> None:
        if self.workspace is None:
            return
        for name, words in (("undo", state.undo), ("redo", state.redo)):
            action = self.actions_registry.action(f"edit.{name}")
            action.setEnabled(bool(words))
            key = f"actions.edit.{name}"
            action.setText(tr(f"{key}_of", label=words) if words else tr(key))
        self._show_name()
        self.workspace.show_name()
        self.workspace.navigation.show_copies(state.copies, state.urgency)

    # --- the window itself

    def show_about(self) -> None:
        """Say which program this is."""
        text = tr("shell.about", version=cusdesk.__version__)
        QMessageBox.about(self, tr("shell.window"), text)

    def _on_setting(self, key: str) -> None:
        if key in {TEXT_SIZE.key, THEME.key}:
            self._apply_look()

    def _apply_look(self) -> None:
        look = self._settings.get(THEME), self._settings.get(TEXT_SIZE)
        self._draw_anew(partial(current().apply, *look))

    def _draw_anew(self, apply: Callable[[], object]) -> None:
        """Make the pages again: icons and distances are fixed when a page is made."""
        if self.workspace is None:
            apply()
            self.start.draw_anew()
        else:
            self.workspace.draw_anew(apply)
            self._show_state()

    def _restore_size(self) -> None:
        kept = QByteArray.fromBase64(QByteArray(self._settings.get(WINDOW_GEOMETRY).encode()))
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(*_FIRST_SIZE)
            if self.screen().availableSize().width() < _ROOMY_PX:
                self.setWindowState(Qt.WindowState.WindowMaximized)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being read or written."""
        return self._ops.is_idle

    def when_idle(self, then: Callable[[], object]) -> None:
        """Do something when all that is under way is done, and say so if that is not now."""
        if self._ops.is_idle:
            then()
            return
        self._notifier.info(tr("shell.finishing"))
        self._ops.call_when_idle(then)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Notice the first picture."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def _close_again(self) -> None:
        self._is_closing = False  # other work may have begun meanwhile: then wait once more
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed, wait for the writer, close the office, then go."""
        if not self.start.may_close():
            event.ignore()
            return
        if self.workspace is not None:
            self.workspace.flush()
        if not self._ops.is_idle:
            event.ignore()
            if not self._is_closing:
                self._is_closing = True
                self.when_idle(self._close_again)
            return
        if not self.care.settle(self._close_again):
            event.ignore()
            return
        geometry = self.saveGeometry().toBase64().data()
        self._settings.set(WINDOW_GEOMETRY, bytes(geometry).decode())
        self.start.close_unconfirmed()
        self.close_office()
        event.accept()
        self.closed.emit()
