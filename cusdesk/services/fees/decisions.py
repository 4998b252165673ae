"""What the fee of each resident is counted from: entered, ended, frozen by a confirmed month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, Problem, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.fees.criteria import IncomeChange, criterion_on, income_change, law_threshold
from cusdesk.domain.fees.decision import DecisionDraft, DecisionRelief, Regime, check_decision
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.catalogue import Service
from cusdesk.models.fees import FeeCharge, FeeDecision, FeeDecisionRelief
from cusdesk.models.residents import Resident
from cusdesk.services.fees.store import load_rules
from cusdesk.services.records import Saved, living_parts, put_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.domain.fees.rule import FeeRule
    from cusdesk.services.office import Office

_FIELDS = (
    "resident_id", "service_id", "number", "decided_on", "valid_from", "valid_to", "is_single",
    "persons", "income_gr", "income_month", "fixed_percent", "fixed_rate_gr", "monthly_minutes",
    "notes",
)  # fmt: skip
_OPEN_WHEN_FROZEN = ("valid_to", "notes", "number", "decided_on")


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in the list.

    Attributes:
        is_used: a confirmed month stands on it.
    """

    id: bytes
    resident_id: bytes
    resident: str
    service: str
    regime: str
    number: str
    valid_from: dt.date
    valid_to: dt.date | None
    income_gr: int | None
    persons: int
    is_single: bool
    is_used: bool

    @property
    def per_person_gr(self) -> int | None:
        """Income per person, rounded half up to a grosz."""
        if self.income_gr is None:
            return None
        return (2 * self.income_gr + self.persons) // (2 * self.persons)


@dataclass(frozen=True, slots=True)
class DecisionDetails:
    """One decision."""

    id: bytes
    draft: DecisionDraft
    version: int
    is_frozen: bool
    resident: str


@needs("fees.see")
def list_decisions(office: Office, resident_id: bytes | None = None) -> list[DecisionRow]:
    """Return the decisions that are not in the bin, by person and service, the newest first."""
    query = (
        select(
            FeeDecision,
            Resident.surname + " " + Resident.given_name,
            Service.name,
        )
        .join(Resident, Resident.id == FeeDecision.resident_id)
        .join(Service, Service.id == FeeDecision.service_id)
        .where(FeeDecision.retired_at.is_(None), Resident.retired_at.is_(None))
        .order_by(Service.sort_key, FeeDecision.valid_from.desc())
    )
    if resident_id is not None:
        query = query.where(FeeDecision.resident_id == resident_id)
    with office.read() as session:
        used = _used_months(session)
        rows = [
            _row(row, name.strip(), service, used) for row, name, service in session.execute(query)
        ]
    return sorted(rows, key=_by_name)


def _by_name(row: DecisionRow) -> str:
    return sort_key(row.resident)


def _row(
    row: FeeDecision, name: str, service: str, used: dict[tuple[bytes, bytes], list[dt.date]]
) -> DecisionRow:
    return DecisionRow(
        id=row.id,
        resident_id=row.resident_id,
        resident=name,
        service=service,
        regime=row.regime,
        number=row.number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        income_gr=row.income_gr,
        persons=1 if row.is_single else max(1, row.persons or 1),
        is_single=row.is_single,
        is_used=bool(_months_in(row, used)),
    )


def _used_months(session: Session) -> dict[tuple[bytes, bytes], list[dt.date]]:
    """Return the confirmed months of every person and service."""
    query = (
        select(FeeCharge.resident_id, FeeCharge.service_id, FeeCharge.month)
        .where(FeeCharge.retired_at.is_(None))
        .distinct()
    )
    found: dict[tuple[bytes, bytes], list[dt.date]] = {}
    for resident, service, month in session.execute(query):
        found.setdefault((resident, service), []).append(month)
    return found


def _months_in(row: FeeDecision, used: dict[tuple[bytes, bytes], list[dt.date]]) -> list[dt.date]:
    """Return the confirmed months some day of which falls under a decision."""
    last = row.valid_to or dt.date.max
    first = row.valid_from.replace(day=1)
    months = used.get((row.resident_id, row.service_id), ())
    return [month for month in months if first <= month <= last]


@needs("fees.see")
def get_decision(office: Office, decision_id: bytes) -> DecisionDetails:
    """Return one decision.

    Raises:
        NotFoundError: it is in the bin or does not exist.
    """
    with office.read() as session:
        row = session.get(FeeDecision, decision_id)
        if row is None or row.retired_at is not None:
            raise NotFoundError("fees.problem.decision_gone")
        draft = drafts_of(session, [row])[row.id]
        frozen = bool(_months_in(row, _used_months(session)))
        person = session.get_one(Resident, row.resident_id)
        name = f"{person.surname} {person.given_name}".strip()
        return DecisionDetails(row.id, draft, row.row_version, frozen, name)


def drafts_of(session: Session, rows: Iterable[FeeDecision]) -> dict[bytes, DecisionDraft]:
    """Return id -> draft of decisions, with their reliefs."""
    kept = list(rows)
    reliefs: dict[bytes, list[DecisionRelief]] = {}
    query = (
        select(FeeDecisionRelief)
        .where(FeeDecisionRelief.retired_at.is_(None))
        .order_by(FeeDecisionRelief.position, FeeDecisionRelief.id)
    )
    if len(kept) == 1:
        query = query.where(FeeDecisionRelief.decision_id == kept[0].id)
    for part in session.scalars(query):
        found = DecisionRelief(part.relief_id, part.valid_from, part.valid_to)
        reliefs.setdefault(part.decision_id, []).append(found)
    return {row.id: _draft(row, reliefs.get(row.id, [])) for row in kept}


def _draft(row: FeeDecision, reliefs: list[DecisionRelief]) -> DecisionDraft:
    values: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    return DecisionDraft(regime=Regime(row.regime), reliefs=tuple(reliefs), **values)


@needs("fees.change")
def create_decision(office: Office, draft: DecisionDraft) -> Saved:
    """Write down what a resident's fee is counted from; an earlier one that runs on ends before it.

    Raises:
        ValidationError: the draft is wrong, or another one counts in the same time.
    """
    made = new_id()
    with office.write("fees.decide", record=("fees", made)) as work:
        _end_before(work, draft)
        work.session.flush()
        _check(work.session, draft, None)
        row = FeeDecision(
            id=made, subject_id=draft.resident_id, regime=draft.regime.value, **_columns(draft)
        )
        work.session.add(row)
        work.session.flush()
        _write_reliefs(work, row, draft)
    return Saved(made, 1, work.changes)


def _end_before(work: UnitOfWork, draft: DecisionDraft) -> None:
    """End the decision without an end that this one follows."""
    if draft.valid_from is None:
        return
    query = select(FeeDecision).where(
        *_same(draft), FeeDecision.valid_to.is_(None), FeeDecision.valid_from < draft.valid_from
    )
    for row in work.session.scalars(query):
        row.valid_to = draft.valid_from - dt.timedelta(days=1)


def _same(draft: DecisionDraft) -> list[ColumnElement[bool]]:
    return [
        FeeDecision.resident_id == draft.resident_id,
        FeeDecision.service_id == draft.service_id,
        FeeDecision.retired_at.is_(None),
    ]


@needs("fees.change")
def change_decision(
    office: Office, decision_id: bytes, draft: DecisionDraft, version: int
) -> Saved:
    """Change a decision; one that a confirmed month stands on only in number, end and notes.

    Raises:
        ValidationError: the draft is wrong.
        RuleError: `fees.problem.decision_frozen`: a new one is written instead.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    with office.write("fees.change_decision", record=("fees", decision_id)) as work:
        row = work.get(FeeDecision, decision_id, version)
        months = _months_in(row, _used_months(work.session))
        if months:
            _keep_frozen(work.session, row, draft, max(months))
        _check(work.session, draft, decision_id)
        put_fields(row, {**_columns(draft), "regime": draft.regime.value})
        _write_reliefs(work, row, draft)
        work.session.flush()
        saved = row.row_version
    return Saved(decision_id, saved, work.changes)


def _keep_frozen(session: Session, row: FeeDecision, draft: DecisionDraft, last: dt.date) -> None:
    kept = drafts_of(session, [row])[row.id]
    free = {name: getattr(kept, name) for name in _OPEN_WHEN_FROZEN}
    if replace(draft, **free) != kept:
        raise RuleError("fees.problem.decision_frozen")
    end = month_range(last)[1]
    if draft.valid_to is not None and draft.valid_to < min(end, row.valid_to or end):
        raise RuleError("fees.problem.frozen_end", date=format_date(end))


@needs("fees.change")
def retire_decision(office: Office, decision_id: bytes) -> Changes:
    """Put a decision into the bin.

    Raises:
        RuleError: `fees.problem.decision_used`: confirmed months stand on it.
    """
    with office.write("fees.retire_decision", record=("fees", decision_id)) as work:
        row = work.get(FeeDecision, decision_id)
        if _months_in(row, _used_months(work.session)):
            raise RuleError("fees.problem.decision_used")
        work.retire(row)
    return work.changes


def _columns(draft: DecisionDraft) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in _FIELDS}
    persons = None if draft.is_single else draft.persons
    return {**values, "persons": persons, "number": draft.number.strip()}


def _write_reliefs(work: UnitOfWork, row: FeeDecision, draft: DecisionDraft) -> None:
    present = living_parts(work, FeeDecisionRelief, "decision_id", row.id)
    for position, relief in enumerate(draft.reliefs):
        values: dict[str, object] = {
            "position": position,
            "relief_id": relief.relief_id,
            "valid_from": relief.valid_from,
            "valid_to": relief.valid_to,
        }
        if position < len(present):
            put_fields(present[position], values)
        else:
            made = {"decision_id": row.id, "subject_id": row.resident_id, **values}
            work.session.add(FeeDecisionRelief(**made))
    for part in present[len(draft.reliefs) :]:
        work.retire(part)


def _check(session: Session, draft: DecisionDraft, decision_id: bytes | None) -> None:
    problems = [problem for problem in check_decision(draft) if problem.blocking]
    if not problems:
        problems = _clashes(session, draft, decision_id)
    if problems:
        raise ValidationError(problems)


def _clashes(session: Session, draft: DecisionDraft, decision_id: bytes | None) -> list[Problem]:
    last = draft.valid_to or dt.date.max
    query = select(FeeDecision.valid_from, FeeDecision.valid_to).where(
        *_same(draft),
        FeeDecision.id != (decision_id or b""),
        FeeDecision.valid_from <= last,
        func.coalesce(FeeDecision.valid_to, dt.date.max) >= draft.valid_from,
    )
    found = session.execute(query).first()
    if found is None:
        return []
    params: dict[str, object] = {"date": format_date(found[0])}
    return [Problem("valid_from", "fees.problem.decision_clash", params)]


@dataclass(frozen=True, slots=True)
class IncomeHint:
    """What a new income means beside the one before.

    Attributes:
        before_gr: income of the household then.
        change: the difference per person, the limit, and whether it matters.
    """

    before_gr: int
    since: dt.date
    change: IncomeChange


@needs("fees.see")
def income_hint(
    office: Office, draft: DecisionDraft, decision_id: bytes | None = None
) -> IncomeHint | None:
    """Compare the income of a draft with the decision before it; None without anything to compare.

    Act on social assistance, art. 106(3b), for services under a decision; for a programme only
    when its rule has such a threshold.
    """
    if draft.income_gr is None or draft.valid_from is None:
        return None
    query = (
        select(FeeDecision)
        .where(
            *_same(draft),
            FeeDecision.id != (decision_id or b""),
            FeeDecision.valid_from < draft.valid_from,
            FeeDecision.income_gr.is_not(None),
        )
        .order_by(FeeDecision.valid_from.desc())
    )
    with office.read() as session:
        row = session.scalars(query).first()
        kept = drafts_of(session, [row])[row.id] if row is not None else None
        rule = rule_on(load_rules(session), draft.service_id, draft.valid_from)
    threshold = rule.income_threshold if rule is not None else None
    if threshold is None and draft.regime is Regime.DECISION:
        threshold = law_threshold(draft.valid_from)
    if kept is None or threshold is None or rule is None:
        return None
    if kept.income_gr is None or kept.valid_from is None:
        return None
    criterion = criterion_on(draft.valid_from, rule.base, is_single=draft.is_single)
    before, now = (kept.income_gr, kept.sharers), (draft.income_gr, draft.sharers)
    change = income_change(before, now, criterion.amount_gr, threshold)
    return IncomeHint(kept.income_gr, kept.valid_from, change)


def rule_on(rules: dict[bytes, FeeRule], service_id: bytes | None, day: dt.date) -> FeeRule | None:
    """Return the rule of a service on a day; None without one."""
    for rule in rules.values():
        first, last = rule.valid_from or day, rule.valid_to or day
        if service_id in rule.services and first <= day <= last:
            return rule
    return None
