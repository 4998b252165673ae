"""The terms as the office has them: read, changed, taken back to the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.core.ids import starter_id
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
)
from cusdesk.models.clocks import ClockTerm
from cusdesk.services.clocks.clock import Terms, own_terms
from cusdesk.services.records import put_fields

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term in the settings.

    Attributes:
        term: as it holds for what begins today.
        own: what the office set, None for nothing.
    """

    id: bytes
    term: Term
    own: OwnTerm | None

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
    today = office.clock.today()
    return [
        TermRow(starter_id("clock_term", key), terms.get(key, today), own.get(key))
        for key in term_keys()
    ]


@needs("office.settings")
def change_term(office: Office, key: str, own: OwnTerm) -> Changes:
    """Set a term for this office.

    Raises:
        ValidationError: a value is out of its bounds; nothing was written.
        RuleError: `clocks.fixed`: this term is not the office's to change.
    """
    row_id = starter_id("clock_term", key)
    shown = next(row for row in list_terms(office) if row.id == row_id)
    if shown.is_fixed:
        raise RuleError("clocks.fixed", name=shown.name)
    problems = check_own_term(shown.term, own)
    if problems:
        raise ValidationError(problems)
    with office.write("clocks.term", record=("clocks", row_id)) as work:
        row = work.session.get(ClockTerm, row_id)
        if row is None:
            row = ClockTerm(id=row_id, key=key)
            work.session.add(row)
        row.retired_at = None
        put_fields(row, _values(key, own))
    return work.changes


def _values(key: str, own: OwnTerm) -> dict[str, object]:
    """Return the columns of a term; what is the law's own value stays empty and follows the law."""
    law = law_term(key, dt.date.max)
    values = {field.name: getattr(own, field.name) for field in fields(own)}
    for name in ("amount", "month", "day", "soon", "urgent"):
        if values[name] == getattr(law, name):
            values[name] = None
    return values


@needs("office.settings")
def restore_term(office: Office, key: str) -> Changes:
    """Take a term back to the values of the law.

    Raises:
        NotFoundError: the office has set nothing for it.
    """
    row_id = starter_id("clock_term", key)
    with office.write("clocks.restore", record=("clocks", row_id)) as work:
        work.retire(work.get(ClockTerm, row_id))
    return work.changes
