"""Which formulas depend on the cells that were filled, found from the cells onwards."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

Place = tuple[str, int, int]
"""Sheet, column and row, from 1."""
Range = tuple[str, int, int, int, int]
"""Sheet, first column and row, last column and row."""

_SMALL = 12
"""Cells of a range that are noted one by one; a larger one is noted whole, at its columns."""
_NARROW = 64


class Readers:
    """Who reads what: every formula under the cells and ranges it names."""

    def __init__(self, read: Mapping[Place, Iterable[Range]]) -> None:
        self._of_cell: dict[Place, list[Place]] = defaultdict(list)
        self._of_column: dict[tuple[str, int], dict[Range, list[Place]]] = defaultdict(dict)
        for reader, ranges in read.items():
            for ranged in ranges:
                self._note(reader, ranged)

    def _note(self, reader: Place, ranged: Range) -> None:
        name, left, top, right, bottom = ranged
        if (right - left + 1) * (bottom - top + 1) <= _SMALL:
            for place in cells_of(ranged):
                self._of_cell[place].append(reader)
            return
        columns = range(left, right + 1) if right - left < _NARROW else (0,)  # 0: of any column
        for column in columns:
            self._of_column[name, column].setdefault(ranged, []).append(reader)

    def of(self, place: Place) -> Iterator[Place]:
        """Yield the formulas that read a cell; of a large range they are told once and for all."""
        yield from self._of_cell.pop(place, ())
        name, column, _ = place
        for key in ((name, column), (name, 0)):
            waiting = self._of_column.get(key)
            if waiting:
                for ranged in [known for known in waiting if is_inside(place, known)]:
                    yield from waiting.pop(ranged)


def stale_formulas(read: Mapping[Place, Iterable[Range]], filled: Collection[Place]) -> set[Place]:
    """Return the formulas that depend on filled cells, directly or through other formulas.

    Args:
        read: formula → the ranges it names.
        filled: what was filled; what stands there is no formula any more.
    """
    readers = Readers(read)
    stale: set[Place] = set()
    waiting = list(filled)
    while waiting:
        for reader in readers.of(waiting.pop()):
            if reader not in stale and reader not in filled:
                stale.add(reader)
                waiting.append(reader)
    return stale


def is_inside(place: Place, ranged: Range) -> bool:
    """Tell whether a cell belongs to a range."""
    name, left, top, right, bottom = ranged
    return place[0] == name and left <= place[1] <= right and top <= place[2] <= bottom


def cells_of(ranged: Range) -> Iterator[Place]:
    """Yield every cell of a range, row by row."""
    name, left, top, right, bottom = ranged
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield name, column, row


def inside(ranged: Range, places: Collection[Place]) -> Iterator[Place]:
    """Yield the places inside a range: of a small one its cells are asked for, one by one."""
    _, left, top, right, bottom = ranged
    if (right - left + 1) * (bottom - top + 1) <= len(places):
        yield from (place for place in cells_of(ranged) if place in places)
    else:
        yield from (place for place in places if is_inside(place, ranged))
