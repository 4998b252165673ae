"""The road out of an edition: the list approved, declarations issued, people put into groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services import recruitment
from cusdesk.ui.common.noting import watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.questions import question
from cusdesk.ui.recruitment.declarations_dialog import DeclarationsDialog
from cusdesk.ui.recruitment.edition.words import approval_words
from cusdesk.ui.recruitment.group_dialog import GroupDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QMessageBox, QWidget

    from cusdesk.domain.changes import Changes
    from cusdesk.services.recruitment import (
        ApprovalFacts,
        DeclarationRow,
        Declared,
        GroupChoice,
    )
    from cusdesk.ui.common.context import ScreenContext


class Outcome:
    """Asks before each step, because none of them is taken back.

    Attributes:
        edition: id of the edition that is shown; None while none is.
        question, declarations, groups, preview: the window opened last by each step.
    """

    question: QMessageBox
    declarations: DeclarationsDialog
    groups: GroupDialog
    preview: PdfPreview

    def __init__(
        self, context: ScreenContext, page: QWidget, on_approved: Callable[[], None]
    ) -> None:
        self._context, self._page, self._then = context, page, on_approved
        self.edition: bytes | None = None

    def ask_approval(self) -> None:
        """Say what the approval freezes and what is still open, then ask."""
        if self.edition is not None:
            operation = self._context.ops.read(
                recruitment.approval_facts, self._context.office, self.edition
            )
            operation.on_success(self._ask_approval).run()

    def _ask_approval(self, facts: ApprovalFacts) -> None:
        ask, do = tr("recruitment.approval.ask"), tr("recruitment.approval.do")
        more = "\n".join(approval_words(facts))
        self.question = question(self._page, ask, do, self._approve, more=more)
        self.question.open()

    def _approve(self) -> None:
        operation = self._context.ops.write(
            recruitment.approve_list, self._context.office, self.edition
        )
        operation.on_success(self._on_approved).run()

    def _on_approved(self, _changes: Changes) -> None:
        self._context.notifier.success(tr("recruitment.approval.done"))
        self._then()

    def ask_declarations(self) -> None:
        """Show what the declarations lack, then issue them."""
        if self.edition is not None:
            operation = self._context.ops.read(
                recruitment.declarations, self._context.office, self.edition
            )
            operation.on_success(self._show_declarations).run()

    def _show_declarations(self, rows: Sequence[DeclarationRow]) -> None:
        if self.edition is None:
            return
        if not rows:
            self._context.notifier.info(tr("recruitment.problem.nobody_seated"))
            return
        window = self._page.window()
        self.declarations = DeclarationsDialog(self._context, self.edition, rows, window)
        self.declarations.declared.connect(self._on_declared)
        self.declarations.open()

    def _on_declared(self, declared: Declared) -> None:
        name = tr("recruitment.declaration.file")
        title = tr("recruitment.declaration.title")
        self.preview = PdfPreview(
            self._page.window(), title, declared.pages, f"{name}.pdf", self._context.ops
        )
        watch_preview(self._context, self.preview, "recruitment", self.edition, detail=title)
        self.preview.open()

    def ask_group(self) -> None:
        """Ask for the group of everybody with a seat."""
        if self.edition is not None:
            operation = self._context.ops.read(
                recruitment.groups_for, self._context.office, self.edition
            )
            operation.on_success(self._show_groups).run()

    def _show_groups(self, groups: Sequence[GroupChoice]) -> None:
        if self.edition is not None:
            window = self._page.window()
            self.groups = GroupDialog(self._context, self.edition, groups, window)
            self.groups.open()
