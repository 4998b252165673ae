"""Points typed into a list against the criteria written beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import fold
from cusdesk.importing.applications.values import text_of, words
from cusdesk.importing.lexicon import plain
from cusdesk.importing.problems import CellProblem
from cusdesk.importing.residents.rows import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cusdesk.importing.applications.rows import ApplicationRow
    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.tables import Table
    from cusdesk.importing.workbook import CellValue

_POINTS = re.compile(r"^(\D.*?)[\s:–-]+(\d{1,3})\s*pkt\b", re.IGNORECASE)
_PLACES = re.compile(r"\(([^)]*)\)")
_STEM, _SHORTEST = 4, 3


@dataclass(frozen=True, slots=True)
class Criterion:
    """What gives points: a mark in a column, or living in one of some places.

    Attributes:
        said: folded words of its name.
        places: folded names of places in brackets after it; empty when it has none.
    """

    said: tuple[str, ...]
    points: int
    places: frozenset[str]

    def is_of(self, heading: str) -> bool:
        """Return whether a heading names it, with words shortened or in another form."""
        mine = [word for word in plain(heading).split() if len(word) >= _SHORTEST]
        return bool(mine) and all(any(_same(word, other) for other in self.said) for word in mine)


def criterion_of(text: str) -> Criterion | None:
    """Return the criterion a line of rules names, None for any other line."""
    found = _POINTS.match(text)
    if found is None:
        return None
    bracket = _PLACES.search(found[1])
    places = frozenset(fold(part.strip()) for part in bracket[1].split(",")) if bracket else ()
    said = tuple(plain(_PLACES.sub(" ", found[1])).split())
    return Criterion(said, int(found[2]), frozenset(places))


def check_points(
    table: Table, columns: ColumnMap, rows: Sequence[ApplicationRow], criteria: Sequence[Criterion]
) -> None:
    """Say where typed points are not what the criteria give.

    Nothing is said unless every criterion is found: in a column, or by the places it names.
    """
    headings = {guess.column: guess.heading for guess in columns.guesses}
    typed = next((c for c, text in headings.items() if plain(text) in words("rules")["sum"]), None)
    if typed is None or not criteria:
        return
    marks: list[tuple[Criterion, int | None]] = []
    for criterion in criteria:
        if any(_locality(row) in criterion.places for row in rows):
            marks.append((criterion, None))
            continue
        fitting = [c for c, text in headings.items() if c != typed and criterion.is_of(text)]
        if len(fitting) != 1:
            return
        marks.append((criterion, fitting[0]))
    for row in rows:
        _check(table, row, marks, typed)


def _check(
    table: Table, row: ApplicationRow, marks: Iterable[tuple[Criterion, int | None]], typed: int
) -> None:
    sheet, number = row.person.sources[0]
    written = table.sheet.cell(number, typed)
    if isinstance(written, bool) or not isinstance(written, int | float):
        return
    expected = sum(
        criterion.points
        for criterion, column in marks
        if (_locality(row) in criterion.places if column is None
            else _is_marked(table.sheet.cell(number, column)))
    )  # fmt: skip
    if written != expected:
        params: dict[str, object] = {"written": written, "expected": expected}
        letters = column_letters(typed)
        problem = CellProblem("points_mismatch", sheet, number, letters, "warning", params)
        row.person.problems.append(problem)


def _locality(row: ApplicationRow) -> str:
    return fold(row.person.address.locality)


def _is_marked(value: CellValue) -> bool:
    """Return whether a cell says anything but no: a name of a sibling is a yes."""
    text = text_of(value) if not isinstance(value, bool) else ("1" if value else "")
    return bool(plain(text)) and plain(text) not in words("marks")["no"]


def _same(one: str, other: str) -> bool:
    common = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    shortest = min(len(one), len(other))
    return common >= _SHORTEST and (common == shortest or common >= max(_STEM, shortest - 2))
