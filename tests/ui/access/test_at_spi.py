"""What a screen reader of Linux finds in the real program, over the bus of AT-SPI. For nights."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
IN_A_SESSION = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--")
SPOKEN = {"push button", "check box", "radio button", "combo box", "password text", "menu item"}
RUN = """
{program} -m cusdesk &
its=$!
{python} {reader}
kept=$?
kill $its
wait $its
exit $kept
"""


def test_a_screen_reader_finds_the_doors(home):
    script = RUN.format(
        program=sys.executable, python=SYSTEM_PYTHON, reader=HERE / "read_at_spi.py"
    )
    wishes = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [*IN_A_SESSION, "bash", "-c", script],
        env=os.environ | wishes,
        cwd=HERE.parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()  # the bus speaks there too
    told = [line.split("\t", 1) for line in lines if "\t" in line]
    nameless = [role for role, name in told if role in SPOKEN and not name.strip()]
    assert not nameless
    assert sum(role == "push button" for role, _ in told) >= 3
    assert {"frame", "menu item"} <= {role for role, _ in told}
