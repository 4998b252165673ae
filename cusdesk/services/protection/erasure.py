"""Erasing a person: what would go, what stays and why, the decision, and the register.

CUS act, art. 50 (data protected against misuse and loss); RODO, art. 5(1)(e), 17. It cannot be
taken back: there is nothing left from which it could be.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.db import audit
from cusdesk.db import erase as db_erase
from cusdesk.db.erase_register import add_to_registers
from cusdesk.domain.access import needs
from cusdesk.domain.changes import Changes
from cusdesk.domain.protection.erasure import ErasureDecision, check_decision
from cusdesk.models import Base
from cusdesk.models.attendance import Attendance, Visit
from cusdesk.models.journal import Change
from cusdesk.models.papers import IssuedPaper
from cusdesk.models.plans import Plan
from cusdesk.models.protection import Erasure
from cusdesk.models.residents import Resident
from cusdesk.services.protection.cases import CaseTerm, cases_of
from cusdesk.services.protection.paper_traces import papers_naming
from cusdesk.services.protection.register import places, try_to_compact
from cusdesk.services.protection.taking_out import take_out
from cusdesk.services.protection.traces import (
    Mention,
    drafts_about,
    mentions_elsewhere,
    person_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.core.errors import Problem
    from cusdesk.services.office import Office

KIND = "protection.erase"
_PAPERS = IssuedPaper.__tablename__
_MANY: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview: how many of what, and what becomes of them."""

    what: str
    count: int
    why: str = ""
    is_uncounted: bool = False


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What an erasure would do, shown before anything is asked.

    Attributes:
        name: who, or which plan of whom.
        goes, stays: lines in words; `stays` with the reason.
        cases: the terms of all cases; `has_ended` when all are over.
        mentions: texts of others to be mended by hand first.
        case_sign: proposed for the protocol.
        is_erased: there is nothing left to erase.
    """

    target: db_erase.Target
    name: str
    goes: tuple[Line, ...]
    stays: tuple[Line, ...]
    cases: tuple[CaseTerm, ...]
    has_ended: bool
    mentions: tuple[Mention, ...]
    case_sign: str
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class Erased:
    """An erasure that was done.

    Attributes:
        id: of the entry in the register; its protocol can be printed.
        is_compacted: the file was rewritten; else that is done at the next opening.
        unreached: folders whose register could not be written.
    """

    id: bytes
    changes: Changes
    is_compacted: bool
    unreached: tuple[Path, ...] = ()


@needs("protection.erase")
def preview(office: Office, resident_id: bytes, plan_id: bytes | None = None) -> ErasurePreview:
    """Return what erasing a person, or one plan of theirs, would take and leave.

    Raises:
        NotFoundError: there is no such resident or plan.
    """
    target = db_erase.Target(resident_id, plan_id)
    with office.read() as session:
        name = _name_of(session, target)
        rows = db_erase.rows_of(session, target)
        cases = _cases(session, target)
        today = office.clock.today()
        person = person_of(session, resident_id)
        drafts, perhaps = drafts_about(session, person, rows)
        whole = plan_id is None
        mentions = []
        if whole:
            shared, doubtful = papers_naming(session, person, rows)
            rows[_PAPERS] = [*rows.get(_PAPERS, []), *shared]
            mentions = [*mentions_elsewhere(session, person), *doubtful, *perhaps]
        return ErasurePreview(
            target,
            name,
            _going(session, target, rows, len(drafts) if whole else 0),
            _staying(session, target, rows),
            tuple(cases),
            bool(cases) and all(case.term.has_ended(today) for case in cases),
            tuple(mentions),
            next((case.sign for case in cases if case.sign), ""),
            target.record_id in db_erase.registered(session),
        )


@needs("protection.erase")
def check(office: Office, target: db_erase.Target, decision: ErasureDecision) -> list[Problem]:
    """Return what stands against an erasure as it is written down so far."""
    with office.read() as session:
        return _problems(session, target, decision, office.clock.today())


@needs("protection.erase")
def erase(office: Office, target: db_erase.Target, decision: ErasureDecision) -> Erased:
    """Erase a person, or one plan, for good; not undoable.

    Raises:
        ValidationError: the decision is not complete, or the term is not over (RODO, art. 17(3)).
        RuleError: `protection.erase.already`.
        StorageError: the file could not be written; nothing was erased.
    """
    today = office.clock.today()
    erasure_id = new_id()
    with office.write(KIND, undoable=False) as work:
        session = work.session
        if target.record_id in db_erase.registered(session):
            raise RuleError("protection.erase.already")
        _name_of(session, target)
        problems = [p for p in _problems(session, target, decision, today) if p.blocking]
        if problems:
            raise ValidationError(problems)
        entry = _register_entry(session, target, decision)
        entry.id, entry.erased_at, entry.user_id = erasure_id, work.now_ms, office.user_id
        take_out(session, target, today=today, user_id=office.user_id)
        session.add(entry)
        session.flush()
        number = decision.protocol_number.strip()
        detail = tr("protection.erase.audit", number=number)
        audit.note(session, KIND, office.user_id, target.subject_id, detail)
    unreached = add_to_registers(
        places(office.database), office.database.key, {target.record_id: work.now_ms}
    )
    features = ("residents", "plans", "attendance", "imports", "protection")
    changes = Changes(KIND, dict.fromkeys(features, _MANY))
    return Erased(erasure_id, changes, try_to_compact(office.database), tuple(unreached))


def _problems(
    session: Session, target: db_erase.Target, decision: ErasureDecision, today: dt.date
) -> list[Problem]:
    cases = _cases(session, target)
    ended = bool(cases) and all(case.term.has_ended(today) for case in cases)
    words = person_of(session, target.subject_id).words
    return check_decision(decision, words, has_ended=ended)


def _cases(session: Session, target: db_erase.Target) -> list[CaseTerm]:
    cases = cases_of(session, target.subject_id)
    if target.plan_id is None:
        return cases
    return [case for case in cases if case.record_id == target.plan_id]


def _register_entry(
    session: Session, target: db_erase.Target, decision: ErasureDecision
) -> Erasure:
    """Return the entry with what the list for the archive needs, none of it personal."""
    cases = _cases(session, target)
    first = min((c.first_year for c in cases if c.first_year), default=None)
    last = max((c.last_year for c in cases if c.last_year), default=None)
    leading = max(cases, key=lambda c: c.term.until or dt.date.min, default=None)
    return Erasure(
        subject_id=target.subject_id,
        scope=target.scope,
        record_id=target.record_id,
        basis=decision.basis.value,
        legal_basis=decision.legal_basis.strip(),
        reason=decision.reason.strip(),
        protocol_number=decision.protocol_number.strip(),
        case_sign=decision.case_sign.strip(),
        class_symbol=leading.class_symbol if leading else "",
        class_title=leading.class_title if leading else "",
        category=leading.category if leading else "",
        first_year=first,
        last_year=last,
        items=max(len(cases), 1),
    )


def _name_of(session: Session, target: db_erase.Target) -> str:
    """Return the person's name, with the number of the plan.

    Raises:
        NotFoundError: there is no such resident or plan.
    """
    row = session.get(Resident, target.subject_id)
    if row is None:
        raise NotFoundError("storage.not_found")
    name = f"{row.surname} {row.given_name}".strip()
    if target.plan_id is None:
        return name
    plan = session.get(Plan, target.plan_id)
    if plan is None or plan.subject_id != target.subject_id:
        raise NotFoundError("storage.not_found")
    return tr("protection.erase.plan_of", number=plan.number, name=name)


def _going(
    session: Session, target: db_erase.Target, rows: dict[str, list[bytes]], drafts: int
) -> tuple[Line, ...]:
    lines = [
        Line(tr(f"protection.goes.{name}"), len(ids)) for name, ids in rows.items() if _takes(name)
    ]
    if target.plan_id is None:
        changes = select(func.count()).where(Change.subject_id == target.subject_id)
        lines.append(Line(tr("protection.goes.changes"), session.scalar(changes) or 0))
        lines.append(Line(tr("protection.goes.drafts"), drafts))
        lines.append(Line(tr("protection.goes.elsewhere"), 0, is_uncounted=True))
    return tuple(lines)


def _takes(table: str) -> bool:
    policy = db_erase.policy_of(Base.metadata.tables[table])
    return policy.deletes or bool(policy.blank)


def _staying(
    session: Session, target: db_erase.Target, rows: dict[str, list[bytes]]
) -> tuple[Line, ...]:
    lines = []
    for name, ids in rows.items():
        if not db_erase.policy_of(Base.metadata.tables[name]).deletes:
            count = len(ids)
            if name in {Attendance.__tablename__, Visit.__tablename__}:
                model = Attendance if name == Attendance.__tablename__ else Visit
                living = select(func.count()).where(
                    model.subject_id == target.subject_id, model.retired_at.is_(None)
                )
                count = session.scalar(living) or 0
            lines.append(Line(tr(f"protection.stays.{name}"), count, tr(f"protection.why.{name}")))
    return tuple(lines)
