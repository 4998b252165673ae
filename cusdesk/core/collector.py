"""How often Python looks for dead cycles of objects."""

from __future__ import annotations

import gc

_NEW_OBJECTS = 5_000
_YOUNGER_RUNS = 20


def relax() -> None:
    """Look less often: Python's own 700 new objects are made for small programs.

    A month of 17,000 marks makes tens of thousands of objects, none of them in a dead cycle, and
    looking through them over and over took a third of the time (`bench/month_aggregate.py`).
    """
    gc.set_threshold(_NEW_OBJECTS, _YOUNGER_RUNS, _YOUNGER_RUNS)
