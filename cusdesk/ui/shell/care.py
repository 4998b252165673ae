"""What the window does for the safety of an office: warnings, closing copy, damage, restore."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from cusdesk.core.messages import describe, tr
from cusdesk.ui.common.notices import Notice
from cusdesk.ui.shell import office_calls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.services.computer import ComputerLine
    from cusdesk.services.office import Office
    from cusdesk.ui.common.notices import Notifier
    from cusdesk.ui.common.operations import Operations
    from cusdesk.ui.common.safe_copies import SafeCopies
    from cusdesk.ui.shell.main_window import MainWindow

RESTORED = "copies.restore"
"""Kind of the changes after which everything is read anew."""


class Care(QObject):
    """One for the window; told when an office is entered and when it is left."""

    def __init__(self, window: MainWindow, ops: Operations, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._ops, self._notifier = window, ops, notifier
        self._is_settled = self._is_copying = self._was_refused = False
        self._again: Callable[[], object] | None = None

    def on_copies(self, do: Callable[[SafeCopies], object]) -> None:
        """Make a copy or check the file of the open office."""
        if self._window.copies is not None:
            do(self._window.copies)

    def tell_sudden_end(self, number: str) -> None:
        """Say that the program ended suddenly the last time, and what is safe."""
        text = tr("shell.crash.sudden", number=number)
        self._post("warning", text, tr("computer.title"), self.show_computer)

    def show_computer(self) -> None:
        """Look whether the computer is fit; also before an office is open."""
        if self._window.workspace is not None:
            self._window.open_screen("computer")
            return
        from cusdesk.ui.computer.dialog import ComputerDialog

        ComputerDialog(self._window, self._ops).open()

    def show_update(self) -> None:
        """Bring a new version from a file; also before an office is open."""
        from cusdesk.ui.updates.dialog import UpdateDialog

        UpdateDialog(self._window, self._ops, self._window.office, self._window.close).open()

    # --- entering

    def begin(self, office: Office) -> None:
        """Say what a person must know of an office that was opened just now."""
        self._is_settled = self._is_copying = self._was_refused = False
        self._again = None
        place = self._place_words(office)
        if office.read_only:
            again = partial(self._window.leave_for, partial(self._ask_again, office.path))
            words = (office.why_read_only, tr("shell.opened_read_only"), place)
            text = " ".join(part for part in words if part)
            self._post("warning", text, tr("copies.open_again"), again)
            return
        left = office.left_by
        said = ""
        if left is not None:
            said = tr("copies.left_open", user=left.user, computer=left.computer, since=left.since)
        if place:  # one notice: a second one would take the place of the first
            home = partial(self.bring_home, office)
            self._post("warning", f"{said} {place}".strip(), tr("copies.move.button"), home)
        elif said:
            self._notifier.info(said)
        look = self._ops.read(office_calls.look_for_danger, office)
        self._ops.call_when_idle(look.on_success(self._on_danger).run)

    def _on_danger(self, danger: ComputerLine | None) -> None:
        if danger is not None:
            said = tr("computer.line", title=danger.title, said=danger.said)
            text = f"{said}. {danger.means}"
            self._post("warning", text, tr("computer.title"), self.show_computer)

    def _ask_again(self, path: Path) -> None:
        self._window.start.ask_password(path)

    def _place_words(self, office: Office) -> str:
        place = office_calls.place_of(office)
        return "" if place.is_safe else tr(f"copies.place_warning.{place.kind}", name=place.name)

    def _post(self, level: str, text: str, action: str, run: Callable[[], None]) -> None:
        self._notifier.post(Notice(level, text, action, run))

    # --- bringing an office home

    def bring_home(self, office: Office) -> None:
        """Put the office on this computer and go on with it there."""
        operation = self._ops.write(office_calls.copy_here, office)
        operation.with_progress("copies.move.running")
        operation.on_success(partial(self._on_home, office)).run()

    def _on_home(self, office: Office, target: Path) -> None:
        before, today = office.path, office.clock.today().isoformat()
        self._is_settled = True  # the copy here was made just now
        self._window.leave_for(partial(self._go_on_with, before, target, today))

    def _go_on_with(self, before: Path, target: Path, today: str) -> None:
        left = office_calls.leave_behind(before, today)
        self._window.start.ask_password(target)
        key = "copies.move.done" if left is not None else "copies.move.old_stays"
        self._notifier.warning(tr(key, path=str(target), old=str(left or before)))

    # --- leaving

    def settle(self, again: Callable[[], object]) -> bool:
        """Make the copy at closing, if anything was changed; True when the office may be closed.

        False: `again` is called once the copy is made. A copy that fails is said, and the next
        attempt to close goes without it.
        """
        office = self._window.office
        if self._is_settled or office is None or office.read_only or _session_ends():
            return True
        self._again = None
        if not self._is_copying:
            if not office_calls.wants_closing_copy(office):
                return True
            self._is_copying = True
            operation = self._ops.write(office_calls.closing_copy, office)
            operation.with_progress("copies.closing.running")
            operation.on_success(self._on_settled).on_error(self._on_not_settled).run()
        if self._is_copying:  # still under way, on its own thread
            self._again = again
            return False
        return not self._was_refused

    def _on_settled(self, _made: object) -> None:
        self._is_settled, self._is_copying = True, False
        if self._again is not None:
            self._again()

    def _on_not_settled(self, error: CusdeskError) -> None:
        self._is_settled, self._is_copying, self._was_refused = True, False, True
        self._notifier.error(tr("copies.closing.failed", reason=describe(error)))

    def close_for_lock(self) -> None:
        """Take the office off the screen and close it; first the copy of work, if one is due.

        The copy is made behind the locked page, on the thread that opens offices: whoever types the
        password meanwhile waits for it.
        """
        office = self._window.put_away()
        if office is None:
            return
        if office.read_only or not office_calls.wants_copy_of_work(office):
            office.close()
            return
        operation = self._ops.write(office_calls.copy_and_close, office)
        operation.on_error(self._on_no_copy).run()

    def _on_no_copy(self, error: CusdeskError) -> None:
        self._notifier.warning(tr("office.copy.automatic_failed", reason=describe(error)))

    # --- damage and restore

    def on_damaged(self, error: CusdeskError) -> None:
        """Take the damaged office off the screen and show the ways on."""
        office = self._window.put_away()
        if office is not None:
            self._window.start.mending.begin_open(office, error)

    def on_changes(self, changes: Changes) -> None:
        """After a restore make every screen anew: what they show is not there any more."""
        if changes.operation == RESTORED:
            office = self._window.put_away()
            if office is not None:
                self._window.enter(office)
            if self._window.workspace is not None:
                self._window.workspace.open_record("copies")


def _session_ends() -> bool:
    """Tell whether the system is shutting down: it would not wait for a copy."""
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()
