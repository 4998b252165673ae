"""How the meetings of a series become those of a changed rule."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Fate(StrEnum):
    """What a change of a series does to a day."""

    CHANGED = "changed"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"
    KEPT = "kept"
    """It would go, but somebody's presence is written for it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A meeting of a series that may still be changed: not past, not closed.

    Attributes:
        is_marked: something is written for it already.
    """

    id: bytes
    date: dt.date
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class DayChange:
    """What becomes of one meeting.

    Attributes:
        date: on which it will be, or was when it goes.
        id: of the meeting; None for a new one.
        before: where it was, when it is moved.
    """

    fate: Fate
    date: dt.date
    id: bytes | None = None
    before: dt.date | None = None


def reconciled(standing: Sequence[Standing], wanted: Sequence[dt.date]) -> list[DayChange]:
    """Return how the meetings that stand become the wanted days, by day.

    A meeting whose day is wanted remains; the others are moved to days that have none, in order;
    what is left over goes, unless somebody's presence is written for it.
    """
    free = dict.fromkeys(sorted(set(wanted)))
    found: list[DayChange] = []
    movable: list[Standing] = []
    for meeting in sorted(standing, key=lambda one: one.date):
        if meeting.date in free:
            del free[meeting.date]
            found.append(DayChange(Fate.CHANGED, meeting.date, meeting.id))
        elif meeting.is_marked:
            found.append(DayChange(Fate.KEPT, meeting.date, meeting.id))
        else:
            movable.append(meeting)
    days = list(free)
    for meeting, day in zip(movable, days, strict=False):
        found.append(DayChange(Fate.MOVED, day, meeting.id, meeting.date))
    found += [DayChange(Fate.GONE, one.date, one.id) for one in movable[len(days) :]]
    found += [DayChange(Fate.NEW, day) for day in days[len(movable) :]]
    return sorted(found, key=lambda change: change.date)
