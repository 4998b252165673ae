"""Safe copies and the check of the office file as a person meets them: progress, words, folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.core.settings import COPY_FOLDER
from cusdesk.services import safe_copies
from cusdesk.ui.common.formats import show_size

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.safe_copies import CopyMade, FileChecked
    from cusdesk.ui.common.context import ScreenContext


class SafeCopies(QObject):
    """Runs copies and checks for one open office; lives as long as `parent`."""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent

    def make(self) -> None:
        """Make a copy on this computer."""
        operation = self._context.ops.write(safe_copies.make_copy, self._context.office)
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
            office = self._context.office
            operation = self._context.ops.write(safe_copies.make_copy_in, office, Path(chosen))
            operation.with_progress("office.copy.making").on_success(self._on_made).run()

    def check_then_copy(self) -> None:
        """Check the pages of the file behind the scenes, and make a copy if the last one is old.

        Writing waits for the check, reading does not.
        """
        operation = self._context.ops.files(safe_copies.check_pages, self._context.office)
        operation.on_success(self._on_sound).run()

    def _on_sound(self, _nothing: None) -> None:
        self.make_if_old()

    def make_if_old(self) -> None:
        """Make a copy behind the scenes when the last one is over a day old."""
        if not self._context.office.read_only:
            # On the other thread: the person works meanwhile, and saving never waits for a copy.
            operation = self._context.ops.files(safe_copies.make_copy_if_old, self._context.office)
            operation.on_error(self._on_not_made).run()

    def check(self) -> None:
        """Check the office file itself."""
        operation = self._context.ops.read(safe_copies.check_file, self._context.office)
        operation.with_waiting("office.check.running").on_success(self._on_checked).run()

    def _on_made(self, made: CopyMade) -> None:
        text = tr("office.copy.made", n=made.residents, path=str(made.path))
        show = partial(show_folder, made.path.parent)
        self._context.notifier.success(text, tr("office.copy.show_folder"), show)

    def _on_not_made(self, error: CusdeskError) -> None:
        text = tr("office.copy.automatic_failed", reason=describe(error))
        self._context.notifier.warning(text)

    def _on_checked(self, checked: FileChecked) -> None:
        text = tr("office.check.healthy", n=checked.residents, size=show_size(checked.size))
        self._context.notifier.success(text)


def show_folder(folder: Path) -> None:
    """Show a folder in the system's own window of files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
