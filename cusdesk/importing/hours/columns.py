"""What each column of a work card holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.importing.clock_times import read_intervals
from cusdesk.importing.headings import role_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.importing.grid import Grid
    from cusdesk.importing.headings import Headings
    from cusdesk.importing.layout import FoundColumn

_LESSON = re.compile(r"lekc|dydakt")
_MINUTES = re.compile(r"(?<![a-z])min")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a card holds; `unit` is minutes of one stated hour."""

    roles: dict[str, int]
    unit: int = 60
    in_minutes: bool = False

    def __contains__(self, role: str) -> bool:
        return role in self.roles


def columns_of(grid: Grid, headings: Headings, last_row: int) -> Columns:
    """Return the columns of a card; "Godziny" may be a stretch or a length: contents decide."""
    roles = dict(headings.roles)
    rows = range(headings.last_row + 1, last_row + 1)
    lengths: list[int] = []
    for column, text in headings.texts.items():
        if role_of(text) not in ("hours", "interval", "minutes") and column not in (
            roles.get("hours"),
            roles.get("interval"),
            roles.get("minutes"),
        ):
            continue
        values = [value for r in rows if (value := grid.at(r, column)) is not None]
        if values and sum(bool(read_intervals(v)) for v in values) * 2 >= len(values):
            roles["interval"] = column
        else:
            lengths.append(column)
    for role in ("hours", "minutes"):
        roles.pop(role, None)
    if roles.get("interval") in lengths:
        roles.pop("interval")
    best = _best_length(headings, lengths)
    if best is None:
        return Columns(roles)
    text = headings.texts.get(best, "")
    in_minutes = bool(_MINUTES.search(text)) or role_of(text) == "minutes"
    roles["minutes" if in_minutes else "hours"] = best
    return Columns(roles, 45 if _LESSON.search(text) else 60, in_minutes)


def with_meanings(guessed: Columns, headings: Headings, found: Iterable[FoundColumn]) -> Columns:
    """Return the columns of a card with the meanings a person gave them; hers win."""
    roles: dict[str, int] = {}
    columns = sorted(found, key=lambda one: one.meaning == one.guess)
    for column in columns:
        if column.meaning != "ignored":
            roles.setdefault(column.meaning, column.number)
    shown = {column.number for column in columns}
    rest = {role: column for role, column in guessed.roles.items() if column not in shown}
    in_minutes = "minutes" in roles and "hours" not in roles
    text = headings.texts.get(roles.get("hours", 0), "")
    return Columns({**rest, **roles}, 45 if _LESSON.search(text) else 60, in_minutes)


def _best_length(headings: Headings, columns: list[int]) -> int | None:
    """Return the column of lengths: one that says "liczba" or "ilość" before a mere "godz."."""

    def rank(column: int) -> tuple[bool, int]:
        """Put headings that say what is counted first, then the leftmost."""
        text = headings.texts.get(column, "")
        return (not text.startswith(("liczba", "ilosc", "czas", "razem", "l. godz")), column)

    return min(columns, key=rank, default=None)
