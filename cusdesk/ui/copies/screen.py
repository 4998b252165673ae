"""„Kopie”: how the office stands with its copies, the list of them, and the way back in time."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.core.settings import COPY_FOLDER
from cusdesk.domain.copies import LONGEST_KEEP_DAYS, SHORTEST_KEEP_DAYS
from cusdesk.services import copies
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.formats import read_int
from cusdesk.ui.common.permits import choice_needed, permit
from cusdesk.ui.common.safe_copies import SafeCopies, show_folder
from cusdesk.ui.common.screen import Screen, scrolled
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label, row, set_look
from cusdesk.ui.copies.restore_page import RestorePage
from cusdesk.ui.copies.table import COPY_COLUMNS, Rows

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QHBoxLayout

    from cusdesk.domain.changes import Changes
    from cusdesk.services.copies import CopiesState
    from cusdesk.ui.common.context import ScreenContext

RESTORE_COMMAND = "copies.restore"
_TABLE_LINES = 11


class CopiesScreen(Screen):
    """The list, and in its place the page before a restore."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("copies.title"))
        office = context.office
        self._may_restore = office.may("copies.restore") and not office.read_only
        self.copies = SafeCopies(context, self)
        self._rows = Rows(COPY_COLUMNS, partial(copies.list_copies, office))
        self.pages = Pages()
        inside = QWidget()
        layout = column(inside, gap=1.5)
        layout.addWidget(self._state_card())
        layout.addWidget(self._tools())
        layout.addWidget(self._list(), 1)
        layout.addLayout(self._term())
        self.home = scrolled(inside, gap=0.5)  # large letters leave the table little room
        self.pages.addWidget(self.home)
        self.body.addWidget(self.pages, 1)
        self.now = button(tr("office.copy.now"), self.copies.make, look="main", icon_name="backup")
        self.header_row.addWidget(self.now)
        context.bus.changed.connect(self._on_changes)
        self._on_current(None)

    @cached_property
    def restore_page(self) -> RestorePage:
        """What a restore would do; made when it is first asked for."""
        page = RestorePage(self.context)
        page.left.connect(self.show_list)
        self.pages.addWidget(page)
        return page

    # --- parts

    def _state_card(self) -> QWidget:
        frame, layout = card(gap=0.5)
        self.words = label("", "heading", wrap=True)
        self.outside = label("", "warning", wrap=True)
        self.drill = label("", wrap=True)
        self.failure = label("", "problem", wrap=True)
        for line in (self.words, self.failure, self.outside, self.drill):
            layout.addWidget(line)
        layout.addWidget(label(tr("copies.screen.how"), "hint", wrap=True))
        return frame

    def _tools(self) -> QWidget:
        self.elsewhere = button(
            tr("office.copy.elsewhere"), self.copies.make_elsewhere, icon_name="folder"
        )
        self.try_out = button(tr("copies.screen.try"), self.copies.try_out, icon_name="check")
        self.restore = button(tr("copies.screen.restore"), self._restore, icon_name="history")
        self.from_file = button(tr("copies.screen.from_file"), self._from_file, icon_name="folder")
        self.folder = button(tr("office.copy.show_folder"), self._show_folder, look="quiet")
        self.restore.setVisible(self._may_restore)
        self.from_file.setVisible(self._may_restore)
        return flow(self.restore, self.from_file, self.elsewhere, self.try_out, self.folder)

    def _list(self) -> TablePanel:
        empty = EmptyState(
            "backup",
            tr("copies.screen.empty"),
            tr("copies.screen.empty_text"),
            (tr("office.copy.now"), self.copies.make),
        )
        spec = TableSpec(
            "copies.list",
            COPY_COLUMNS,
            self._rows.list_ids,
            self._rows.rows_for,
            refresh_on=("copies",),
            empty=empty,
        )
        self.panel = TablePanel(self.context, spec)
        self.panel.setMinimumHeight(current().line * _TABLE_LINES)
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.record_opened.connect(self._on_opened)
        return self.panel

    def _term(self) -> QHBoxLayout:
        line = row(gap=1)
        self.days = QLineEdit()
        self.days.setFixedWidth(current().chars(9))
        self.days.setAccessibleName(tr("copies.screen.term"))
        self.days.setEnabled(
            self.context.office.may("office.settings") and not self.context.office.read_only
        )
        self.days.editingFinished.connect(self._on_days)
        line.addWidget(label(tr("copies.screen.term"), "hint"))
        line.addWidget(self.days)
        line.addWidget(label(tr("copies.screen.term_after"), "hint", wrap=True), 1)
        return line

    # --- from outside

    def run_command(self, command_id: str) -> None:
        """Lead to the list, with the newest copy chosen."""
        if command_id == RESTORE_COMMAND:
            self.show_list()
            self.panel.view.setFocus()
            self.context.notifier.info(tr("copies.restore.choose"))

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew whenever the screen is opened: a stick may have come."""
        super().showEvent(event)
        if not event.spontaneous():
            self._read()
            self.panel.load()

    def show_list(self) -> None:
        """Show the copies again."""
        self.pages.setCurrentWidget(self.home)
        self.now.show()

    # --- state

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and changes.touches("copies", "office"):
            self._read()

    def _read(self) -> None:
        operation = self.context.ops.read(copies.copies_state, self.context.office)
        operation.replacing("copies.state").on_success(self._on_state).run()
        self.context.ops.fetch(partial(copies.keep_days, self.context.office), self._show_days)

    def _on_state(self, state: CopiesState) -> None:
        now = self.context.office.clock.now()
        self.words.setText(state.words[:1].upper() + state.words[1:])
        set_look(self.words, "state", "problem" if state.is_late else "")
        suspect = tr("copies.screen.suspect") if state.suspect_since else ""
        failure = tr("copies.screen.failure", reason=state.failure) if state.failure else ""
        self.failure.setText("\n".join(line for line in (suspect, failure) if line))
        self.failure.setVisible(bool(suspect or failure))
        self.outside.setText(tr("copies.screen.outside_late"))
        self.outside.setVisible(state.is_outside_late)
        if state.drill is None:
            self.drill.setText(tr("copies.screen.no_drill"))
        else:
            drill = state.drill
            found = copies.drill_words(drill.problem, drill.residents)
            when = copies.ago(drill.moment, now)
            self.drill.setText(tr("copies.screen.drill", when=when, found=found))
        problem = state.drill is not None and bool(state.drill.problem)
        set_look(self.drill, "look", "problem" if problem or state.is_drill_late else "hint")

    def _on_current(self, row_id: bytes | None) -> None:
        copy = self._rows.row(row_id)
        is_whole = copy is not None and not copy.is_damaged
        permit(self.restore, choice_needed(copy, fits=is_whole))
        permit(self.folder, choice_needed(copy))

    # --- what can be done

    def _on_opened(self, row_id: bytes) -> None:
        if self._may_restore:
            self._show_restore(self._rows.row(row_id).path)

    def _restore(self) -> None:
        copy = self._rows.row(self.panel.view.current_id())
        if copy is not None:
            self._show_restore(copy.path)

    def _from_file(self) -> None:
        last = self.context.settings.get(COPY_FOLDER)
        chosen, _ = QFileDialog.getOpenFileName(
            self.window(),
            tr("copies.screen.from_file"),
            last if last and Path(last).is_dir() else str(documents_dir()),
            tr("copies.file_filter"),
        )
        if chosen:
            self._show_restore(Path(chosen))

    def _show_restore(self, copy: Path) -> None:
        self.pages.setCurrentWidget(self.restore_page)
        self.now.hide()
        self.restore_page.show_copy(copy)

    def _show_folder(self) -> None:
        copy = self._rows.row(self.panel.view.current_id())
        if copy is not None:
            show_folder(copy.path.parent)

    def _on_days(self) -> None:
        office, typed = self.context.office, read_int(self.days.text()).value
        before = copies.keep_days(office)
        if typed is None or not SHORTEST_KEEP_DAYS <= typed <= LONGEST_KEEP_DAYS:
            self.days.setText(str(before))
            lowest, highest = SHORTEST_KEEP_DAYS, LONGEST_KEEP_DAYS
            text = tr("copies.screen.term_range", lowest=lowest, highest=highest)
            self.context.notifier.warning(text)
        elif typed != before:
            self.context.ops.write(copies.set_keep_days, office, typed).run()

    def _show_days(self, days: int) -> None:
        if not self.days.hasFocus():
            self.days.setText(str(days))
