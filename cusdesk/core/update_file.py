"""The update file: one signed zip with an installer, brought on a stick (docs/packaging.md).

Nothing of the file is believed before its list is verified with one of our public keys, and no
entry before its size and hash are those of the list. The packer writes it (`tools/windows`).
"""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import hashlib
import json
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import StorageError
from cusdesk.core.files import whole_file
from cusdesk.core.manifest import file_sha256
from cusdesk.core.paths import resource_dir
from cusdesk.core.release_notes import MOST_LINES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

SUFFIX = ".cusakt"
FORMAT, PROGRAM = 1, "cusdesk"
LIST, SIGNATURE, NOTES, SETUP = "update.json", "update.sig", "notes.txt", "setup.exe"
SIGNED_BEFORE = b"cusdesk-update-1\n"
"""Stands before the list when it is signed: no other thing we sign can be passed off as one."""
LONGEST_LIST, LONGEST_NOTES = 64 * 1024, 16 * 1024
LARGEST_SETUP = 1 << 30
_SIGNATURE_BYTES = 64
_ENCRYPTED = 1
_CHUNK = 1 << 20
_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})\.([0-9]{1,4})")
_HASH = re.compile(r"[0-9a-f]{64}")


class _FalseFileError(Exception):
    """The file is not what it says; told from every other failure inside this module."""


@dataclass(frozen=True, slots=True)
class UpdateFile:
    """What a verified update file holds.

    Attributes:
        version: of the program in it.
        schema: the version of office files that program writes.
        made_on: the day it was made.
        notes: what is new, at most ten lines.
        setup_sha256, setup_size: of the installer.
        signed_by: name of the key.
    """

    path: Path
    version: str
    schema: int
    made_on: dt.date
    notes: tuple[str, ...]
    setup_sha256: str
    setup_size: int
    signed_by: str


def version_number(text: str) -> tuple[int, int, int]:
    """Return a version as numbers that can be compared.

    Raises:
        ValueError: it is none.
    """
    match = _VERSION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    major, minor, patch = (int(part) for part in match.groups())
    return major, minor, patch


def public_keys() -> dict[str, bytes]:
    """Return our public keys, name → 32 bytes."""
    import tomllib

    with (resource_dir("dictionaries") / "update_keys.toml").open("rb") as file:
        found = tomllib.load(file).get("key", [])
    return {key["name"]: base64.b64decode(key["public"], validate=True) for key in found}


def read_update(path: Path, keys: Mapping[str, bytes] | None = None) -> UpdateFile:
    """Return what an update file holds, after its signature and every hash were verified.

    Args:
        path: the file.
        keys: name → public key; ours when None.

    Raises:
        StorageError: `updates.problem.unreadable`, `.false` or `.later_format`; or `.no_keys`:
            this program was published without one. Nothing was written.
    """
    known = public_keys() if keys is None else keys
    if not known:
        raise StorageError("updates.problem.no_keys")
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(path, archive, known)
    except _FalseFileError as error:
        raise StorageError("updates.problem.false") from error
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise StorageError("updates.problem.unreadable") from error


def unpack_setup(update: UpdateFile, folder: Path) -> Path:
    """Write the installer into a folder and hash what was written; return where it lies.

    Raises:
        StorageError: `updates.problem.false`, or `.cannot_write`; nothing is left in its place.
    """
    target = folder / f"cusdesk-{update.version}-{SETUP}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(update.path) as archive, whole_file(target) as out:
            _copy(archive, SETUP, update.setup_size, out.write)
        if file_sha256(target) != update.setup_sha256:  # what will be run, not what was read
            target.unlink()
            raise StorageError("updates.problem.false")
    except _FalseFileError as error:
        raise StorageError("updates.problem.false") from error
    except (zipfile.BadZipFile, EOFError) as error:
        raise StorageError("updates.problem.unreadable") from error
    except OSError as error:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
        raise StorageError("updates.problem.cannot_write", folder=str(folder)) from error
    return target


# --- reading


def _read(path: Path, archive: zipfile.ZipFile, keys: Mapping[str, bytes]) -> UpdateFile:
    names = [entry.filename for entry in archive.infolist()]
    if names != [LIST, SIGNATURE, NOTES, SETUP]:
        raise _FalseFileError
    if any(
        entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & _ENCRYPTED
        for entry in archive.infolist()
    ):
        raise _FalseFileError
    raw = _whole(archive, LIST, LONGEST_LIST)
    signed_by = _signer(raw, _whole(archive, SIGNATURE, _SIGNATURE_BYTES), keys)
    listed = _parsed(raw)
    files = listed["files"]
    notes = _verified(archive, files, NOTES, LONGEST_NOTES)
    digest = hashlib.sha256()
    size = int(files[SETUP][0])
    _copy(archive, SETUP, size, digest.update)
    if digest.hexdigest() != files[SETUP][1]:
        raise _FalseFileError
    lines = [line.strip() for line in notes.decode("utf-8", "replace").splitlines()]
    return UpdateFile(
        path,
        listed["version"],
        listed["schema"],
        listed["made"],
        tuple(line for line in lines if line)[:MOST_LINES],
        files[SETUP][1],
        size,
        signed_by,
    )


def _signer(raw: bytes, signature: bytes, keys: Mapping[str, bytes]) -> str:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(signature) == _SIGNATURE_BYTES:
        for name, key in keys.items():
            with contextlib.suppress(InvalidSignature):
                Ed25519PublicKey.from_public_bytes(key).verify(signature, SIGNED_BEFORE + raw)
                return name
    raise _FalseFileError


def _parsed(raw: bytes) -> dict[str, Any]:
    """Return the verified list; ours, but perhaps of a later program."""
    try:
        listed = json.loads(raw)
        if listed["format"] != FORMAT:
            raise StorageError("updates.problem.later_format")
        version_number(listed["version"])
        files = {str(e["path"]): (int(e["size"]), str(e["sha256"])) for e in listed["files"]}
        known = listed["program"] == PROGRAM and set(files) == {NOTES, SETUP}
        fits = 0 < files[SETUP][0] <= LARGEST_SETUP and _HASH.fullmatch(files[SETUP][1])
        if not known or not fits:
            raise _FalseFileError
        made = dt.date.fromisoformat(listed["made"])
        return {**listed, "files": files, "schema": int(listed["schema"]), "made": made}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _FalseFileError from error


def _verified(
    archive: zipfile.ZipFile, files: Mapping[str, tuple[int, str]], name: str, longest: int
) -> bytes:
    size, sha256 = files[name]
    data = _whole(archive, name, min(size, longest))
    if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
        raise _FalseFileError
    return data


def _whole(archive: zipfile.ZipFile, name: str, longest: int) -> bytes:
    parts: list[bytes] = []
    _copy(archive, name, longest, parts.append, exact=False)
    return b"".join(parts)


def _copy(
    archive: zipfile.ZipFile,
    name: str,
    size: int,
    give: Callable[[bytes], object],
    *,
    exact: bool = True,
) -> None:
    """Hand on an entry in pieces; never more than `size` bytes, and with `exact` no less."""
    left = size
    with archive.open(name) as source:
        while piece := source.read(min(_CHUNK, left + 1)):
            left -= len(piece)
            if left < 0:
                raise _FalseFileError
            give(piece)
    if exact and left:
        raise _FalseFileError
