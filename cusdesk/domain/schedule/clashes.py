"""What two meetings at one time cannot share: a place, a leader, a resident."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_DAY_MINUTES = 24 * 60


class ClashKind(StrEnum):
    """Who or what would be in two places at once."""

    PLACE = "place"
    LEADER = "leader"
    RESIDENT = "resident"


@dataclass(frozen=True, slots=True)
class Occupied:
    """A meeting, with everything it needs at its hour.

    Attributes:
        start: minutes after midnight; None when the hour is not known.
        residents: ids of everybody expected.
    """

    date: dt.date
    start: int | None
    minutes: int
    place: str = ""
    leader: str = ""
    residents: frozenset[bytes] = frozenset()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two meetings at one time that need the same.

    Attributes:
        other: the meeting that is there already.
        resident_id: who would be in both, for a clash of a resident.
    """

    kind: ClashKind
    date: dt.date
    other: Occupied
    resident_id: bytes | None = None


def clashes(planned: Iterable[Occupied], others: Iterable[Occupied]) -> list[Clash]:
    """Return what clashes, by day; meetings without an hour clash with nothing.

    Places and leaders are compared as words, without capitals and diacritics.
    """
    near: dict[dt.date, list[Occupied]] = {}
    for other in others:
        near.setdefault(other.date, []).append(other)
    found = []
    for meeting in planned:
        for shift in (-1, 0, 1):  # a meeting may run past midnight
            for other in near.get(meeting.date + dt.timedelta(days=shift), ()):
                if _overlap(meeting, other):
                    found += _of_pair(meeting, other)
    return found


def _of_pair(meeting: Occupied, other: Occupied) -> list[Clash]:
    found = []
    for kind in (ClashKind.PLACE, ClashKind.LEADER):
        mine, theirs = (fold(getattr(one, kind.value)).strip() for one in (meeting, other))
        if mine and mine == theirs:
            found.append(Clash(kind, meeting.date, other))
    both = sorted(meeting.residents & other.residents)
    return found + [Clash(ClashKind.RESIDENT, meeting.date, other, person) for person in both]


def _overlap(one: Occupied, other: Occupied) -> bool:
    if one.start is None or other.start is None:
        return False
    begins = [each.date.toordinal() * _DAY_MINUTES + (each.start or 0) for each in (one, other)]
    return begins[0] < begins[1] + other.minutes and begins[1] < begins[0] + one.minutes
