"""Recruitment: editions, criteria with points, the ranking, seats, the waiting list.

No act says how a centre chooses people for its services; the rules of each recruitment do. So the
criteria, the points and the rule for equal points are data of an edition, and the program only
counts: nobody is left out, taken in or passed over unless a person says so.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

CALL_TRIES = 3
ADULT = 18
"""Years from which a person acts alone (Civil Code, art. 10 § 1)."""
_LAST_MINUTE = 24 * 60


class TieRule(enum.StrEnum):
    """Who goes first of those with equal points; the order of submission decides in the end."""

    SUBMISSION = "submission"
    YOUNGER = "younger"
    OLDER = "older"
    MORE_CRITERIA = "more_criteria"


class CriterionMark(enum.StrEnum):
    """Whether a criterion is met; unknown needs no decision and gives no points."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class CandidateStatus(enum.StrEnum):
    """Where a candidate stands."""

    APPLIED = "applied"
    SEATED = "seated"
    WAITING = "waiting"
    EXCLUDED = "excluded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def is_out(self) -> bool:
        """Whether the candidate stands on no list any more."""
        return self in {self.EXCLUDED, self.DECLINED, self.WITHDRAWN}


class CallOutcome(enum.StrEnum):
    """What came of a call about a freed seat."""

    CALLED = "called"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"


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


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ranking looks at.

    Attributes:
        met: how many criteria are met.
        position: number of the application; who came first has the smaller one.
    """

    id: bytes
    points: int
    met: int
    submitted_on: dt.date
    submitted_minute: int | None
    position: int
    born: dt.date | None = None

    @property
    def submission(self) -> tuple[dt.date, int, int]:
        """When it came in; an unknown hour stands at the end of its day."""
        minute = self.submitted_minute
        return self.submitted_on, _LAST_MINUTE if minute is None else minute, self.position


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the ranking.

    Attributes:
        by_tie: points alone would not have put this person before or behind a neighbour.
    """

    id: bytes
    rank: int
    points: int
    has_seat: bool
    by_tie: bool


def ranking(people: Iterable[Standing], rule: TieRule, seats: int | None) -> list[Place]:
    """Return the people by points, equals by the rule and then by the order of submission.

    Args:
        people: candidates who are neither excluded nor withdrawn.
        rule: who goes first of equals.
        seats: how many first get one; None for all.
    """
    ordered = sorted(people, key=_key(rule))
    points = [person.points for person in ordered]
    return [
        Place(
            person.id,
            rank,
            person.points,
            seats is None or rank <= seats,
            points.count(person.points) > 1,
        )
        for rank, person in enumerate(ordered, start=1)
    ]


def _key(rule: TieRule) -> Callable[[Standing], tuple[object, ...]]:
    def second(person: Standing) -> float:
        """Return the place among equals; who has no date of birth comes last."""
        born = person.born.toordinal() if person.born is not None else None
        match rule:
            case TieRule.YOUNGER:
                return float("inf") if born is None else -born
            case TieRule.OLDER:
                return float("inf") if born is None else born
            case TieRule.MORE_CRITERIA:
                return -person.met
        return 0

    return lambda person: (-person.points, second(person), *person.submission)


def is_minor(born: dt.date | None, on: dt.date) -> bool:
    """Return whether somebody acts through a parent or guardian (Civil Code, art. 10 and 18)."""
    if born is None:
        return False
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return years < ADULT


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on the waiting list: place and unanswered calls so far."""

    id: bytes
    rank: int
    unanswered: int = 0


def next_in_line(waiting: Iterable[Waiting], tries: int) -> bytes | None:
    """Return the one person to be called about a freed seat.

    The first of the list, until so many calls were not answered; then the next. When everybody was
    tried, it begins again from the top. Nobody loses the place by not answering.
    """
    line = sorted(waiting, key=lambda one: (one.unanswered // max(1, tries), one.rank))
    return line[0].id if line else None


def free_seats(seats: int | None, taken: int) -> int | None:
    """Return how many seats are free, never below 0; None without a limit."""
    return None if seats is None else max(0, seats - taken)


def family_key(surname: str) -> str:
    """Return a surname folded, with one ending for men and women of a family."""
    words = fold(surname).strip()
    for feminine, masculine in dictionary("recruitment")["surnames"]["feminine"]:
        if words.endswith(feminine):
            return words.removesuffix(feminine) + str(masculine)
    return words


@dataclass(frozen=True, slots=True)
class FamilySigns:
    """What may tell that two candidates belong to one family; empty parts say nothing."""

    id: object
    surname: str
    home: tuple[str, str, str] = ("", "", "")
    """Locality, house and flat."""
    guardian: str = ""
    phones: frozenset[str] = frozenset()


class FamilySign(enum.StrEnum):
    """Why two candidates look like one family."""

    HOME = "home"
    GUARDIAN = "guardian"
    PHONE = "phone"


def families(people: Sequence[FamilySigns]) -> dict[object, list[tuple[object, FamilySign]]]:
    """Return for each candidate the others of the family, with the sign, first sign only.

    One surname in one house, one guardian, or one telephone. Said to a person, never acted upon.
    """
    shared: dict[tuple[object, ...], list[object]] = {}
    for person in people:
        for key in _family_keys(person):
            shared.setdefault(key, []).append(person.id)
    found: dict[object, dict[object, FamilySign]] = {}
    for key, ids in shared.items():
        for one in ids if len(ids) > 1 else ():
            for other in ids:
                if other != one:
                    found.setdefault(one, {}).setdefault(other, FamilySign(str(key[0])))
    return {one: list(others.items()) for one, others in found.items()}


def _family_keys(person: FamilySigns) -> list[tuple[object, ...]]:
    keys: list[tuple[object, ...]] = []
    locality, house, flat = (fold(part) for part in person.home)
    if person.surname and house:
        keys.append((FamilySign.HOME, family_key(person.surname), locality, house, flat))
    if person.guardian:
        keys.append((FamilySign.GUARDIAN, " ".join(sorted(fold(person.guardian).split()))))
    return keys + [(FamilySign.PHONE, number) for number in sorted(person.phones)]
