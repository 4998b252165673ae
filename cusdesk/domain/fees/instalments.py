"""A debt in parts: what is put off, when each part is due, and what the account makes of it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.domain.checks import check_lengths
from cusdesk.domain.dates import LATEST
from cusdesk.domain.fees.ledger import Owed
from cusdesk.domain.money import format_money
from cusdesk.domain.periods import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cusdesk.domain.fees.ledger import OpenItem

FEWEST, MOST = 2, 60
"""One part would only be a later term; five years of parts are a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a debt."""

    due_on: dt.date | None = None
    amount_gr: int | None = None


@dataclass(slots=True)
class InstalmentDraft:
    """A debt in parts as it is typed.

    Attributes:
        amount_gr: how much of what is open is paid in parts, the oldest term first.
        basis: what it rests on, in the office's words.
    """

    resident_id: bytes | None = None
    agreed_on: dt.date | None = None
    amount_gr: int | None = None
    parts: tuple[Part, ...] = ()
    basis: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PutOff:
    """A debt in parts while it holds.

    Attributes:
        debts: charge -> how much of it is paid in parts.
        parts: (term, amount) in order.
    """

    id: bytes
    debts: Mapping[bytes, int] = field(default_factory=dict)
    parts: tuple[tuple[dt.date, int], ...] = ()


def even_parts(amount_gr: int, count: int, first_due: dt.date) -> tuple[Part, ...]:
    """Return parts of a month each; what does not divide stands in the last one.

    Nothing for a sum or a number of parts that cannot be.
    """
    if amount_gr < count or not 0 < count <= MOST:
        return ()
    each = amount_gr // count
    sums = [each] * (count - 1) + [amount_gr - each * (count - 1)]
    return tuple(Part(add_months(first_due, place), amount) for place, amount in enumerate(sums))


def debts_of(items: Iterable[OpenItem], amount_gr: int) -> dict[bytes, int]:
    """Return charge -> how much of it is put off, the oldest term first; parts are left out."""
    found: dict[bytes, int] = {}
    left = amount_gr
    for item in items:
        if item.charge_id is None or not left:
            continue
        taken = min(left, item.open_gr)
        found[item.charge_id] = found.get(item.charge_id, 0) + taken
        left -= taken
    return found


def with_parts(owed: Iterable[Owed], plans: Sequence[PutOff]) -> list[Owed]:
    """Return what is owed with every debt in parts in the place of the charges it stands for."""
    found = list(owed)
    for plan in plans:
        mine = [each for each in found if each.charge_id in plan.debts]
        if not mine:
            continue
        months = [each.month for each in mine]
        services = ", ".join(dict.fromkeys(each.service for each in mine))
        found = [_less(each, plan.debts) for each in found]
        found += [
            Owed(min(months), services, amount, due, part=number, parts=len(plan.parts),
                 until=max(months), plan_id=plan.id)
            for number, (due, amount) in enumerate(plan.parts, 1)
        ]  # fmt: skip
    return [each for each in found if each.amount_gr]


def _less(each: Owed, debts: Mapping[bytes, int]) -> Owed:
    taken = debts.get(each.charge_id, 0) if each.charge_id is not None else 0
    return replace(each, amount_gr=each.amount_gr - taken) if taken else each


def check_instalments(draft: InstalmentDraft, open_gr: int, today: dt.date) -> list[Problem]:
    """Return what is wrong with a debt in parts; every problem stops the save.

    Args:
        draft: what was typed.
        open_gr: what is open on the account and not in parts yet.
        today: no part may be due before it.
    """
    if draft.resident_id is None:
        return [Problem("resident_id", "fees.problem.resident_id")]
    amount = draft.amount_gr or 0
    if amount <= 0:
        return [Problem("amount_gr", "fees.problem.amount")]
    if amount > open_gr:
        most = format_money(max(0, open_gr))
        return [Problem("amount_gr", "fees.problem.parts_more", {"amount": most})]
    found = _check_parts(draft, amount, today)
    if not draft.reason.strip():
        found.append(Problem("reason", "fees.problem.parts_reason"))
    return [*found, *check_lengths(draft, {"reason", "basis"})]


def _check_parts(draft: InstalmentDraft, amount: int, today: dt.date) -> list[Problem]:
    found = []
    if not FEWEST <= len(draft.parts) <= MOST:
        numbers: dict[str, object] = {"fewest": FEWEST, "most": MOST}
        found.append(Problem("parts", "fees.problem.parts_count", numbers))
    before = today
    for number, part in enumerate(draft.parts, 1):
        if part.due_on is None or not part.amount_gr or part.amount_gr <= 0:
            found.append(Problem("parts", "fees.problem.part", {"n": number}))
        elif not before <= part.due_on <= LATEST:
            found.append(Problem("parts", "fees.problem.part_order", {"n": number}))
        before = part.due_on or before
    total = sum(part.amount_gr or 0 for part in draft.parts)
    if not found and total != amount:
        said: dict[str, object] = {"total": format_money(total), "amount": format_money(amount)}
        found.append(Problem("parts", "fees.problem.parts_sum", said))
    return found
