"""Copy first, then the installer: unpacked into a new folder, hashed there, started at the end."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.core.manifest import read_manifest
from cusdesk.core.paths import portable_dir, program_dir, user_data_dir
from cusdesk.core.update_file import unpack_setup
from cusdesk.db.copy_files import BEFORE_VERSION
from cusdesk.domain.access import needs
from cusdesk.services.copies import make_copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.office import Office
    from cusdesk.services.updates.offer import Offer

_BEFORE = "program.poprzedni"
"""Where the installer keeps the version before (`installer.nsi`)."""
_REMOVER = "Odinstaluj.exe"
_FOLDER = "updates"
_DETACHED = 0x00000008 | 0x00000200
"""DETACHED_PROCESS and CREATE_NEW_PROCESS_GROUP: it outlives the program that starts it."""

Kind = Literal["installed", "portable", "none"]


@dataclass(frozen=True, slots=True)
class Installed:
    """How the program got here.

    Attributes:
        kind: `installed` by our installer on Windows, `portable`, or `none`: from its sources.
        before: the version the installer keeps, "" for none.
        remover: the program that puts that version back; None without one.
    """

    kind: Kind
    before: str = ""
    remover: Path | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything is prepared: the program can end and the installer begin.

    Attributes:
        setup: the installer, verified where it lies.
        copy: the copy of the open office; None without one.
    """

    setup: Path
    copy: Path | None


def find_installed(program: Path | None = None, platform: str = sys.platform) -> Installed:
    """Return how the program got here; `program` is its folder, found when None."""
    program = program or program_dir()
    if program is None or not platform.startswith("win"):
        return Installed("none")
    if portable_dir() is not None:
        return Installed("portable")
    remover = program.parent / _REMOVER
    before = ""
    with contextlib.suppress(OSError, ValueError):
        before = read_manifest(program.parent / _BEFORE).version
    return Installed("installed", before, remover if before and remover.is_file() else None)


def prepare(office: Office | None, offer: Offer, progress: Progress = no_progress) -> Ready:
    """Make a verified copy of the open office, then unpack the installer.

    Raises:
        StorageError: the copy could not be made, or the installer not be written; nothing is
            changed then.
    """
    copy = None if office is None else copy_before(office, progress)
    base = user_data_dir() / _FOLDER
    shutil.rmtree(base, ignore_errors=True)  # what an earlier update left
    try:
        base.mkdir(parents=True)
        folder = Path(tempfile.mkdtemp(dir=base))
    except OSError as error:
        raise StorageError("updates.problem.cannot_write", folder=str(base)) from error
    return Ready(unpack_setup(offer.file, folder), copy)


@needs("copies.make")
def copy_before(office: Office, progress: Progress = no_progress) -> Path:
    """Make a verified copy of the office before its program changes; return where it lies.

    Raises:
        StorageError: it could not be made.
    """
    return make_copy(office, progress, reason=BEFORE_VERSION).path


def start_installer(ready: Ready, start: Callable[..., object] = subprocess.Popen) -> None:
    """Start the installer; it waits for this program to end, and starts the new one afterwards.

    Raises:
        StorageError: the system does not start it; nothing is changed.
    """
    _start([str(ready.setup), "/CZEKAJ", "/URUCHOM"], start)


def start_return(installed: Installed, start: Callable[..., object] = subprocess.Popen) -> None:
    """Start what puts the version before back; it waits for this program to end.

    Raises:
        StorageError: the system does not start it, or there is no version before.
    """
    if installed.remover is None:
        raise StorageError("updates.problem.no_version_before")
    _start([str(installed.remover), "/CZEKAJ", "/WROC"], start)


def _start(command: list[str], start: Callable[..., object]) -> None:
    try:
        start(command, creationflags=_DETACHED, close_fds=True)
    except OSError as error:
        raise StorageError("updates.problem.not_started") from error
