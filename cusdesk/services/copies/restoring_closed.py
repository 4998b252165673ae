"""Restoring a copy in the place of an office that does not open any more."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.clock import SystemClock
from cusdesk.core.errors import StorageError
from cusdesk.core.files import write_whole
from cusdesk.db import keys
from cusdesk.db.copy_files import copies_root, read_copy
from cusdesk.db.damage import NEWER_FOLDER, keep_aside, pack_for_support
from cusdesk.db.diagnosis import DAMAGE
from cusdesk.db.engine import connect
from cusdesk.db.errors import from_os, translated
from cusdesk.db.lock import OfficeLock
from cusdesk.db.migrate import check_version
from cusdesk.db.raw_file import file_salt
from cusdesk.db.restore import recover
from cusdesk.models.office import User
from cusdesk.services.copies.placing import Restored, Wish, exchange_checked, prepared_copy
from cusdesk.services.office import open_office

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cusdesk.core.clock import Clock
    from cusdesk.services.office import Office

NEWER = "storage.newer"
RECOVERABLE = DAMAGE | {
    "storage.no_such_file",
    "storage.not_an_office",
    "storage.other_office",
    NEWER,
}
"""The refusals of an office file after which a copy may take its place. No other begins one.

After an office of a newer program it is the way back to the version before: the copy made before
the change opens here, and the newer file is kept aside whole.
"""


@dataclass(frozen=True, slots=True, repr=False)
class Way:
    """What opens the office: a password or the recovery code; `repr` keeps both to itself."""

    password: str = ""
    recovery_code: str = ""
    user_name: str = ""


def restore_closed(
    path: Path, copy: Path, way: Way, *, clock: Clock | None = None
) -> tuple[Office, Restored]:
    """Put a copy in the place of an office that is damaged or gone, and open it.

    Whoever knows a password of the office may do this, whatever their rights: nothing else can be
    done with such a file. All of it is kept in a folder beside it first.

    Raises:
        StorageError: wrong password or code, a copy that cannot be used, a locked or failing disk;
            or the office opens after all and has nothing to be restored from.
    """
    clock = clock or SystemClock()
    if not copy.is_file():
        raise StorageError("storage.copy_missing", name=copy.name)
    key, user_id = _unlock(path, copy, way)
    lock = OfficeLock(path)
    lock.acquire(clock.now())
    try:
        recover(path)
        aside = _aside(path, key, clock.now()) if path.exists() else None
        moment = read_copy(copy).moment
        wish = Wish(user_id, _people_left_in(path, key), moment, clock)
        with prepared_copy(path, copy, (key, _salt_for(copy)), wish) as staged:
            exchange_checked(path, staged, key, clock, keep_before=aside is None)
        _keep_or_take_envelope(path, copy)
    except OSError as error:
        raise from_os(error) from error
    finally:
        lock.release()
    office = open_office(
        path,
        password=way.password or None,
        recovery_code=way.recovery_code or None,
        user_name=way.user_name or None,
        clock=clock,
    )
    return office, Restored(moment, None, aside)


def _aside(path: Path, key: bytes, now: dt.datetime) -> Path | None:
    """Keep all of the office in a folder that says why."""
    try:
        with contextlib.closing(connect(path, key, read_only=True)) as connection:
            check_version(connection)
    except StorageError as error:
        if error.key == NEWER:
            return keep_aside(path, now, NEWER_FOLDER)
    return keep_aside(path, now)


def _people_left_in(path: Path, key: bytes) -> list[dict[str, Any]]:
    """Return the people of today from what can still be read of a damaged office; else nobody."""
    import sqlcipher3.dbapi2 as driver

    names = [column.name for column in User.__table__.columns if column.name != "row_version"]
    if not path.is_file():
        return []
    query = f"SELECT {', '.join(names)} FROM users"  # noqa: S608 (names of our own columns)
    with (
        contextlib.suppress(StorageError, driver.OperationalError),  # also no table left of them
        translated(),
        contextlib.closing(connect(path, key, read_only=True)) as connection,
    ):
        return [dict(zip(names, row, strict=True)) for row in connection.execute(query)]
    return []


def _unlock(path: Path, copy: Path, way: Way) -> tuple[bytes, bytes | None]:
    """Return the key and whose password gave it, by the envelope of the office or of the copy."""
    from cusdesk.core.ids import parse_id

    if way.recovery_code:
        return keys.derive_database_key(keys.parse_recovery_code(way.recovery_code)), None
    for place in (keys.envelope_path(path), keys.envelope_path(copy)):
        with contextlib.suppress(OSError):
            key, user = keys.load_envelope(place.read_bytes()).unwrap(
                way.password, way.user_name or None
            )
            return key, parse_id(user.user_id)
    raise StorageError("storage.keys_missing", name=keys.envelope_path(path).name)


def _salt_for(copy: Path) -> str:
    """Return the salt the office shall have: that of the folder of copies it came from."""
    if copy.parent.parent == copies_root():
        return copy.parent.name
    return file_salt(copy)


def _keep_or_take_envelope(path: Path, copy: Path) -> None:
    """Leave today's passwords as they are; take those of the copy only where there are none."""
    with contextlib.suppress(OSError, StorageError):
        keys.load_envelope(keys.envelope_path(path).read_bytes())
        return
    with contextlib.suppress(OSError):
        write_whole(keys.envelope_path(path), keys.envelope_path(copy).read_bytes())


def pack_damaged(folder: Path, target: Path) -> None:
    """Pack what was kept of a damaged office for support: encrypted, without its keys.

    Raises:
        StorageError: the file could not be written; whatever was there before stands.
    """
    try:
        pack_for_support(folder, target)
    except OSError as error:
        raise from_os(error) from error
