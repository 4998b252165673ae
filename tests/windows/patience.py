"""Waiting for programs on a machine that has other work: by signs of life, not by the clock."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

QUIET_S = 150
"""So long may nothing be computed: a disk that is busy with others."""
LEAST_CPU_S = 1.5
"""Less in that time is what an idle window takes to blink."""
MOST_CPU_S = 1500
"""More for one thing is a program that goes round in circles."""
LOOK_EVERY_S = 2.0

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_STATE, _USER, _SYSTEM = 0, 11, 12  # in /proc/<pid>/stat, counted from behind the name
_WORKING = {"R", "D"}


class Patience:
    """Asked again and again, says when there is nothing to wait for any more.

    Args:
        prefix: the folder of Wine whose programs are watched.
    """

    def __init__(self, prefix: Path) -> None:
        self._prefix = prefix
        self._ticks = self._measure()
        self._spent = self._since_sign = 0.0
        self._signed = self._looked = time.monotonic()

    def is_left(self) -> bool:
        """Return False after a long silence, or after far too much work."""
        now = time.monotonic()
        if now - self._looked < LOOK_EVERY_S:
            return True
        self._looked = now
        before, self._ticks = self._ticks, self._measure()
        grown = sum(max(0, its - before.get(pid, 0)) for pid, its in self._ticks.items())
        self._spent += grown / _TICKS_A_SECOND
        self._since_sign += grown / _TICKS_A_SECOND
        if self._since_sign >= LEAST_CPU_S:
            self._signed, self._since_sign = now, 0.0
        return now - self._signed < QUIET_S and self._spent < MOST_CPU_S

    def __str__(self) -> str:
        """Say what was seen, for whoever reads the failure."""
        return f"{len(self._ticks)} processes, {self._spent:.0f} s of work"

    def _measure(self) -> dict[int, int]:
        """Return what each process of the prefix has computed, in ticks."""
        found = {}
        for place in _processes(self._prefix):
            with contextlib.suppress(OSError):  # it has just ended
                words = _words(place / "stat")
                found[int(place.name)] = int(words[_USER]) + int(words[_SYSTEM])
        return found


def busy_threads(prefix: Path) -> int:
    """Return how many threads of a prefix compute, want to, or wait for the disk."""
    busy = 0
    for place in _processes(prefix):
        for thread in (place / "task").glob("*/stat"):
            with contextlib.suppress(OSError):
                busy += _words(thread)[_STATE] in _WORKING
    return busy


def _processes(prefix: Path) -> list[Path]:
    mark = f"WINEPREFIX={prefix}\0".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has just ended, or is another person's
            if mark in (place / "environ").read_bytes():
                found.append(place)
    return found


def _words(stat: Path) -> list[str]:
    """Return what stands behind the name of the program, which may hold anything."""
    return stat.read_text().rpartition(")")[2].split()
