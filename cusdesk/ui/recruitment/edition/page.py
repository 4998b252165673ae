"""One edition: its candidates with points, the list, freed seats, and what is done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.recruitment import read_mark
from cusdesk.services import recruitment
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.grid import split_clipboard
from cusdesk.ui.common.permits import needs_something, permit, why_not_change, why_not_may
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import (
    button,
    column,
    keep_from_writing,
    label,
    picture,
    row,
    tab_widget,
)
from cusdesk.ui.recruitment.calls_page import CallsPage
from cusdesk.ui.recruitment.edition.list_intake import ListIntake
from cusdesk.ui.recruitment.edition.outcome import Outcome
from cusdesk.ui.recruitment.edition.words import keys_words, state_words
from cusdesk.ui.recruitment.marks import MarksModel, MarksView
from cusdesk.ui.recruitment.printing import RankingOutput
from cusdesk.ui.recruitment.ranking_page import RankingPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.services.recruitment import EditionBoard, MarkEntry
    from cusdesk.ui.common.context import ScreenContext

_WATCHED = ("recruitment", "residents", "imports", "papers")


class EditionPage(QWidget):
    """Everything about one edition.

    Signals:
        edit_wanted: the person changes the edition itself.
        title_changed: (name of the edition).
    """

    edit_wanted = Signal()
    title_changed = Signal(str)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._edition: bytes | None = None
        self.board: EditionBoard | None = None
        self.lists = ListIntake(context, self, self._to_grid)
        self.outcome = Outcome(context, self, self._to_ranking)
        layout = column(self, gap=1)
        self.state = label("", wrap=True)
        layout.addWidget(self.state)
        self._build_buttons()
        layout.addWidget(flow(*self._buttons))
        self._build_bar()
        layout.addWidget(self.bar)
        self.model = MarksModel()
        self.model.marked.connect(self._on_marked)
        self.grid = MarksView(self.model)
        self.ranking, self.calls = RankingPage(context), CallsPage(context)
        self.ranking.card_wanted.connect(partial(context.open_record, "residents"))
        self.tabs = tab_widget()
        self.tabs.addTab(self._grid_page(), tr("recruitment.tab.points"))
        self.tabs.addTab(self.ranking, tr("recruitment.tab.list"))
        self.tabs.addTab(self.calls, tr("recruitment.tab.calls"))
        self.tabs.currentChanged.connect(self._on_tab)
        layout.addWidget(self.tabs, 1)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        shortcut.activated.connect(self.paste)
        context.bus.changed.connect(self._on_changes)

    def _build_buttons(self) -> None:
        office = self._context.office
        self.paste_button = button(
            tr("recruitment.do.paste"), self.paste, look="main", icon_name="paste"
        )
        self.file_button = button(
            tr("recruitment.do.file"), self.lists.choose_file, icon_name="import"
        )
        self.approve_button = button(tr("recruitment.do.approve"), self.outcome.ask_approval)
        self.declare_button = button(tr("recruitment.do.declare"), self.outcome.ask_declarations)
        self.group_button = button(tr("recruitment.do.group"), self.outcome.ask_group)
        self.output = RankingOutput(self._context)
        self.edit_button = button(
            tr("recruitment.do.edit"), self.edit_wanted.emit, icon_name="edit"
        )
        self._buttons = [
            self.paste_button,
            self.file_button,
            self.approve_button,
            self.declare_button,
            self.group_button,
            self.output,
            self.edit_button,
        ]
        for taken in (self.paste_button, self.file_button):
            permit(taken, why_not_may(office, "imports.run", "residents.change"))
        keep_from_writing(self._context, "recruitment", self.paste_button, self.file_button,
                          self.edit_button)  # fmt: skip

    def _build_bar(self) -> None:
        self.bar = QFrame()
        self.bar.setProperty("look", "bar_warning")
        line = row(self.bar, margin=1, gap=1)
        line.addWidget(picture("warning", "warning"))
        self.doubts = label("", wrap=True)
        line.addWidget(self.doubts, 1)
        self.settle = button(tr("recruitment.do.settle"), self._settle)
        self.settle.setVisible(self._context.can_open("imports"))
        line.addWidget(self.settle)
        self.bar.hide()

    def _on_tab(self, number: int) -> None:
        """Give the keyboard to what the tab is for."""
        page = (self.grid, self.ranking.panel, self.calls)[number]
        if page.isVisibleTo(self):
            page.setFocus()

    def _grid_page(self) -> QWidget:
        page = QWidget()
        layout = column(page, margin=1, gap=1)
        self.keys = label(tr("recruitment.grid.keys"), "hint", wrap=True)
        self.grid.setMinimumHeight(current().row_height * 9)
        layout.addWidget(self.keys)
        layout.addWidget(self.grid, 1)
        return page

    def _to_grid(self) -> None:
        self.grid.setFocus()

    def _to_ranking(self) -> None:
        self.tabs.setCurrentWidget(self.ranking)

    # --- showing

    def show_edition(self, edition_id: bytes) -> None:
        """Show an edition."""
        self._edition = self.lists.edition = self.outcome.edition = edition_id
        self.output.show_edition(edition_id)
        self.load()

    def load(self) -> None:
        """Read the edition anew."""
        if self._edition is not None:
            operation = self._context.ops.read(
                recruitment.edition_board, self._context.office, self._edition
            )
            operation.replacing("recruitment.board").on_success(self._on_board).run()

    def _on_board(self, board: EditionBoard) -> None:
        is_first = self.board is None or self.board.edition.id != board.edition.id
        self.board = board
        office = self._context.office
        self.title_changed.emit(board.edition.draft.name)
        self.state.setText(state_words(board))
        self.model.show_board(board, may_write=office.can_change("recruitment"))
        self.keys.setText(keys_words(board))
        self.ranking.show_board(board)
        self.calls.show_board(board)
        self.doubts.setText(tr("recruitment.doubts", n=board.in_doubt))
        self.bar.setVisible(bool(board.in_doubt))
        people = bool(board.candidates)
        why = why_not_change(office, "recruitment.approve")
        waits = "" if people else tr("recruitment.why.nobody")
        waits = waits or (tr("recruitment.why.approved") if board.is_approved else "")
        permit(self.approve_button, why or waits)
        first = "" if board.is_approved else tr("recruitment.why.approve_first")
        permit(self.declare_button, why_not_change(office, "recruitment") or first)
        permit(self.group_button, why_not_change(office, "attendance") or first)
        permit(self.output, needs_something(people))
        if is_first:
            self.tabs.setCurrentIndex(1 if board.is_approved else 0)

    def _on_changes(self, changes: Changes, initiator: object) -> None:
        if initiator is not self.model and changes.touches(*_WATCHED):
            self.load()

    # --- points

    def _on_marked(self, entries: Sequence[MarkEntry]) -> None:
        if self._edition is None:
            return
        operation = self._context.ops.write(
            recruitment.write_marks, self._context.office, self._edition, entries
        )
        operation.by(self.model).on_success(self._on_saved).on_error(self._on_not_saved).run()

    def _on_saved(self, _changes: Changes) -> None:
        """Read the ranking again; while keys are still coming, only the last one asks."""
        self.load()

    def _on_not_saved(self, error: CusdeskError) -> None:
        self._context.ops.show_error(error)
        self.load()

    # --- a list comes in

    def paste(self) -> None:
        """Take the table on the clipboard: a list of candidates, or marks into the grid."""
        cells = split_clipboard(QGuiApplication.clipboard().text())
        if not any(any(line) for line in cells):
            self._context.notifier.info(tr("recruitment.intake.empty"))
        elif self.grid.hasFocus() and _are_marks(cells):
            self.grid.paste()
        elif self.paste_button.isEnabled() and self.paste_button.isVisibleTo(self):
            self.lists.take_cells(cells)

    def _settle(self) -> None:
        if self.board is not None and self.board.batches:
            self._context.open_record("imports", self.board.batches[-1])


def _are_marks(cells: Sequence[Sequence[str]]) -> bool:
    """Return whether a clipboard holds marks rather than people."""
    return all(read_mark(cell) is not None for line in cells for cell in line)
