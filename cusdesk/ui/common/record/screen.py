"""The screen of a feature with records: the list, and in its place the form of one record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from cusdesk.core.messages import tr
from cusdesk.services import history
from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.record.parts import RecordPlace
from cusdesk.ui.common.record.side_by_side import SideBySide
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.widgets import button, card, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.record.parts import RecordParts, RecordWords


class RecordScreen(Screen):
    """A list and the form of one of its records.

    A feature makes its parts, calls `assemble`, and adds its own buttons to `list_buttons`.

    Attributes:
        list_buttons: the line of buttons of the list.
        bin: whether the list shows what is in the bin, where the feature offers that.
        to_side: leads down to what belongs to the form, where the feature offers that.
    """

    def __init__(self, context: ScreenContext, words: RecordWords) -> None:
        super().__init__(context, tr(words.title))
        self._words = words
        self._name = ""
        self._back = button(tr(words.title), self.show_list, look="quiet", icon_name="back")
        self._back.hide()
        self.header_row.insertWidget(0, self._back)
        self._retire = button(tr(words.retire), self._on_retire, look="quiet", icon_name="delete")
        self._restore = button(tr(words.restore), self._on_restore, icon_name="undo")
        self._history = button(
            tr("record.history.button"), self.show_history, look="quiet", icon_name="history"
        )
        for widget in (self._history, self._retire, self._restore):
            widget.hide()
            self.header_row.addWidget(widget)
        self._list_bar = QWidget()
        self.list_buttons = row(self._list_bar)
        self.header_row.addWidget(self._list_bar)
        self._new = button(tr(words.new), self.start_new, look="main", icon_name="add")
        self.bin: QCheckBox | None = None
        self.to_side: QPushButton | None = None

    def assemble(self, parts: RecordParts) -> None:
        """Put the screen together; once, at the end of the feature's constructor."""
        self.parts = parts
        self.list_buttons.addWidget(self._new)
        permit(self._new, why_not_change(self.context.office, parts.editor.feature))
        self._pages = Pages()
        self._list_page = QWidget()
        self.list_layout = column(self._list_page, gap=1)
        self.list_layout.addWidget(parts.panel, 1)
        self._pages.addWidget(self._list_page)
        page = self._record_page()
        self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        editor = parts.editor
        editor.shown.connect(self._on_shown)
        editor.created.connect(self._on_created)
        editor.gone.connect(self.show_list)
        editor.draft_found.connect(self._on_draft_found)
        parts.panel.record_opened.connect(self.show_record)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), page)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.show_list)
        parts.panel.load()
        parts.panel.setFocus()

    def offer_bin(self, words: str, list_ids: Callable[..., list[bytes]]) -> None:
        """Let the list show the bin instead; `list_ids` takes the query and `retired`."""
        self._list_ids = list_ids
        self.bin = QCheckBox(tr(words))
        self.bin.toggled.connect(self._on_bin)
        self.list_layout.insertWidget(0, self.bin)

    def offer_side(self, words: str) -> None:
        """Lead from the head to the side where it stands under the form."""
        self.to_side = button(tr(words), self._both.show_side, look="quiet", icon_name="down")
        self.to_side.hide()
        self.header_row.insertWidget(self.header_row.indexOf(self._history), self.to_side)
        QWidget.setTabOrder(self._back, self.to_side)
        # the head is not laid out anew while the form below it is
        self._both.turned.connect(self._place_way, Qt.ConnectionType.QueuedConnection)

    def _place_way(self) -> None:
        if self.to_side is not None:
            on_form = self._pages.currentIndex() == 1
            self.to_side.setVisible(on_form and not self._both.is_wide)

    def _on_bin(self, retired: bool) -> None:
        self.parts.panel.set_source(partial(self._list_ids, retired=retired))

    def _record_page(self) -> QWidget:
        page = QWidget()
        layout = column(page, gap=1.5)
        self._notice, notice = card(margin=1.5)
        line = row()
        self._notice_words = label("", wrap=True)
        self._over = button(tr("record.start_over"), self._on_start_over, look="link")
        line.addWidget(self._notice_words, 1)
        line.addWidget(self._over)
        notice.addLayout(line)
        self._notice.hide()
        layout.addWidget(self._notice)
        self._both = SideBySide(self.parts.form, self.parts.side)
        layout.addWidget(self._both, 1)
        self._bottom = QWidget()
        bottom = row(self._bottom)
        self._create = button(
            tr(self._words.create), self.parts.editor.create, look="main", icon_name="check"
        )
        bottom.addWidget(self._create)
        bottom.addWidget(button(tr("record.later"), self.show_list, look="quiet"))
        bottom.addWidget(label(tr("record.kept"), "hint", wrap=True), 1)
        layout.addWidget(self._bottom)
        return page

    # --- what is shown

    def show_list(self) -> None:
        """Go back to the list; what is being typed is kept."""
        self.parts.editor.leave()
        self._show_page(record=False)
        self.title_label.setText(tr(self._words.title))
        self.parts.panel.setFocus()

    def show_record(self, record_id: bytes) -> None:
        """Show one record on the form."""
        self.parts.editor.leave()
        self.parts.editor.open(record_id)

    def start_new(self) -> None:
        """Begin a new record, or go on with the unfinished one."""
        self.parts.editor.leave()
        self.parts.editor.start_new()

    def show_history(self) -> None:
        """Show who changed what in the record on the form."""
        from cusdesk.ui.common.record.history import HistoryDialog

        editor = self.parts.editor
        if editor.record_id is not None:
            self.flush()
            window = self.window()
            HistoryDialog(self.context, editor.feature, editor.record_id, self._name, window).open()

    def place(self) -> RecordPlace:
        """Return the list, and the record on the form."""
        on_form = self._pages.currentIndex() == 1
        record_id = self.parts.editor.record_id if on_form else None
        is_new = on_form and record_id is None
        return RecordPlace(self.parts.panel.place(), record_id, is_new, self.part())

    def return_to(self, place: RecordPlace) -> None:
        """Show the same record, or the same place in the list."""
        self.show_part(place.part)
        self.parts.panel.return_to(place.listed)
        if place.record_id is not None:
            self.show_record(place.record_id)
        elif place.is_new:
            self.start_new()

    def part(self) -> int:
        """Return which part of the records is listed; features with other parts say so."""
        return int(self.bin is not None and self.bin.isChecked())

    def show_part(self, part: int) -> None:
        """List a part of the records."""
        if self.bin is not None:
            self.bin.setChecked(bool(part))

    def run_command(self, command_id: str) -> None:
        """Do one of the commands: the one that ends in `.new`."""
        if command_id.endswith(".new"):
            self.start_new()

    def flush(self) -> None:
        """Keep what is being typed."""
        self.parts.editor.flush()

    def _show_page(self, *, record: bool) -> None:
        self._pages.setCurrentIndex(1 if record else 0)
        self._back.setVisible(record)
        self._list_bar.setVisible(not record)
        self._place_way()
        if not record:
            for widget in (self._history, self._retire, self._restore):
                widget.hide()

    def _on_shown(self, details: Any) -> None:  # noqa: ANN401 (what the feature reads)
        is_new = details is None
        was_list = self._pages.currentIndex() == 0
        why = self._why_grey()
        writable = not why
        retired = not is_new and details.is_retired
        self._show_page(record=True)
        self._name = "" if is_new else self.parts.name_of(details)
        self.title_label.setText(self._name or tr(self._words.new_title))
        self._history.setVisible(not is_new)
        can_retire = self.parts.retire is not None
        self._retire.setVisible(can_retire and not is_new and not retired)
        self._restore.setVisible(retired)
        for widget in (self._retire, self._restore):
            permit(widget, why)
        self._bottom.setVisible(is_new)
        self.parts.form.setEnabled(writable and not retired)
        self._show_notice(tr("record.in_bin") if retired else why)
        if was_list:
            self._both.form_area.verticalScrollBar().setValue(0)
        if was_list and writable and not retired:
            self.parts.form.focus()

    def _why_grey(self) -> str:
        """Return why nothing can be typed here, "" where it can."""
        return why_not_change(self.context.office, self.parts.editor.feature)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the keyboard in the list."""
        super().showEvent(event)
        if not event.spontaneous() and self._pages.currentIndex() == 0:
            self.parts.panel.setFocus()

    def _show_notice(self, text: str, *, with_over: bool = False) -> None:
        self._notice_words.setText(text)
        self._notice.setVisible(bool(text))
        self._over.setVisible(with_over)

    def _on_draft_found(self) -> None:
        self._show_notice(tr(self._words.draft_found), with_over=True)

    def _on_start_over(self) -> None:
        self.parts.editor.start_over()
        self._show_notice("")
        self.parts.form.focus()

    # --- what is done

    def _on_created(self, record_id: bytes) -> None:
        name = str(getattr(self.parts.form.draft(), "name", ""))
        self.context.notifier.success(tr(self._words.created, name=name))
        self.parts.editor.open(record_id)

    def _on_retire(self) -> None:
        if self.parts.retire is None:
            return
        self.flush()
        operation = self.context.ops.write(self.parts.retire, self.parts.editor.record_id)
        operation.by(self.parts.editor).on_success(partial(self._on_retired, self._name)).run()

    def _on_retired(self, name: str, _changes: Changes) -> None:
        self.show_list()
        text = tr(self._words.retired, name=name)
        self.context.notifier.success(text, tr("common.button.undo"), self._undo)

    def _undo(self) -> None:
        self.context.ops.write(history.undo, self.context.office).run()

    def _on_restore(self) -> None:
        if self.parts.restore is not None:
            self.context.ops.write(self.parts.restore, self.parts.editor.record_id).run()
