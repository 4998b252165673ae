"""Wordings of clauses: what the program proposes and what the office confirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.clauses import clause_on, load_clauses
from cusdesk.domain.polish_text import one_line
from cusdesk.domain.reports.common import ClauseText
from cusdesk.models.papers import PaperClause

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.reports.forms import FormDefinition
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class ClauseState:
    """A clause as the settings show it.

    Attributes:
        source: where the wording must be taken from, "" for none.
        proposed: the words of the program.
        is_own: it may be put in any words and need not be compared.
        confirmed_by, confirmed_on: empty until somebody compared or changed it.
    """

    clause: str
    title: str
    source: str
    text: str
    proposed: str
    is_own: bool = False
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None


def clauses_of(session: Session, form: FormDefinition, day: dt.date) -> Mapping[str, ClauseText]:
    """Return the wordings of a form's clauses on a day."""
    names = [part.clause for s in form.sections for part in s.parts if part.clause]
    found = {}
    for name in dict.fromkeys(names):
        proposed, own = clause_on(name, day), _own(session, name)
        text = own.text if own is not None and own.text else proposed.text
        confirmed = own is not None and own.confirmed_on is not None
        found[name] = ClauseText(name, proposed.title, text, confirmed or proposed.is_own)
    return found


_DOTS = re.compile(r"…{2,}|\.{4,}")
"""Room for a name only the office knows, as the town of the board of appeal."""


@needs("office.see")
def list_clauses(office: Office) -> list[ClauseState]:
    """Return every clause the forms of the program use, by title."""
    today = office.clock.today()
    with office.read() as session:
        found = []
        for name in dict.fromkeys(clause.clause for clause in load_clauses()):
            proposed, own = clause_on(name, today), _own(session, name)
            found.append(
                ClauseState(
                    name,
                    proposed.title,
                    proposed.source,
                    own.text if own is not None and own.text else proposed.text,
                    proposed.text,
                    proposed.is_own,
                    own.confirmed_by if own is not None else "",
                    own.confirmed_on if own is not None else None,
                )
            )
    return sorted(found, key=lambda state: (state.is_own, state.title))


@needs("office.settings")
def confirm_clause(office: Office, clause: str, text: str) -> Changes:
    """Keep the office's wording of a clause as compared with its source by whoever works here.

    Raises:
        ValidationError: the wording is empty, or dots still stand where the office writes a name.
        LookupError: no form has such a clause; a bug.
    """
    today = office.clock.today()
    clause_on(clause, today)
    words = one_line(text)
    if not words:
        raise ValidationError([Problem("text", "papers.problem.clause_empty")])
    if _DOTS.search(words):
        raise ValidationError([Problem("text", "papers.problem.clause_dots")])
    with office.write("papers.clause") as work:
        own = _own(work.session, clause)
        if own is None:
            own = PaperClause(clause=clause)
            work.session.add(own)
        own.text, own.valid_from = words, today
        own.confirmed_by, own.confirmed_on = office.user_name, today
    return work.changes


def _own(session: Session, clause: str) -> PaperClause | None:
    query = select(PaperClause).where(
        PaperClause.clause == clause, PaperClause.retired_at.is_(None)
    )
    return session.scalars(query.order_by(PaperClause.id.desc()).limit(1)).first()
