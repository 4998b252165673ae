"""The most memory held after every screen was visited, beside a bare window.

    python -m bench.memory [residents] [attendance rows over ten years]

Resident memory at its highest (VmHWM), of whole processes: the program with an office of ten
years, each screen opened and painted, and a bare PySide6 main window. All screens are visited five
times in turn: what is held after a round (PSS) may grow no more once the second is over.
"""

from __future__ import annotations

import statistics

from bench._common import Table, argument, sandbox
from bench._processes import MARKS, RESIDENTS, child, shipped, ten_years

BAR, BAR_GROWTH = 3.5, 1.05
ROUNDS = 2


def main() -> int:
    """Visit every screen; 1 when the bar breaks."""
    residents, marks = argument(RESIDENTS), argument(MARKS, 2)
    with sandbox() as folder:
        path, password = ten_years(folder, residents, marks)
        shipped(folder)
        table = Table(f"memory, {residents} residents, {marks} marks of ten years")
        own = [child("ours", path, password, "visit") for _ in range(ROUNDS)]
        bare = [child("bare")["peak_mib"] for _ in range(ROUNDS)]
    if None in bare:
        print("  not measured: this system does not tell the most memory a process held")
        return 0
    for place, found in own[-1]["moments"]["memory"].items():
        print(f"  after {place:12} {found:7.1f} MiB")
    most, least = statistics.median(each["peak_mib"] for each in own), statistics.median(bare)
    print(f"  every screen visited {most:.1f} MiB, bare window {least:.1f} MiB")
    table.value("memory beside a bare window", most / least, BAR)
    held = own[-1]["moments"]["rounds"]
    print("  held after each of five rounds:", *(f"{each:.0f}" for each in held), "MiB")
    table.value("fifth round beside the second", held[-1] / held[1], BAR_GROWTH)
    return int(table.broken)


if __name__ == "__main__":
    raise SystemExit(main())
