"""Start to the first picture and to the day's data, beside a bare window.

    python -m bench.start [residents] [attendance rows over ten years]

Whole processes, in turn: `cusdesk OFFICE`, and a bare PySide6 main window with menus, a toolbar,
tabs and a table of 1000 x 10 to its first picture. The password is typed in twice over: in two
seconds, which are taken out of the figure together with what the program loads meanwhile (the wait
a person feels: to the first picture, and from the last key to the data); and at once, with nothing
taken out. Argon2id is the cheapest there is.
"""

from __future__ import annotations

import re
import shutil

from bench._common import Table, Taken, argument, sandbox
from bench._processes import MARKS, RESIDENTS, child, shipped, ten_years

BAR_PAINTED, BAR_DATA, BAR_AT_ONCE, MOST_FILES = 1.5, 3.5, 5.0, 80
TYPING = "2"
ROUNDS = 9
OPENED = re.compile(r'openat\([^"]*"([^"]+)"[^)]*(?<!O_DIRECTORY)\) = \d')


def main() -> int:
    """Start both, in turn; 1 when a bar breaks."""
    residents, marks = argument(RESIDENTS), argument(MARKS, 2)
    with sandbox() as folder:
        path, password = ten_years(folder, residents, marks)
        shipped(folder)
        size = path.stat().st_size / 2**20
        table = Table(f"start, {residents} residents, {marks} marks of ten years, {size:.0f} MiB")
        painted, felt, data, bare = Taken(), Taken(), Taken(), Taken()
        for number in range(ROUNDS + 1):
            slow = child("ours", path, password, CUSDESK_BENCH_TYPING=TYPING)["moments"]
            quick = child("ours", path, password)["moments"]
            other = child("bare")["moments"]
            if number:  # the first of each warms the files
                painted.add(*quick["painted"])
                felt.add(*without_typing(slow))
                data.add(*quick["data"])
                bare.add(*other["painted"])
        table.line("first picture of the program", painted)
        table.line("data of the day shown, typing taken out", felt)
        table.line("data of the day shown, password at once", data)
        table.line("first picture of a bare window", bare)
        table.compare("first picture beside a bare window", painted, bare, BAR_PAINTED)
        table.compare("data shown, typing taken out, beside a bare window", felt, bare, BAR_DATA)
        table.compare("data shown at once beside a bare window", data, bare, BAR_AT_ONCE)
        files(table, folder, path, password)
    return int(table.broken)


def without_typing(moments: dict) -> tuple[float, float]:
    """Return wall and CPU to the first picture and from the last key to the data."""
    wall, cpu = (
        picture + shown - typed
        for picture, typed, shown in zip(
            *(moments[n] for n in ("painted", "typed", "data")), strict=True
        )
    )
    return wall, cpu


def files(table, folder, path, password) -> None:
    """Count the files opened up to the first picture.

    The bar is for what the program opens beside what a bare window does: that one's fonts, settings
    and libraries are the machine's own.
    """
    if shutil.which("strace") is None:
        print("  files opened: not counted, strace is not installed")
        return
    counts = []
    for arguments in (("ours", path, password), ("bare",)):
        trace = folder / f"{arguments[0]}.trace"
        before = ("strace", "-f", "-qq", "-e", "trace=openat", "-o", str(trace))
        child(*arguments, before=before, CUSDESK_BENCH_STOP="painted")
        counts.append(len(set(OPENED.findall(trace.read_text(errors="replace")))))
    print(f"  files opened by a bare window to its first picture: {counts[1]}")
    print(f"  files opened by the program to its first picture: {counts[0]}")
    table.value("files of our own", counts[0] - counts[1], MOST_FILES)


if __name__ == "__main__":
    raise SystemExit(main())
