"""Beginning from a copy on a computer that has no office yet: the copy itself stays as it is."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.core.files import whole_file
from cusdesk.core.messages import tr
from cusdesk.db.copy_files import certificate_path, copies_root, free_path, read_copy
from cusdesk.db.keys import envelope_path

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

_BLOCK = 1 << 20


def moment_of_copy(path: Path) -> dt.datetime | None:
    """Return when a file was made as a copy; None for an office people work in.

    A copy has its certificate beside it, lies among the copies of this computer, or still has the
    name copies are given.
    """
    is_copy = (
        certificate_path(path).exists()
        or path.resolve().is_relative_to(copies_root())
        or _office_name(path.stem) != path.stem
    )
    if not is_copy:
        return None
    with contextlib.suppress(OSError):
        return read_copy(path).moment
    return None


def adopt_copy(copy: Path, folder: Path, progress: Progress = no_progress) -> Path:
    """Put an office made of a copy, with its keys, into a folder; return where it lies.

    The file is checked when it is opened, like every other.

    Raises:
        StorageError: it could not be written; nothing was changed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = free_path(folder / f"{_office_name(copy.stem)}{copy.suffix}")
        if envelope_path(copy).exists():  # first: an office without its keys opens by paper only
            _copy_file(envelope_path(copy), envelope_path(target), no_progress)
        _copy_file(copy, target, progress)
    except OSError as error:
        raise StorageError("copies.problem.not_adopted", folder=str(folder)) from error
    return target


def _copy_file(source: Path, target: Path, progress: Progress) -> None:
    total = source.stat().st_size
    with source.open("rb") as old, whole_file(target) as new:
        while block := old.read(_BLOCK):
            new.write(block)
            progress(new.tell(), total)


def _office_name(stem: str) -> str:
    """Return the name of the office a copy was made of, as far as its own name tells."""
    sign = re.escape(tr("copies.file_name", office="\0", moment="\1"))
    sign = sign.replace("\0", "(.+)").replace("\1", r"[0-9_-]+").removesuffix(r"\.cusdesk")
    match = re.fullmatch(sign, stem)
    return match[1] if match else stem
