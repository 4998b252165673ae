"""Things that share a line by their widths of twelve parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cusdesk.domain.reports.forms import FULL_WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Thing = TypeVar("Thing")


def in_lines(things: Iterable[Thing], width: Callable[[Thing], int]) -> Iterator[list[Thing]]:
    """Yield what stands on each line, in its order; a line takes twelve parts."""
    line: list[Thing] = []
    used = 0
    for thing in things:
        wide = min(width(thing), FULL_WIDTH)
        if line and used + wide > FULL_WIDTH:
            yield line
            line, used = [], 0
        line.append(thing)
        used += wide
    if line:
        yield line
