"""Receipts of money paid in cash: numbered, one a payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import NotFoundError, RuleError
from cusdesk.domain.access import needs
from cusdesk.domain.fees.ledger import PaymentKind
from cusdesk.domain.reports import Money, PlanSignature
from cusdesk.models.fees import FeePayment
from cusdesk.services import papers
from cusdesk.services.fees.accounts import read_account
from cusdesk.services.fees.lines import RECEIPT, receipt_numbers

if TYPE_CHECKING:
    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft


@needs("fees.change")
def receipt_draft(office: Office, payment_id: bytes) -> PaperDraft:
    """Return the receipt of a payment in cash (Civil Code, art. 462 § 1).

    Raises:
        NotFoundError: the payment is in the bin or does not exist.
        RuleError: `fees.problem.not_cash`; `fees.problem.receipt_there`: it has one already.
    """
    today = office.clock.today()
    with office.read() as session:
        row = session.get(FeePayment, payment_id)
        if row is None or row.retired_at is not None:
            raise NotFoundError("storage.not_found")
        if row.kind != PaymentKind.CASH.value:
            raise RuleError("fees.problem.not_cash")
        known = receipt_numbers(session).get(payment_id)
        if known is not None:
            raise RuleError("fees.problem.receipt_there", number=known[1])
        account = read_account(session, row.resident_id, today)
        left = next((e.balance_gr for e in account.entries if e.id == payment_id), 0)
        values: dict[str, object] = {
            "paid_on": row.paid_on,
            "amount": Money(row.amount_gr),
            "title_of_payment": row.title,
            "left": Money(left) if left > 0 else None,
            "even": "" if left > 0 else "1",
            "receiver": PlanSignature(office.user_name, ""),
            "payer": PlanSignature("", ""),
        }
        resident = row.resident_id
    return papers.draft_paper(
        office, RECEIPT, values, resident_id=resident, record=("fees", payment_id)
    )
