"""What every measurement shares: running both sides in turn, and showing them with their noise.

Wall time is what a person waits for, CPU time is what the program costs. On a machine that does
other work as well only the second can be trusted, so bars are judged by CPU time; both are shown,
as least / median / most. A ratio is the median of the ratios of the single rounds: the two sides
of a round ran next to each other, so what disturbs the machine for long disturbs both.
"""

from __future__ import annotations

import contextlib
import gc
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from cusdesk.core.collector import relax

HOME_VARIABLES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME",
                  "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")  # fmt: skip


@dataclass(slots=True)
class Taken:
    """Seconds by round."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, wall: float, cpu: float) -> None:
        self.wall.append(wall)
        self.cpu.append(cpu)


def argument(default: int, place: int = 1) -> int:
    """Return a number from the command line: how large the measured thing is."""
    return int(sys.argv[place]) if len(sys.argv) > place else default


@contextlib.contextmanager
def sandbox():
    """Give a folder for the run, and keep the program away from the developer's own settings."""
    relax()  # as the program begins
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    kept = {name: os.environ.get(name) for name in HOME_VARIABLES}
    with tempfile.TemporaryDirectory(prefix="cusdesk-bench-") as folder:
        os.environ.update(dict.fromkeys(HOME_VARIABLES, folder))
        try:
            yield Path(folder)
        finally:
            for name, value in kept.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def once(call, *, tidy: bool = True) -> tuple[float, float]:
    """Return wall and CPU seconds of one call; `tidy` clears up behind the one before."""
    if tidy:
        gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - cpu


def race(sides: dict, rounds: int = 7, *, warm: bool = True) -> dict[str, Taken]:
    """Run every side in turn, `rounds` times, the order turned each time."""
    taken = {name: Taken() for name in sides}
    if warm:
        for call in sides.values():
            call()
    for number in range(rounds):
        order = list(sides.items())
        for name, call in order if number % 2 else reversed(order):
            taken[name].add(*once(call))
    return taken


def ratio(ours: list[float], bare: list[float]) -> float:
    """Return the median of the ratios of the rounds."""
    return statistics.median(a / b for a, b in zip(ours, bare, strict=True) if b)


class Table:
    """Prints lines and remembers whether a bar broke."""

    def __init__(self, title: str) -> None:
        self.broken = False
        cores, load = os.cpu_count(), ""
        with contextlib.suppress(AttributeError, OSError):
            load = f", load {os.getloadavg()[0]:.1f}"
        print(f"{title}   ({cores} cores{load}; ms: least / median / most)")
        print(f"  {'':44} {'CPU':>26} {'wall':>26}")

    def line(self, name: str, taken: Taken) -> None:
        print(f"  {name:44} {_spread(taken.cpu):>26} {_spread(taken.wall):>26}")

    def compare(self, what: str, ours: Taken, bare: Taken, bar: float | None = None) -> float:
        """Print the ratio; by CPU time it is held against the bar."""
        found = ratio(ours.cpu, bare.cpu)
        words = f"  {what}: {found:.2f} by CPU, {ratio(ours.wall, bare.wall):.2f} by wall"
        if bar is not None:
            broke = found > bar
            self.broken |= broke
            words += f", bar {bar}: {'BROKEN' if broke else 'kept'}"
        print(words)
        return found

    def value(self, what: str, found: float, bar: float | None, unit: str = "") -> None:
        """Print a figure that is no time."""
        words = f"  {what}: {found:.2f}{unit}"
        if bar is not None:
            self.broken |= found > bar
            words += f", bar {bar}: {'BROKEN' if found > bar else 'kept'}"
        print(words)


def _spread(seconds: list[float]) -> str:
    figures = (min(seconds), statistics.median(seconds), max(seconds))
    return " / ".join(f"{each * 1000:.1f}" for each in figures)


def peak_mib() -> float | None:
    """Return the most memory this process ever held, None where the system does not say."""
    return _memory("status", "VmHWM:")


def resident_mib() -> float | None:
    """Return the memory this process holds, shared pages by their share (PSS), None if unknown."""
    return _memory("smaps_rollup", "Pss:")


def _memory(file: str, name: str) -> float | None:
    with contextlib.suppress(OSError):
        for line in Path("/proc/self", file).read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    return None
