"""One edition: its candidates with points, the list, freed seats, and what is done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QMessageBox, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.services import recruitment
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.grid import split_clipboard
from cusdesk.ui.common.noting import watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.widgets import (
    button,
    column,
    keep_from_writing,
    label,
    message_box,
    picture,
    row,
    tab_widget,
)
from cusdesk.ui.recruitment.calls_page import CallsPage
from cusdesk.ui.recruitment.declarations_dialog import DeclarationsDialog
from cusdesk.ui.recruitment.group_dialog import GroupDialog
from cusdesk.ui.recruitment.intake_dialog import IntakeDialog
from cusdesk.ui.recruitment.marks import MarksModel, MarksView
from cusdesk.ui.recruitment.printing import RankingOutput
from cusdesk.ui.recruitment.ranking_page import RankingPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.services.recruitment import (
        ApprovalFacts,
        CandidateList,
        DeclarationRow,
        Declared,
        EditionBoard,
        GroupChoice,
        IntakePlan,
        MarkEntry,
        Taken,
    )
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
        self.file_button = button(tr("recruitment.do.file"), self.choose_file, icon_name="import")
        self.approve_button = button(tr("recruitment.do.approve"), self.ask_approval)
        self.declare_button = button(tr("recruitment.do.declare"), self.ask_declarations)
        self.group_button = button(tr("recruitment.do.group"), self.ask_group)
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
        may_import = office.may("imports.run", "residents.change")
        self.paste_button.setVisible(may_import)
        self.file_button.setVisible(may_import)
        self.approve_button.setVisible(office.may("recruitment.approve"))
        self.group_button.setVisible(office.may("attendance.change"))
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
        layout.addWidget(self.keys)
        layout.addWidget(self.grid, 1)
        return page

    # --- showing

    def show_edition(self, edition_id: bytes) -> None:
        """Show an edition."""
        self._edition = edition_id
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
        self.approve_button.setEnabled(people and not board.is_approved and not office.read_only)
        self.declare_button.setEnabled(board.is_approved and office.can_change("recruitment"))
        self.group_button.setEnabled(board.is_approved and not office.read_only)
        self.output.setEnabled(people)
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
        elif self.grid.hasFocus() and not _is_list(cells):
            self.grid.paste()
        elif self.paste_button.isEnabled() and self.paste_button.isVisibleTo(self):
            self._plan(recruitment.pasted_list(cells))

    def choose_file(self) -> None:
        """Ask for a file with the list."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            tr("recruitment.intake.open"),
            str(documents_dir()),
            tr("recruitment.intake.filter"),
        )
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Read a file and show what it holds."""
        operation = self._context.ops.files(recruitment.opened_list, path)
        operation.with_waiting("recruitment.intake.reading")
        operation.on_success(self._plan).run()

    def _plan(self, source: CandidateList) -> None:
        if self._edition is None:
            return
        operation = self._context.ops.read(_planned, self._context.office, self._edition, source)
        operation.with_waiting("recruitment.intake.reading")
        operation.on_success(self._show_intake).on_error(self._refused).run()

    def _show_intake(self, made: tuple[CandidateList, IntakePlan]) -> None:
        source, plan = made
        self.intake = IntakeDialog(self._context, source, plan, self.window())
        self.intake.taken.connect(self._on_taken)
        self.intake.open()

    def _on_taken(self, taken: Taken) -> None:
        words = tr("recruitment.intake.done", n=taken.candidates)
        if taken.counts["doubtful"]:
            words = f"{words} {tr('recruitment.doubts', n=taken.counts['doubtful'])}"
        self._context.notifier.success(words)
        self.grid.setFocus()

    def _settle(self) -> None:
        if self.board is not None and self.board.batches:
            self._context.open_record("imports", self.board.batches[-1])

    def _refused(self, error: CusdeskError) -> None:
        box = message_box(self.window())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(describe(error))
        box.finished.connect(box.deleteLater)
        self.question = box
        box.open()

    # --- the list is approved

    def ask_approval(self) -> None:
        """Say what the approval freezes and what is still open, then ask."""
        if self._edition is not None:
            operation = self._context.ops.read(
                recruitment.approval_facts, self._context.office, self._edition
            )
            operation.on_success(self._ask_approval).run()

    def _ask_approval(self, facts: ApprovalFacts) -> None:
        box = message_box(self.window())
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(tr("recruitment.approval.ask"))
        box.setInformativeText("\n".join(approval_words(facts)))
        yes = box.addButton(tr("recruitment.approval.do"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("common.button.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(yes)
        yes.clicked.connect(self._approve)
        box.finished.connect(box.deleteLater)
        self.question = box
        box.open()

    def _approve(self) -> None:
        operation = self._context.ops.write(
            recruitment.approve_list, self._context.office, self._edition
        )
        operation.on_success(self._on_approved).run()

    def _on_approved(self, _changes: Changes) -> None:
        self._context.notifier.success(tr("recruitment.approval.done"))
        self.tabs.setCurrentWidget(self.ranking)

    # --- papers and groups

    def ask_declarations(self) -> None:
        """Show what the declarations lack, then issue them."""
        if self._edition is not None:
            operation = self._context.ops.read(
                recruitment.declarations, self._context.office, self._edition
            )
            operation.on_success(self._show_declarations).run()

    def _show_declarations(self, rows: Sequence[DeclarationRow]) -> None:
        if self._edition is None:
            return
        if not rows:
            self._context.notifier.info(tr("recruitment.problem.nobody_seated"))
            return
        self.declarations = DeclarationsDialog(self._context, self._edition, rows, self.window())
        self.declarations.declared.connect(self._on_declared)
        self.declarations.open()

    def _on_declared(self, declared: Declared) -> None:
        name = tr("recruitment.declaration.file")
        title = tr("recruitment.declaration.title")
        self.preview = PdfPreview(
            self.window(), title, declared.pages, f"{name}.pdf", self._context.ops
        )
        watch_preview(self._context, self.preview, "recruitment", self._edition, detail=title)
        self.preview.open()

    def ask_group(self) -> None:
        """Ask for the group of everybody with a seat."""
        if self._edition is not None:
            operation = self._context.ops.read(
                recruitment.groups_for, self._context.office, self._edition
            )
            operation.on_success(self._show_groups).run()

    def _show_groups(self, groups: Sequence[GroupChoice]) -> None:
        if self._edition is not None:
            self.groups = GroupDialog(self._context, self._edition, groups, self.window())
            self.groups.open()


def _planned(
    office: Office, edition_id: bytes, source: CandidateList
) -> tuple[CandidateList, IntakePlan]:
    return source, recruitment.plan_candidates(office, edition_id, source)


def _is_list(cells: Sequence[Sequence[str]]) -> bool:
    """Return whether a clipboard holds people rather than marks."""
    from cusdesk.domain.recruitment import read_mark

    return any(read_mark(cell) is None for line in cells for cell in line)


def state_words(board: EditionBoard) -> str:
    """Return how the edition stands, in one line."""
    draft = board.edition.draft
    people = [row for row in board.candidates if not row.status.is_out]
    parts = [tr("recruitment.state.people", n=len(people))]
    if draft.seats is None:
        parts.append(tr("recruitment.state.unlimited"))
    else:
        key = "none" if draft.seats == 0 else "seats"
        parts.append(tr(f"recruitment.state.{key}", n=draft.seats))
    key = "taken" if board.is_approved else "would"
    parts.append(tr(f"recruitment.state.{key}", n=board.taken))
    parts.append(tr("recruitment.state.waiting", n=len(people) - board.taken))
    out = len(board.candidates) - len(people)
    if out:
        parts.append(tr("recruitment.state.out", n=out))
    approved = board.edition.approved_on
    if approved is not None:
        from cusdesk.domain.dates import format_date

        parts.append(tr("recruitment.state.approved", date=format_date(approved)))
    return " · ".join(parts)


def keys_words(board: EditionBoard) -> str:
    """Return what the keyboard does in the grid, or how to begin."""
    if not board.candidates:
        return tr("recruitment.empty.people_text")
    return tr("recruitment.grid.frozen" if board.is_approved else "recruitment.grid.keys")


def approval_words(facts: ApprovalFacts) -> list[str]:
    """Return what to know before the list is frozen."""
    lines = [
        tr("recruitment.approval.seated", n=facts.seated),
        tr("recruitment.approval.waiting", n=facts.waiting),
    ]
    for name in ("open_people", "missed", "in_doubt", "dead"):
        count = getattr(facts, name)
        if count:
            lines.append(tr(f"recruitment.approval.{name}", n=count))
    return [*lines, tr("recruitment.approval.for_good")]
