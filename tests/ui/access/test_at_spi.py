"""What a screen reader of Linux finds in the real program, over the bus of AT-SPI. For nights."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.ui.access.conftest import PASSWORD

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
IN_A_SESSION = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--")
LONGEST_S = 900
RUN = """
openbox &
windows=$!
{program} -m cusdesk {office} &
its=$!
{python} -W ignore {reader} {password}
kept=$?
kill $its
wait $its
kill $windows
exit $kept
"""


def _run(reader, office=""):
    script = RUN.format(
        program=sys.executable,
        python=SYSTEM_PYTHON,
        reader=HERE / reader,
        office=office,
        password=PASSWORD,
    )
    wishes = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
    return subprocess.run(
        [*IN_A_SESSION, "bash", "-c", script],
        env=os.environ | wishes,
        cwd=HERE.parents[2],
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )


def test_a_screen_reader_finds_the_doors(home):
    done = _run("read_doors.py")

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()  # the bus speaks there too
    told = [line.split("\t", 1) for line in lines if "\t" in line]
    assert sum(role == "push button" for role, _ in told) >= 3
    assert {"frame", "menu item"} <= {role for role, _ in told}
    assert not [line for line in lines if line.startswith("wrong: ")]


def test_a_screen_reader_goes_through_an_office_by_keyboard(home, commune, tmp_path):
    """Every screen, a table row, a card, a field with a problem, a message, Ctrl+K, a dialog."""
    shutil.copytree(commune.parent, tmp_path / "office")

    done = _run("read_at_spi.py", tmp_path / "office" / commune.name)

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "visited 10" in lines
    assert not [line for line in lines if line.startswith("wrong: ")]
