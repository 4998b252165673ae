"""Safe copies as files: their names, what their check found, and the folders they lie in.

A copy is `NAME.cusdesk` with two small files beside it: `NAME.cusdesk-keys` (the key envelope) and
`NAME.cusdesk-check` (what was found when it was written). The copy itself is put in place last, so
whatever has the name of a copy was opened and checked.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.core.files import sync_folder, write_whole
from cusdesk.core.paths import user_data_dir
from cusdesk.db.keys import envelope_path, load_envelope
from cusdesk.db.raw_file import file_salt
from cusdesk.domain.copies import CopyMoment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SUFFIX = ".cusdesk"
MANUAL, DAILY, HOURLY, CLOSING = "recznie", "sama", "godzinna", "zamkniecie"
BEFORE_IMPORT, BEFORE_VERSION, BEFORE_RESTORE = "przed-importem", "przed-wersja", "przed-cofnieciem"
OUTSIDE = "poza-komputerem"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d_\d{6})(?:_([a-z-]+))?")
_NAME_TIME = "%Y-%m-%d_%H%M%S"
_LEFTOVER_AFTER_S = 24 * 60 * 60
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found when a copy was written and opened again.

    Attributes:
        moment: local time, ISO.
        reason: why it was made; see the constants of this module.
        residents: how many are in it.
        rows: how many rows are in all its tables.
        digest: SHA-256 over the values of every row.
        last_change: number of its last captured change; 0 for none.
        schema: version of its schema.
        is_compared: rows and digest were the same in the office, which stood still meanwhile.
        is_healthy: False once a later look found it damaged.
    """

    moment: str
    reason: str
    residents: int
    rows: int
    digest: str
    last_change: int
    schema: int
    is_compared: bool
    is_healthy: bool = True
    format: int = _FORMAT


@dataclass(frozen=True, slots=True)
class CopyFile:
    """One copy that lies somewhere.

    Attributes:
        path: the copy.
        moment: local time of its making, by its certificate, its name or its file.
        reason: as in the certificate, "" when nobody knows.
        size: in bytes, with what lies beside it.
        certificate: None when it has none that can be read.
    """

    path: Path
    moment: dt.datetime
    reason: str
    size: int
    certificate: Certificate | None

    @property
    def is_checked(self) -> bool:
        """Whether it was found whole when it was written and never found damaged since."""
        return self.certificate is not None and self.certificate.is_healthy


def copies_root() -> Path:
    """Return the folder that holds a folder of copies for every office of this person."""
    return user_data_dir() / "backups"


def copies_folder(salt: str) -> Path:
    """Return (and create) the folder of the automatic copies of the office with this salt."""
    folder = copies_root() / salt
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def copy_name(reason: str, now: dt.datetime) -> str:
    """Return the file name of a copy: moment and reason, nothing about the office."""
    return f"{now:{_NAME_TIME}}_{reason}{SUFFIX}"


def free_path(wished: Path) -> Path:
    """Return a path nothing lies at: the wished one, or with a number before its suffix."""
    path, number = wished, 2
    while path.exists():
        path = wished.with_stem(f"{wished.stem}-{number}")
        number += 1
    return path


def certificate_path(copy: Path) -> Path:
    """Return where the certificate of a copy lies."""
    return copy.with_name(copy.name + "-check")


def write_certificate(copy: Path, certificate: Certificate) -> None:
    """Put the certificate beside its copy, whole or not at all.

    Raises:
        OSError: it could not be written.
    """
    write_whole(certificate_path(copy), json.dumps(asdict(certificate), indent=1).encode())


def read_certificate(copy: Path) -> Certificate | None:
    """Return the certificate of a copy; None without one that can be read."""
    try:
        found = Certificate(**json.loads(certificate_path(copy).read_bytes()))
        dt.datetime.fromisoformat(found.moment)
    except (OSError, ValueError, TypeError):
        return None
    return found if found.format == _FORMAT else None


def read_copy(path: Path) -> CopyFile:
    """Return what is known of a copy without opening it.

    Raises:
        OSError: it is gone.
    """
    stat = path.stat()
    certificate = read_certificate(path)
    beside = sum(p.stat().st_size for p in _parts(path)[1:] if p.exists())
    match = _NAME.search(path.stem)
    if certificate is not None:
        moment = dt.datetime.fromisoformat(certificate.moment)
    elif match is not None:
        moment = dt.datetime.strptime(match[1], _NAME_TIME)  # noqa: DTZ007 (local wall time)
    else:
        moment = dt.datetime.fromtimestamp(stat.st_mtime)  # noqa: DTZ006 (local wall time)
    reason = certificate.reason if certificate else (match[2] or "" if match else "")
    return CopyFile(path, moment, reason, stat.st_size + beside, certificate)


def copies_in(folder: Path) -> list[CopyFile]:
    """Return the copies in a folder, newest first; those that vanish meanwhile are left out."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError):
            found.append(read_copy(path))
    return sorted(found, key=lambda copy: (copy.moment, copy.path.name), reverse=True)


def is_of_office(copy: Path, salt: str, key_check: str) -> bool:
    """Tell whether a file is a copy of the office with this salt or key; never guesses by name."""
    with contextlib.suppress(OSError):
        if file_salt(copy) == salt:
            return True
    with contextlib.suppress(OSError, StorageError):
        return load_envelope(envelope_path(copy).read_bytes()).key_check == key_check
    return False


def folders_of(key_check: str) -> list[Path]:
    """Return the folders in which copies of the office with this key lie on this computer.

    For the day on which the office file itself cannot say its salt any more.
    """
    root = copies_root()
    if not root.is_dir():
        return []
    return [
        folder
        for folder in sorted(root.iterdir())
        if any(is_of_office(copy.path, folder.name, key_check) for copy in copies_in(folder)[:1])
        and _holds_key(folder, key_check)
    ]


def _holds_key(folder: Path, key_check: str) -> bool:
    for envelope in folder.glob(f"*{SUFFIX}-keys"):
        with contextlib.suppress(OSError, StorageError):
            return load_envelope(envelope.read_bytes()).key_check == key_check
    return False


def moments(copies: Iterable[CopyFile]) -> list[CopyMoment]:
    """Return copies as the rules of thinning want them."""
    return [CopyMoment(copy.path.name, copy.moment, copy.is_checked) for copy in copies]


def remove_copy(path: Path) -> None:
    """Remove a copy and what lies beside it; the copy first, so that no half of it remains.

    Raises:
        OSError: it could not be removed.
    """
    for part in _parts(path):
        part.unlink(missing_ok=True)


def sweep(folder: Path, now: dt.datetime) -> None:
    """Remove what a copy left behind that was never finished, once it is a day old."""
    limit = now.timestamp() - _LEFTOVER_AFTER_S
    half = [
        part
        for ending in ("-keys", "-check")
        for part in folder.glob(f"*{SUFFIX}{ending}")
        if not part.with_name(part.name.removesuffix(ending)).exists()
    ]
    for leftover in (*folder.glob(f".*{SUFFIX}.tmp*"), *half):
        with contextlib.suppress(OSError):
            if leftover.stat().st_mtime < limit:
                leftover.unlink()
    sync_folder(folder)


def _parts(copy: Path) -> tuple[Path, ...]:
    return copy, envelope_path(copy), certificate_path(copy)
