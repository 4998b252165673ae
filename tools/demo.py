"""`dev.py demo`: the fictional commune, one IPUS as PDF and last month's sheet as a workbook.

Everything goes through the program's own command line, so the demo shows what a user would get.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tools.environment import ROOT, SetupError, say, venv_program
from tools.system_libraries import is_linux

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "Pokazowa-gmina-2026"  # opens invented people only


def has_screen() -> bool:
    """Say whether a window would be seen."""
    variables = ("DISPLAY", "WAYLAND_DISPLAY")
    return not is_linux() or any(os.environ.get(name) for name in variables)


def build(out: Path | None, *, window: bool, variables: dict[str, str]) -> int:
    """Make the demo in `out` (default: a fresh folder below build/) and print where things are.

    Raises:
        SetupError: a step failed; the program has said why.
    """
    folder = (out or _fresh_folder()).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    variables = {"CUSDESK_PASSWORD": PASSWORD} | variables
    say("Building the fictional commune ...")
    said = _labelled(_cusdesk(["demo", str(folder)], variables))
    variables["CUSDESK_PASSWORD"] = said.get("password", variables["CUSDESK_PASSWORD"])
    office = said.get("office") or str(next(folder.glob("*.cusdesk")))
    plan = folder / "ipus.pdf"
    _cusdesk(
        ["export", "plan", office, _first_plan(office, variables), "--out", str(plan)], variables
    )
    month = _last_month(dt.date.today())  # noqa: TID251, DTZ011 (the program's clock is not ours)
    sheet = folder / f"zestawienie-{month}.xlsx"
    _cusdesk(["export", "month", office, month, "--out", str(sheet)], variables)
    print(f"office: {office}")
    print(f"password: {variables['CUSDESK_PASSWORD']}")
    print(f"plan: {plan}")
    print(f"month: {sheet}", flush=True)
    if not window:
        return 0
    command = [str(venv_program("cusdesk")), office]
    return subprocess.run(command, env=variables, check=False).returncode


def _fresh_folder() -> Path:
    stamp = dt.datetime.now()  # noqa: TID251, DTZ005 (names a folder)
    return ROOT / "build" / "demo" / f"{stamp:%Y-%m-%d-%H%M%S}"


def _last_month(today: dt.date) -> str:
    return f"{today.replace(day=1) - dt.timedelta(days=1):%Y-%m}"


def _cusdesk(arguments: list[str], variables: dict[str, str]) -> str:
    """Run the program's command line and return what it printed."""
    done = subprocess.run(
        [str(venv_program("cusdesk")), *arguments],
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
        encoding="utf-8",
    )
    if done.returncode != 0:
        print(done.stdout, end="", file=sys.stderr)
        message = f"cusdesk {' '.join(arguments)} ended with status {done.returncode}"
        raise SetupError(message)
    return done.stdout


def _labelled(text: str) -> dict[str, str]:
    """Read lines of the form `label: value`."""
    pairs = (line.split(": ", 1) for line in text.splitlines() if ": " in line)
    return {label.strip(): value.strip() for label, value in pairs}


def _first_plan(office: str, variables: dict[str, str]) -> str:
    plans = json.loads(_cusdesk(["list", "plans", office, "--json"], variables))
    if not plans:
        message = "the demo holds no plan to print"
        raise SetupError(message)
    return str(plans[0]["id"])
