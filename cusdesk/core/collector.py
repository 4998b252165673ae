"""When Python looks for dead cycles of objects."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW_OBJECTS = 5_000
_YOUNGER_RUNS = 20


def relax() -> None:
    """Look less often: Python's own 700 new objects are made for small programs.

    A month of 17,000 marks makes tens of thousands of objects, none of them in a dead cycle, and
    looking through them over and over took a third of the time (`bench/month_aggregate.py`).
    """
    gc.set_threshold(_NEW_OBJECTS, _YOUNGER_RUNS, _YOUNGER_RUNS)


def collect_on_request() -> None:
    """Let nothing but `collect_due` look for dead cycles.

    Left alone, Python collects on whichever thread happens to make one object too many. A dead
    screen is such a cycle, and Qt may only destroy a widget on the thread of the window, and not
    while it delivers an event to it: the program would fall without a word.
    """
    gc.disable()


@contextmanager
def paused() -> Iterator[None]:
    """Stop collecting meanwhile: for work that makes many objects and no cycles of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect_due() -> None:
    """Collect the oldest generation whose turn has come, on the thread that calls."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
