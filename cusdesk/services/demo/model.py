"""What the steps of building the fictional commune hand on to each other."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cusdesk.core.clock import FixedClock

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from cusdesk.services.office import Office


_MORNING = 9


@dataclass(frozen=True, slots=True)
class Planned:
    """A person whose plans are approved.

    Attributes:
        pattern: which plan of the dictionary it is.
        turn: number among the people of this pattern, from 0.
        first, last: days of the first and of the current plan; no gap between them.
    """

    resident_id: bytes
    pattern: int
    turn: int
    first: dt.date
    last: dt.date

    def covers(self, day: dt.date) -> bool:
        """Return True on a day of one of the plans."""
        return self.first <= day <= self.last


@dataclass(slots=True)
class Build:
    """The office being built, and what is in it so far.

    Attributes:
        people: (id, payload of an imported resident).
        provider_ids, service_ids: in the order of the dictionary.
        planned: people with approved plans.
        watch: called by long steps through `did`.
    """

    office: Office
    rng: random.Random
    words: dict[str, Any]
    today: dt.date
    years: int
    people: list[tuple[bytes, dict[str, Any]]]
    provider_ids: list[bytes] = field(default_factory=list)
    service_ids: list[bytes] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    watch: Callable[[int, int], None] | None = None

    def did(self, done: int, total: int) -> None:
        """Say that `done` of `total` parts of the present step are finished.

        Raises:
            OperationCancelledError: somebody asked to stop.
        """
        if self.watch is not None:
            self.watch(done, max(total, 1))

    @property
    def rounds(self) -> list[dict[str, Any]]:
        """Return the weekly rounds of care at home; people take them in turn."""
        rounds: list[dict[str, Any]] = self.words["rounds"]
        return rounds

    @contextmanager
    def on(self, day: dt.date) -> Iterator[None]:
        """Let what is written inside be written on a day of the past, never after today."""
        now = self.office.clock
        morning = dt.datetime.combine(min(day, self.today), dt.time(_MORNING))
        self.office.clock = FixedClock(morning)
        try:
            yield
        finally:
            self.office.clock = now
