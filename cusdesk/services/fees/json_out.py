"""Fees and accounts for the command line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.services.fees.accounts import list_accounts
from cusdesk.services.fees.proposal import month_fees

if TYPE_CHECKING:
    from cusdesk.services.fees.lines import FeeLine
    from cusdesk.services.office import Office


@needs("fees.see")
def fee_json(office: Office, month: dt.date | None = None) -> list[dict[str, Any]]:
    """Return the fees of a month, the last full one without one; confirmed and proposed."""
    first = office.clock.today().replace(day=1)
    found = month_fees(office, month or (first - dt.timedelta(days=1)))
    return [_line(line) for line in (*found.confirmed, *found.proposed)]


def _line(line: FeeLine) -> dict[str, Any]:
    return {
        "resident": line.resident,
        "resident_id": text_id(line.resident_id),
        "service": line.service,
        "service_id": text_id(line.service_id),
        "month": line.month.strftime("%Y-%m"),
        "status": _status(line),
        "is_change": line.is_change,
        "unit": line.unit,
        "quantity": line.quantity,
        "amount_gr": line.amount_gr,
        "total_gr": line.total_gr,
        "full_gr": line.full_gr,
        "market_gr": line.market_gr,
        "due_on": line.due_on.isoformat() if line.due_on else None,
        "warnings": list(line.warnings),
        "steps": [{"text": step.words, "paragraph": step.paragraph} for step in line.steps],
        "notice": line.paper,
    }


def _status(line: FeeLine) -> str:
    if line.run_id is not None:
        return "confirmed"
    if line.is_gone:
        return "gone"
    return "waiting" if line.is_blocked else "proposed"


@needs("fees.see")
def account_json(office: Office) -> list[dict[str, Any]]:
    """Return the residents' accounts of fees."""
    return [
        {
            "resident": row.resident,
            "resident_id": text_id(row.id),
            "charged_gr": row.charged_gr,
            "settled_gr": row.settled_gr,
            "open_gr": row.open_gr,
            "overdue_gr": row.overdue_gr,
            "oldest_due": row.oldest_due.isoformat() if row.oldest_due else None,
            "last_paid_on": row.last_paid_on.isoformat() if row.last_paid_on else None,
            "reminders": row.reminders,
        }
        for row in list_accounts(office)
    ]
