"""What every resident's month costs, out of attendance, rules and decisions."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.fees.charging import Charge, Stretch, charge_month
from cusdesk.domain.fees.situation import ChargeProblem, Situation, Usage
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import month_range
from cusdesk.models.fees import FeeDecision, FeeRelief
from cusdesk.services.fees.decision_store import drafts_of
from cusdesk.services.fees.store import load_rules, rule_on
from cusdesk.services.fees.usage import usage_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.fees import rule as domain
    from cusdesk.domain.fees.decision import DecisionDraft


@dataclass(frozen=True, slots=True)
class Counted:
    """The fee of one person for one service in one month.

    Attributes:
        rule_id: None when no rule names the service on any of the days.
        decision_id: of the last days of the month.
        missing: message key below `fees.missing`, when nothing can be charged yet.
        monthly_minutes: hours of the decision; None without.
    """

    resident_id: bytes
    service_id: bytes
    month: dt.date
    rule_id: bytes | None
    decision_id: bytes | None
    charge: Charge
    missing: str = ""
    monthly_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """Rules and decisions, read once for a whole run."""

    rules: dict[bytes, domain.FeeRule]
    decisions: dict[tuple[bytes, bytes], list[tuple[bytes, DecisionDraft]]]
    relief_names: dict[bytes, str]

    def rule_on(self, service_id: bytes, day: dt.date) -> tuple[bytes, domain.FeeRule] | None:
        """Return the rule of a service on a day."""
        return rule_on(self.rules, service_id, day)

    def decision_on(
        self, resident_id: bytes, service_id: bytes, day: dt.date
    ) -> tuple[bytes, DecisionDraft] | None:
        """Return the decision that counts on a day."""
        for decision_id, draft in self.decisions.get((resident_id, service_id), ()):
            if Period(draft.valid_from, draft.valid_to).contains(day):
                return decision_id, draft
        return None

    def reliefs_of(self, rule: domain.FeeRule) -> dict[bytes, domain.FeeRelief]:
        """Return relief -> what it is in this rule; a relief of another version goes by its name.

        A decision may name the relief of an earlier version of the resolution.
        """
        by_name = {relief.name: relief for relief in rule.reliefs}
        found = {key: by_name[name] for key, name in self.relief_names.items() if name in by_name}
        return found | {relief.id: relief for relief in rule.reliefs if relief.id is not None}


def read_book(session: Session, resident_id: bytes | None = None) -> Book:
    """Return the rules and decisions of the office, or decisions of one person only."""
    query = select(FeeDecision).where(FeeDecision.retired_at.is_(None))
    if resident_id is not None:
        query = query.where(FeeDecision.resident_id == resident_id)
    drafts = drafts_of(session, session.scalars(query).all())
    decisions: dict[tuple[bytes, bytes], list[tuple[bytes, DecisionDraft]]] = {}
    for decision_id, draft in drafts.items():
        key = (draft.resident_id or b"", draft.service_id or b"")
        decisions.setdefault(key, []).append((decision_id, draft))
    names = session.execute(select(FeeRelief.id, FeeRelief.name)).all()
    return Book(load_rules(session), decisions, {row[0]: row[1] for row in names})


def count_month(
    session: Session, book: Book, month: dt.date, *, resident_id: bytes | None = None
) -> dict[tuple[bytes, bytes], Counted]:
    """Return (resident, service) -> fee of a month, for every service that has a rule."""
    return count_days(session, book, month_range(month), resident_id=resident_id)


def count_days(
    session: Session,
    book: Book,
    days: tuple[dt.date, dt.date],
    *,
    resident_id: bytes | None = None,
) -> dict[tuple[bytes, bytes], Counted]:
    """Return the same for some days of one month only, both inclusive."""
    month = days[0].replace(day=1)
    found = {}
    for key, usages in usage_of(session, *days, resident_id=resident_id).items():
        counted = _count(book, key, month, usages)
        if counted is not None:
            found[key] = counted
    return found


def _count(
    book: Book, key: tuple[bytes, bytes], month: dt.date, usages: list[Usage]
) -> Counted | None:
    """Return the fee of one person and service; None when the service has no rule."""
    resident_id, service_id = key
    parts: dict[tuple[bytes, bytes | None], list[Usage]] = {}
    for usage in sorted(usages, key=_day):
        ruled = book.rule_on(service_id, usage.date)
        if ruled is None:
            continue
        decided = book.decision_on(resident_id, service_id, usage.date)
        parts.setdefault((ruled[0], decided[0] if decided else None), []).append(usage)
    if not parts:
        return None
    drafts = dict(book.decisions.get(key, ()))
    stretches = tuple(
        _stretch(book, rule_id, drafts.get(decision_id or b""), part)
        for (rule_id, decision_id), part in parts.items()
    )
    found = charge_month(stretches, month, service_id)
    rule_id, decision_id = list(parts)[-1]
    last = drafts.get(decision_id or b"")
    is_undecided = any(decision is None for _, decision in parts)
    missing = found.problem.value if found.problem else ""
    if is_undecided and found.problem is ChargeProblem.NO_INCOME:
        missing = "no_decision"
    minutes = last.monthly_minutes if last else None
    return Counted(resident_id, service_id, month, rule_id, decision_id, found, missing, minutes)


def _day(usage: Usage) -> dt.date:
    return usage.date


def _stretch(
    book: Book, rule_id: bytes, draft: DecisionDraft | None, usages: list[Usage]
) -> Stretch:
    """Return the days under one rule and one decision."""
    rule = book.rules[rule_id]
    situation = draft.situation(book.reliefs_of(rule)) if draft else Situation()
    return Stretch(rule, situation, tuple(usages))
