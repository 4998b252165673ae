"""What is the matter with a file that does not open: foreign, of another office, or damaged.

Only damage begins a recovery. A busy, full or failing disk never does: there is nothing to mend.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.db import keys
from cusdesk.db.copy_files import copies_folder, folders_of
from cusdesk.db.copy_state import remember
from cusdesk.db.damage import keep_aside
from cusdesk.db.raw_file import file_salt, raw_file

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

DAMAGE = frozenset({"storage.damaged"})
"""The refusals after which a copy may be put in the place of the office."""
_HEAD_BYTES = 4096
_FOREIGN = (b"SQLite format 3", b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")


def check_reachable(path: Path, *, read_only: bool) -> None:
    """Refuse a file that is not there, or cannot be written although it is to be.

    Its folder must take new files too: without a journal beside it nothing is saved.

    Raises:
        StorageError: `storage.no_such_file`, `storage.file_read_only` or
            `storage.folder_read_only`.
    """
    if not path.is_file():
        raise StorageError("storage.no_such_file", name=path.name)
    if read_only:
        return
    if not os.access(path, os.W_OK):
        raise StorageError("storage.file_read_only")
    if not os.access(path.parent, os.W_OK):
        raise StorageError("storage.folder_read_only")


def is_foreign(path: Path) -> bool:
    """Tell a file that cannot be an encrypted office: plain SQLite, a workbook, text, too short."""
    with raw_file(path) as file:
        head = file.read(_HEAD_BYTES)
    return len(head) < _HEAD_BYTES or head.startswith(_FOREIGN) or _is_text(head)


def _is_text(head: bytes) -> bool:
    """Tell words from a page that a failing disk returned blank."""
    return all(0 < byte < 128 for byte in head)


def _has_journal(path: Path) -> bool:
    """Tell whether a write was cut off that only a program that may write can undo."""
    with contextlib.suppress(OSError):
        return path.with_name(path.name + "-journal").stat().st_size > 0
    return False


def explain(path: Path, key: bytes, error: StorageError, *, by_code: bool) -> StorageError:
    """Return what to say of a file that the key does not open, or that opens as something else."""
    if error.key == "storage.read_only" and _has_journal(path):
        return StorageError("storage.unfinished")
    if error.key not in {"storage.damaged", "storage.not_an_office"}:
        return error
    with raw_file(path) as file:
        head = file.read(_HEAD_BYTES)
    is_other = error.key == "storage.not_an_office" or head.startswith(_FOREIGN) or _is_text(head)
    if head and is_other:
        return StorageError("storage.not_an_office")
    known = _envelope_by_salt(path)
    if known is not None and known.key_check != keys.key_check(key):
        return StorageError("storage.other_office")
    if by_code and known is None and not keys.envelope_path(path).exists():
        return StorageError("storage.code_opens_nothing")
    return StorageError("storage.damaged")


def _envelope_by_salt(path: Path) -> keys.Envelope | None:
    """Return the profile's envelope for the office this file says it is."""
    with contextlib.suppress(OSError, StorageError):
        return keys.load_envelope(keys.profile_copy_path(path).read_bytes())
    return None


def note_damage(path: Path, key: bytes, now: dt.datetime) -> StorageError:
    """Keep a damaged office aside and stop the thinning of its copies; return what to say.

    The error carries `aside`, the folder in which everything was kept, "" when that failed.
    """
    folder = keep_aside(path, now)
    with contextlib.suppress(OSError):
        homes = folders_of(keys.key_check(key)) or [copies_folder(file_salt(path))]
        for home in homes:
            remember(home, suspect_since=now.isoformat())
    said = StorageError("storage.damaged")
    said.params["aside"] = "" if folder is None else str(folder)
    return said
