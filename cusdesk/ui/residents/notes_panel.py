"""Dated notes: three keystrokes to begin, type, Ctrl+Enter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.services import drafts, residents
from cusdesk.ui.common.formats import read_date
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, card, clear, column, label, row, set_look

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.drafts import KeptDraft
    from cusdesk.services.residents import NoteRow, ResidentDetails
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.residents.viewmodel import CardModel

NOTE_DRAFT = "residents.note"
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_LINES = 3


class NotesPanel(QObject):
    """The editor and the list under it, in a white box.

    Attributes:
        frame: the box, to be put into a layout.
        written: the note came to its end (for the keyboard to go back).
    """

    written = Signal()

    def __init__(self, context: ScreenContext, model: CardModel) -> None:
        super().__init__()
        self._context, self._model = context, model
        self._resident_id: bytes | None = None
        self._edited: NoteRow | None = None
        self._kept_text = ""
        self.frame, layout = card(margin=2, gap=1)
        layout.addWidget(label(tr("residents.note.title"), "heading"))
        layout.addWidget(self._make_editor())
        self._list = column(gap=1.5)
        layout.addLayout(self._list)

    def _make_editor(self) -> QFrame:
        self.editor = QPlainTextEdit()
        self.editor.setPlaceholderText(tr("residents.note.placeholder"))
        self.editor.setAccessibleName(tr("residents.note.editor"))
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(current().line * _LINES + 2 * space(1.5))
        self.editor.installEventFilter(self)
        self.date = QLineEdit()
        self.date.setAccessibleName(tr("residents.note.date"))
        self.date.setToolTip(tr("residents.note.date"))
        self.date.setMaximumWidth(current().chars(14) + space(3))
        self._save = button(tr("residents.note.add"), self.save)
        self._cancel = button(tr("residents.note.cancel"), self._stop_editing, look="quiet")
        self._cancel.hide()
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        holder = QFrame()
        layout = column(holder, gap=1)
        layout.addWidget(self.editor)
        line = row(gap=1)
        line.addWidget(self.date)
        line.addWidget(self._save)
        line.addWidget(self._cancel)
        line.addStretch()
        layout.addLayout(line)
        layout.addWidget(self._problem)
        self._entry = holder
        return holder

    def start(self) -> None:
        """Put the keyboard into the editor."""
        self.editor.setFocus()

    def show_card(self, details: ResidentDetails) -> None:
        """Show another card's notes, with what was left unfinished the last time."""
        self._resident_id, self._kept_text = details.id, ""
        self._stop_editing()
        self.show_notes(details)
        read = self._context.ops.read(drafts.drafts, self._context.office, NOTE_DRAFT)
        read.replacing("note-draft").on_success(self._on_drafts).run()

    def show_notes(self, details: ResidentDetails) -> None:
        """Show the list anew; what is being typed stays."""
        self._entry.setVisible(self._model.can_write)
        clear(self._list)
        if not details.notes:
            self._list.addWidget(label(tr("residents.note.none"), "hint", wrap=True))
        for note in details.notes:
            self._list.addWidget(self._note(note))

    def flush(self) -> None:
        """Keep a note being typed."""
        text = self.editor.toPlainText().strip()
        if self._resident_id is None or self._edited is not None or not self._model.can_write:
            return
        if text == self._kept_text:
            return
        self._kept_text = text
        office, key = self._context.office, self._resident_id.hex()
        if text:
            payload: dict[str, object] = {"text": text, "date": self.date.text()}
            self._context.ops.write(drafts.keep, office, NOTE_DRAFT, key, payload).run()
        else:
            self._context.ops.write(drafts.discard, office, NOTE_DRAFT, key).run()

    def save(self) -> None:
        """Add or change the note."""
        date = self._typed_date()
        text = self.editor.toPlainText().strip()
        if self._resident_id is None or not self._is_sound(date, text):
            return
        if self._edited is not None:
            note = self._edited
            self._model.run(residents.change_note, note.id, date, text, note.version)
        else:
            self._model.run(residents.add_note, self._resident_id, date, text)
        self._stop_editing()
        self.flush()
        self.written.emit()

    def _typed_date(self) -> dt.date | None:
        today = self._context.office.clock.today()
        typed = read_date(self.date.text(), today)
        found: dt.date | None = None if typed.problem else typed.value
        return found

    def _is_sound(self, date: dt.date | None, text: str) -> bool:
        key = ""
        if not text:
            key = "residents.note.empty"
        elif date is None:
            key = "residents.note.bad_date"
        elif date > self._context.office.clock.today():
            key = "residents.note.future"
        self._problem.setText(tr(key) if key else "")
        self._problem.setVisible(bool(key))
        set_look(self.date, "state", "problem" if key and text else "")
        self.date.setAccessibleDescription(tr(key) if key and text else "")
        return not key

    def _on_drafts(self, kept: list[KeptDraft]) -> None:
        if self._resident_id is None or self.editor.toPlainText():
            return
        for draft in kept:
            if draft.key == self._resident_id.hex():
                self._kept_text = str(draft.payload.get("text", ""))
                self.editor.setPlainText(self._kept_text)
                self.date.setText(str(draft.payload.get("date", "")))

    def _note(self, note: NoteRow) -> QFrame:
        frame = QFrame()
        layout = column(frame, gap=0.25)
        date = format_date(note.date)
        head = row(gap=1)
        said = tr("residents.note.head", date=date, author=note.author) if note.author else date
        head.addWidget(label(said, "hint"), 1)
        if self._model.can_write:
            for key, run in (("edit", self._edit), ("retire", self._retire)):
                act = button(tr(f"residents.note.{key}"), partial(run, note), look="link")
                act.setAccessibleName(tr(f"residents.note.{key}_of", date=date))
                head.addWidget(act)
        layout.addLayout(head)
        text = label(note.text, wrap=True)
        mark_personal(text)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(text)
        return frame

    def _edit(self, note: NoteRow) -> None:
        self.flush()
        self._edited = note
        self.editor.setPlainText(note.text)
        self.date.setText(format_date(note.date))
        self._save.setText(tr("residents.note.change"))
        self._cancel.show()
        self.start()

    def _retire(self, note: NoteRow) -> None:
        self._model.run(residents.retire_note, note.id)
        self._context.notifier.success(tr("residents.note.retired"))

    def _stop_editing(self) -> None:
        self._edited = None
        self.editor.clear()
        self.date.setText(format_date(self._context.office.clock.today()))
        self._save.setText(tr("residents.note.add"))
        self._cancel.hide()
        self._problem.hide()
        set_look(self.date, "state", "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter saves; leaving the editor keeps what was typed."""
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in _ENTER:
                self.save()
                return True
        return super().eventFilter(watched, event)
