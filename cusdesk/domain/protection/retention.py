"""How long a case is kept, by the class of the office's list of records (JRWA).

Regulation on classification and archival categories (Dz.U. 2019 poz. 246): category A for ever;
B and a number of full calendar years, counted from 1 January of the year after the case ended; BE
the same, with an expertise at the end; Bc short, until it is of no use any more.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.domain.dictionaries import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable


LONGEST_YEARS = 100


class Category(StrEnum):
    """Archival category of a class."""

    A = "A"
    B = "B"
    BE = "BE"
    BC = "Bc"


COUNTED = frozenset({Category.B, Category.BE})
"""Categories with a number of years."""


class CaseKind(StrEnum):
    """Kinds of record that are cases of their own."""

    RESIDENTS = "residents"
    PLANS = "plans"


@dataclass(slots=True)
class RecordClassDraft:
    """A class as it is edited; `years` only for B and BE."""

    symbol: str = ""
    title: str = ""
    category: Category = Category.B
    years: int | None = None
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """Until when something is kept.

    Attributes:
        until: the last day; None with `is_forever` means never erased, else not known.
        is_forever: category A.
        by_project: an EU project moved the day past the class's own.
    """

    until: dt.date | None
    is_forever: bool = False
    by_project: bool = False

    def has_ended(self, today: dt.date) -> bool:
        """Whether the last day is over."""
        return self.until is not None and not self.is_forever and self.until < today


UNKNOWN = Term(None)


def category_text(category: str, years: int | None) -> str:
    """Return a category as it is written: `B10`, `BE5`, `A`, `Bc`."""
    return f"{category}{years}" if years is not None and category in COUNTED else category


def retention_term(
    case_end: dt.date | None,
    category: str,
    years: int | None,
    eu_until: dt.date | None = None,
) -> Term:
    """Return until when a case is kept.

    Full calendar years from 1 January of the year after the case ended (Dz.U. 2019 poz. 246); the
    later day of an EU project wins (Regulation 2021/1060, art. 82). Bc is kept to the end of the
    year in which it ended: a shorter term is not set by the regulation.
    """
    if category == Category.A:
        return Term(None, is_forever=True)
    if case_end is None or (category in COUNTED and years is None):
        return UNKNOWN
    own = dt.date(case_end.year + (years or 0), 12, 31)
    if eu_until is not None and eu_until > own:
        return Term(eu_until, by_project=True)
    return Term(own)


def latest(terms: Iterable[Term]) -> Term:
    """Return the term of a person out of those of all their cases: the longest; unknown wins.

    Category A anywhere keeps everything.
    """
    found = list(terms)
    forever = [term for term in found if term.is_forever]
    if forever:
        return forever[0]
    known = [term for term in found if term.until is not None]
    if not known or len(known) < len(found):
        return UNKNOWN
    return max(known, key=lambda term: term.until or dt.date.min)


def check_class(draft: RecordClassDraft) -> list[Problem]:
    """Return what is wrong with a class."""
    problems = []
    if not draft.symbol.strip():
        problems.append(Problem("symbol", "protection.class.problem.symbol"))
    if not draft.title.strip():
        problems.append(Problem("title", "protection.class.problem.title"))
    counted = draft.category in COUNTED
    if counted and (draft.years is None or not 1 <= draft.years <= LONGEST_YEARS):
        problems.append(Problem("years", "protection.class.problem.years", {"most": LONGEST_YEARS}))
    if not counted and draft.years is not None:
        problems.append(Problem("years", "protection.class.problem.no_years"))
    return problems


def starter_classes() -> list[tuple[str, RecordClassDraft]]:
    """Return (code, class) of the starter rows, all provisional: every office has its own list."""
    return [
        (
            row["code"],
            RecordClassDraft(
                row["symbol"],
                row["title"],
                Category(row["category"]),
                row.get("years"),
                is_provisional=True,
            ),
        )
        for row in dictionary("record_classes")["class"]
    ]


def default_class_codes() -> dict[str, str]:
    """Return kind of record -> code of the starter class proposed for it."""
    return dict(dictionary("record_classes")["defaults"])
