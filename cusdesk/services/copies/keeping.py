"""Which copies of this office lie where, and which of them go."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from sqlalchemy import text

from cusdesk.core.errors import StorageError
from cusdesk.db.copy_files import (
    CopyFile,
    copies_in,
    is_of_office,
    moments,
    remove_copy,
    sweep,
)
from cusdesk.db.copy_state import read_state
from cusdesk.db.keys import key_check
from cusdesk.db.restore import ASIDE
from cusdesk.domain.access import needs
from cusdesk.domain.copies import KEEP_DAYS, to_remove
from cusdesk.services.office import copies_home, put_setting, setting

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

KEEP_DAYS_SETTING = "copies.keep_days"
_SEEN: dict[Path, tuple[int, list[CopyFile]]] = {}


@needs("office.see")
def last_change(office: Office) -> int:
    """Return the number of the last captured change of an open office; 0 for none."""
    with office.read() as session:
        return int(session.scalar(text("SELECT coalesce(max(seq), 0) FROM changes")) or 0)


@needs("office.see")
def copies_of(office: Office, folder: Path) -> list[CopyFile]:
    """Return the copies of this office in a folder, newest first; those of others are left out."""
    salt, check = copies_home(office).name, key_check(office.database.key)
    if folder.name == salt:
        return _copies_at_home(folder)
    found = copies_in(folder)
    return [copy for copy in found if is_of_office(copy.path, salt, check)]


def _copies_at_home(home: Path) -> list[CopyFile]:
    """Return the copies here; the folder is read anew only after something in it changed.

    The state of the copies is told after every change of the office.
    """
    at = home.stat().st_mtime_ns
    known = _SEEN.get(home)
    if known is None or known[0] != at:
        known = _SEEN[home] = (at, copies_in(home))
    return list(known[1])


def look_anew(home: Path) -> None:
    """Forget what was seen in a folder: we changed it ourselves, perhaps within one tick of it."""
    _SEEN.pop(home, None)


@needs("office.see")
def checked_copies(office: Office) -> list[CopyFile]:
    """Return the checked copies on this computer, newest first."""
    home = copies_home(office)
    return [copy for copy in copies_of(office, home) if copy.is_checked]


@needs("office.see")
def keep_days(office: Office) -> int:
    """Return how many days a copy may be kept at most."""
    with office.read() as session:
        value = setting(session, KEEP_DAYS_SETTING, KEEP_DAYS)
    return value if isinstance(value, int) else KEEP_DAYS


@needs("office.settings")
def set_keep_days(office: Office, days: int) -> Changes:
    """Change how many days a copy may be kept at most; takes effect with the next copy."""
    with office.write("office.setting") as work:
        put_setting(work.session, KEEP_DAYS_SETTING, days)
    return work.changes


@needs("copies.make")
def thin(office: Office, folder: Path) -> None:
    """Remove the copies of this office in a folder that need not or may not be kept.

    Nothing is removed while the office is suspected to be damaged. What cannot be removed, or
    looked into, stays for the next time: a copy that was made must never seem to have failed.
    """
    home = copies_home(office)
    look_anew(home)
    if not read_state(home).suspect_since:
        with contextlib.suppress(OSError):
            _thin(office, folder, home)


def _thin(office: Office, folder: Path, home: Path) -> None:
    now, days = office.clock.now(), keep_days(office)
    copies = copies_of(office, folder)
    gone = to_remove(moments(copies), now, days)
    for copy in copies:
        if copy.path.name in gone:
            with contextlib.suppress(OSError, StorageError):
                remove_copy(copy.path)
    look_anew(home)
    if folder == home:
        sweep(home, now)
        _drop_old_asides(office.path, now, days)


def _drop_old_asides(office: Path, now: dt.datetime, days: int) -> None:
    """Remove what restores of long ago put aside: it holds personal data as well."""
    for folder in office.parent.glob(f"{ASIDE}-*"):
        with contextlib.suppress(OSError):
            age = now.timestamp() - folder.stat().st_mtime
            if age > days * 24 * 60 * 60 and _holds(folder, office.name):
                shutil.rmtree(folder, ignore_errors=True)


def _holds(folder: Path, name: str) -> bool:
    return all(path.name.startswith(name) for path in folder.iterdir())
