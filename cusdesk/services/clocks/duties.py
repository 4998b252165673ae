"""Recurring duties of the office: when each is due, and every time it was done, with its record."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import new_id, starter_id
from cusdesk.domain.access import needs
from cusdesk.domain.clocks import Pace, TermKind, length_words, pace, term_keys, term_name
from cusdesk.models.clocks import DutyEntry
from cusdesk.models.office import Programme
from cusdesk.services.clocks.clock import Terms
from cusdesk.services.clocks.office_clocks import duty_clocks, programme_clocks
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

MEETING = "quarterly_meeting"


@dataclass(slots=True)
class DutyDraft:
    """Once a duty was done.

    Attributes:
        settles: the term it was done for.
        present, subjects, findings: of a meeting (CUS act, art. 46(2)).
    """

    key: str = ""
    done_on: dt.date | None = None
    done_by: str = ""
    settles: dt.date | None = None
    programme_id: bytes | None = None
    place: str = ""
    present: str = ""
    subjects: str = ""
    findings: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty as it stands.

    Attributes:
        id: of the row on the screen; the programme's for the information after its end.
        due: the next day; None while nothing says from when it counts.
        last: when it was done last.
    """

    id: bytes
    key: str
    name: str
    every: str
    due: dt.date | None
    days: int | None
    pace: Pace
    last: dt.date | None
    last_by: str
    source: str
    is_confirmed: bool
    programme_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class DutyEntryRow:
    """Once a duty was done, in the list of them."""

    id: bytes
    version: int
    draft: DutyDraft

    @property
    def name(self) -> str:
        """Which duty."""
        return term_name(self.draft.key)


@needs("office.see")
def list_duties(office: Office) -> list[DutyRow]:
    """Return every duty the office watches, the next one first, those without a day last."""
    today = office.clock.today()
    with office.read() as session:
        terms, last = Terms(session, today), _last_times(session)
        due = {c.key: c.due for c in duty_clocks(session, terms) if c is not None}
        found = [
            _row(terms, key, due.get(key), last.get((key, None)))
            for key in term_keys()
            if terms.get(key).kind is TermKind.DUTY and terms.get(key).is_on
        ]
        for clock in programme_clocks(session, terms):
            if clock is not None:
                row = _row(terms, clock.key, clock.due, None, clock.record_id)
                found.append(_named(row, clock.about))
    return sorted(found, key=lambda row: (row.due is None, row.due or today))


def _row(
    terms: Terms,
    key: str,
    due: dt.date | None,
    last: DutyEntry | None,
    programme_id: bytes | None = None,
) -> DutyRow:
    term = terms.get(key)
    days = (due - terms.today).days if due else None
    return DutyRow(
        programme_id or starter_id("clock_term", key),
        key,
        term_name(key),
        length_words(term),
        due,
        days,
        pace(days, term) if days is not None else Pace.UNKNOWN,
        last.done_on if last else None,
        last.done_by if last else "",
        term.source,
        term.is_confirmed,
        programme_id,
    )


def _named(row: DutyRow, programme: str) -> DutyRow:
    return replace(row, name=f"{row.name}: {programme}")


def _last_times(session: Session) -> dict[tuple[str, bytes | None], DutyEntry]:
    query = select(DutyEntry).where(DutyEntry.retired_at.is_(None)).order_by(DutyEntry.done_on)
    return {(row.key, row.programme_id): row for row in session.scalars(query)}


@needs("office.see")
def duty_draft(office: Office, row: DutyRow) -> DutyDraft:
    """Return what is proposed when a duty was done: today, by whoever is here, for its term."""
    return DutyDraft(row.key, office.clock.today(), office.user_name, row.due, row.programme_id)


@needs("office.see")
def list_entries(office: Office, key: str = "") -> list[DutyEntryRow]:
    """Return every time a duty was done, of one or of all, the latest first."""
    query = select(DutyEntry).where(DutyEntry.retired_at.is_(None))
    if key:
        query = query.where(DutyEntry.key == key)
    with office.read() as session:
        rows = session.scalars(query.order_by(DutyEntry.done_on.desc(), DutyEntry.id.desc()))
        return [DutyEntryRow(row.id, row.row_version, _draft(row)) for row in rows]


def _draft(row: DutyEntry) -> DutyDraft:
    return DutyDraft(**{name: getattr(row, name) for name in DutyDraft.__slots__})


def _check(office: Office, draft: DutyDraft) -> None:
    found = []
    if draft.done_on is None:
        found.append(Problem("done_on", "clocks.problem.no_day"))
    elif draft.done_on > office.clock.today():
        found.append(Problem("done_on", "clocks.problem.future"))
    if not draft.done_by.strip():
        found.append(Problem("done_by", "clocks.problem.nobody"))
    if found:
        raise ValidationError(found)


@needs("clocks.change")
def record_duty(office: Office, draft: DutyDraft) -> Saved:
    """Write down that a duty was done; its next day follows.

    Raises:
        ValidationError: the day is missing or in the future, or nobody is named.
        NotFoundError: the programme is gone.
    """
    _check(office, draft)
    entry_id = new_id()
    with office.write("clocks.duty", record=("clocks", entry_id)) as work:
        if draft.programme_id is not None:
            work.get(Programme, draft.programme_id)
        row = DutyEntry(id=entry_id, key=draft.key, done_on=draft.done_on)
        put_fields(row, asdict(draft))
        work.session.add(row)
    return Saved(entry_id, 1, work.changes)


@needs("clocks.change")
def change_entry(office: Office, entry_id: bytes, draft: DutyDraft, version: int) -> Saved:
    """Correct what was written about a duty.

    Raises:
        ValidationError: as `record_duty`.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    _check(office, draft)
    with office.write("clocks.change_duty", record=("clocks", entry_id)) as work:
        row = work.get(DutyEntry, entry_id, version)
        put_fields(row, asdict(draft))
        work.session.flush()
        saved = row.row_version
    return Saved(entry_id, saved, work.changes)


@needs("clocks.change")
def retire_entry(office: Office, entry_id: bytes) -> Changes:
    """Put an entry into the bin: the duty counts as if it had not been done.

    Raises:
        NotFoundError: it is there already.
    """
    with office.write("clocks.retire_duty", record=("clocks", entry_id)) as work:
        work.retire(work.get(DutyEntry, entry_id))
    return work.changes
