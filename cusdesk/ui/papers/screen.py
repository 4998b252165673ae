"""„Wydane pisma”: find what was handed out, print it again as it was, cancel it with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.papers import PaperStatus
from cusdesk.services import papers
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.papers import show_issued
from cusdesk.ui.common.permits import choice_needed, permit, why_not_change, why_not_may
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, label, resize_within_screen, row
from cusdesk.ui.papers.new import NewPaperButton
from cusdesk.ui.papers.own import ask_docx_place
from cusdesk.ui.papers.table import columns

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QShowEvent

    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperRow
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import TableQuery


def list_ids(office: Office, query: TableQuery, *, resident_id: bytes | None = None) -> list[bytes]:
    """Return what the list asks for."""
    return papers.list_ids(
        office,
        filters=query.filters,
        sort=query.sort,
        descending=query.descending,
        resident_id=resident_id,
    )


def _rows(office: Office, ids: Collection[bytes]) -> list[PaperRow]:
    return papers.rows_for(office, ids)


class CancelDialog(CommandDialog):
    """Why a paper is cancelled; it stays in the register."""

    def __init__(self, context: ScreenContext, paper: PaperRow, parent: QWidget) -> None:
        super().__init__(context, tr("papers.cancel.title"), tr("papers.cancel.do"), parent)
        self._paper = paper
        title = tr("papers.cancel.which", number=paper.number, title=paper.form_title)
        self.body.addWidget(label(title, "heading", wrap=True))
        self.body.addWidget(label(tr("papers.cancel.text"), wrap=True))
        self.body.addWidget(label(tr("fields.issued_papers.cancel_reason"), "label"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("fields.issued_papers.cancel_reason"))
        self.body.addWidget(self.reason)
        self.body.addStretch()
        resize_within_screen(self, current().chars(68), current().row_height * 15)
        self.reason.setFocus()

    def confirm(self) -> None:
        """Cancel the paper."""
        operation = self._context.ops.write(
            papers.cancel_paper, self._context.office, self._paper.id, self.reason.text()
        )
        self.start(operation)


class PapersScreen(Screen):
    """The register."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("papers.title"))
        self._resident: bytes | None = None
        self._current: PaperRow | None = None
        empty = EmptyState("pdf", tr("papers.screen.empty"), tr("papers.screen.empty_text"))
        self.panel = TablePanel(
            context,
            TableSpec(
                "papers.list",
                columns(),
                partial(list_ids, context.office),
                partial(_rows, context.office),
                refresh_on=("papers", "residents"),
                empty=empty,
            ),
        )
        self.panel.record_opened.connect(self.show_paper)
        self.panel.current_record_changed.connect(self._on_current)
        self.everybody = button(tr("papers.screen.everybody"), self._show_all, look="link")
        self.everybody.hide()
        self.open_button = button(tr("papers.screen.open"), self._open_current, look="main")
        self.cancel_button = button(tr("papers.cancel.button"), self._cancel_current)
        bar = row(gap=1)
        bar.addWidget(label(tr("papers.screen.hint"), "hint", wrap=True), 1)
        bar.addWidget(self.everybody)
        bar.addWidget(self.cancel_button)
        self.header_row.addWidget(OutputButton(context, self.panel, tr("papers.title")))
        self.new = NewPaperButton(context, self)
        self.header_row.addWidget(self.new)
        self.header_row.addWidget(self.open_button)
        self.body.addLayout(bar)
        self.body.addWidget(self.panel, 1)
        self._on_current(None)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the register whenever the screen is opened."""
        super().showEvent(event)
        if not event.spontaneous():
            self.panel.load()
            self.panel.setFocus()

    def show_record(self, record_id: bytes) -> None:
        """Show one paper of the register, or all papers of a resident."""
        operation = self.context.ops.read(papers.rows_for, self.context.office, [record_id])
        operation.on_success(partial(self._show_found, record_id)).run()

    def _show_found(self, record_id: bytes, found: list[PaperRow]) -> None:
        if found:
            self._on_row(found[0])
            return
        self._resident = record_id
        self._load()

    def _load(self) -> None:
        self.everybody.setVisible(self._resident is not None)
        source = partial(list_ids, self.context.office, resident_id=self._resident)
        self.panel.set_source(source)

    def _show_all(self) -> None:
        self._resident = None
        self._load()

    def show_paper(self, paper_id: bytes) -> None:
        """Show the frozen pages of a paper."""
        operation = self.context.ops.read(papers.get_paper, self.context.office, paper_id)
        operation.on_success(self._on_row).run()

    def _on_row(self, paper: PaperRow) -> None:
        if paper.has_content and paper.media == "docx":
            ask_docx_place(self.context, paper.id, paper.number, self)
        elif paper.has_content:
            show_issued(self.context, paper, self)
        else:
            self.context.notifier.info(tr("papers.screen.erased", number=paper.number))

    def _open_current(self) -> None:
        if self._current is not None:
            self._on_row(self._current)

    def _cancel_current(self) -> None:
        if self._current is not None:
            self.dialog = CancelDialog(self.context, self._current, self)
            self.dialog.open()

    def _on_current(self, paper_id: bytes | None) -> None:
        self._current = None
        self._enable()
        if paper_id is not None:
            operation = self.context.ops.read(papers.get_paper, self.context.office, paper_id)
            operation.replacing("papers-current").on_success(self._take_current).run()

    def _take_current(self, paper: PaperRow) -> None:
        self._current = paper
        self._enable()

    def _enable(self) -> None:
        paper, office = self._current, self.context.office
        has_content = paper is not None and paper.has_content
        permit(self.open_button, choice_needed(paper, fits=has_content))
        is_issued = paper is not None and paper.status == PaperStatus.ISSUED
        why = why_not_change(office, "papers") or (
            why_not_may(office, paper.right) if paper else ""
        )
        permit(self.cancel_button, why or choice_needed(paper, fits=is_issued))
