"""The terms an office watches, by the day they hold from.

They are dated data (`resources/dictionaries/clocks.toml`); an office may set another length
or other thresholds for itself (`OwnTerm`).
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.domain.access import Role
from cusdesk.domain.dictionaries import dictionary

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAP_YEAR = 2000
_FEWEST_DAYS = 28
_MOST = 1000
_MOST_SOON = 366


class TermKind(enum.StrEnum):
    """What makes a term begin."""

    RECORD = "record"
    DUTY = "duty"
    OWN = "own"
    LIMIT = "limit"


class TermUnit(enum.StrEnum):
    """In what a term is counted; see the head of `clocks.toml`."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    DATE = "date"
    NEXT_MONTH = "next_month"
    QUARTER_DAY = "quarter_day"
    SET = "set"


COUNTED = (
    TermUnit.DAYS,
    TermUnit.WORKING_DAYS,
    TermUnit.WEEKS,
    TermUnit.MONTHS,
    TermUnit.YEARS,
)
"""Units an office may choose from for a term that has a length."""
_DAY_OF_MONTH = frozenset({TermUnit.NEXT_MONTH, TermUnit.QUARTER_DAY})


class TermGroup(enum.StrEnum):
    """Where a term belongs in lists."""

    APPLICATIONS = "applications"
    PLANS = "plans"
    OFFICE = "office"
    PROTECTION = "protection"
    ASSISTANCE = "assistance"
    PROCEDURE = "procedure"
    PROJECT = "project"
    OTHER = "other"


class Pace(enum.StrEnum):
    """How soon a clock wants to be dealt with; `unknown`: the day it begins is not written."""

    LATE = "late"
    URGENT = "urgent"
    SOON = "soon"
    CALM = "calm"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Term:
    """One term as it holds.

    Attributes:
        amount: number of units; for `next_month` and `quarter_day` the day of the month; 0 for
            `date` and `set`.
        month, day: for `date`: when it comes every year.
        moves: an end on a day off moves to the next working day.
        soon, urgent: days before the end from which it is amber, red (both inclusive).
        source: the act and article, or whose habit it is; Polish.
        is_confirmed: False until the office compared the value with the act or decided it.
        is_on: whether the office watches it.
        role: who answers for it when no record names somebody.
        is_own: the office changed something of the law's values.
    """

    key: str
    group: TermGroup
    kind: TermKind
    unit: TermUnit
    amount: int = 0
    month: int = 0
    day: int = 0
    moves: bool = False
    soon: int = 10
    urgent: int = 3
    valid_from: dt.date = dt.date.min
    source: str = ""
    is_confirmed: bool = True
    is_on: bool = True
    role: Role | None = None
    is_own: bool = False


@dataclass(slots=True)
class OwnTerm:
    """What an office sets for itself about one term; it can be taken back to the law's values.

    Attributes:
        unit: in what the length is counted; None as in the law.
        applies_from: terms that begin earlier keep the length they had: the one the office set
            before, else that of the law; None: all of them. The thresholds hold at once.
        note: why, or what the value was compared with.
    """

    is_on: bool = True
    unit: TermUnit | None = None
    amount: int | None = None
    month: int | None = None
    day: int | None = None
    soon: int | None = None
    urgent: int | None = None
    is_confirmed: bool = False
    applies_from: dt.date | None = None
    note: str = ""


@cache
def _table() -> dict[str, tuple[Term, ...]]:
    """Return key -> its values by the day they hold from, in the order of the file."""
    found: dict[str, list[Term]] = {}
    for row in dictionary("clocks")["term"]:
        values = dict(row)
        role = values.pop("role", None)
        term = Term(
            group=TermGroup(values.pop("group")),
            kind=TermKind(values.pop("kind")),
            unit=TermUnit(values.pop("unit")),
            is_confirmed=values.pop("confirmed", True),
            is_on=values.pop("on", True),
            role=Role(role) if role else None,
            **values,
        )
        found.setdefault(term.key, []).append(term)
    return {key: tuple(sorted(rows, key=lambda t: t.valid_from)) for key, rows in found.items()}


def term_keys() -> tuple[str, ...]:
    """Return the keys of all terms in the order of the data."""
    return tuple(_table())


def law_term(key: str, on: dt.date) -> Term:
    """Return a term as the law has it on a day; before its first value, the first one.

    Raises:
        LookupError: no such term; a bug of whoever asked.
    """
    rows = _table()[key]
    return next((term for term in reversed(rows) if term.valid_from <= on), rows[0])


def with_own(term: Term, own: Sequence[OwnTerm], start: dt.date) -> Term:
    """Return a term as the office has it for something that begins on `start`.

    Args:
        term: as the law has it.
        own: what the office set, in the order of the days it applies from.
        start: the day of the event; of several settings the last one that applied then gives the
            length, while the newest of all gives the thresholds and whether the term is watched.
    """
    if not own:
        return term
    newest = own[-1]
    changed = replace(
        term,
        soon=term.soon if newest.soon is None else newest.soon,
        urgent=term.urgent if newest.urgent is None else newest.urgent,
        is_on=newest.is_on,
        is_confirmed=newest.is_confirmed or term.is_confirmed,
    )
    applied = [one for one in own if one.applies_from is None or one.applies_from <= start]
    if applied:
        changed = with_length(changed, applied[-1])
    return replace(changed, is_own=changed != term)


def with_length(term: Term, own: OwnTerm) -> Term:
    """Return a term with the length of one setting, whenever it applies from."""
    return replace(
        term,
        unit=own.unit or term.unit,
        amount=own.amount or term.amount,
        month=own.month or term.month,
        day=own.day or term.day,
    )


def check_own_term(term: Term, own: OwnTerm) -> list[Problem]:
    """Return what is wrong with what an office sets for a term."""
    found = []
    if own.unit is not None and {own.unit, term.unit} - set(COUNTED) and own.unit != term.unit:
        found.append(Problem("unit", "clocks.problem.unit"))
    if own.amount is not None and not _fits(term, own.amount):
        key = "clocks.problem.day" if term.unit in _DAY_OF_MONTH else "clocks.problem.amount"
        found.append(Problem("amount", key))
    if term.unit is TermUnit.DATE and not _is_day(own.month or term.month, own.day or term.day):
        found.append(Problem("day", "clocks.problem.date"))
    soon = term.soon if own.soon is None else own.soon
    urgent = term.urgent if own.urgent is None else own.urgent
    if not 0 <= soon <= _MOST_SOON:
        found.append(Problem("soon", "clocks.problem.threshold"))
    if not 0 <= urgent <= soon:
        found.append(Problem("urgent", "clocks.problem.order"))
    return found


def _fits(term: Term, amount: int) -> bool:
    most = _FEWEST_DAYS if term.unit in _DAY_OF_MONTH else _MOST
    return 1 <= amount <= most


def _is_day(month: int, day: int) -> bool:
    try:
        dt.date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
