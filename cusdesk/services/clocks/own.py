"""Terms begun by a person: a call for documents, an interview, an appeal, anything with a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import NotFoundError, Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.clocks import TermKind, TermUnit, ends_on, law_term, term_keys
from cusdesk.models.clocks import OwnClock
from cusdesk.models.residents import Resident
from cusdesk.services.clocks.clock import Terms
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(slots=True)
class OwnClockDraft:
    """A term begun by hand.

    Attributes:
        begins_on: the event from which it counts; its own day is not counted.
        due_on: the last day; None counts it from `begins_on`.
    """

    key: str = "other"
    resident_id: bytes | None = None
    subject: str = ""
    begins_on: dt.date | None = None
    due_on: dt.date | None = None
    responsible: str = ""
    done_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OwnClockDetails:
    """A term begun by hand, to be shown or changed."""

    id: bytes
    version: int
    resident_name: str
    draft: OwnClockDraft


@needs("office.see")
def own_keys(office: Office) -> list[str]:
    """Return the terms a person may begin, as far as the office watches them."""
    with office.read() as session:
        terms = Terms(session, office.clock.today())
    return [k for k in term_keys() if terms.get(k).kind is TermKind.OWN and terms.get(k).is_on]


@needs("office.see")
def counted_day(office: Office, key: str, begins_on: dt.date | None) -> dt.date | None:
    """Return the last day of a term begun on a day; None when it has to be set by hand."""
    with office.read() as session:
        return _counted(session, office, key, begins_on)


def _counted(
    session: Session, office: Office, key: str, begins_on: dt.date | None
) -> dt.date | None:
    term = Terms(session, office.clock.today()).get(key, begins_on)
    if begins_on is None or term.unit in {TermUnit.SET, TermUnit.DATE}:
        return None
    return ends_on(term, begins_on)


@needs("office.see")
def is_own(office: Office, record_id: bytes) -> bool:
    """Tell whether an id belongs to a term begun by hand."""
    with office.read() as session:
        return session.get(OwnClock, record_id) is not None


@needs("office.see")
def get_own(office: Office, clock_id: bytes) -> OwnClockDetails:
    """Return a term begun by hand.

    Raises:
        NotFoundError: it is gone, or it is about a resident and this person sees none.
    """
    with office.read() as session:
        row = session.get(OwnClock, clock_id)
        if row is None or row.retired_at is not None:
            raise NotFoundError("storage.not_found")
        name = ""
        if row.resident_id is not None:
            office.require("residents.see")
            resident = session.get_one(Resident, row.resident_id)
            name = f"{resident.surname} {resident.given_name}".strip()
        draft = OwnClockDraft(**{n: getattr(row, n) for n in OwnClockDraft.__slots__})
        return OwnClockDetails(clock_id, row.row_version, name, draft)


def _checked(session: Session, office: Office, draft: OwnClockDraft) -> dict[str, object]:
    if draft.key not in term_keys() or law_term(draft.key, dt.date.max).kind is not TermKind.OWN:
        raise ValidationError([Problem("key", "clocks.problem.key")])
    found = []
    due = draft.due_on or _counted(session, office, draft.key, draft.begins_on)
    if due is None:
        found.append(Problem("due_on", "clocks.problem.no_due"))
    elif draft.begins_on is not None and due < draft.begins_on:
        found.append(Problem("due_on", "clocks.problem.due_before"))
    if draft.resident_id is None and not draft.subject.strip():
        found.append(Problem("subject", "clocks.problem.no_subject"))
    if found:
        raise ValidationError(found)
    return asdict(draft) | {"due_on": due}


@needs("clocks.change")
def start_clock(office: Office, draft: OwnClockDraft) -> Saved:
    """Begin a term.

    Raises:
        ValidationError: it has no day, or says neither whom nor what it is about.
        NotFoundError: no such resident.
    """
    clock_id = new_id()
    with office.write("clocks.start", record=("clocks", clock_id)) as work:
        values = _checked(work.session, office, draft)
        if draft.resident_id is not None:
            office.require("residents.see")
            work.get(Resident, draft.resident_id)
        row = OwnClock(id=clock_id, subject_id=draft.resident_id or clock_id, key=draft.key)
        put_fields(row, values)
        work.session.add(row)
    return Saved(clock_id, 1, work.changes)


@needs("clocks.change")
def change_clock(office: Office, clock_id: bytes, draft: OwnClockDraft, version: int) -> Saved:
    """Change a term; whom it is about stays.

    Raises:
        ValidationError: as `start_clock`.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    with office.write("clocks.change", record=("clocks", clock_id)) as work:
        row = work.get(OwnClock, clock_id, version)
        values = _checked(work.session, office, draft) | {"resident_id": row.resident_id}
        put_fields(row, values)
        work.session.flush()
        saved = row.row_version
    return Saved(clock_id, saved, work.changes)


@needs("clocks.change")
def finish_clock(office: Office, clock_id: bytes, note: str = "") -> Changes:
    """Say that a term was kept or no longer matters.

    Raises:
        NotFoundError: it is gone.
    """
    with office.write("clocks.finish", record=("clocks", clock_id)) as work:
        row = work.get(OwnClock, clock_id)
        row.done_on = office.clock.today()
        if note.strip():
            put_fields(row, {"note": note})
    return work.changes


@needs("clocks.change")
def retire_clock(office: Office, clock_id: bytes) -> Changes:
    """Put a term into the bin.

    Raises:
        NotFoundError: it is there already.
    """
    with office.write("clocks.retire", record=("clocks", clock_id)) as work:
        work.retire(work.get(OwnClock, clock_id))
    return work.changes
