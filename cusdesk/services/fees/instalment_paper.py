"""The paper about a debt in parts, and what a part is called on other papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.reports import Money
from cusdesk.models.catalogue import Service
from cusdesk.models.fee_instalments import FeeInstalmentDebt
from cusdesk.models.fees import FeeCharge
from cusdesk.services import papers
from cusdesk.services.fees.instalments import instalments_of
from cusdesk.services.fees.notices import addressees, month_words
from cusdesk.services.fees.settings import read_pay_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.fees.ledger import OpenItem
    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft

INSTALMENTS = "fee_instalments"


@needs("fees.see")
def instalments_draft(office: Office, resident_id: bytes, plan_id: bytes) -> PaperDraft:
    """Return the paper about a debt in parts: what it is for, and when each part is due.

    Raises:
        RuleError: `fees.problem.parts_over`: it was ended, or is not there.
    """
    found = next((p for p in instalments_of(office, resident_id) if p.id == plan_id), None)
    if found is None or found.ended_on is not None:
        raise RuleError("fees.problem.parts_over")
    with office.read() as session:
        whom = addressees(session, [resident_id], office.clock.today()).get(resident_id, {})
        pay = read_pay_settings(session)
        debts = _debt_lines(session, plan_id)
    values: dict[str, object] = {
        **whom,
        "agreed_on": found.agreed_on,
        "basis": found.basis,
        "reason": found.reason,
        "total": Money(found.total_gr),
        "account": pay.account,
        "cash_desk": pay.cash_desk,
        "debts": debts,
        "parts": tuple(
            {
                "number": str(part.number),
                "due_on": format_date(part.due_on),
                "amount": Money(part.amount_gr),
            }
            for part in found.parts
        ),
    }
    return papers.draft_paper(
        office, INSTALMENTS, values, resident_id=resident_id, record=("fees", plan_id)
    )


def _debt_lines(session: Session, plan_id: bytes) -> tuple[dict[str, object], ...]:
    """Return the charges a debt in parts stands for, by month."""
    query = (
        select(FeeCharge.month, Service.name, FeeCharge.due_on, FeeInstalmentDebt.amount_gr)
        .join(FeeCharge, FeeCharge.id == FeeInstalmentDebt.charge_id)
        .join(Service, Service.id == FeeCharge.service_id)
        .where(FeeInstalmentDebt.plan_id == plan_id, FeeInstalmentDebt.retired_at.is_(None))
        .order_by(FeeCharge.month, Service.sort_key, FeeCharge.id)
    )
    return tuple(
        {
            "month": month_words(month),
            "service": service,
            "due_on": format_date(due) if due else "",
            "amount": Money(amount),
        }
        for month, service, due, amount in session.execute(query)
    )


def item_words(item: OpenItem) -> tuple[str, str]:
    """Return what an open item is for, in two cells: the month or the part, and the services."""
    owed = item.owed
    if not owed.part:
        return month_words(owed.month), owed.service
    months = month_words(owed.month)
    if owed.until is not None and owed.until != owed.month:
        months = tr("fees.parts.months", first=months, last=month_words(owed.until))
    name = tr("fees.parts.name", n=owed.part, of=owed.parts)
    return name, tr("fees.parts.for", service=owed.service, months=months)
