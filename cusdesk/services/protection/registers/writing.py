"""Writing an entry of a register, and putting one into the bin; see `rows`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.protection.register_drafts import AuthorisationDraft, BreachDraft
from cusdesk.domain.protection.registers import REGISTERS, RegisterSpec, check_entry
from cusdesk.domain.times_of_day import format_time, parse_time
from cusdesk.models.office import User
from cusdesk.services.protection.registers.rows import MODELS
from cusdesk.services.protection.registers.starters import materialise
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.protection.register_drafts import RegisterDraft
    from cusdesk.models.base import Record
    from cusdesk.services.office import Office

_AT_THE_END = 1_000_000
"""Own rows follow the starter rows, in the order they were made (their ids)."""


@needs("protection.change")
def save_entry(
    office: Office,
    register: str,
    entry_id: bytes | None,
    draft: RegisterDraft,
    *,
    resident_id: bytes | None = None,
    version: int | None = None,
) -> Saved:
    """Write an entry, a new one for None.

    Args:
        office: the open office.
        register: its name.
        entry_id: the entry, None for a new one.
        draft: as it shall be.
        resident_id: whom a new entry is about; of an old one it never changes.
        version: as it was read; 0 for a starter row.

    Raises:
        ValidationError: see `domain.protection.registers.check_entry`; or nobody is named.
        ConflictError, NotFoundError: as `UnitOfWork.get`.
    """
    spec = REGISTERS[register]
    office.require(*spec.rights)
    record_id = entry_id or new_id()
    deed = "add" if entry_id is None else "change"
    kind = f"protection.{register}.{deed}"
    with office.write(kind, record=("protection", record_id)) as work:
        draft = _completed(work.session, draft)
        problems = [p for p in check_entry(spec, draft) if p.blocking]
        if entry_id is None:
            problems += _nobody(spec, draft, resident_id)
        if problems:
            raise ValidationError(problems)
        for name in _started_by(spec):
            materialise(work.session, MODELS[name], REGISTERS[name])
        if entry_id is None:
            row = _new_row(spec, record_id, resident_id)
            put_fields(row, _stored(spec, draft))
            work.session.add(row)
        else:
            row = work.get(MODELS[register], entry_id, version or None)
            put_fields(row, _stored(spec, draft))
        work.session.flush()
        new_version = row.row_version
    return Saved(record_id, new_version, work.changes)


def _started_by(spec: RegisterSpec) -> tuple[str, ...]:
    """Return the registers whose starter rows an entry of this one may point to or change."""
    return ("information_clauses",) if spec.name == "clause_deliveries" else (spec.name,)


def _new_row(spec: RegisterSpec, record_id: bytes, resident_id: bytes | None) -> Record:
    about: dict[str, Any] = {"id": record_id}
    if spec.about != "no":
        about |= {"subject_id": resident_id or record_id, "resident_id": resident_id}
    elif "position" in MODELS[spec.name].__table__.columns:
        about["position"] = _AT_THE_END
    return MODELS[spec.name](**about)


def _completed(session: Session, draft: RegisterDraft) -> RegisterDraft:
    """Return the draft with what follows from it: the name of an account, times as `14:30`."""
    if isinstance(draft, AuthorisationDraft) and draft.user_id is not None and not draft.person:
        user = session.get(User, draft.user_id)
        if user is not None:
            draft = replace(draft, person=user.name, post=draft.post or user.post)
    if isinstance(draft, BreachDraft):
        draft = replace(
            draft,
            found_time=_time(draft.found_time),
            notified_time=_time(draft.notified_time),
        )
    return draft


def _time(text: str) -> str:
    minute = parse_time(text)
    return text if minute is None else format_time(minute)


def _stored(spec: RegisterSpec, draft: RegisterDraft) -> dict[str, object]:
    return {field.name: getattr(draft, field.name) for field in spec.fields}


def _nobody(spec: RegisterSpec, draft: RegisterDraft, resident_id: bytes | None) -> list[Problem]:
    """Return the problem of an entry that must be about somebody and names nobody."""
    if spec.about == "no" or resident_id is not None:
        return []
    if spec.about == "perhaps" and getattr(draft, "person", None):
        return []
    key = "nobody" if spec.about == "yes" else "nobody_at_all"
    return [Problem("resident_id", f"protection.entry.problem.{key}")]


@needs("protection.change")
def retire_entry(office: Office, register: str, entry_id: bytes) -> Changes:
    """Put an entry into the bin: for slips of the pen; what ended is given an end instead.

    Raises:
        NotFoundError: there is no such entry.
    """
    spec = REGISTERS[register]
    office.require(*spec.rights)
    kind = f"protection.{register}.retire"
    with office.write(kind, record=("protection", entry_id)) as work:
        materialise(work.session, MODELS[register], spec)
        work.retire(work.get(MODELS[register], entry_id))
    return work.changes
