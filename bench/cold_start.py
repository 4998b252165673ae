"""The first start of the morning: nothing of the program in memory, and a spinning disk imitated.

    python -m bench.cold_start [residents] [attendance rows over ten years]

Before each run every file that the process opens is put out of the memory of the system (Linux:
`posix_fadvise`; what other programs hold mapped stays). Measured: wall time to the first picture
and to the day's data, bytes and waits for the disk. A spinning disk is counted, not slowed: each
file opened, each page that had to be waited for and each flush is one movement of 10 ms (100 a
second), the bytes come at 100 MB a second; it is added to the CPU time.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import statistics
from pathlib import Path

from bench._common import argument, sandbox
from bench._processes import MARKS, RESIDENTS, child, shipped, ten_years

MOVES_A_SECOND, BYTES_A_SECOND = 100, 100_000_000
BAR = 3.5
ROUNDS = 5
OPENED = re.compile(r'openat\([^"]*"([^"]+)"[^)]*(?<!O_DIRECTORY)\) = \d')
SYNC = re.compile(r"\b(?:fsync|fdatasync)\(")


def main() -> int:
    """Start both cold, in turn; 1 when the bar breaks."""
    if shutil.which("strace") is None or not hasattr(os, "posix_fadvise"):
        print("not measured: needs Linux and strace")
        return 0
    residents, marks = argument(RESIDENTS), argument(MARKS, 2)
    with sandbox() as folder:
        path, password = ten_years(folder, residents, marks)
        shipped(folder)
        print(f"cold start, {residents} residents, {marks} marks, load {os.getloadavg()[0]:.1f}")
        sides = {"bare window": ("bare",), "cusdesk": ("ours", path, password)}
        for call in sides.values():
            child(*call)  # compiles its modules: an installed program reads no sources
        traces = {name: traced(folder, *call) for name, call in sides.items()}
        runs: dict[str, list[dict]] = {name: [] for name in sides}
        for _ in range(ROUNDS):
            for name, call in sides.items():
                runs[name].append(cold(traces[name], *call))
        counted = {name: shown(name, found, traces[name]) for name, found in runs.items()}
    ratio = counted["cusdesk"] / counted["bare window"]
    print(f"  data beside a bare window, spinning disk: {ratio:.2f}, bar {BAR}: "
          f"{'BROKEN' if ratio > BAR else 'kept'}")  # fmt: skip
    return int(ratio > BAR)


def traced(folder, *call) -> tuple[set[str], int]:
    """Return the files that a start opens, and how often it flushes."""
    trace = folder / "trace"
    before = ("strace", "-f", "-qq", "-e", "trace=openat,fsync,fdatasync", "-o", str(trace))
    child(*call, before=before)
    words = trace.read_text(errors="replace")
    return set(OPENED.findall(words)), len(SYNC.findall(words))


def cold(trace, *call) -> dict:
    """Put the files out of memory and start; return moments, bytes read and waits for pages."""
    for name in trace[0]:
        forget(Path(name))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    moments = child(*call)["moments"]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "painted": moments["painted"],
        "data": moments.get("data", moments["painted"]),
        "bytes": 512 * (after.ru_inblock - before.ru_inblock),
        "waits": after.ru_majflt - before.ru_majflt,
    }


def forget(path: Path) -> None:
    """Put a file out of the memory of the system."""
    try:
        if not path.is_file():
            return
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(handle)


def shown(name: str, runs: list[dict], trace) -> float:
    """Print the medians of one side; return its seconds to the data on a spinning disk."""
    files, syncs = len(trace[0]), trace[1]
    read = statistics.median(run["bytes"] for run in runs)
    waits = statistics.median(run["waits"] for run in runs)
    walls = [statistics.median(run[at][0] for run in runs) for at in ("painted", "data")]
    work = statistics.median(run["data"][1] for run in runs)
    disk = (files + waits + syncs) / MOVES_A_SECOND + read / BYTES_A_SECOND
    print(
        f"  {name:12} first picture {walls[0]:.2f} s, data {walls[1]:.2f} s; {files} files,"
        f" {waits:.0f} waits, {syncs} flushes, {read / 2**20:.0f} MiB;"
        f" CPU {work:.2f} s + spinning disk {disk:.1f} s"
    )
    return work + disk


if __name__ == "__main__":
    raise SystemExit(main())
