"""Papers of who did not pay: one reminder or many, and the decision with its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services import fees
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.noting import watch_preview
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.questions import question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cusdesk.services.fees import AccountRow, DebtDecision, Notified
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_FORM = FormSpec([
    Section("", [
        FieldSpec("legal_basis", "fees.debt.legal_basis", "multiline", lines=3),
        FieldSpec("facts", "fees.debt.facts_label", "multiline", lines=5),
        FieldSpec("law", "fees.debt.law_label", "multiline", lines=5),
        FieldSpec("pay_by", "fees.debt.pay_by", "date", required=True),
    ]),
])  # fmt: skip


class DebtPapers:
    """What is sent to who owes; windows are kept on `owner`."""

    def __init__(self, context: ScreenContext, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def remind(self, resident_id: bytes) -> None:
        """Show a reminder before it goes out."""
        draft = partial(fees.reminder_draft, self._context.office, resident_id)
        show_paper(self._context, draft, self._owner)

    def ask_remind_all(self, rows: Sequence[AccountRow]) -> None:
        """Say that numbers are given for good, then remind everybody who is late."""
        late = [row.id for row in rows if row.overdue_gr > 0]
        if not late:
            self._context.notifier.info(tr("fees.money.nobody_late"))
            return
        ask, run = tr("fees.money.ask_remind", n=len(late)), partial(self._remind_all, late)
        do, more = tr("fees.money.remind_do"), tr("papers.issue.for_good")
        self.question = question(self._owner, ask, do, run, more=more)
        self.question.open()

    def _remind_all(self, residents: list[bytes]) -> None:
        operation = self._context.ops.write(fees.issue_reminders, self._context.office, residents)
        operation.with_waiting("fees.notices.waiting").on_success(self._show).run()

    def _show(self, done: Notified) -> None:
        title = tr("fees.money.reminders")
        self.preview = PdfPreview(
            self._owner.window(), title, done.pages, f"{title}.pdf", self._context.ops
        )
        watch_preview(self._context, self.preview, "fees", detail=title)
        self.preview.open()

    def decide(self, resident_id: bytes) -> None:
        """Ask for the words of a decision, then show it."""
        operation = self._context.ops.read(fees.debt_decision, self._context.office, resident_id)
        operation.on_success(partial(self._ask, resident_id)).run()

    def _ask(self, resident_id: bytes, said: DebtDecision) -> None:
        def make(typed: DebtDecision) -> Operation[object]:
            """Try the decision out; a refusal stands in the window."""
            operation: Operation[object] = self._context.ops.read(
                fees.debt_decision_draft, self._context.office, resident_id, typed
            )
            self._typed = typed
            return operation

        self.dialog = FormDialog(
            self._context,
            tr("fees.debt.title"),
            _FORM,
            said,
            make,
            tr("fees.debt.do"),
            self._owner,
            _intro(said),
        )
        self.dialog.accepted.connect(partial(self._show_decision, resident_id))
        self.dialog.open()

    def _show_decision(self, resident_id: bytes) -> None:
        draft = partial(fees.debt_decision_draft, self._context.office, resident_id, self._typed)
        show_paper(self._context, draft, self._owner)


def _intro(said: DebtDecision) -> str:
    """Return what the window says first: also that the law in it was compared by nobody yet."""
    words = tr("fees.debt.text")
    return f"{words} {tr('fees.debt.proposed')}" if said.is_proposed else words
