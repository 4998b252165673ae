"""The three-way match: what was ordered, what was given, what is billed, what may explain it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
import enum
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from cusdesk.domain.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cusdesk.domain.contracts import Contract, Terms
    from cusdesk.domain.invoices.drafts import InvoiceLineDraft

_MOST_TOGETHER = 3
_MOST_SUSPECTS = 60


class FindingKind(enum.StrEnum):
    """What differs."""

    NUMBER_TWICE = "number_twice"
    SELLER_NIP = "seller_nip"
    BUYER_NIP = "buyer_nip"
    SUM = "sum"
    ARITHMETIC = "arithmetic"
    CONTRACT_MISSING = "contract_missing"
    SERVICE_UNKNOWN = "service_unknown"
    SERVICE_NOT_ORDERED = "service_not_ordered"
    UNIT = "unit"
    RATE = "rate"
    PERIOD_MISSING = "period_missing"
    PERIOD_OUTSIDE = "period_outside"
    HOURS_MORE = "hours_more"
    HOURS_LESS = "hours_less"
    OVER_POOL = "over_pool"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference.

    Attributes:
        line: number of the line from 1; 0 for the invoice as a whole.
        stated: what the invoice says; thousandths of a unit or grosze.
        expected: what it should say.
    """

    kind: FindingKind
    line: int = 0
    stated: int | None = None
    expected: int | None = None

    @property
    def difference(self) -> int:
        """How much more is stated than expected."""
        return (self.stated or 0) - (self.expected or 0)


@dataclass(frozen=True, slots=True)
class Billed:
    """What the office knows about one line.

    Attributes:
        terms: of the contract in the line's period; None when the contract has no such service.
        delivered: what was given in the period, in thousandths of the line's unit; None without a
            period or a service.
        elsewhere: what other invoices bill for the same service in the same days.
        billed_before: all that other invoices bill under the contract for the service.
        is_inside: whether the period lies in that of the contract.
        has_contract: whether the invoice names one.
    """

    terms: Terms | None
    delivered: int | None
    elsewhere: int = 0
    billed_before: int = 0
    is_inside: bool = True
    has_contract: bool = True


def contract_for(
    named_id: bytes | None,
    provider_id: bytes | None,
    lines: Sequence[InvoiceLineDraft],
    contracts: Iterable[Contract],
) -> Contract | None:
    """Return the contract of an invoice: the one it names, else the provider's only fitting one.

    A contract fits that has one of the services and runs in the days of every line. None where
    the named one is gone, or where none or several fit.
    """
    if named_id is not None:
        return next((each for each in contracts if each.id == named_id), None)
    services = {line.service_id for line in lines if line.service_id}
    fitting = [
        each
        for each in contracts
        if each.provider_id == provider_id
        and any(each.has(service) for service in services)
        and all(each.period.overlaps(Period(x.period_from, x.period_to)) for x in lines)
    ]
    return fitting[0] if len(fitting) == 1 else None


def match_line(number: int, line: InvoiceLineDraft, known: Billed) -> list[Finding]:
    """Return what differs between a line, its contract and what was given.

    A quantity or rate that the document does not state is no difference. What other invoices bill
    for the same days was delivered only once.
    """
    found: list[Finding] = []
    if line.computed_gr is not None and line.amount_gr not in {None, line.computed_gr}:
        kind = FindingKind.ARITHMETIC
        found.append(Finding(kind, number, line.amount_gr, line.computed_gr))
    if line.service_id is None:
        return [*found, Finding(FindingKind.SERVICE_UNKNOWN, number)]
    if line.period_from is None or line.period_to is None:
        found.append(Finding(FindingKind.PERIOD_MISSING, number))
    if known.has_contract:
        found += _against_contract(number, line, known)
    return found + _against_delivered(number, line, known)


def _against_contract(number: int, line: InvoiceLineDraft, known: Billed) -> list[Finding]:
    terms = known.terms
    if terms is None:
        return [Finding(FindingKind.SERVICE_NOT_ORDERED, number)]
    found = []
    if not known.is_inside:
        found.append(Finding(FindingKind.PERIOD_OUTSIDE, number))
    if terms.unit is not line.unit:
        return [*found, Finding(FindingKind.UNIT, number)]
    if terms.rate_gr is not None and line.rate_gr not in {None, terms.rate_gr}:
        found.append(Finding(FindingKind.RATE, number, line.rate_gr, terms.rate_gr))
    total = known.billed_before + (line.quantity_milli or 0)
    if terms.pool_milli is not None and total > terms.pool_milli:
        found.append(Finding(FindingKind.OVER_POOL, number, total, terms.pool_milli))
    return found


def _against_delivered(number: int, line: InvoiceLineDraft, known: Billed) -> list[Finding]:
    if known.delivered is None or line.quantity_milli is None:
        return []
    expected = max(0, known.delivered - known.elsewhere)
    if line.quantity_milli == expected:
        return []
    kind = FindingKind.HOURS_MORE if line.quantity_milli > expected else FindingKind.HOURS_LESS
    return [Finding(kind, number, line.quantity_milli, expected)]


# --- which hours it may be


@dataclass(frozen=True, slots=True)
class Suspect:
    """Hours that were not counted but that the provider may have billed.

    Attributes:
        why: absent, excused, removed, before, after, waiting, twice.
    """

    why: str
    date: dt.date
    resident_id: bytes | None
    name: str
    minutes: int


def likely(suspects: Sequence[Suspect], minutes: int) -> tuple[Suspect, ...]:
    """Return the fewest suspects that add up to a difference exactly; nothing when none do.

    At most three together: more of them would add up by chance. Of as few, those in the order
    given come first.
    """
    if minutes <= 0:
        return ()
    fitting = [each for each in suspects if 0 < each.minutes <= minutes][:_MOST_SUSPECTS]
    for size in range(1, _MOST_TOGETHER + 1):
        for chosen in combinations(fitting, size):
            if sum(each.minutes for each in chosen) == minutes:
                return chosen
    return ()
