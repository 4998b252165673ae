"""The copies of an office as a list: of an open one, and of one that does not open any more."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import tr
from cusdesk.db import keys
from cusdesk.db.copy_files import CopyFile, copies_in, copies_root, folders_of, is_of_office
from cusdesk.db.copy_state import read_state
from cusdesk.db.migrate import latest_version
from cusdesk.db.raw_file import file_salt
from cusdesk.domain.access import needs
from cusdesk.services.copies.keeping import copies_of
from cusdesk.services.office import copies_home

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy in the list.

    Attributes:
        id: its path, for the table.
        path: where it lies.
        moment: when it was made, local time.
        reason: why, in words.
        size: in bytes.
        residents: how many are in it; None when nobody looked.
        is_checked: it was opened and found whole.
        is_damaged: a later look found it damaged.
        is_here: it lies on this computer's own folder of copies.
        is_of_newer: a newer program made it; this one cannot open it.
    """

    id: bytes
    path: Path
    moment: dt.datetime
    reason: str
    size: int
    residents: int | None
    is_checked: bool
    is_damaged: bool
    is_here: bool
    is_of_newer: bool = False


def reason_words(reason: str) -> str:
    """Return why a copy was made, in words."""
    try:
        return tr(f"copies.reason.{reason}")
    except KeyError:
        return tr("copies.reason.unknown")


@needs("office.see")
def list_copies(office: Office) -> list[CopyRow]:
    """Return the copies here and in the remembered folder outside, newest first."""
    home = copies_home(office)
    rows = [copy_row(copy, is_here=True) for copy in copies_of(office, home)]
    outside = read_state(home).outside_folder
    if outside and Path(outside).is_dir():
        rows += [copy_row(copy, is_here=False) for copy in copies_of(office, Path(outside))]
    return sorted(rows, key=_moment, reverse=True)


def find_copies(office: Path) -> list[CopyRow]:
    """Return the copies of an office file that does not open, is damaged or is gone.

    They are found by the salt at the head of the file, by the key envelopes that are left, and by
    where the office lay when they were made.
    """
    check = _key_check(office)
    folders = dict.fromkeys(folders_of(check), True) if check else {}
    if copies_root().is_dir():
        where = str(office.resolve())
        homes = [home for home in copies_root().iterdir() if read_state(home).office == where]
        folders |= dict.fromkeys(homes, True)
    with contextlib.suppress(OSError):
        by_salt = copies_root() / file_salt(office)
        if by_salt.is_dir():
            folders[by_salt] = True
    for home in list(folders):
        outside = Path(read_state(home).outside_folder)
        if outside != Path() and outside.is_dir():
            folders.setdefault(outside, False)
    rows = [
        copy_row(copy, is_here=is_here)
        for folder, is_here in folders.items()
        for copy in copies_in(folder)
        if is_here or is_of_office(copy.path, "", check)
    ]
    return sorted(rows, key=_moment, reverse=True)


def _key_check(office: Path) -> str:
    places = [keys.envelope_path(office)]
    with contextlib.suppress(OSError):
        places.append(keys.profile_copy_path(office))
    for place in places:
        with contextlib.suppress(OSError, StorageError):
            return keys.load_envelope(place.read_bytes()).key_check
    return ""


def _moment(row: CopyRow) -> dt.datetime:
    return row.moment


def copy_row(copy: CopyFile, *, is_here: bool) -> CopyRow:
    """Return a copy as a line of the list."""
    certificate = copy.certificate
    return CopyRow(
        id=str(copy.path).encode(errors="surrogateescape"),
        path=copy.path,
        moment=copy.moment,
        reason=reason_words(copy.reason),
        size=copy.size,
        residents=certificate.residents if certificate else None,
        is_checked=copy.is_checked,
        is_damaged=certificate is not None and not certificate.is_healthy,
        is_here=is_here,
        is_of_newer=certificate is not None and certificate.schema > latest_version(),
    )
