"""Clauses of papers: dated texts every office may put in words of its own.

A text lies in `resources/clauses/<clause>/<valid_from>.toml`. One whose wording comes from an act
is a proposal: until somebody in the office has compared it with its source, the screen and the
paper say that it is not confirmed. One of the program's own (`is_own`) holds as it stands.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache

from cusdesk.core.paths import resource_dir


@dataclass(frozen=True, slots=True)
class Clause:
    """A proposed wording.

    Attributes:
        clause: its id in the forms.
        source: where the wording must be taken from; may be empty for one of our own.
        is_own: no act gives its words; it need not be confirmed.
    """

    clause: str
    valid_from: dt.date
    title: str
    source: str
    text: str
    is_own: bool = False


@cache
def load_clauses() -> tuple[Clause, ...]:
    """Return all proposed wordings, by clause and date."""
    found = []
    for path in sorted(resource_dir("clauses").glob("*/*.toml")):
        with path.open("rb") as file:
            raw = tomllib.load(file)
        since = dt.date.fromisoformat(path.stem)
        text = " ".join(raw["text"].split())
        source, is_own = raw.get("source", ""), raw.get("is_own", False)
        found.append(Clause(path.parent.name, since, raw["title"], source, text, is_own))
    return tuple(found)


def clause_on(clause: str, day: dt.date) -> Clause:
    """Return the wording proposed for a day, the oldest one for earlier days.

    Raises:
        LookupError: there is no such clause; a bug in the form.
    """
    versions = [one for one in load_clauses() if one.clause == clause]
    if not versions:
        raise LookupError(clause)
    valid = [one for one in versions if one.valid_from <= day]
    return valid[-1] if valid else versions[0]
