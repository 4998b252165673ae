"""The list of an installed program's files: what must be there, how large, and with which hash.

The packer writes it last (`tools/windows`), the installer compares a new version with it before
that takes the place of the old one, and the program's self-test compares what is installed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cusdesk.core.paths import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE_NAME = MANIFEST
LIST_NAME = "files.txt"
"""The same paths for the uninstaller, which reads lines; neither file lists itself."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One file; `path` has forward slashes and begins in the program's folder."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A version of the program and its files, sorted by path."""

    version: str
    files: tuple[Entry, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size for entry in self.files)

    def to_bytes(self) -> bytes:
        """Return the file: one line an entry, so that two builds can be compared by eye."""
        rows = ",\n".join(
            json.dumps({"path": e.path, "size": e.size, "sha256": e.sha256}) for e in self.files
        )
        head = f'"format": {FORMAT}, "program": "cusdesk", "version": {json.dumps(self.version)}'
        return f'{{{head}, "files": [\n{rows}\n]}}\n'.encode("ascii")


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not what the manifest says."""

    kind: Literal["missing", "changed", "extra"]
    path: str


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hex.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_manifest(folder: Path, version: str) -> Manifest:
    """Return the manifest of a folder as it lies there.

    Raises:
        OSError: a file cannot be read.
    """
    entries = (Entry(name, path.stat().st_size, file_sha256(path)) for name, path in _files(folder))
    return Manifest(version, tuple(entries))


def read_manifest(folder: Path) -> Manifest:
    """Read a folder's manifest.

    Raises:
        OSError: it is not there or cannot be read.
        ValueError: it is not a manifest of this program, or of a later format.
    """
    raw = json.loads((folder / FILE_NAME).read_bytes())
    try:
        if raw["program"] != "cusdesk" or raw["format"] != FORMAT:
            raise ValueError(FILE_NAME)
        files = tuple(
            Entry(str(row["path"]), int(row["size"]), str(row["sha256"])) for row in raw["files"]
        )
        return Manifest(str(raw["version"]), files)
    except (KeyError, TypeError) as error:
        raise ValueError(FILE_NAME) from error


def differences(folder: Path, manifest: Manifest) -> Iterator[Difference]:
    """Yield every file that is missing, changed, or lies there without being listed.

    Raises:
        OSError: a file cannot be read.
    """
    found = dict(_files(folder))
    for entry in manifest.files:
        path = found.pop(entry.path, None)
        if path is None:
            yield Difference("missing", entry.path)
        elif path.stat().st_size != entry.size or file_sha256(path) != entry.sha256:
            yield Difference("changed", entry.path)
    for name in found:
        yield Difference("extra", name)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield path with forward slashes and place of every file but the two lists, sorted."""
    found = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    for name in sorted(found):
        if name not in {FILE_NAME, LIST_NAME}:
            yield name, found[name]
