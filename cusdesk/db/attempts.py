"""Wrong passwords in a row, kept per office in the person's own profile, so that guessing slows.

It guards the keyboard, not the file: who takes the file away guesses at the speed of Argon2id.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.core.files import write_whole
from cusdesk.core.paths import user_data_dir
from cusdesk.db.raw_file import file_salt
from cusdesk.domain.people import wait_after

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.clock import Clock


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passwords since the last right one, and when the last was typed (epoch ms)."""

    failures: int = 0
    last_ms: int = 0

    def seconds_left(self, now_ms: int) -> int:
        """Return how long the door stays shut; a clock set back never opens it sooner."""
        gone = max(0, now_ms - self.last_ms)
        left_ms = wait_after(self.failures) * 1000 - gone
        return max(0, -(-left_ms // 1000))


def read_attempts(office: Path) -> Attempts:
    """Return the wrong passwords typed for an office on this account."""
    try:
        kept = json.loads(_path(office).read_text(encoding="utf-8"))
        return Attempts(int(kept["failures"]), int(kept["last_ms"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Attempts()


def check_attempts(office: Path, clock: Clock) -> None:
    """Refuse while the door is shut.

    Raises:
        StorageError: `storage.wait` with the seconds that are left.
    """
    left = read_attempts(office).seconds_left(clock.epoch_ms())
    if left:
        raise StorageError("storage.wait", n=left)


def note_failure(office: Path, clock: Clock) -> None:
    """Count a wrong password; a profile that cannot be written slows nobody."""
    attempts = Attempts(read_attempts(office).failures + 1, clock.epoch_ms())
    path = _path(office)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(asdict(attempts)).encode())


def forget_failures(office: Path) -> None:
    """Begin anew after a right password."""
    with contextlib.suppress(OSError):
        _path(office).unlink(missing_ok=True)


def _path(office: Path) -> Path:
    return user_data_dir() / "attempts" / f"{file_salt(office)}.json"
