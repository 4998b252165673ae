"""Who carries how many plans: names as they are written, matched honestly, and the limit.

The CUS act sets no number of plans for a coordinator (art. 23: "fitting local needs"); the limit is
the director's, and going over it is a warning, never a bar.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 999


class Load(enum.StrEnum):
    """How a coordinator stands against the limit."""

    FREE = "free"
    FULL = "full"
    OVER = "over"


def person_key(name: str) -> str:
    """Return what two spellings of a name have in common: words in any order, no diacritics."""
    return " ".join(sorted(fold(name).split()))


def named(written: str, known: Iterable[str]) -> str:
    """Return the known name a written one means, the written one when nobody fits.

    Nothing is guessed: a title, an initial or a typing error stays a name of its own, so that the
    sum of all rows is always the number of plans.
    """
    key = person_key(written)
    return next((name for name in known if person_key(name) == key), " ".join(written.split()))


def load_of(plans: int, limit: int | None) -> Load:
    """Return how a number of plans stands against the limit; None is no limit."""
    if limit is None or plans < limit:
        return Load.FREE
    return Load.FULL if plans == limit else Load.OVER
