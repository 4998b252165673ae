"""What a resident owes: charges against money, the oldest term first."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.domain.checks import check_dates, check_lengths
from cusdesk.domain.dates import format_date
from cusdesk.domain.fees.checks import check_amounts

if TYPE_CHECKING:
    from collections.abc import Iterable


class PaymentKind(enum.StrEnum):
    """How a debt became smaller; a refund makes it larger again."""

    TRANSFER = "transfer"
    CASH = "cash"
    WAIVER = "waiver"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Owed:
    """A confirmed charge, or a part of a debt; negative when something is given back.

    Attributes:
        charge_id: None for a part.
        part, parts: number of a part and how many there are; 0 for a charge.
        until: the last month a part is for; `month` is the first.
        plan_id: of the debt in parts.
    """

    month: dt.date
    service: str
    amount_gr: int
    due_on: dt.date | None = None
    charge_id: bytes | None = None
    part: int = 0
    parts: int = 0
    until: dt.date | None = None
    plan_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A charge, or a part of a debt, of which something is still to be paid; see `Owed`."""

    owed: Owed
    open_gr: int

    @property
    def month(self) -> dt.date:
        """The month of use; of a part the first one it is for."""
        return self.owed.month

    @property
    def due_on(self) -> dt.date | None:
        """Its term."""
        return self.owed.due_on

    @property
    def charge_id(self) -> bytes | None:
        """The charge; None for a part."""
        return self.owed.charge_id


@dataclass(frozen=True, slots=True)
class Balance:
    """What stands on a resident's account.

    Attributes:
        charged_gr: all charges, with what was given back.
        settled_gr: payments and waivers less refunds.
        items: what is open, the oldest term first.
        overdue_gr: how much of it is past its term.
    """

    charged_gr: int = 0
    settled_gr: int = 0
    items: tuple[OpenItem, ...] = ()
    overdue_gr: int = 0
    oldest_due: dt.date | None = None

    @property
    def open_gr(self) -> int:
        """What is to be paid; negative when too much was paid."""
        return self.charged_gr - self.settled_gr

    @property
    def parts(self) -> tuple[OpenItem, ...]:
        """The open parts of debts that are paid in parts, the next one first."""
        return tuple(item for item in self.items if item.owed.part)


def balance(owed: Iterable[Owed], settled_gr: int, today: dt.date) -> Balance:
    """Return a resident's account on a day.

    Money settles the charge with the oldest term first, whatever its title says; what was given
    back settles charges like money. A charge is overdue the day after its term.
    """
    charges = sorted(owed, key=_term)
    pool = settled_gr - sum(each.amount_gr for each in charges if each.amount_gr < 0)
    items = []
    for each in charges:
        if each.amount_gr <= 0:
            continue
        covered = min(max(pool, 0), each.amount_gr)
        pool -= covered
        left = each.amount_gr - covered
        if left:
            items.append(OpenItem(each, left))
    if pool < 0 and items:  # more was refunded than paid: that is owed too, with the last charge
        items[-1] = OpenItem(items[-1].owed, items[-1].open_gr - pool)
    late = [item for item in items if item.due_on is not None and item.due_on < today]
    return Balance(
        charged_gr=sum(each.amount_gr for each in charges),
        settled_gr=settled_gr,
        items=tuple(items),
        overdue_gr=sum(item.open_gr for item in late),
        oldest_due=min((item.due_on for item in late if item.due_on), default=None),
    )


def _term(each: Owed) -> tuple[dt.date, dt.date]:
    return each.due_on or dt.date.max, each.month


@dataclass(slots=True)
class PaymentDraft:
    """Money as it is typed.

    Attributes:
        amount_gr: always positive; a refund is turned round when it is stored.
        reason: of a waiver, needed.
    """

    resident_id: bytes | None = None
    kind: PaymentKind = PaymentKind.CASH
    paid_on: dt.date | None = None
    amount_gr: int | None = None
    title: str = ""
    reason: str = ""


def check_payment(draft: PaymentDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong with a payment; every problem stops the save."""
    found = []
    if draft.resident_id is None:
        found.append(Problem("resident_id", "fees.problem.resident_id"))
    if draft.amount_gr is None or draft.amount_gr <= 0:
        found.append(Problem("amount_gr", "fees.problem.amount"))
    found += check_amounts(draft, ("amount_gr",)) if not found else []
    if draft.paid_on is None:
        found.append(Problem("paid_on", "fees.problem.paid_on"))
    elif draft.paid_on > today:
        day = format_date(draft.paid_on)
        found.append(Problem("paid_on", "fees.problem.paid_later", {"date": day}))
    if draft.kind is PaymentKind.WAIVER and not draft.reason.strip():
        found.append(Problem("reason", "fees.problem.waiver_reason"))
    return [*found, *check_dates(draft), *check_lengths(draft, {"reason"})]
