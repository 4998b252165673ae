"""Files beside a record: added by a button or dropped, opened, saved, described, put away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from cusdesk.core.errors import CusdeskError
from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.domain.dates import format_date
from cusdesk.domain.needs_talks import dimension_name
from cusdesk.services import attachments
from cusdesk.ui.common.attachment_dialog import AttachmentDialog
from cusdesk.ui.common.kept_file import ask_place, file_line, show_copy, size_words
from cusdesk.ui.common.noting import note_output, note_view
from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.widgets import (
    button,
    card,
    clear,
    column,
    label,
    set_look,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.needs_talks import Dimension
    from cusdesk.services.attachments import AttachmentRow
    from cusdesk.ui.common.context import ScreenContext


class AttachmentsPanel(QWidget):
    """A white box with the files of one record.

    Args:
        context: of the screen.
        of_person: every file of the resident is shown, wherever it lies.

    Attributes:
        dialog: the window opened last.

    Signals:
        counted: (n) files are shown.
    """

    counted = Signal(int)

    def __init__(self, context: ScreenContext, *, of_person: bool = False) -> None:
        super().__init__()
        self.dialog: AttachmentDialog | None = None
        self._context, self._of_person = context, of_person
        self._record: tuple[str, bytes] | None = None
        self._dimensions: tuple[Dimension, ...] = ()
        self._can_write = False
        self.frame: QFrame
        self.frame, inside = card(margin=2, gap=1)
        inside.addWidget(label(tr("attachments.title"), "heading"))
        self._lines: QVBoxLayout = column(gap=1)
        inside.addLayout(self._lines)
        self.add = button(tr("attachments.panel.add"), self.choose, look="link", icon_name="add")
        inside.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._hint = label(tr("attachments.panel.hint"), "hint", wrap=True)
        inside.addWidget(self._hint)
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        inside.addWidget(self._problem)
        column(self).addWidget(self.frame)
        self.setAcceptDrops(True)
        context.bus.changed.connect(self._on_changes)

    def show_record(
        self,
        record: tuple[str, bytes],
        *,
        can_write: bool,
        dimensions: Sequence[Dimension] = (),
    ) -> None:
        """Read and show the files of a record; in a talk they may support a dimension."""
        if record != self._record:
            self._say("")
        self._record, self._dimensions = record, tuple(dimensions)
        why = why_not_change(self._context.office, "attachments")
        self._can_write = can_write and not why
        permit(self.add, why, when=can_write)
        self._hint.setVisible(self._can_write)
        self._read()

    def _read(self) -> None:
        if self._record is None:
            return
        read = self._context.ops.read(_files_of, self._context, self._record, self._of_person)
        read.replacing("attachments").on_success(self._show).run()

    def _show(self, found: tuple[tuple[str, bytes], list[AttachmentRow]]) -> None:
        if found[0] != self._record:
            return
        clear(self._lines)
        for entry in found[1]:
            self._lines.addWidget(self._line(entry))
        if not found[1]:
            self._lines.addWidget(label(tr("attachments.panel.none"), "hint", wrap=True))
        self.counted.emit(len(found[1]))

    def _line(self, entry: AttachmentRow) -> QWidget:
        title = label(f"{entry.title} ({entry.file_name})", wrap=True)
        mark_personal(title)
        words, is_over = about_words(entry, self._context.office.clock.today())
        about = label(words, "warning" if is_over else "hint", wrap=True)
        return file_line(title, about, entry.title, self._acts(entry))

    def _acts(self, entry: AttachmentRow) -> list[tuple[str, Callable[[], object]]]:
        found: list[tuple[str, Callable[[], object]]] = [
            ("open", partial(self.open_file, entry)),
            ("save", partial(self.choose_place, entry)),
        ]
        if self._can_write:
            found += [
                ("describe", partial(self.describe, entry)),
                ("retire", partial(self._retire, entry)),
            ]
        return found

    # --- adding

    def choose(self) -> None:
        """Ask which files."""
        names, _kind = QFileDialog.getOpenFileNames(
            self.window(), tr("attachments.panel.choose"), str(documents_dir())
        )
        self.add_files([Path(name) for name in names])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take files in one after another; one that is refused says why and stops the rest."""
        if self._record is None or not self._can_write or not paths:
            return
        self._say("")
        operation = self._context.ops.write(_add_all, self._context, self._record, list(paths))
        operation.on_success(self._on_added).on_error(self._on_refused).run()

    def _on_added(self, found: tuple[object, ...]) -> None:
        ids, refusal = found[0], found[1]
        if isinstance(ids, list) and ids:
            self._context.notifier.success(tr("attachments.panel.added", n=len(ids)))
        if isinstance(refusal, CusdeskError):
            self._on_refused(refusal)
        self._read()

    def _on_refused(self, error: CusdeskError) -> None:
        self._say(describe(error))

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer only."""
        urls = event.mimeData().urls()
        if self._can_write and urls and all(url.isLocalFile() for url in urls):
            set_look(self.frame, "look", "bar_warning")
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """The files went elsewhere."""
        set_look(self.frame, "look", "card")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        set_look(self.frame, "look", "card")
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls()])
        event.acceptProposedAction()

    # --- one file

    def open_file(self, entry: AttachmentRow) -> None:
        """Look at a file with the program this computer has for it."""
        operation = self._context.ops.files(attachments.open_copy, self._context.office, entry.id)
        operation.on_success(partial(self._on_copy, entry)).run()

    def _on_copy(self, entry: AttachmentRow, path: Path) -> None:
        note_view(self._context, "attachments", entry.id, entry.resident_id)
        show_copy(self._context.notifier, path)

    def choose_place(self, entry: AttachmentRow) -> None:
        """Ask where to save a file."""
        path = ask_place(self.window(), entry.file_name)
        if path is not None:
            self.save(entry, path)

    def save(self, entry: AttachmentRow, path: Path) -> None:
        """Write a file outside the office."""
        operation = self._context.ops.files(
            attachments.save_attachment, self._context.office, entry.id, path
        )
        operation.on_success(partial(self._on_saved, entry, path)).run()

    def _on_saved(self, entry: AttachmentRow, path: Path, _nothing: object) -> None:
        note_output(self._context, "document", "attachments", entry.id)
        self._context.notifier.success(tr("attachments.panel.saved", name=path.name))

    def describe(self, entry: AttachmentRow) -> None:
        """Edit what is written about a file."""
        self.dialog = AttachmentDialog(self._context, self.window(), entry, self._dimensions)
        self.dialog.open()

    def _retire(self, entry: AttachmentRow) -> None:
        operation = self._context.ops.write(
            attachments.retire_attachment, self._context.office, entry.id
        )
        operation.on_success(self._on_retired).run()

    def _on_retired(self, _changes: object) -> None:
        self._context.notifier.success(tr("attachments.panel.retired"))

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self._record is not None and changes.touches("attachments"):
            self._read()


def about_words(entry: AttachmentRow, today: dt.date) -> tuple[str, bool]:
    """Return what is known about a file in one line, and whether it does not hold any more."""
    is_over = entry.valid_to is not None and entry.valid_to < today
    parts = [
        tr("attachments.panel.by", author=entry.author) if entry.author else "",
        _dated("issued", entry.issued_on),
        _dated("expired" if is_over else "valid", entry.valid_to),
        tr("attachments.panel.dimension", name=dimension_name(entry.dimension))
        if entry.dimension
        else "",
        size_words(entry.size),
        tr(
            "attachments.panel.added_line",
            date=format_date(entry.added_on),
            who=entry.added_by,
        ),
    ]
    return " · ".join(part for part in parts if part), is_over


def _dated(key: str, day: dt.date | None) -> str:
    return tr(f"attachments.panel.{key}", date=format_date(day)) if day else ""


def _files_of(
    context: ScreenContext, record: tuple[str, bytes], of_person: bool
) -> tuple[tuple[str, bytes], list[AttachmentRow]]:
    office = context.office
    if of_person:
        return record, attachments.list_attachments(office, resident_id=record[1])
    return record, attachments.list_attachments(office, record=record)


def _add_all(
    context: ScreenContext, record: tuple[str, bytes], paths: list[Path]
) -> tuple[object, ...]:
    """Return the new ids, the first refusal, and every change for the screens."""
    ids: list[bytes] = []
    done: list[Changes] = []
    for path in paths:
        try:
            saved = attachments.add_file(context.office, record, path)
        except CusdeskError as error:
            return (ids, error, *done)
        ids.append(saved.id)
        done.append(saved.changes)
    return (ids, None, *done)
