"""Needs no service answers: groups of age, proposals, and counts that name nobody."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (read by annotations)
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import Problem
from cusdesk.domain.catalogue import ServiceArea
from cusdesk.domain.checks import check_dates, check_lengths
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.periods import age_on

if TYPE_CHECKING:
    from collections.abc import Sequence

UNKNOWN_AGE = ""


class UnmetSource(enum.StrEnum):
    """Where a need came to light."""

    TALK = "talk"
    APPLICATION = "application"
    PLAN = "plan"
    LIMIT = "limit"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class UnmetDraft:
    """A need no service answers.

    Attributes:
        area: None while nobody knows which area of services it belongs to.
        met_on: since when a service answers it.
    """

    need: str = ""
    area: ServiceArea | None = None
    source: UnmetSource = UnmetSource.TALK
    recorded_on: dt.date | None = None
    note: str = ""
    met_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A need proposed while typing, with its area."""

    need: str
    area: ServiceArea | None


def check_unmet(draft: UnmetDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong with a need."""
    found = [*check_lengths(draft, ("note",)), *check_dates(draft)]
    if not draft.need.strip():
        found.append(Problem("need", "needs_talks.problem.no_need"))
    if draft.recorded_on is not None and draft.recorded_on > today:
        found.append(Problem("recorded_on", "needs_talks.problem.recorded_future"))
    return found


def proposals(on: dt.date) -> list[Proposal]:
    """Return what is proposed on a day."""
    return [
        Proposal(row["need"], ServiceArea(row["area"]) if row["area"] else None)
        for row in _register(on)["proposals"]
    ]


def age_group_of(born: dt.date | None, on: dt.date) -> str:
    """Return the code of the age group of somebody on a day, "" when the age is not known."""
    if born is None or born > on:
        return UNKNOWN_AGE
    age = age_on(born, on)
    return next(str(row["code"]) for row in _register(on)["age_groups"] if age <= row["until"])


def age_group_name(code: str) -> str:
    """Return an age group in words, "" for an unknown age."""
    for register in dictionary("unmet_needs")["register"]:
        for row in register["age_groups"]:
            if row["code"] == code:
                return str(row["name"])
    return code


def age_groups() -> list[tuple[str, str]]:
    """Return code and name of every age group in force, the youngest first."""
    register = dictionary("unmet_needs")["register"][-1]
    return [(row["code"], row["name"]) for row in register["age_groups"]]


def age_group_order(code: str) -> int:
    """Return the place of an age group among the others; the unknown one last."""
    codes = [r["code"] for row in dictionary("unmet_needs")["register"] for r in row["age_groups"]]
    return codes.index(code) if code in codes else len(codes)


def smallest_shown(on: dt.date) -> int:
    """Return the smallest count that leaves the office as a number."""
    return int(_register(on)["smallest_shown"])


def masked_counts(counts: Sequence[int], smallest: int) -> list[str]:
    """Return counts as they may leave the office, in their order.

    A count from 1 to `smallest` - 1 becomes "<5". When that would hide one number only, it could be
    read off the total; then the next larger one becomes "≥5", so that two are open.
    """
    hidden = [i for i, count in enumerate(counts) if 0 < count < smallest]
    shown = [f"<{smallest}" if i in hidden else str(count) for i, count in enumerate(counts)]
    others = [i for i, count in enumerate(counts) if count >= smallest]
    if len(hidden) == 1 and others:
        shown[min(others, key=lambda i: counts[i])] = f"≥{smallest}"
    return shown


def _register(on: dt.date) -> dict[str, Any]:
    rows: list[dict[str, Any]] = sorted(
        dictionary("unmet_needs")["register"], key=lambda row: row["valid_from"]
    )
    valid = [row for row in rows if row["valid_from"] <= on] or rows[:1]
    return valid[-1]
