"""Running whole processes of the program as it is shipped, and the office they open."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench._office import PASSWORD, add_attendance, new_office
from tools.windows.messages import pack_messages

ROOT = Path(__file__).resolve().parent.parent
YEARS = 10
RESIDENTS, MARKS = 3_000, 200_000
_PROGRAM = "program"


def ten_years(folder, residents: int, marks: int):
    """Return path and password of an office that has worked for ten years."""
    made = new_office(folder, residents)
    add_attendance(made.office, marks, a_month=max(100, marks // (12 * YEARS)), size=14)
    made.office.close()
    return made.office.path, PASSWORD


def shipped(folder) -> None:
    """Put the program into the folder of the run as the package for Windows lays it down.

    Its sentences lie in one file there, and its modules are compiled: one run of each kind sees to
    that before anything is measured.
    """
    program = folder / _PROGRAM
    for name in ("cusdesk", "resources", "bench", "tools"):
        shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    pack_messages(program / "resources")


def child(*arguments, before=(), **environment: str) -> dict:
    """Run one child to its end; return what it printed.

    It runs in the folder of `shipped`, or in the checkout without one. Compiled modules are kept
    beside the measured office: an installed program has them, whatever the environment of the
    developer says about writing them.
    """
    home = Path(os.environ["HOME"])
    known = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    known["PYTHONPYCACHEPREFIX"] = str(home / "compiled")
    program = home / _PROGRAM if (home / _PROGRAM).is_dir() else ROOT
    started = {"CUSDESK_BENCH_STARTED": str(time.monotonic()), "PYTHONPATH": str(program)}
    done = subprocess.run(
        [*before, sys.executable, "-m", "bench._child", *map(str, arguments)],
        cwd=program,
        env={**known, **started, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.strip().splitlines()[-1])
