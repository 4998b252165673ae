"""One writer an office: a lock the operating system drops when the program dies."""

from __future__ import annotations

import contextlib
import getpass
import json
import socket
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.db.errors import from_os

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the office open: shown to the second one who wants it."""

    user: str
    computer: str
    since: str
    """Local time, as it is told."""


_NOBODY_KNOWN = Holder("?", "?", "?")


class OfficeLock:
    """Held from opening to closing of an office for writing.

    Attributes:
        left_by: who had the office before and did not close it: their program was cut off.
    """

    def __init__(self, office: Path) -> None:
        from filelock import FileLock

        self._lock = FileLock(str(_lock_path(office)))
        self._holder_path = _holder_path(office)
        self.left_by: Holder | None = None

    def acquire(self, now: dt.datetime) -> None:
        """Take the lock and leave word who holds it.

        Raises:
            StorageError: `storage.locked` (params user, computer, since), or
                `storage.folder_read_only`.
        """
        from filelock import Timeout

        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            holder = self._read_holder()
            if holder == _NOBODY_KNOWN:
                raise StorageError("storage.locked_by_unknown") from error
            raise StorageError("storage.locked", **asdict(holder)) from error
        except PermissionError as error:
            raise StorageError("storage.folder_read_only") from error
        except OSError as error:
            raise from_os(error) from error
        self.left_by = self._left_by()
        holder = Holder(_user(), socket.gethostname(), f"{now:%d.%m.%Y %H:%M}")
        with contextlib.suppress(OSError):
            self._holder_path.write_text(json.dumps(asdict(holder)), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back; the word about the holder goes with it."""
        with contextlib.suppress(OSError):
            self._holder_path.unlink(missing_ok=True)
        self._lock.release()

    def _left_by(self) -> Holder | None:
        return self._read_holder() if self._holder_path.exists() else None

    def _read_holder(self) -> Holder:
        try:
            return Holder(**json.loads(self._holder_path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return _NOBODY_KNOWN


def _lock_path(office: Path) -> Path:
    return office.with_name(office.name + ".lock")


def _holder_path(office: Path) -> Path:
    return office.with_name(office.name + ".holder")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # the last on Windows, without the variables
        return "?"
