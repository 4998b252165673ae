"""The terms as the office has them: read, changed, taken back to the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.core.ids import new_id, starter_id
from cusdesk.domain.access import needs
from cusdesk.domain.clocks import (
    OwnTerm,
    Term,
    TermGroup,
    TermKind,
    check_own_term,
    group_name,
    law_term,
    length_words,
    term_keys,
    term_name,
    with_length,
)
from cusdesk.models.clocks import ClockTerm
from cusdesk.services.clocks.clock import Terms, own_terms
from cusdesk.services.records import put_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term in the settings.

    Attributes:
        term: as it holds for what begins today.
        own: what the office set last, None for nothing; it may apply from a day to come.
        later: the term as it will be from that day, None when none is to come.
    """

    id: bytes
    term: Term
    own: OwnTerm | None
    later: Term | None = None

    @property
    def name(self) -> str:
        """What the term is about."""
        return term_name(self.term.key)

    @property
    def group(self) -> str:
        """Where it belongs, in words."""
        return group_name(self.term.group)

    @property
    def length(self) -> str:
        """How long it is, in words."""
        return length_words(self.term)

    @property
    def source(self) -> str:
        """What it rests on."""
        return self.term.source

    @property
    def is_fixed(self) -> bool:
        """Whether it stays as the act has it."""
        return self.term.kind is TermKind.LIMIT or self.term.group is TermGroup.PROTECTION


@needs("office.see")
def list_terms(office: Office) -> list[TermRow]:
    """Return every term as it holds today, in the order of the data."""
    with office.read() as session:
        terms, own = Terms(session, office.clock.today()), own_terms(session)
    return [_row(terms, key, own.get(key, [])) for key in term_keys()]


def _row(terms: Terms, key: str, own: list[OwnTerm]) -> TermRow:
    term, newest = terms.get(key), own[-1] if own else None
    later = None
    if newest is not None and newest.applies_from and newest.applies_from > terms.today:
        later = with_length(term, newest)
    return TermRow(starter_id("clock_term", key), term, newest, later)


@needs("office.settings")
def change_term(office: Office, key: str, own: OwnTerm) -> Changes:
    """Set a term for this office, from a day on or for everything.

    What was set for earlier days stays for what began then; what was set for this day or a later
    one is replaced.

    Raises:
        ValidationError: a value is out of its bounds; nothing was written.
        RuleError: `clocks.fixed`: this term is not the office's to change.
    """
    term_id = starter_id("clock_term", key)
    shown = next(row for row in list_terms(office) if row.id == term_id)
    if shown.is_fixed:
        raise RuleError("clocks.fixed", name=shown.name)
    problems = check_own_term(shown.later or shown.term, own)
    if problems:
        raise ValidationError(problems)
    with office.write("clocks.term", record=("clocks", term_id)) as work:
        wanted = None
        for row in _living(work.session, key):
            if row.applies_from == own.applies_from:
                wanted = row
            elif _begins(row.applies_from) > _begins(own.applies_from):
                work.retire(row)
        wanted = wanted or _revived(work.session, key, own.applies_from)
        put_fields(wanted, _values(key, own))
    return work.changes


def _begins(day: dt.date | None) -> dt.date:
    return day or dt.date.min


def _living(session: Session, key: str) -> list[ClockTerm]:
    query = select(ClockTerm).where(ClockTerm.key == key, ClockTerm.retired_at.is_(None))
    return list(session.scalars(query))


def _revived(session: Session, key: str, day: dt.date | None) -> ClockTerm:
    """Return the row of a term for a day: out of the bin, where it was set for it before."""
    row_id = starter_id("clock_term", f"{key}/{day}" if day else key)
    row = session.get(ClockTerm, row_id)
    if row is not None and row.retired_at is None:  # a term with a day, set by an older program
        row_id, row = new_id(), None
    if row is None:
        row = ClockTerm(id=row_id, key=key)
        session.add(row)
    row.retired_at = None
    return row


def _values(key: str, own: OwnTerm) -> dict[str, object]:
    """Return the columns of a term; what is the law's own value stays empty and follows the law."""
    law = law_term(key, dt.date.max)
    values = {field.name: getattr(own, field.name) for field in fields(own)}
    for name in ("unit", "amount", "month", "day", "soon", "urgent"):
        if values[name] == getattr(law, name):
            values[name] = None
    if values["unit"] is not None:  # thirty days of the law are not thirty of something else
        values["amount"] = own.amount
    return values


@needs("office.settings")
def restore_term(office: Office, key: str) -> Changes:
    """Take a term back to the values of the law, with everything that was set for it.

    Raises:
        NotFoundError: the office has set nothing for it.
    """
    term_id = starter_id("clock_term", key)
    with office.write("clocks.restore", record=("clocks", term_id)) as work:
        rows = _living(work.session, key)
        if not rows:
            raise NotFoundError("storage.not_found")
        for row in rows:
            work.retire(row)
    return work.changes
