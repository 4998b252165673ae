"""Where a file lies: on this computer, on another one, or in a folder a cloud program carries away.

SQLite trusts the locks and the order of writes of a local disk; a share does not keep them and a
cloud program copies a file in the middle of a write. What is asked of the system goes through
`Probes`, so that tests can play any system.
"""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Literal

from cusdesk.core.paths import documents_dir, resource_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Kind = Literal["local", "share", "cloud"]
DRIVE_REMOTE = 4
"""GetDriveTypeW: a drive of another computer."""
_CLOUD_TAG = 0x9000001A
_CLOUD_TAG_MASK = 0xFFFF0FFF
"""IO_REPARSE_TAG_CLOUD with its sixteen variants: a file the cloud program may have to fetch."""
_STATFS_BYTES = 256


def _drive_type(path: Path) -> int | None:
    """Return what Windows says of the drive; None elsewhere."""
    import ctypes

    windll = getattr(ctypes, "windll", None)
    return None if windll is None else int(windll.kernel32.GetDriveTypeW(f"{path.drive}\\"))


def _filesystem(path: Path) -> int | None:
    """Return the number of the file system on Linux; None elsewhere or when it does not say."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    answer = ctypes.create_string_buffer(_STATFS_BYTES)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.statfs(os.fsencode(path), answer) != 0:
        return None
    return int(ctypes.c_long.from_buffer(answer).value) & 0xFFFFFFFF


def _reparse_tag(path: Path) -> int:
    """Return the tag of a file that is not simply there (Windows), else 0."""
    try:
        return int(getattr(os.lstat(path), "st_reparse_tag", 0))
    except OSError:
        return 0


def _device(path: Path) -> int | None:
    try:
        return path.stat().st_dev
    except OSError:
        return None


@dataclass(frozen=True, slots=True)
class Probes:
    """What is asked of the system about an existing folder."""

    drive_type: Callable[[Path], int | None] = _drive_type
    filesystem: Callable[[Path], int | None] = _filesystem
    reparse_tag: Callable[[Path], int] = _reparse_tag
    device: Callable[[Path], int | None] = _device
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies; `name` is the cloud program's."""

    kind: Kind
    name: str = ""

    @property
    def is_safe(self) -> bool:
        """Whether an office may live there."""
        return self.kind == "local"


@cache
def _known() -> dict[str, Any]:
    with (resource_dir("dictionaries") / "places.toml").open("rb") as file:
        return tomllib.load(file)


def place_of(path: Path, probes: Probes | None = None) -> Place:
    """Return where a file lies or would lie; the file itself need not exist."""
    probes = probes or Probes()
    cloud = _cloud_by_name(path, probes)
    if cloud:
        return Place("cloud", cloud)
    folder = _existing(path)
    for part in (path, *([] if folder == path else [folder])):
        if probes.reparse_tag(part) & _CLOUD_TAG_MASK == _CLOUD_TAG:
            return Place("cloud", _known()["cloud"][0]["name"])
    return Place("share") if _is_share(path, folder, probes) else Place("local")


def _cloud_by_name(path: PurePath, probes: Probes) -> str:
    parts = [part.lower() for part in path.parts[:-1]]
    for cloud in _known()["cloud"]:
        by_name = any(
            part in cloud["folders"] or part.startswith(tuple(cloud["beginnings"]))
            for part in parts
        )
        roots = [probes.environment.get(name, "") for name in cloud["variables"]]
        if by_name or any(root and _is_below(path, root) for root in roots):
            return str(cloud["name"])
    return ""


def _is_below(path: PurePath, root: str) -> bool:
    folder = [part.lower() for part in type(path)(root).parts]
    return [part.lower() for part in path.parts][: len(folder)] == folder


def _is_share(path: PurePath, folder: Path, probes: Probes) -> bool:
    share = _known()["share"]
    return (
        str(path).startswith(("\\\\", "//"))
        or probes.drive_type(folder) == DRIVE_REMOTE
        or probes.filesystem(folder) in share["filesystems"]
        or any(part.lower() in share["folders"] for part in path.parts)
    )


def _existing(path: Path) -> Path:
    """Return the path itself or its nearest folder that exists."""
    return next((place for place in (path, *path.parents) if place.exists()), path)


def is_elsewhere(folder: Path, office: Path, probes: Probes | None = None) -> bool:
    """Tell whether a copy in `folder` outlives the disk on which the office lies."""
    probes = probes or Probes()
    if not place_of(folder / office.name, probes).is_safe:
        return True
    here, there = probes.device(_existing(office)), probes.device(_existing(folder))
    return here is not None and there is not None and here != there


def safe_documents_dir(probes: Probes | None = None) -> Path:
    """Return the documents folder, or one beside it when a cloud program carries that away."""
    documents = documents_dir()
    if place_of(documents / "office", probes).is_safe:
        return documents
    return Path.home() / "cusdesk"
