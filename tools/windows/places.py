"""Where everything of the package for Windows lies, and the table of what goes into it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tools.environment import ROOT

HERE = Path(__file__).resolve().parent
BUILD = ROOT / "build" / "windows"
WHEELS = BUILD / "wheels"
DIST = ROOT / "dist"
LOCK = ROOT / "requirements" / "windows.lock"
PYTHON_LOCK = ROOT / "requirements" / "windows_python.txt"
BUILD_LOCK = ROOT / "requirements" / "windows_build.txt"
SCRIPT = ROOT / "installer.nsi"

MOMENT = 1_767_225_600
"""Time of every shipped file, 1 January 2026 UTC: a build says nothing of its own day."""


class PackageError(Exception):
    """The package cannot be made, or is not what it should be; the text says why."""


@cache
def table() -> dict[str, Any]:
    """Return `payload.toml`."""
    return tomllib.loads((HERE / "payload.toml").read_text(encoding="utf-8"))
