"""The proposal of a month: what would be charged, beside last month, before anything is issued."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.ids import starter_id
from cusdesk.domain.access import needs
from cusdesk.domain.fees.charging import Charge
from cusdesk.domain.fees.steps import Step
from cusdesk.domain.fees.terms import due_on, next_month
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import month_range
from cusdesk.models.fees import FeeRun
from cusdesk.models.months import MonthClosure
from cusdesk.services.fees.counting import Counted, count_month, read_book
from cusdesk.services.fees.lines import (
    Charged,
    FeeLine,
    MonthFees,
    Names,
    by_name,
    charged_in,
    confirmed_lines,
    month_before,
    runs_of,
)
from cusdesk.services.planned import planned_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.fees.counting import Book
    from cusdesk.services.office import Office

LOOK_BACK = 12
"""Confirmed months that are counted anew for late changes."""


@needs("fees.see")
def month_fees(office: Office, month: dt.date) -> MonthFees:
    """Return a month: what was confirmed, and what a run would add now."""
    first = month.replace(day=1)
    with office.read() as session:
        return read_month(session, first, office.clock.today())


def read_month(session: Session, month: dt.date, today: dt.date) -> MonthFees:
    """Return a month inside a session; `month` is its first day."""
    names = Names.read(session)
    book = read_book(session)
    proposed = _proposed(session, book, (month, today), names)
    return MonthFees(
        month=month,
        runs=tuple(runs_of(session, month)),
        confirmed=tuple(confirmed_lines(session, month, names)),
        proposed=tuple(proposed),
        seal=_seal(proposed),
        is_closed=_is_closed(session, month),
    )


def _is_closed(session: Session, month: dt.date) -> bool:
    query = select(MonthClosure.id).where(
        MonthClosure.month == month,
        MonthClosure.reopened_at.is_(None),
        MonthClosure.retired_at.is_(None),
    )
    return session.scalars(query).first() is not None


def _proposed(
    session: Session, book: Book, days: tuple[dt.date, dt.date], names: Names
) -> list[FeeLine]:
    """Return the month itself and late changes of confirmed months before it.

    Args:
        session: a running read or operation.
        book: rules and decisions.
        days: first day of the month, and today.
        names: of everybody and everything.
    """
    month, today = days
    before = charged_in(session, month_before(month))
    planned = _planned(session, month)
    lines: list[FeeLine] = []
    for when in (*_confirmed_before(session, month), month):
        charged = charged_in(session, when)
        counted = count_month(session, book, when)
        for key in counted.keys() | charged.keys():
            line = _line(counted.get(key), key, when, charged.get(key), names)
            if line is None:
                continue
            found = counted.get(key)
            warned = _warnings(found, planned, key) if when == month and found else ()
            was = before.get(key) if when == month and not line.is_change else None
            lines.append(
                replace(
                    line,
                    before_gr=was.amount_gr if was else None,
                    due_on=_due(book, line, month, today),
                    warnings=(*line.warnings, *warned),
                )
            )
        if when == month and next_month(month) <= today:
            left = before.keys() - counted.keys() - charged.keys()
            paid = [key for key in left if before[key].amount_gr]
            lines += [_gone(key, month, before[key], names) for key in paid]
    return sorted(lines, key=by_name)


def _gone(key: tuple[bytes, bytes], month: dt.date, was: Charged, names: Names) -> FeeLine:
    """Return a line that only tells: charged the month before, nothing used in this one."""
    nothing = Charge(full_gr=0, steps=(Step("nothing_used_now"),))
    counted = Counted(*key, month, was.rule_id, was.decision_id, nothing)
    made = _made(counted, None, names)
    return replace(made, before_gr=was.amount_gr, is_gone=True, warnings=("gone",))


def _due(book: Book, line: FeeLine, month: dt.date, today: dt.date) -> dt.date | None:
    """Return when a line is due: by the month of its run, and never before the run itself."""
    rule = book.rules.get(line.rule_id or b"")
    if rule is None:
        return line.due_on
    due = due_on(rule, month)
    is_past = due is not None and due < today
    return due_on(rule, today.replace(day=1)) if is_past else due


def _line(
    counted: Counted | None,
    key: tuple[bytes, bytes],
    month: dt.date,
    charged: Charged | None,
    names: Names,
) -> FeeLine | None:
    """Return the line a run would add; None when everything was charged already."""
    warned: tuple[str, ...] = (counted.missing,) if counted and counted.missing else ()
    if counted is None:  # charged once, but nothing was used any more: given back
        if charged is None or not charged.amount_gr:
            return None
        gone = Charge(full_gr=0, steps=(Step("nothing_used"),))
        counted = Counted(*key, month, charged.rule_id, charged.decision_id, gone)
        warned = ("nothing_left",)
    total, is_blocked = counted.charge.total_gr, bool(counted.missing)
    if charged is not None and (is_blocked or total == charged.amount_gr):
        return None
    if charged is None and not counted.charge.quantity and not is_blocked:
        return None
    return replace(_made(counted, charged, names), warnings=warned, is_blocked=is_blocked)


def _made(counted: Counted, charged: Charged | None, names: Names) -> FeeLine:
    """Return the line of a fee that was counted."""
    rule, unit, unit_minutes = names.rules.get(counted.rule_id or b"", ("", "hour", 60))
    found, key, month = counted.charge, (counted.resident_id, counted.service_id), counted.month
    return FeeLine(
        id=starter_id("fee_line", f"{key[0].hex()}-{key[1].hex()}-{month}"),
        resident_id=key[0],
        resident=names.residents.get(key[0], ""),
        service_id=key[1],
        service=names.services.get(key[1], ""),
        rule_id=counted.rule_id,
        rule=rule,
        decision_id=counted.decision_id,
        month=month,
        is_change=charged is not None,
        unit=unit,
        unit_minutes=unit_minutes,
        quantity=found.quantity,
        total_gr=found.total_gr,
        amount_gr=found.total_gr - (charged.amount_gr if charged else 0),
        before_gr=None,
        full_gr=found.full_gr,
        market_gr=found.market_gr,
        due_on=None,
        steps=found.steps,
        rule_number=names.numbers.get(counted.rule_id or b"", ""),
    )


def _warnings(
    counted: Counted, planned: set[tuple[bytes, bytes]], key: tuple[bytes, bytes]
) -> tuple[str, ...]:
    found = []
    if key not in planned:
        found.append("no_plan")
    limit = counted.monthly_minutes
    if limit is not None and counted.charge.quantity > limit:
        found.append("over_decision")
    return tuple(found)


def _planned(session: Session, month: dt.date) -> set[tuple[bytes, bytes]]:
    rows = planned_rows(session, Period(*month_range(month)))
    return {(row.resident_id, row.service_id) for row in rows if row.service_id is not None}


def _confirmed_before(session: Session, month: dt.date) -> list[dt.date]:
    query = (
        select(FeeRun.month)
        .where(FeeRun.month < month, FeeRun.retired_at.is_(None))
        .distinct()
        .order_by(FeeRun.month.desc())
        .limit(LOOK_BACK)
    )
    return sorted(session.scalars(query))


def _seal(lines: list[FeeLine]) -> str:
    """Return a checksum of what confirming would charge."""
    said = [
        f"{line.id.hex()}:{line.rule_id!r}:{line.decision_id!r}:{line.quantity}:{line.amount_gr}"
        for line in lines
        if not line.is_blocked and not line.is_gone
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
