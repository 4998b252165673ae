"""Why people stay away, and when somebody has to ask: data of the office, never law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.domain.attendance import Mark
from cusdesk.domain.dictionaries import dictionary

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

_ABSENCES = frozenset({Mark.ABSENT, Mark.EXCUSED})


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of absence.

    Attributes:
        mark: excused or absent, which is what fees ask for.
        special: the special field (health) that must be on for it to be kept; mostly empty.
    """

    code: str
    name: str
    mark: Mark
    special: str = ""


@cache
def reasons() -> tuple[Reason, ...]:
    """Return every reason, in the order of the menu."""
    return tuple(
        Reason(
            row["code"],
            row["name"],
            Mark.EXCUSED if row["excused"] else Mark.ABSENT,
            row.get("special", ""),
        )
        for row in dictionary("absence_reasons")["reasons"]
    )


def reasons_for(visible: Collection[str]) -> tuple[Reason, ...]:
    """Return the reasons somebody may use who sees these special fields."""
    return tuple(reason for reason in reasons() if not reason.special or reason.special in visible)


def reason_name(code: str) -> str:
    """Return a reason in words; a code that is no more known stays itself."""
    return next((reason.name for reason in reasons() if reason.code == code), code)


def misses_for_call() -> int:
    """Return how many absences in a row make a call."""
    return int(dictionary("absence_reasons")["in_a_row"])


def days_for_call() -> int:
    """Return how far back absences are looked at, in days."""
    return int(dictionary("absence_reasons")["within_days"])


def in_a_row(marks: Iterable[tuple[dt.date, Mark]]) -> list[dt.date]:
    """Return the days of the absences at the end, the last first; none after a presence.

    Marks that are neither (called off, not applicable) do not break the row.
    """
    found: list[dt.date] = []
    for day, mark in sorted(marks, reverse=True):
        if mark is Mark.PRESENT:
            break
        if mark in _ABSENCES:
            found.append(day)
    return found
