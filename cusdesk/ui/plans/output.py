"""Preview, print and files of plans; what is missing is listed before anything leaves."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.domain.plans import PlanStatus
from cusdesk.services import documents, plans
from cusdesk.services.papers.plans import issue_plan
from cusdesk.ui.common.disclosure import (
    DisclosureDialog,
    can_note,
    offer_in_preview,
    show_disclosure,
)
from cusdesk.ui.common.noting import note_output, watch_preview
from cusdesk.ui.common.papers import ask_for_good
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import LineLink, button, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cusdesk.core.cancel import CancelToken, Progress
    from cusdesk.domain.reports import PlanDocument
    from cusdesk.services.office import Office
    from cusdesk.services.papers import IssuedPaper
    from cusdesk.services.plans import PlanGap
    from cusdesk.ui.common.context import ScreenContext

_CHARS = 70
_FEWEST, _MOST = 2, 9
"""Lines of what is missing that are in sight."""


def file_name(document: PlanDocument) -> str:
    """Return the proposed name of the file: the number of the plan and nothing of the person."""
    from cusdesk.export.names import unique_names

    number = document.header.number or tr("export.plan.unnumbered")
    return f"{unique_names([tr('export.plan.file_name', number=number)])[0]}.pdf"


class GapsDialog(QDialog):
    """What the paper will lack; print anyway, or go to a gap.

    Signals:
        chosen: (key) go to this field.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, gaps: Sequence[PlanGap], go_on: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("plans.gaps.title"))
        layout: QVBoxLayout = column(self, margin=3, gap=2)
        layout.addWidget(label(tr("plans.gaps.title"), "heading"))
        layout.addWidget(label(tr("plans.gaps.text", n=len(gaps)), wrap=True))
        lines = QWidget()
        inside = column(lines, gap=0.5)
        for gap in gaps:
            inside.addWidget(LineLink(gap.words, partial(self._go, gap.key)))
        inside.addStretch()
        area = scrolled(lines)
        area.setMinimumHeight(current().row_height * _FEWEST)
        layout.addWidget(area, 1)
        buttons = row(gap=1)
        buttons.addStretch()
        buttons.addWidget(button(tr("plans.gaps.back"), self.reject))
        self.anyway = button(go_on, self.accept, look="main")
        self.anyway.setDefault(True)
        self.anyway.setFocus()  # Enter takes the coloured button, not the first gap
        buttons.addWidget(self.anyway)
        layout.addLayout(buttons)
        width = current().chars(_CHARS)
        more = current().row_height * max(0, min(len(gaps) + 1, _MOST) - _FEWEST)
        resize_within_screen(self, width, layout.totalHeightForWidth(width) + more)

    def _go(self, key: str) -> None:
        self.reject()
        self.chosen.emit(key)


class PlanPreview(PdfPreview):
    """The preview of a plan: printing and saving first say what is missing.

    Signals:
        gap_chosen: (key) the person goes to a gap instead of printing.
    """

    gap_chosen = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        document: PlanDocument,
        pdf: bytes,
        gaps: Sequence[PlanGap],
        context: ScreenContext,
    ) -> None:
        number = document.header.number or tr("export.plan.unnumbered")
        super().__init__(
            parent,
            tr("plans.preview.title", number=number),
            pdf,
            file_name(document),
            context.ops,
            partial(plans.rendered, document, large=True),
        )
        self._gaps = tuple(gaps)

    def print(self) -> None:
        """List what is missing, then print through the system dialog."""
        self._after_gaps(tr("plans.gaps.print"), super().print)

    def save(self) -> None:
        """List what is missing, then save the pages that are shown."""
        self._after_gaps(tr("plans.gaps.save"), super().save)

    def offer_issue(self, issue: Callable[[str], None]) -> None:
        """Offer to put the approved plan into the register; called with `normal` or `large`."""
        bar = row(margin=1, gap=1)
        self.issue_words = label(tr("plans.preview.issue_hint"), "hint", wrap=True)
        bar.addWidget(self.issue_words, 1)
        self.issue_button = button(tr("papers.preview.issue"), partial(self._on_issue, issue))
        bar.addWidget(self.issue_button)
        self._layout.insertLayout(1, bar)

    def show_issued(self, number: str) -> None:
        """Say that it stands in the register; it is not offered a second time."""
        self.issue_words.setText(tr("plans.preview.issued", number=number))
        self.issue_button.hide()

    def _on_issue(self, issue: Callable[[str], None]) -> None:
        issue("large" if self._large.isChecked() else "normal")

    def _after_gaps(self, go_on: str, then: Callable[[], None]) -> None:
        if not self._gaps:
            then()
            return
        dialog = GapsDialog(self, self._gaps, go_on)
        self.gaps_dialog = dialog
        dialog.accepted.connect(then)
        dialog.chosen.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, key: str) -> None:
        self.close()
        self.gap_chosen.emit(key)


class PlanOutput(QObject):
    """Everything that leaves the screen of plans.

    Attributes:
        preview: the window opened last.
        disclosure: the window that asked last to whom a plan went.

    Signals:
        gap_chosen: (key) go to a field that is missing.
    """

    gap_chosen = Signal(str)

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._parent = context, parent
        self.preview: PlanPreview | None = None
        self.disclosure: DisclosureDialog | None = None

    def show_preview(self, plan_id: bytes) -> None:
        """Show a plan as pages."""
        self._with_document(plan_id, partial(self._render, plan_id))

    def save_pdf(self, plan_id: bytes) -> None:
        """Save a plan as a PDF."""
        self._with_document(plan_id, partial(self._ask_gaps, plan_id))

    def _with_document(self, plan_id: bytes, then: Callable[[PlanDocument], None]) -> None:
        operation = self._context.ops.read(plans.paper_of, self._context.office, plan_id)
        operation.on_success(then).run()

    def _render(self, plan_id: bytes, document: PlanDocument) -> None:
        operation = self._context.ops.files(plans.rendered, document)
        operation.with_waiting("plans.preview.rendering")
        operation.on_success(partial(self._on_rendered, plan_id, document)).run()

    def _on_rendered(self, plan_id: bytes, document: PlanDocument, pdf: bytes) -> None:
        gaps = plans.document_gaps(document)
        preview = PlanPreview(self._parent.window(), document, pdf, gaps, self._context)
        preview.gap_chosen.connect(self.gap_chosen)
        watch_preview(self._context, preview, "plans", plan_id)
        offer_in_preview(self._context, preview, partial(self.note_disclosure, plan_id))
        office = self._context.office
        if not document.is_draft and not office.read_only and office.may("plans.papers"):
            preview.offer_issue(partial(self.ask_issue, plan_id))
        self.preview = preview
        preview.open()

    def ask_issue(self, plan_id: bytes, layout: str) -> None:
        """Say that issuing cannot be taken back, then issue."""
        ask_for_good(self._parent, tr("papers.plan.ask"), partial(self.issue, plan_id, layout))

    def issue(self, plan_id: bytes, layout: str) -> None:
        """Put the approved plan into the register of issued papers."""
        operation = self._context.ops.write(issue_plan, self._context.office, plan_id, layout)
        operation.on_success(self._on_issued).run()

    def _on_issued(self, paper: IssuedPaper) -> None:
        if self.preview is not None and shiboken6.isValid(self.preview):
            self.preview.show_issued(paper.number)
        self._context.notifier.success(tr("papers.issue.done", number=paper.number))

    def _ask_gaps(self, plan_id: bytes, document: PlanDocument) -> None:
        gaps = plans.document_gaps(document)
        if not gaps:
            self._ask_place(plan_id, document)
            return
        dialog = GapsDialog(self._parent.window(), gaps, tr("plans.gaps.save"))
        dialog.accepted.connect(partial(self._ask_place, plan_id, document))
        dialog.chosen.connect(self.gap_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_place(self, plan_id: bytes, document: PlanDocument) -> None:
        proposed = documents_dir() / file_name(document)
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent.window(),
            tr("common.button.save_pdf"),
            str(proposed),
            tr("common.preview.pdf_filter"),
        )
        if chosen:
            path = Path(chosen)
            path = path if path.suffix.lower() == ".pdf" else Path(f"{chosen}.pdf")
            self.write_pdf(plan_id, document, path)

    def write_pdf(self, plan_id: bytes, document: PlanDocument, path: Path) -> None:
        """Write a plan into a file, whole or not at all."""
        operation = self._context.ops.files(_write, document, path)
        operation.on_success(partial(self._on_written, plan_id, path)).run()

    def _on_written(self, plan_id: bytes, path: Path, _nothing: None) -> None:
        note_output(self._context, "document", "plans", plan_id)
        text = tr("plans.pdf.saved", place=str(path))
        if not can_note(self._context):
            self._context.notifier.success(text)
            return
        note = partial(self.note_disclosure, plan_id, self._parent.window())
        self._context.notifier.success(text, tr("protection.disclosure.action"), note)

    def note_disclosure(self, plan_id: bytes, parent: QWidget) -> None:
        """Ask to whom outside a plan went."""
        operation = self._context.ops.read(plans.get_plan, self._context.office, plan_id)
        operation.on_success(partial(self._ask_disclosure, parent)).run()

    def _ask_disclosure(self, parent: QWidget, plan: plans.PlanDetails) -> None:
        if plan.draft.resident_id is not None:
            number = plan.draft.number or tr("export.plan.unnumbered")
            what = tr("protection.disclosure.plan", number=number)
            self.disclosure = show_disclosure(self._context, plan.draft.resident_id, what, parent)

    def save_all(self) -> None:
        """Write every approved plan into a folder, one PDF each."""
        folder = QFileDialog.getExistingDirectory(
            self._parent.window(), tr("plans.all.folder"), str(documents_dir())
        )
        if folder:
            self.write_all(Path(folder))

    def write_all(self, folder: Path) -> None:
        """Write every approved plan into this folder."""
        operation = self._context.ops.read(_write_all, self._context.office, folder)
        operation.with_progress("plans.all.writing").cancellable()
        operation.on_success(partial(self._on_all_written, folder)).run()

    def _on_all_written(self, folder: Path, count: int) -> None:
        if count:
            text = tr("plans.all.written", n=count, folder=str(folder))
            self._context.notifier.success(text)
        else:
            self._context.notifier.info(tr("plans.all.none"))


def _write(document: PlanDocument, path: Path) -> None:
    from cusdesk.export.atomic import write_file

    write_file(path, plans.rendered(document))


def _write_all(
    office: Office, folder: Path, progress: Progress, cancel: CancelToken | None = None
) -> int:
    ids = plans.list_ids(office, plans.PlanFilter(status=PlanStatus.APPROVED), "number")
    if not ids:
        return 0
    return len(documents.save_all_plans(office, folder, ids, progress=progress, cancel=cancel))
