"""What should be seen of the money before a month is closed: pools and invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.invoices import InvoiceStatus
from cusdesk.domain.money import format_money
from cusdesk.domain.months import Finding, FindingKind
from cusdesk.domain.quantities import format_quantity
from cusdesk.models.invoices import Invoice, InvoiceLine
from cusdesk.models.providers import Provider
from cusdesk.services.contracts.pool_book import PoolBook
from cusdesk.services.contracts.pool_reasons import explained
from cusdesk.services.contracts.pool_rules import Asked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cusdesk.domain.pools import Balance


def pools_over(session: Session, first: dt.date, last: dt.date) -> Iterator[Finding]:
    """Yield the pools that stood above their amount when the month ended, with no reason for it.

    Only those from which something was taken in the month: of an older excess its own month speaks.
    """
    book = PoolBook(session, Asked(last, until=last))
    found = [
        *book.contract_balances(),
        *book.source_balances(),
        *book.limit_balances(),
        *book.plan_balances(),
    ]
    for balance in explained(session, found):
        if balance.needs_reason and _was_used(book, balance, first):
            words = tr(
                "months.what.over_pool",
                pool=", ".join(part for part in (balance.name, balance.service) if part),
                given=_amount(balance, balance.delivered),
                planned=_amount(balance, balance.planned or 0),
            )
            yield Finding(FindingKind.OVER_POOL, words, "pools")


def _was_used(book: PoolBook, balance: Balance, first: dt.date) -> bool:
    rules = book.rules_of(balance.key)
    return any(row.date >= first for rule in rules for row in book.rows(rule))


def _amount(balance: Balance, amount: int) -> str:
    if balance.unit is None:
        return format_money(amount)
    return tr(f"contracts.unit.{balance.unit}", amount=format_quantity(amount))


def invoices_waiting(session: Session, first: dt.date, last: dt.date) -> Iterator[Finding]:
    """Yield the invoices for days of the month that nobody compared with the hours yet."""
    query = (
        select(Invoice.id, Invoice.number, Provider.name)
        .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
        .join(Provider, Provider.id == Invoice.provider_id)
        .where(
            Invoice.status == InvoiceStatus.RECEIVED.value,
            Invoice.retired_at.is_(None),
            InvoiceLine.retired_at.is_(None),
            InvoiceLine.period_from <= last,
            InvoiceLine.period_to >= first,
        )
        .distinct()
        .order_by(Provider.sort_key, Invoice.number)
    )
    for invoice_id, number, provider in session.execute(query):
        words = tr("months.what.invoice_waiting", number=number, provider=provider)
        yield Finding(FindingKind.INVOICE_WAITING, words, "invoices", invoice_id)
