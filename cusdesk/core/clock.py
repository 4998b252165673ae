"""The one place that asks the operating system for the time, so that tests can move it."""

from __future__ import annotations

import datetime as dt
import time
from typing import Protocol


class Clock(Protocol):
    """What the program needs of time."""

    def now(self) -> dt.datetime:
        """Return the local wall time, naive, as people read it."""
        ...

    def today(self) -> dt.date:
        """Return the local date."""
        ...

    def epoch_ms(self) -> int:
        """Return milliseconds since 1970 UTC, for stamps that are ordered across time zones."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> dt.datetime:
        """Return the local wall time, naive, without microseconds."""
        return dt.datetime.now().replace(microsecond=0)  # noqa: TID251, DTZ005 (the one place)

    def today(self) -> dt.date:
        """Return the local date."""
        return self.now().date()

    def epoch_ms(self) -> int:
        """Return milliseconds since 1970 UTC."""
        return time.time_ns() // 1_000_000


class FixedClock:
    """A clock that stands still until told to move; for tests and reproducible demos."""

    def __init__(self, now: dt.datetime) -> None:
        self._now = now

    def now(self) -> dt.datetime:
        """Return the set time."""
        return self._now

    def today(self) -> dt.date:
        """Return the date of the set time."""
        return self._now.date()

    def epoch_ms(self) -> int:
        """Return the set time as if it were UTC."""
        return int(self._now.replace(tzinfo=dt.UTC).timestamp() * 1000)

    def advance(self, **delta: float) -> None:
        """Move the clock; arguments as of `datetime.timedelta`."""
        self._now += dt.timedelta(**delta)
