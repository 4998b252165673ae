"""Safe copies and the check of the office file as a person meets them: progress, words, folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.core.settings import COPY_FOLDER
from cusdesk.services import copies
from cusdesk.ui.common.formats import show_size
from cusdesk.ui.common.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.copies import CopiesState, CopyMade, FileChecked
    from cusdesk.ui.common.context import ScreenContext

DAMAGED = "storage.damaged"
_TICK_MS = 5 * 60 * 1000
"""How often is looked whether a copy is due; the copy itself is made once an hour at most."""


class SafeCopies(QObject):
    """Runs copies and checks for one open office; lives as long as `parent`.

    Signals:
        damaged: (error) the check of the pages found the office damaged.
    """

    damaged = Signal(object)

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent
        self._has_offered = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    # --- asked for

    def make(self) -> None:
        """Make a copy on this computer."""
        operation = self._context.ops.write(copies.make_copy, self._context.office)
        operation.with_progress("office.copy.making").on_success(self._on_made).run()

    def make_elsewhere(self) -> None:
        """Ask for a folder, such as a stick, and make a copy there."""
        last = self._context.settings.get(COPY_FOLDER)
        wished = (Path(last) if last else documents_dir(), documents_dir(), Path.home())
        start = str(next((folder for folder in wished if folder.is_dir()), Path.home()))
        title = tr("office.copy.choose_folder")
        chosen = QFileDialog.getExistingDirectory(self._window.window(), title, start)
        if chosen:
            self._context.settings.set(COPY_FOLDER, chosen)
            self.make_in(Path(chosen))

    def make_in(self, folder: Path) -> None:
        """Make a copy in a folder that was chosen, now or the last time."""
        operation = self._context.ops.write(copies.make_copy_in, self._context.office, folder)
        operation.with_progress("office.copy.making").on_success(self._on_made_elsewhere).run()

    def check(self) -> None:
        """Check the office file itself."""
        operation = self._context.ops.read(copies.check_file, self._context.office)
        operation.with_waiting("office.check.running").on_success(self._on_checked).run()

    def try_out(self) -> None:
        """Restore the newest copy on trial."""
        operation = self._context.ops.files(copies.run_drill, self._context.office)
        operation.with_progress("copies.drill.running").run()

    # --- by themselves, behind the scenes

    def begin(self) -> None:
        """Check the pages of the file, make the copy that is due, then look every five minutes.

        Writing waits for the check, reading does not; see `db.page_check`.
        """
        operation = self._context.ops.files(copies.check_pages, self._context.office)
        operation.on_success(self._on_sound).on_error(self._on_unsound).run()

    def tick(self) -> None:
        """Make the copy of work that is due, if any; never while something else is under way."""
        if self._context.ops.is_idle:
            operation = self._context.ops.files(copies.make_if_due, self._context.office, "work")
            operation.on_success(self._on_kept).on_error(self._on_not_made).run()

    def _on_sound(self, _nothing: None) -> None:
        if self._context.office.read_only:
            return
        self._timer.start()
        # On the other thread: the person works meanwhile, and saving never waits for a copy.
        operation = self._context.ops.files(copies.make_if_due, self._context.office, "opening")
        operation.on_success(self._on_kept).on_error(self._on_not_made).run()

    def _on_unsound(self, error: CusdeskError) -> None:
        self._context.ops.show_error(error)
        if error.key == DAMAGED:
            self.damaged.emit(error)

    def _on_kept(self, _made: CopyMade | None) -> None:
        operation = self._context.ops.files(copies.run_drill_if_due, self._context.office)
        operation.on_success(self._on_drilled).run()

    def _on_drilled(self, _changes: object) -> None:
        if not self._has_offered:
            operation = self._context.ops.read(copies.copies_state, self._context.office)
            operation.on_success(self._offer).run()

    def _offer(self, state: CopiesState) -> None:
        """Offer a copy to the stick that is there, and tell of a copy that failed its trial."""
        if state.drill is not None and state.drill.problem:
            self._has_offered = True
            text = tr("copies.drill.failed", reason=state.drill.problem)
            self._post("error", text, "office.copy.now", self.make)
        elif state.is_stick_waiting and state.outside_folder is not None:
            self._has_offered = True
            text = tr("copies.offer.stick", folder=str(state.outside_folder))
            self._post(
                "info", text, "copies.offer.make", partial(self.make_in, state.outside_folder)
            )

    def _post(self, level: str, text: str, action: str, run: Callable[[], None]) -> None:
        self._context.notifier.post(Notice(level, text, tr(action), run))

    # --- what is said

    def _on_made(self, made: CopyMade) -> None:
        text = tr("office.copy.made", n=made.residents, path=str(made.path))
        show = partial(show_folder, made.path.parent)
        self._context.notifier.success(text, tr("office.copy.show_folder"), show)

    def _on_made_elsewhere(self, made: CopyMade) -> None:
        if made.is_outside:
            self._on_made(made)
        else:
            self._context.notifier.warning(tr("copies.same_disk", path=str(made.path)))

    def _on_not_made(self, error: CusdeskError) -> None:
        if error.key == DAMAGED:
            self._on_unsound(error)
            return
        text = tr("office.copy.automatic_failed", reason=describe(error))
        self._context.notifier.warning(text)

    def _on_checked(self, checked: FileChecked) -> None:
        text = tr("office.check.healthy", n=checked.residents, size=show_size(checked.size))
        self._context.notifier.success(text)


def show_folder(folder: Path) -> None:
    """Show a folder in the system's own window of files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
