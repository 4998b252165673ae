"""Editions and criteria as forms edit them, and what may be wrong with them."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.domain.checks import (
    check_dates,
    check_lengths,
    check_not_negative,
    check_order,
    error,
)
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold
from cusdesk.domain.recruitment.states import TieRule

if TYPE_CHECKING:
    from collections.abc import Sequence

CALL_TRIES = 3


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """One criterion as the form edits it.

    Attributes:
        id: None for a new one.
        is_required: who does not meet it may be excluded, by a person.
    """

    id: bytes | None = None
    text: str = ""
    points: int | None = 0
    is_required: bool = False


@dataclass(slots=True)
class EditionDraft:
    """An edition as the form edits it.

    Attributes:
        services: ids of what people are recruited to.
        opens_on, closes_on: when applications are taken, inclusive.
        starts_on, ends_on: when the services run, inclusive.
        seats: None without a limit; 0 lets everybody wait.
        call_tries: unanswered calls after which the next person is proposed.
    """

    name: str = ""
    programme_id: bytes | None = None
    services: tuple[bytes, ...] = ()
    opens_on: dt.date | None = None
    closes_on: dt.date | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    seats: int | None = None
    tie_rule: TieRule = TieRule.SUBMISSION
    call_tries: int | None = CALL_TRIES
    notes: str = ""
    criteria: tuple[CriterionDraft, ...] = ()


def example_criteria() -> tuple[CriterionDraft, ...]:
    """Return the starting set of the office's dictionaries; an example, not a rule of law."""
    return tuple(CriterionDraft(None, **entry) for entry in dictionary("recruitment")["example"])


def check_edition(draft: EditionDraft) -> list[Problem]:
    """Check an edition.

    Returns:
        Problems of the fields; all of them stop the save.
    """
    problems = check_lengths(draft, {"notes"}) + check_dates(draft)
    problems += check_order("closes_on", draft.opens_on, draft.closes_on)
    problems += check_order("ends_on", draft.starts_on, draft.ends_on)
    problems += check_not_negative(draft, ("seats",))
    if not draft.name.strip():
        problems.append(Problem("name", "recruitment.problem.no_name"))
    if draft.call_tries is None or draft.call_tries < 1:
        problems.append(Problem("call_tries", "recruitment.problem.no_tries"))
    return problems + _check_criteria(draft.criteria)


def _check_criteria(criteria: Sequence[CriterionDraft]) -> list[Problem]:
    problems = []
    seen: set[str] = set()
    for criterion in criteria:
        words = fold(criterion.text).strip()
        if not words:
            problems.append(Problem("criteria", "recruitment.problem.criterion_empty"))
        elif words in seen:
            params: dict[str, object] = {"text": criterion.text}
            problems.append(Problem("criteria", "recruitment.problem.criterion_twice", params))
        elif criterion.points is not None and criterion.points < 0:
            problems.append(error("criteria", "number.negative"))
        seen.add(words)
    return problems
