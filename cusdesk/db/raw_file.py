"""The bytes of an office file, read without letting go of the locks of its database.

On Linux and macOS the close of *any* descriptor of a file drops every lock the process holds on it
(howtocorrupt.html 2.2): reading the salt while somebody saves would lay the file open to a second
program in the middle of a write. So an open database has one descriptor for such reads, opened
before the first connection and closed after the last; everything that reads the file as bytes
comes here.
"""

from __future__ import annotations

import contextlib
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SALT_BYTES = 16
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)


@dataclass(slots=True)
class _Held:
    """A file that is open as a database, `count` times; `handle` is the one for its bytes."""

    handle: int
    count: int = 1


_held: dict[str, _Held] = {}
_guard = threading.RLock()


def hold(path: Path) -> bool:
    """Keep a descriptor of an office file that is about to be opened; give it back by `let_go`.

    Returns False when no descriptor is to be had: the database will say what is wrong.
    """
    name = os.path.realpath(path)
    with _guard:
        if name in _held:
            _held[name].count += 1
            return True
        try:
            _held[name] = _Held(os.open(name, _READ))
        except OSError:
            return False
        return True


def let_go(path: Path) -> None:
    """Close the descriptor of a file whose connections are closed."""
    name = os.path.realpath(path)
    with _guard:
        held = _held[name]
        held.count -= 1
        if not held.count:
            del _held[name]
            os.close(held.handle)


@contextlib.contextmanager
def raw_file(path: Path) -> Iterator[BinaryIO]:
    """Give the bytes of a file from its beginning, whether it is open as a database or not.

    Raises:
        OSError: it cannot be read.
    """
    with _guard:
        held = _held.get(os.path.realpath(path))
        if held is None:
            with path.open("rb") as file:
                yield file
            return
        os.lseek(held.handle, 0, os.SEEK_SET)
        with os.fdopen(held.handle, "rb", closefd=False) as file:
            yield file


def file_salt(office: Path) -> str:
    """Return the hex of the file's first 16 bytes: its random SQLCipher salt, in clear by design.

    It names the copy of the envelope in the user's profile without saying whose office it is.

    Raises:
        OSError: the file cannot be read.
    """
    with raw_file(office) as file:
        return file.read(SALT_BYTES).hex()
