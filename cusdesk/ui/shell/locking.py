"""Locking: everything of the office leaves the screen and the memory we hold, until the password.

The half-typed is kept as drafts, as when a screen is left, in small windows too (`kept_text`); the
office file is closed, its screens and dialogs go. Unlocked by the same person, the program returns
to the same place. Python cannot
wipe memory for certain: it is locking that is promised, not wiping.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from cusdesk.core.messages import tr
from cusdesk.domain.locking import LockAfter, is_due
from cusdesk.ui.shell import kept_text, office_calls
from cusdesk.ui.shell.idle import IdleWatch

if TYPE_CHECKING:
    from PySide6.QtGui import QClipboard

    from cusdesk.services.office import Office
    from cusdesk.ui.shell.main_window import MainWindow
    from cusdesk.ui.shell.workspace import WorkPlace


@dataclass(frozen=True)
class Locked:
    """What is kept of a locked office: its place in the window, and whose it was."""

    path: Any
    user_id: bytes | None
    place: WorkPlace


class Locker(QObject):
    """Locks the window by itself or when asked.

    Signals:
        locked: the office is closed and the password is asked for.
    """

    locked = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._watch: IdleWatch | None = None
        self._after = LockAfter.NEVER
        self._kept: Locked | None = None
        self._is_waiting = False

    def begin(self, office: Office) -> None:
        """Watch an office that was entered; return to the place it was locked at."""
        self.end()
        kept, self._kept = self._kept, None
        workspace = self._window.workspace
        is_same = kept is not None and (kept.path, kept.user_id) == (office.path, office.user_id)
        if kept is not None and is_same and workspace is not None:
            workspace.return_to(kept.place)
        self.read_setting(office)
        self._watch = IdleWatch(office.clock, self)
        self._watch.looked.connect(self._on_looked)
        if workspace is not None:  # never before the first data is shown
            workspace.context.ops.call_when_idle(partial(self._note_login, office))
            if not office.read_only:
                shown = partial(self._give_back, office)
                workspace.context.ops.read(kept_text.kept, office).on_success(shown).run()

    def _give_back(self, office: Office, found: list[kept_text.Typed]) -> None:
        """Show what the same person typed into small windows before the lock."""
        if found and self._window.office is office and self._window.workspace is not None:
            dialog = kept_text.KeptText(found, self._window)
            dialog.accepted.connect(partial(self._forget, office))
            dialog.open()

    def _forget(self, office: Office) -> None:
        workspace = self._window.workspace
        if workspace is not None and workspace.context.office is office:
            workspace.context.ops.write(kept_text.forget, office).run()

    def _note_login(self, office: Office) -> None:
        workspace = self._window.workspace
        if workspace is not None and workspace.context.office is office:
            workspace.context.ops.write(office_calls.note_login, office).run()

    def read_setting(self, office: Office) -> None:
        """Take over after how long this office is locked."""
        self._after = office_calls.lock_after(office)

    def end(self) -> None:
        """Watch no more: the office is closed."""
        if self._watch is not None:
            self._watch.stop()
            self._watch.deleteLater()
            self._watch = None

    def lock(self) -> None:
        """Lock as soon as what is being written is written."""
        if self._window.workspace is None or self._is_waiting:
            return
        self._is_waiting = True
        self._window.workspace.flush()
        self._window.when_idle(self._lock)

    def _on_looked(self, idle_ms: int) -> None:
        if is_due(self._after, idle_ms) and self._window.is_idle:
            self.lock()

    def _lock(self) -> None:
        self._is_waiting = False
        workspace = self._window.workspace
        if workspace is None:
            return
        office = workspace.context.office
        self._kept = Locked(office.path, office.user_id, workspace.place())
        when = office.clock.now()
        words = tr("shell.locked.text", time=f"{when:%H:%M}")
        name, user = office.name or office.path.stem, office.user_name
        kept_text.keep(office, kept_text.all_typed())
        close_dialogs()
        clear_clipboard()
        office_calls.note_lock(office)
        self._window.care.close_for_lock()
        self._window.start.ask_again(office.path, name, user, words)
        self.locked.emit()


def close_dialogs() -> None:
    """Close every window of the program but the main one."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
        elif widget.isWindow() and not widget.isHidden() and widget.parentWidget() is not None:
            widget.close()


def clear_clipboard() -> None:
    """Take back what this program copied; what another one copied stays."""
    clipboard = QGuiApplication.clipboard()
    if is_ours(clipboard):
        clipboard.clear()


def is_ours(clipboard: QClipboard) -> bool:
    """Tell whether what lies in the clipboard was copied by this program."""
    return clipboard.ownsClipboard()
