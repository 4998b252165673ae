"""The window of a payment, a refund or a waiver."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import describe, tr
from cusdesk.domain.fees.ledger import PaymentDraft, PaymentKind
from cusdesk.domain.labels import label as enum_label
from cusdesk.services import fees
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.form import Choice, FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext

_FIELD = "fields.fee_payments."
_BY_HAND = (PaymentKind.CASH, PaymentKind.TRANSFER, PaymentKind.REFUND)


@dataclass(slots=True)
class PaymentFields:
    """A payment while it is typed; the person is chosen above the form."""

    kind: PaymentKind = PaymentKind.CASH
    paid_on: dt.date | None = None
    amount_gr: int | None = None
    title: str = ""
    reason: str = ""


def payment_form(*, is_waiver: bool) -> FormSpec:
    """Return the form of money, or of a waiver with its reason."""
    kinds = [Choice(kind, enum_label(kind)) for kind in _BY_HAND]
    money = (
        FieldSpec("paid_on", f"{_FIELD}paid_on", "date", required=True),
        FieldSpec("amount_gr", f"{_FIELD}amount_gr", "money", required=True),
    )
    if is_waiver:
        reason = FieldSpec("reason", f"{_FIELD}reason", "multiline", required=True, lines=3)
        return FormSpec([Section("", [money, reason])])
    kind = FieldSpec("kind", f"{_FIELD}kind", "choice", 30, choices=kinds, offers_nothing=False)
    return FormSpec([Section("", [kind, money, FieldSpec("title", f"{_FIELD}title")])])


class PaymentDialog(CommandDialog):
    """Money of one person."""

    def __init__(
        self,
        context: ScreenContext,
        person: tuple[bytes | None, str],
        parent: QWidget,
        *,
        is_waiver: bool = False,
        amount_gr: int | None = None,
    ) -> None:
        key = "waiver" if is_waiver else "payment"
        title = tr(f"fees.money.{key}")
        super().__init__(context, title, tr(f"fees.money.{key}_do"), parent)
        self._is_waiver = is_waiver
        self.body.addWidget(label(title, "title"))
        self.body.addWidget(label(tr(f"fees.money.{key}_text"), "hint", wrap=True))
        self.body.addWidget(label(tr(f"{_FIELD}resident_id"), "label"))
        self.person = PersonField(context)
        self.person.show_person(*person)
        self.body.addWidget(self.person)
        self.form: Form[PaymentFields] = Form(
            payment_form(is_waiver=is_waiver), clock=context.office.clock
        )
        kind = PaymentKind.WAIVER if is_waiver else PaymentKind.CASH
        today = context.office.clock.today()
        self.form.load(PaymentFields(kind, today, amount_gr))
        self.body.addWidget(self.form)
        self.receipt = QCheckBox(tr("fees.receipt.after"))
        self.body.addWidget(self.receipt)
        self.form.edited.connect(self._on_edited)
        self._on_edited()
        resize_within_screen(self, current().chars(64), current().row_height * 19)
        if person[0] is None:
            self.person.setFocus()
        else:
            self.form.focus("amount_gr")

    def confirm(self) -> None:
        """Write the payment down."""
        self.form.flush()
        if not self.form.show_value_problems():
            return
        typed = self.form.draft()
        draft = PaymentDraft(
            self.person.resident_id,
            typed.kind,
            typed.paid_on,
            typed.amount_gr,
            typed.title,
            typed.reason,
        )
        write = fees.waive if self._is_waiver else fees.add_payment
        self.start(self._context.ops.write(write, self._context.office, draft), self._on_done)

    def _on_edited(self, *_what: object) -> None:
        is_cash = self.form.value("kind") is PaymentKind.CASH if not self._is_waiver else False
        self.receipt.setVisible(is_cash)

    def _on_done(self, saved: Saved) -> None:
        self._context.notifier.success(tr("fees.money.saved"))
        parent = self.parentWidget()
        if not self.receipt.isHidden() and self.receipt.isChecked() and parent is not None:
            draft = partial(fees.receipt_draft, self._context.office, saved.id)
            show_paper(self._context, draft, parent)
        self.accept()

    def _on_refused(self, error: CusdeskError) -> None:
        self.do.setEnabled(True)
        problems = error.problems if isinstance(error, ValidationError) else []
        person = next((each for each in problems if each.field == "resident_id"), None)
        left = self.form.show_problems([replace(p) for p in problems if p is not person])
        words = tr(person.key, **person.params) if person else ""
        self.say(words or (describe(error) if not problems or left else ""))
