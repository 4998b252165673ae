"""Start to the first picture and to the day's data, beside a bare window.

    python -m bench.start [residents] [attendance rows over ten years]

Whole processes, run in turn: `cusdesk OFFICE` with the start page's recovery code typed in at
once (so without a person's typing and without Argon2id), and a bare PySide6 main window with
menus, a toolbar, tabs and a table of 1000 x 10 to its first picture.
"""

from __future__ import annotations

import re
import shutil

from bench._common import Table, Taken, argument, sandbox
from bench._processes import MARKS, RESIDENTS, child, ten_years

BAR_PAINTED, BAR_DATA, MOST_FILES = 1.5, 3.5, 200
ROUNDS = 9
OPENED = re.compile(r'openat\([^"]*"([^"]+)"[^)]*(?<!O_DIRECTORY)\) = \d')


def main() -> int:
    """Start both, in turn; 1 when a bar breaks."""
    residents, marks = argument(RESIDENTS), argument(MARKS, 2)
    with sandbox() as folder:
        path, code = ten_years(folder, residents, marks)
        size = path.stat().st_size / 2**20
        table = Table(f"start, {residents} residents, {marks} marks of ten years, {size:.0f} MiB")
        painted, data, bare = Taken(), Taken(), Taken()
        for number in range(ROUNDS + 1):
            own = child("ours", path, code)["moments"]
            other = child("bare")["moments"]
            if number:  # the first of each warms the files
                painted.add(*own["painted"])
                data.add(*own["data"])
                bare.add(*other["painted"])
        table.line("first picture of the program", painted)
        table.line("data of the day shown", data)
        table.line("first picture of a bare window", bare)
        table.compare("first picture beside a bare window", painted, bare, BAR_PAINTED)
        table.compare("data shown beside a bare window", data, bare, BAR_DATA)
        files(table, folder, path, code)
    return int(table.broken)


def files(table, folder, path, code) -> None:
    """Count the files opened up to the first picture.

    The bar is an absolute one; where many fonts are set up, a bare window alone breaks it.
    """
    if shutil.which("strace") is None:
        print("  files opened: not counted, strace is not installed")
        return
    counts = []
    for arguments in (("ours", path, code), ("bare",)):
        trace = folder / f"{arguments[0]}.trace"
        before = ("strace", "-f", "-qq", "-e", "trace=openat", "-o", str(trace))
        child(*arguments, before=before, CUSDESK_BENCH_STOP="painted")
        counts.append(len(set(OPENED.findall(trace.read_text(errors="replace")))))
    print(f"  files opened by a bare window to its first picture: {counts[1]}")
    table.value("files opened by the program to its first picture", counts[0], MOST_FILES)


if __name__ == "__main__":
    raise SystemExit(main())
