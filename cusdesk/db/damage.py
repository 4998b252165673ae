"""A damaged office: keep every byte of it before anything else is done, and pack it for support."""

from __future__ import annotations

import contextlib
import shutil
import zipfile
from typing import TYPE_CHECKING

from cusdesk.core.files import sync_folder, whole_file
from cusdesk.db.keys import envelope_path
from cusdesk.db.raw_file import raw_file

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

FOLDER = "uszkodzona"
NEWER_FOLDER = "nowsza-wersja"
"""Holds an office whose place an older copy took, because this program is too old for it."""
_ENDINGS = ("-journal", "-wal", "-shm")


def sidecars(office: Path) -> list[Path]:
    """Return what SQLite has left beside the file: a journal that belongs to it, or once did."""
    beside = [office.with_name(office.name + ending) for ending in _ENDINGS]
    return [path for path in beside if path.exists()]


def keep_aside(office: Path, now: dt.datetime, name: str = FOLDER) -> Path | None:
    """Copy a damaged office and all that lies beside it into a folder; return the folder.

    The same damage is kept once: when the newest such folder holds this very file, that one is
    returned. Returns None when there is no room or no right to write; nothing was changed then.
    """
    before = _kept_already(office, name)
    if before is not None:
        return before
    folder = office.with_name(f"{name}-{now:%Y-%m-%d_%H%M%S}")
    try:
        folder.mkdir(exist_ok=True)
        for path in (office, *sidecars(office), envelope_path(office)):
            if path.exists():
                with raw_file(path) as source, (folder / path.name).open("wb") as kept:
                    shutil.copyfileobj(source, kept)
                shutil.copystat(path, folder / path.name)
        sync_folder(folder)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return folder


def _kept_already(office: Path, name: str) -> Path | None:
    with contextlib.suppress(OSError):
        now = office.stat()
        for folder in sorted(office.parent.glob(f"{name}-*"), reverse=True):
            kept = folder / office.name
            if kept.is_file():
                then = kept.stat()
                same = (then.st_size, int(then.st_mtime)) == (now.st_size, int(now.st_mtime))
                return folder if same else None
    return None


def pack_for_support(folder: Path, target: Path) -> None:
    """Pack what was kept of a damaged office into one file, still encrypted and without its keys.

    Raises:
        OSError: the file could not be written; whatever was there before stands.
    """
    with whole_file(target) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.endswith("-keys"):
                packed.write(path, path.name)
