"""What a resident owes up to a day by the rules, for what no confirmed month charged yet."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.periods import Period, months_of
from cusdesk.domain.planned import month_range
from cusdesk.services.fees.counting import count_days, read_book
from cusdesk.services.fees.lines import charged_in
from cusdesk.services.fees.notices import amount_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from cusdesk.domain.fees.rule import FeeRule
    from cusdesk.services.fees.counting import Counted
    from cusdesk.services.fees.lines import Charged


@dataclass(frozen=True, slots=True)
class MonthPart:
    """A service in one month, or in the days of it that are asked for.

    Attributes:
        quantity: how much of it is paid for, in words.
        total_gr: what these days cost by the rule and the resident's decision.
        charged_gr: what confirmed runs charged for the month; None before the first of them.
        missing: message key below `fees.missing`, when nothing can be charged yet.
    """

    service_id: bytes
    month: dt.date
    quantity: str
    total_gr: int
    charged_gr: int | None
    missing: str

    @property
    def due_gr(self) -> int:
        """What is on no confirmed month yet; never below zero."""
        return max(0, self.total_gr - (self.charged_gr or 0))


def ruled_parts(
    session: Session, resident_id: bytes, services: Collection[bytes], first: dt.date, last: dt.date
) -> list[MonthPart]:
    """Return what services cost by their rules between two days, both inclusive, by month.

    A month that was charged is counted from its first day, because its charge is for the whole of
    it. Services without a rule on a day of use are left out.
    """
    book = read_book(session, resident_id)
    found = []
    for month in months_of(Period(first, last)):
        start, end = month_range(month)
        charged = charged_in(session, start)
        until = min(last, end)
        counted = count_days(session, book, (max(first, start), until), resident_id=resident_id)
        if any(who == resident_id for who, _service in charged):
            whole = count_days(session, book, (start, until), resident_id=resident_id)
            counted |= {key: one for key, one in whole.items() if key in charged}
        found += [
            _part(one, book.rules[one.rule_id or b""], charged.get(key))
            for key, one in counted.items()
            if key[1] in services
        ]
    return found


def _part(one: Counted, rule: FeeRule, charged: Charged | None) -> MonthPart:
    return MonthPart(
        one.service_id,
        one.month,
        amount_words(rule.unit.value, one.charge.quantity, rule.unit_minutes),
        one.charge.total_gr,
        charged.amount_gr if charged else None,
        one.missing,
    )
