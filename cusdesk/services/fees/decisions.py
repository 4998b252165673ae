"""What the fee of each resident is counted from: entered, ended, frozen by a confirmed month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, Problem, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.fees.decision import DecisionDraft, check_decision
from cusdesk.domain.planned import month_range
from cusdesk.models.fees import FeeDecision
from cusdesk.models.residents import Resident
from cusdesk.services.fees.decision_list import months_in, used_months
from cusdesk.services.fees.decision_store import (
    decision_columns,
    drafts_of,
    same_matter,
    write_reliefs,
)
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_OPEN_WHEN_FROZEN = ("valid_to", "notes", "number", "decided_on")


@dataclass(frozen=True, slots=True)
class DecisionDetails:
    """One decision."""

    id: bytes
    draft: DecisionDraft
    version: int
    is_frozen: bool
    resident: str


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
        frozen = bool(months_in(row, used_months(session)))
        person = session.get_one(Resident, row.resident_id)
        name = f"{person.surname} {person.given_name}".strip()
        return DecisionDetails(row.id, draft, row.row_version, frozen, name)


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
            id=made,
            subject_id=draft.resident_id,
            regime=draft.regime.value,
            **decision_columns(draft),
        )
        work.session.add(row)
        work.session.flush()
        write_reliefs(work, row, draft)
    return Saved(made, 1, work.changes)


def _end_before(work: UnitOfWork, draft: DecisionDraft) -> None:
    """End the decision without an end that this one follows."""
    if draft.valid_from is None:
        return
    query = select(FeeDecision).where(
        *same_matter(draft),
        FeeDecision.valid_to.is_(None),
        FeeDecision.valid_from < draft.valid_from,
    )
    for row in work.session.scalars(query):
        row.valid_to = draft.valid_from - dt.timedelta(days=1)


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
        months = months_in(row, used_months(work.session))
        if months:
            _keep_frozen(work.session, row, draft, max(months))
        _check(work.session, draft, decision_id)
        put_fields(row, {**decision_columns(draft), "regime": draft.regime.value})
        write_reliefs(work, row, draft)
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
        if months_in(row, used_months(work.session)):
            raise RuleError("fees.problem.decision_used")
        work.retire(row)
    return work.changes


def _check(session: Session, draft: DecisionDraft, decision_id: bytes | None) -> None:
    problems = [problem for problem in check_decision(draft) if problem.blocking]
    if not problems:
        problems = _clashes(session, draft, decision_id)
    if problems:
        raise ValidationError(problems)


def _clashes(session: Session, draft: DecisionDraft, decision_id: bytes | None) -> list[Problem]:
    last = draft.valid_to or dt.date.max
    query = select(FeeDecision.valid_from, FeeDecision.valid_to).where(
        *same_matter(draft),
        FeeDecision.id != (decision_id or b""),
        FeeDecision.valid_from <= last,
        func.coalesce(FeeDecision.valid_to, dt.date.max) >= draft.valid_from,
    )
    found = session.execute(query).first()
    if found is None:
        return []
    params: dict[str, object] = {"date": format_date(found[0])}
    return [Problem("valid_from", "fees.problem.decision_clash", params)]
