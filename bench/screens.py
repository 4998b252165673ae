"""Each screen opened for the first time, nothing of it loaded or in memory, beside a bare page.

    python -m bench.screens [residents] [names of screens]

Every opening is a process of its own, as shipped: the program starts with the office of the demo
generator, shows the day, and is left alone until it rests; the modules that it would load in quiet
moments stay unloaded. Then every file of the program and its libraries is put out of the memory of
the system, and the screen is opened, read and painted. Beside it stands a page with nothing but a
table of 3,000 ready rows in the same window. The bar is in starts of a bare window: how much CPU a
PySide6 window with a table needs to its first picture.
"""

from __future__ import annotations

import os
import statistics
import sys

from bench._common import argument, sandbox
from bench._processes import child, shipped
from cusdesk.services.demo import DEMO_PASSWORD, build_demo
from cusdesk.ui.shell.features import SCREENS

BAR = 1.5
ROUNDS = 3


def main() -> int:
    """Open each screen; 1 when one breaks the bar."""
    residents, wanted = argument(3_000), sys.argv[2:]
    with sandbox() as folder:
        made = build_demo(folder / "demo", residents=residents)
        shipped(folder)
        starts = [child("bare")["moments"]["painted"][1] for _ in range(ROUNDS + 1)][1:]
        bare = statistics.median(starts)
        print(f"screens, {residents} residents, load {os.getloadavg()[0]:.1f}; start of a bare"
              f" window {bare * 1000:.0f} ms of CPU")  # fmt: skip
        print(f"  {'':14}{'CPU ms':>8}{'wall ms':>9}{'files':>7}{'bare page':>11}"
              f"{'ratio':>7}{'starts':>8}")  # fmt: skip
        names = wanted or [spec.id for spec in SCREENS if spec.id != "today"]
        broken = [name for name in names if opened(str(made.path), name, bare) > BAR]
    print(f"  bar {BAR} starts: {'BROKEN by ' + ', '.join(broken) if broken else 'kept'}")
    return int(bool(broken))


def opened(path: str, name: str, bare: float) -> float:
    """Open one screen in a few processes, print it; return its CPU in starts of a bare window."""
    found = [child("ours", path, DEMO_PASSWORD, name)["moments"] for _ in range(ROUNDS)]
    wall, cpu = (statistics.median(each["screen"][n] for each in found) for n in (0, 1))
    page = statistics.median(each["bare"][1] for each in found)
    print(
        f"  {name:14}{cpu * 1000:8.0f}{wall * 1000:9.0f}{found[-1]['files']:7}"
        f"{page * 1000:11.0f}{cpu / page:7.1f}{cpu / bare:8.2f}",
        flush=True,
    )
    return cpu / bare
