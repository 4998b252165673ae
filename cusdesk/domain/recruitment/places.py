"""The ranking, seats, and who is called next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.periods import last_day_of
from cusdesk.domain.recruitment.states import TieRule

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

ADULT = 18
"""Years from which a person acts alone (Civil Code, art. 10 § 1)."""
_LAST_MINUTE = 24 * 60


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


def is_shorter(start: dt.date | None, end: dt.date | None, months: int) -> bool:
    """Return whether services from `start` to `end` (inclusive) last less than so many months.

    CUS act, art. 38(2): a plan is drawn up for services of at least three months. Without both
    days nobody knows, and a plan is needed.
    """
    return start is not None and end is not None and end < last_day_of(start, months)


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
