"""What is asked of the computer, on Windows and on Linux; nothing of it may fail the page."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cusdesk.core.files import SHARING_ERRORS, WAITS_S
from cusdesk.core.paths import user_config_dir, user_data_dir, user_log_dir
from cusdesk.core.places import Probes
from cusdesk.core.release_notes import releases
from cusdesk.domain.computer import Printers, Trial
from cusdesk.services.computer import linux, windows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

_ROUNDS = 5


def _library(name: str) -> Any:  # noqa: ANN401 (a library of Windows)
    import ctypes

    return getattr(getattr(ctypes, "windll", None), name, None)


def _is_windows() -> bool:
    return sys.platform.startswith("win")


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _memory() -> tuple[int, int] | None:
    if _is_windows():
        return windows.memory(_library("kernel32"))
    try:
        return linux.memory(Path("/proc/meminfo").read_text(encoding="ascii"))
    except OSError:
        return None


def _printers() -> Printers | None:
    if _is_windows():
        return windows.printers(windows.PersonRegistry())
    return linux.printers(linux.run)


def _workbook_program() -> str | None:
    if _is_windows():
        return windows.program_for(".xlsx", _library("shlwapi"))
    return linux.workbook_program(linux.run)


def _offset() -> int:
    """Return how many minutes the local time is ahead of UTC now."""
    return time.localtime().tm_gmtoff // 60


def _own_folders() -> list[Path]:
    return [user_log_dir(), user_config_dir(), user_data_dir()]


@dataclass(frozen=True, slots=True)
class System:
    """The roads to the computer; tests put others in their places.

    Attributes:
        free: bytes free on the disk of a folder; None when it does not say.
        memory: bytes in all and available; None when nobody says.
        printers: of this person; None when nobody says.
        workbook_program: what opens an xlsx file, "" nothing; None when nobody says.
        offset: minutes ahead of UTC.
        own_folders: of log, settings and data, made when they are not there.
        places: where a file lies.
        released_on: the day of this version; a clock that shows an earlier one is wrong.
    """

    free: Callable[[Path], int | None] = _free
    memory: Callable[[], tuple[int, int] | None] = _memory
    printers: Callable[[], Printers | None] = _printers
    workbook_program: Callable[[], str | None] = _workbook_program
    offset: Callable[[], int] = _offset
    own_folders: Callable[[], list[Path]] = _own_folders
    places: Probes = field(default_factory=Probes)
    released_on: dt.date = field(default_factory=lambda: releases()[0].made_on)


def refused_folders(folders: Callable[[], list[Path]]) -> list[str]:
    """Return the folders of the program nothing can be written to."""
    try:
        wanted = folders()
    except OSError as error:
        return [str(error.filename or "?")]
    return [str(folder) for folder in wanted if try_folder(folder, rounds=1).is_refused]


def try_folder(folder: Path, rounds: int = _ROUNDS) -> Trial:
    """Make, rename, replace and remove small files in a folder, and measure it."""
    slowest, held = 0.0, 0
    name = f".cusdesk-{os.urandom(6).hex()}"
    first, second = folder / f"{name}.tmp", folder / f"{name}-2.tmp"
    try:
        for _ in range(rounds):
            steps = (
                lambda: _write(first),
                lambda: first.replace(second),
                lambda: _write(first),
                lambda: first.replace(second),  # over the one that is there, as every save does
                second.unlink,
            )
            for step in steps:
                begun = time.monotonic()
                held += _patiently(step)
                slowest = max(slowest, time.monotonic() - begun)
    except OSError:
        return Trial(round(slowest * 1000), held, is_refused=True)
    finally:
        for left in (first, second):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
    return Trial(round(slowest * 1000), held)


def _write(path: Path) -> None:
    with path.open("wb") as file:
        file.write(bytes(4096))
        file.flush()
        os.fsync(file.fileno())


def _patiently(step: Callable[[], object]) -> int:
    """Do a step as saving does it, waiting out another program; return how often it was held.

    Raises:
        OSError: it cannot be done.
    """
    for times, wait in enumerate(WAITS_S):
        try:
            step()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in SHARING_ERRORS:
                raise
            time.sleep(wait)
        else:
            return times
    step()
    return len(WAITS_S)
