"""Writing cards: create, change, put into the bin and take out of it."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.residents import ResidentDraft, check_resident
from cusdesk.models.protection import Erasure
from cusdesk.models.residents import Resident
from cusdesk.services.programmes import hidden_columns, refuse_hidden
from cusdesk.services.residents.dto import Saved
from cusdesk.services.residents.index import reindex
from cusdesk.services.residents.mapping import SEARCHED, apply, draft_of, tidied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cusdesk.core.errors import Problem
    from cusdesk.services.office import Office

FEATURE = "residents"


@needs("residents.change")
def create_resident(office: Office, draft: ResidentDraft) -> Saved:
    """Add a resident.

    Raises:
        ValidationError: a problem that stops the save; see `domain.residents.check_resident`.
        RuleError: a field of special categories is off, or not for this person.
    """
    clean = tidied(draft)
    problems = check_resident(clean, office.clock.today())
    _refuse(problems)
    resident_id = new_id()
    with office.write("residents.create", record=(FEATURE, resident_id)) as work:
        refuse_hidden(office, work.session, asdict(clean))
        row = Resident(id=resident_id, subject_id=resident_id, surname=clean.surname)
        work.session.add(row)
        apply(work, row, clean)
        reindex(work.session, [resident_id])
        version = row.row_version
    return Saved(resident_id, work.changes, version, _warnings(problems))


@needs("residents.change")
def change_fields(
    office: Office, resident_id: bytes, values: Mapping[str, Any], version: int | None = None
) -> Saved:
    """Write some fields of a card; edits within a minute are one step of undo.

    Shape: `values` maps fields of `ResidentDraft` to new values; `phones` and `representatives`
    are whole lists. A problem that was on the card before and lies elsewhere does not stop it.

    Raises:
        ValidationError: a changed field cannot be saved so.
        RuleError: a field of special categories is off, or not for this person.
        ConflictError: the card was changed since `version` was read.
        NotFoundError: it is gone or in the bin.
    """
    record = (FEATURE, resident_id)
    today = office.clock.today()
    with office.write("residents.update", record=record, merges=True) as work:
        row = work.get(Resident, resident_id, version)
        before = draft_of(work.session, row)
        hidden = hidden_columns(office, work.session)
        refuse_hidden(office, work.session, {c: values[c] for c in hidden if c in values})
        values = {name: value for name, value in values.items() if name not in hidden}
        after = tidied(replace(before, **values))
        problems = check_resident(after, today)
        known = {(p.field, p.key) for p in check_resident(before, today)}
        _refuse([p for p in problems if _root(p) in values or (p.field, p.key) not in known])
        apply(work, row, after)
        work.session.flush()
        if any(getattr(before, name) != getattr(after, name) for name in SEARCHED):
            reindex(work.session, [resident_id])
        new_version = row.row_version
    return Saved(resident_id, work.changes, new_version, _warnings(problems))


@needs("residents.change")
def retire_resident(office: Office, resident_id: bytes, version: int | None = None) -> Saved:
    """Put a resident into the bin; plans and attendance stay as they are.

    Raises:
        ConflictError, NotFoundError: as `change_fields`.
    """
    with office.write("residents.retire", record=(FEATURE, resident_id)) as work:
        row = work.get(Resident, resident_id, version)
        work.retire(row)
        reindex(work.session, [resident_id])
        new_version = row.row_version
    return Saved(resident_id, work.changes, new_version)


@needs("residents.change")
def restore_resident(office: Office, resident_id: bytes) -> Saved:
    """Take a resident out of the bin.

    Raises:
        NotFoundError: there is no such resident.
        RuleError: `protection.erase.already`: the card was erased.
    """
    with office.write("residents.restore", record=(FEATURE, resident_id)) as work:
        row = work.restore(Resident, resident_id)
        if work.session.scalar(select(Erasure.id).where(Erasure.record_id == resident_id)):
            raise RuleError("protection.erase.already")
        reindex(work.session, [resident_id])
        new_version = row.row_version
    return Saved(resident_id, work.changes, new_version)


@needs("residents.see")
def check_draft(office: Office, draft: ResidentDraft) -> list[Problem]:
    """Return what is wrong with a draft today, the fatal and the doubtful."""
    return check_resident(tidied(draft), office.clock.today())


def _root(problem: Problem) -> str:
    return problem.field.partition(".")[0]


def _refuse(problems: list[Problem]) -> None:
    blocking = [problem for problem in problems if problem.blocking]
    if blocking:
        raise ValidationError(blocking)


def _warnings(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if not problem.blocking)
