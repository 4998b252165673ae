"""Where things lie: the program's resources and the person's own folders."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

APP_NAME = "cusdesk"


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


def user_config_dir() -> Path:
    """Return (and create) the person's settings folder."""
    import platformdirs

    return platformdirs.user_config_path(APP_NAME, appauthor=False, ensure_exists=True)


def user_data_dir() -> Path:
    """Return (and create) the person's data folder: key copies, backups by default."""
    import platformdirs

    return platformdirs.user_data_path(APP_NAME, appauthor=False, ensure_exists=True)


def user_log_dir() -> Path:
    """Return (and create) the folder of the program's log."""
    import platformdirs

    return platformdirs.user_log_path(APP_NAME, appauthor=False, ensure_exists=True)


def documents_dir() -> Path:
    """Return the person's documents folder, where a new office is proposed."""
    import platformdirs

    return platformdirs.user_documents_path()
