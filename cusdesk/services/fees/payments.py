"""Payments by hand, refunds, waivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.fees.ledger import PaymentDraft, PaymentKind, check_payment
from cusdesk.domain.money import format_money
from cusdesk.domain.polish_text import one_line
from cusdesk.models.fees import FeePayment
from cusdesk.services.fees.accounts import read_account
from cusdesk.services.fees.lines import receipt_numbers
from cusdesk.services.records import Saved

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@needs("fees.change")
def add_payment(office: Office, draft: PaymentDraft) -> Saved:
    """Write a payment or a refund down; a waiver has its own use case.

    Raises:
        ValidationError: the draft is wrong.
        RuleError: `fees.problem.refund`: more would be given back than was paid too much.
    """
    if draft.kind is PaymentKind.WAIVER:
        return waive(office, draft)
    return _add(office, draft, "fees.pay")


@needs("fees.confirm")
def waive(office: Office, draft: PaymentDraft) -> Saved:
    """Waive a part of what is owed, with its reason (CUS act, art. 44; social assistance act, 104).

    Raises:
        ValidationError: the draft is wrong or gives no reason.
        RuleError: `fees.problem.waive_more`: more than is owed.
    """
    return _add(office, draft, "fees.waive")


def _add(office: Office, draft: PaymentDraft, kind: str) -> Saved:
    today = office.clock.today()
    problems = check_payment(draft, today)
    if problems or draft.resident_id is None or draft.amount_gr is None or draft.paid_on is None:
        raise ValidationError(problems)
    made = new_id()
    is_refund = draft.kind is PaymentKind.REFUND
    with office.write(kind, record=("fees", made)) as work:
        owed = read_account(work.session, draft.resident_id, today).balance.open_gr
        if is_refund and draft.amount_gr > -owed:
            raise RuleError("fees.problem.refund", amount=format_money(max(0, -owed)))
        if draft.kind is PaymentKind.WAIVER and draft.amount_gr > owed:
            raise RuleError("fees.problem.waive_more", amount=format_money(max(0, owed)))
        work.session.add(
            FeePayment(
                id=made,
                subject_id=draft.resident_id,
                resident_id=draft.resident_id,
                kind=draft.kind.value,
                paid_on=draft.paid_on,
                amount_gr=-draft.amount_gr if is_refund else draft.amount_gr,
                title=one_line(draft.title),
                reason=draft.reason.strip(),
                author=office.user_name,
            )
        )
    return Saved(made, 1, work.changes)


@needs("fees.change")
def retire_payment(office: Office, payment_id: bytes) -> Changes:
    """Put a payment that was written down wrongly into the bin; a bank line of it waits again.

    Raises:
        RuleError: `access.denied`: a waiver is taken back only by whoever may waive;
            `fees.problem.receipt_issued`: a receipt of it is out.
        NotFoundError: it is there already.
    """
    from sqlalchemy import select

    from cusdesk.models.fees import FeeBankLine

    with office.write("fees.retire_payment", record=("fees", payment_id)) as work:
        row = work.get(FeePayment, payment_id)
        if row.kind == PaymentKind.WAIVER.value:
            office.require("fees.confirm")
        receipt = receipt_numbers(work.session).get(payment_id)
        if receipt is not None:
            raise RuleError("fees.problem.receipt_issued", number=receipt[1])
        lines = select(FeeBankLine).where(FeeBankLine.payment_id == payment_id)
        for line in work.session.scalars(lines):
            line.state, line.payment_id = "waiting", None
        work.retire(row)
    return work.changes
