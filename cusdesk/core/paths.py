"""Where things lie: the program's resources and the person's own folders."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

APP_NAME = "cusdesk"
MANIFEST = "manifest.json"
PORTABLE_MARK = "przenosny.txt"
"""Lies beside the program's folder in the portable variant, and nowhere else."""
_PORTABLE_DATA = "dane"
_profile: Path | None = None


@cache
def _resources() -> Path:
    package = Path(__file__).resolve().parent.parent
    frozen = Path(getattr(sys, "_MEIPASS", package))
    for candidate in (frozen / "resources", package / "_resources", package.parent / "resources"):
        if candidate.is_dir():
            return candidate
    message = "the program's resources are missing"
    raise FileNotFoundError(message)


def resource_dir(name: str) -> Path:
    """Return the folder `resources/<name>`, in a checkout, an installed or a frozen program."""
    return _resources() / name


@cache
def program_dir() -> Path | None:
    """Return the folder of the packed program, with its manifest; None in a checkout."""
    folder = Path(__file__).resolve().parents[3]  # .../app/cusdesk/core/paths.py
    return folder if (folder / MANIFEST).is_file() else None


def portable_dir() -> Path | None:
    """Return the folder for what a portable program keeps, beside it; None for any other.

    A stick goes from one computer to another and back: settings, copies of keys, automatic copies
    and the log travel with it, and nothing of them stays in the profile of a foreign computer.
    """
    program = program_dir()
    if program is None or not (program.parent / PORTABLE_MARK).is_file():
        return None
    return program.parent / _PORTABLE_DATA


def keep_everything_in(folder: Path) -> None:
    """Use a folder in place of the person's profile from now on: the self-test leaves no trace."""
    global _profile  # noqa: PLW0603 (one profile a process, as the system has it)
    _profile = folder


def _own_place(*names: str) -> Path | None:
    """Return (and create) a folder outside the profile; None where the profile is the place."""
    base = _profile or portable_dir()
    if base is None:
        return None
    folder = base.joinpath(*names)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def user_config_dir() -> Path:
    """Return (and create) the person's settings folder."""
    if (own := _own_place()) is not None:
        return own
    import platformdirs

    return platformdirs.user_config_path(APP_NAME, appauthor=False, ensure_exists=True)


def user_data_dir() -> Path:
    """Return (and create) the person's data folder: key copies, backups by default."""
    if (own := _own_place()) is not None:
        return own
    import platformdirs

    return platformdirs.user_data_path(APP_NAME, appauthor=False, ensure_exists=True)


def user_log_dir() -> Path:
    """Return (and create) the folder of the program's log."""
    if (own := _own_place("Logs")) is not None:
        return own
    import platformdirs

    return platformdirs.user_log_path(APP_NAME, appauthor=False, ensure_exists=True)


def documents_dir() -> Path:
    """Return the person's documents folder, where a new office is proposed."""
    import platformdirs

    return platformdirs.user_documents_path()
