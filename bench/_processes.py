"""Running the children of `bench.start` and `bench.memory`, and the office they open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bench._office import PASSWORD, add_attendance, new_office

ROOT = Path(__file__).resolve().parent.parent
YEARS = 10
RESIDENTS, MARKS = 3_000, 200_000


def ten_years(folder, residents: int, marks: int):
    """Return path and password of an office that has worked for ten years."""
    made = new_office(folder, residents)
    add_attendance(made.office, marks, a_month=max(100, marks // (12 * YEARS)), size=14)
    made.office.close()
    return made.office.path, PASSWORD


def child(*arguments, before=(), **environment: str) -> dict:
    """Run one child to its end; return what it printed.

    Compiled modules are kept beside the measured office: an installed program has them, whatever
    the environment of the developer says about writing them.
    """
    known = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    known["PYTHONPYCACHEPREFIX"] = str(Path(os.environ["HOME"]) / "compiled")
    started = {"CUSDESK_BENCH_STARTED": str(time.monotonic()), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*before, sys.executable, "-m", "bench._child", *map(str, arguments)],
        env={**known, **started, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.strip().splitlines()[-1])
