"""A paper before it goes out: what it lacks, its pages, the button that issues it.

Every feature shows its papers by `show_paper`; what a draft is made of: docs/recipes/new_paper.md.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPushButton, QWidget

from cusdesk.core.messages import tr
from cusdesk.export.names import unique_names
from cusdesk.services import papers
from cusdesk.ui.common.disclosure import offer_in_preview, show_disclosure
from cusdesk.ui.common.noting import note_output, note_view, watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.questions import question
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.widgets import LineLink, button, column, label, row, set_look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QHBoxLayout

    from cusdesk.services.papers import IssuedPaper, PaperDraft, PaperGap, PaperRow
    from cusdesk.ui.common.context import ScreenContext

_SHOWN_GAPS = 4
_SIGN_CHARS = 26


class PaperPreview(PdfPreview):
    """The pages of a draft, with what they lack above them and the button that issues them.

    Attributes:
        issued: the paper, once it was issued from here.

    Signals:
        gap_chosen: (key) the person goes to what is missing; the window closes.
        paper_issued: (IssuedPaper).
    """

    gap_chosen = Signal(str)
    paper_issued = Signal(object)

    def __init__(
        self, parent: QWidget, context: ScreenContext, draft: PaperDraft, pdf: bytes
    ) -> None:
        self._context, self._draft = context, draft
        self.issued: IssuedPaper | None = None
        super().__init__(
            parent,
            draft.title,
            pdf,
            file_name(draft.form.short_title),
            context.ops,
            lambda: papers.render(context.office, self._draft, "large"),
        )
        self._top = QWidget()
        self._inside = column(self._top, margin=1, gap=0.5)
        self._layout.insertWidget(1, self._top)
        self._build_gaps(draft.gaps)
        if not draft.document.is_blank and not context.office.read_only:
            self._inside.addLayout(self._build_issue())
            self._let_lead(self.print_button, "", "print")
            self.issue_button.setDefault(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keyboard begin at what the window is for."""
        super().showEvent(event)
        lead = getattr(self, "issue_button", self.print_button)
        (lead if lead.isVisible() else self.print_button).setFocus()

    @staticmethod
    def _let_lead(made: QPushButton, look: str, icon_name: str) -> None:
        set_look(made, "look", look)
        made.setIcon(icon(icon_name, "on_accent" if look else "text"))

    def _build_gaps(self, gaps: Sequence[PaperGap]) -> None:
        if not gaps:
            return
        self._inside.addWidget(label(tr("papers.preview.gaps", n=len(gaps)), "warning", wrap=True))
        lines = QWidget()
        inside = column(lines, gap=0.25)
        self.gap_lines = [LineLink(gap.words, partial(self._go, gap.key)) for gap in gaps]
        for line in self.gap_lines:
            inside.addWidget(line)
        inside.addStretch()
        area = scrolled(lines)
        area.setFixedHeight(current().row_height * min(len(gaps), _SHOWN_GAPS))
        self._inside.addWidget(area)

    def _build_issue(self) -> QHBoxLayout:
        bar = row(gap=1)
        self.sign = QLineEdit(self._draft.document.case_sign)
        self.sign.setAccessibleName(tr("papers.preview.case_sign"))
        self.sign.setFixedWidth(current().chars(_SIGN_CHARS))
        self.sign.editingFinished.connect(self._on_sign)
        bar.addWidget(label(tr("papers.preview.case_sign")))
        bar.addWidget(self.sign)
        bar.addWidget(label(tr("papers.preview.draft"), "hint", wrap=True), 1)
        self.issue_button = button(tr("papers.preview.issue"), self.ask_issue, look="main")
        bar.addWidget(self.issue_button)
        return bar

    def _go(self, key: str) -> None:
        self.close()
        if key.startswith(("clause:", "office.")) and self._context.can_open("office"):
            self._context.run_command("office", f"office.gap:{key}")  # stands among the settings
        else:
            self.gap_chosen.emit(key)

    def _on_sign(self) -> None:
        if self.issued is not None or self.sign.text() == self._draft.document.case_sign:
            return
        self._draft = papers.with_case_sign(self._context.office, self._draft, self.sign.text())
        self._ops.files(
            papers.render, self._context.office, self._draft, self._wanted()
        ).on_success(self._replace).run()
        if not self._is_large():
            self._forget_normal()

    def _forget_normal(self) -> None:
        self._normal = b""

    def _on_large(self, large: bool) -> None:
        if not large and not self._normal and self.issued is None:
            self._ops.files(papers.render, self._context.office, self._draft).on_success(
                self._replace
            ).run()
            return
        super()._on_large(large)

    def _is_large(self) -> bool:
        return self._large.isChecked()

    def _wanted(self) -> str:
        return "large" if self._is_large() else "normal"

    def ask_issue(self) -> None:
        """Say that it cannot be taken back, then issue."""
        self._on_sign()
        words = tr("papers.issue.for_good")
        gaps = self._draft.gaps
        if gaps:
            named = "; ".join(gap.words for gap in gaps[:_SHOWN_GAPS])
            key = "with_gaps" if len(gaps) <= _SHOWN_GAPS else "with_more_gaps"
            words = f"{tr(f'papers.issue.{key}', n=len(gaps), words=named)} {words}"
        ask = tr("papers.issue.ask", title=self._draft.title)
        self.question = ask_for_good(self, ask, self.issue, words)

    def issue(self) -> None:
        """Issue the paper in the size that is shown."""
        self.issue_button.setEnabled(False)
        operation = self._ops.write(
            papers.issue_paper, self._context.office, self._draft, self._wanted()
        )
        operation.on_success(self._on_issued).on_finish(self._enable).run()

    def _enable(self) -> None:
        self.issue_button.setEnabled(True)

    def _on_issued(self, paper: IssuedPaper) -> None:
        self.issued = paper
        self._top.hide()
        self._large.hide()
        self._let_lead(self.print_button, "main", "print")
        self.print_button.setFocus()
        self._normal = paper.content
        self._title = f"{paper.title} {paper.number}"
        self._file_name = file_name(paper.number)
        self.setWindowTitle(self._title)
        self._replace(paper.content)
        self._context.notifier.success(tr("papers.issue.done", number=paper.number))
        self.paper_issued.emit(paper)


def ask_for_good(
    parent: QWidget, asked: str, do: Callable[[], object], words: str = ""
) -> QMessageBox:
    """Ask before a paper is issued: it cannot be taken back."""
    more = words or tr("papers.issue.for_good")
    box = question(parent, asked, tr("papers.preview.issue"), do, more=more)
    box.open()
    return box


def file_name(number: str) -> str:
    """Return the proposed name of a file: the number or kind, and nothing of the person."""
    return f"{unique_names([number])[0]}.pdf"


def show_paper(
    context: ScreenContext,
    make_draft: Callable[[], PaperDraft],
    parent: QWidget,
    *,
    on_issued: Callable[[IssuedPaper], object] | None = None,
    on_gap: Callable[[str], object] | None = None,
) -> None:
    """Show a paper before it goes out.

    Args:
        context: of the screen.
        make_draft: makes the draft on the database thread; it must be cheap.
        parent: any widget of the screen; the window opened last is kept there as `paper_preview`.
        on_issued: called with the issued paper.
        on_gap: called with the path of the missing value the person goes to.
    """
    operation = context.ops.read(_drafted, context, make_draft)
    operation.on_success(partial(_open, context, parent, on_issued, on_gap)).run()


def _drafted(
    context: ScreenContext, make_draft: Callable[[], PaperDraft]
) -> tuple[PaperDraft, bytes]:
    draft = make_draft()
    return draft, papers.render(context.office, draft)


def _open(
    context: ScreenContext,
    parent: QWidget,
    on_issued: Callable[[IssuedPaper], object] | None,
    on_gap: Callable[[str], object] | None,
    made: tuple[PaperDraft, bytes],
) -> None:
    draft, pdf = made
    if not shiboken6.isValid(parent):
        return  # the screen was closed meanwhile
    preview = PaperPreview(parent.window(), context, draft, pdf)
    if on_issued is not None:
        preview.paper_issued.connect(on_issued)
    if on_gap is not None:
        preview.gap_chosen.connect(on_gap)
    preview.went_out.connect(partial(_note, context, preview))
    _offer_disclosure(context, preview, draft.resident_id, draft.title)
    parent.paper_preview = preview  # type: ignore[attr-defined]  # lives as long as its screen
    preview.open()


def _offer_disclosure(
    context: ScreenContext, preview: PdfPreview, resident_id: bytes | None, what: str
) -> None:
    """A paper about a resident may go to another unit: then that is noted."""
    if resident_id is not None:
        ask = partial(show_disclosure, context, resident_id, what)
        offer_in_preview(context, preview, ask)


def _note(context: ScreenContext, preview: PaperPreview, how: str) -> None:
    if preview.issued is not None:
        note_output(context, how, "papers", preview.issued.id)
        return
    draft = preview._draft  # noqa: SLF001 (this module's own class)
    feature, record_id = draft.record or ("papers", None)
    if draft.resident_id is not None:
        feature, record_id = "residents", draft.resident_id
    note_output(context, how, feature, record_id, detail=draft.title)


def show_issued(context: ScreenContext, row: PaperRow, parent: QWidget) -> None:
    """Show an issued paper exactly as it went out, to be printed or saved again."""
    operation = context.ops.read(papers.paper_bytes, context.office, row.id)
    operation.on_success(partial(_open_issued, context, row, parent)).run()


def _open_issued(context: ScreenContext, row: PaperRow, parent: QWidget, pdf: bytes) -> None:
    if not shiboken6.isValid(parent):
        return
    title = f"{row.form_title} {row.number}"
    preview = PdfPreview(parent.window(), title, pdf, file_name(row.number), context.ops)
    watch_preview(context, preview, "papers", row.id)
    if row.resident_id is not None:
        note_view(context, "papers", row.id, row.resident_id)
    _offer_disclosure(context, preview, row.resident_id, title)
    parent.paper_preview = preview  # type: ignore[attr-defined]  # lives as long as its screen
    preview.open()


__all__ = ["PaperPreview", "ask_for_good", "file_name", "show_issued", "show_paper"]
