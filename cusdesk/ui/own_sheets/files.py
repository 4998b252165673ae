"""Taking an own workbook from the disk, putting a newer one in its place, saving a filled one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.core.settings import LAST_FOLDER
from cusdesk.domain.own_sheets import figure_kinds
from cusdesk.services import own_sheets
from cusdesk.ui.common.questions import question

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.services.own_sheets import FilledSheet, KeptSheet, MovedMark, ReadSheet
    from cusdesk.ui.common.context import ScreenContext

XLSX = ".xlsx"
_NAMED_CELLS = 12
"""How many cells a message names before it only counts them."""


class SheetFiles:
    """The roads between the disk and the kept workbooks.

    Args:
        context: the office and the message bar.
        screen: over which questions are asked.
    """

    def __init__(self, context: ScreenContext, screen: QWidget) -> None:
        self._context, self._screen = context, screen

    def ask_new(self) -> None:
        """Ask for a workbook and keep it with the cells that could be guessed."""
        path = self._asked(tr("own_sheets.add"))
        if path is not None:
            self.add(path)

    def add(self, path: Path) -> None:
        """Keep a workbook under the name of its file."""
        context = self._context
        context.ops.write(_kept, context.office, path).on_success(self._on_added).run()

    def _on_added(self, added: tuple[Changes, int]) -> None:
        key = "own_sheets.added" if added[1] else "own_sheets.added_without"
        self._context.notifier.success(tr(key, n=added[1]))

    def ask_newer(self, kept: KeptSheet) -> None:
        """Ask for a newer file of a kept workbook, and show what moved in it."""
        path = self._asked(tr("own_sheets.replace"))
        if path is not None:
            self.compare(kept, path)

    def compare(self, kept: KeptSheet, path: Path) -> None:
        """Read a newer file; where cells moved or are gone, ask before anything is kept."""
        context = self._context
        read = context.ops.read(_compared, context.office, kept, path)
        read.on_success(partial(self._on_compared, kept)).run()

    def _on_compared(self, kept: KeptSheet, found: tuple[ReadSheet, list[MovedMark]]) -> None:
        read, moved = found
        if not moved:
            self._replace(kept, read)
            return
        lines = [_moved_words(each) for each in moved[:_NAMED_CELLS]]
        rest = len(moved) - _NAMED_CELLS
        lines += [tr("own_sheets.moved.more", n=rest)] if rest > 0 else []
        self.question = question(
            self._screen,
            tr("own_sheets.moved.ask", n=len(moved)),
            tr("own_sheets.moved.replace"),
            partial(self._replace, kept, read),
            more="\n".join(lines),
            title=tr("own_sheets.replace"),
            for_good=False,
        )
        self.question.open()

    def _replace(self, kept: KeptSheet, read: ReadSheet) -> None:
        context = self._context
        operation = context.ops.write(
            own_sheets.replace_file, context.office, kept.id, read, kept.marks
        )
        operation.on_success(self._on_replaced).run()

    def _on_replaced(self, _changes: object) -> None:
        self._context.notifier.success(tr("own_sheets.replaced"))

    def ask_place(self, filled: FilledSheet, name: str, month: dt.date) -> None:
        """Ask where a filled workbook is to be saved."""
        from cusdesk.export.names import safe_file_stem

        stem = safe_file_stem(f"{name} {month:%Y-%m}")
        chosen, _ = QFileDialog.getSaveFileName(
            self._screen,
            tr("own_sheets.fill.action"),
            str(self._folder() / f"{stem}{XLSX}"),
            tr("listing.filter.xlsx"),
        )
        if chosen:
            path = Path(chosen)
            self.save(
                filled, month, path if path.suffix.lower() == XLSX else Path(f"{chosen}{XLSX}")
            )

    def save(self, filled: FilledSheet, month: dt.date, path: Path) -> None:
        """Write a filled workbook and offer its folder."""
        context = self._context
        context.settings.set(LAST_FOLDER, str(path.parent))
        operation = context.ops.read(own_sheets.save_filled, context.office, filled, month, path)
        operation.on_success(partial(self._on_saved, path)).run()

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self._context.notifier.success(
            tr("reports.month.saved", place=str(path)),
            tr("reports.month.open_folder"),
            partial(_open_folder, path.parent),
        )

    def _asked(self, title: str) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._screen, title, str(self._folder()), tr("listing.filter.xlsx")
        )
        if not chosen:
            return None
        self._context.settings.set(LAST_FOLDER, str(Path(chosen).parent))
        return Path(chosen)

    def _folder(self) -> Path:
        last = self._context.settings.get(LAST_FOLDER)
        return Path(last) if last and Path(last).is_dir() else documents_dir()


def _kept(office: Office, path: Path) -> tuple[Changes, int]:
    read = own_sheets.read_own_sheet(office, path)
    saved = own_sheets.add(office, path.stem, read, read.marks)
    return saved.changes, len(read.marks)


def _compared(office: Office, kept: KeptSheet, path: Path) -> tuple[ReadSheet, list[MovedMark]]:
    read = own_sheets.read_own_sheet(office, path)
    return read, own_sheets.compare(read.own, kept.marks)


def _moved_words(moved: MovedMark) -> str:
    figure = figure_kinds()[moved.mark.figure].label
    if moved.cell is None:
        return tr("own_sheets.moved.gone", cell=moved.mark.cell, figure=figure)
    return tr("own_sheets.moved.line", cell=moved.mark.cell, to=moved.cell, figure=figure)


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
