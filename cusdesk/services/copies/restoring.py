"""Restoring a copy: into an open office, and in the place of one that does not open any more.

Everything is done to the copy before it takes the office's place: today's schema, today's people
and passwords, erasures once more, the entry in the log, the check. The exchange itself is one
rename, so a failure at any step leaves the office as it was.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.clock import SystemClock
from cusdesk.core.errors import StorageError
from cusdesk.core.files import write_whole
from cusdesk.core.messages import tr
from cusdesk.db import audit, keys
from cusdesk.db.audit.outside import format_anchor, replace_heads, strange_heads
from cusdesk.db.copy_files import BEFORE_RESTORE, copies_root, read_copy
from cusdesk.db.damage import keep_aside, pack_for_support
from cusdesk.db.database import Database, Step
from cusdesk.db.diagnosis import DAMAGE
from cusdesk.db.engine import connect
from cusdesk.db.errors import from_os, translated
from cusdesk.db.lock import OfficeLock
from cusdesk.db.migrate import check_version
from cusdesk.db.page_check import check_pages
from cusdesk.db.restore import discard, exchange, finish_staged, recover, stage
from cusdesk.domain.access import needs
from cusdesk.domain.changes import Changes
from cusdesk.models.office import User
from cusdesk.services.copies.make import make_copy
from cusdesk.services.copies.preview import require_own
from cusdesk.services.office import copies_home, open_office

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cusdesk.core.clock import Clock
    from cusdesk.services.office import Office

KIND = "copies.restore"
RECOVERABLE = DAMAGE | {"storage.no_such_file", "storage.not_an_office", "storage.other_office"}
"""The refusals of an office file after which a copy may take its place. No other begins one."""
_EVERYTHING = Changes(KIND, {})


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that was done.

    Attributes:
        moment: of the copy.
        safety: the copy of the office as it was before; None when it was damaged.
        aside: folder in which the damaged office was kept; None when it was healthy.
        changes: of the kind `KIND`: everything is to be read anew.
    """

    moment: dt.datetime
    safety: Path | None
    aside: Path | None
    changes: Changes = _EVERYTHING


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a staged copy gets before it takes the place: who wants it, and today's people."""

    user_id: bytes | None
    people: Sequence[dict[str, Any]]
    moment: dt.datetime
    clock: Clock
    head: str = ""


@needs("copies.restore")
def restore(office: Office, copy: Path, progress: Progress = no_progress) -> Restored:
    """Put a copy in the place of the open office; a safety copy is made first.

    The password and the people of today stay. The office goes on with the restored data: every
    screen must read anew.

    Raises:
        StorageError: the copy is missing, damaged, of another office or newer; or the disk failed.
            The office is as it was.
    """
    wish = _wish(office, copy)
    safety = make_copy(office, progress, reason=BEFORE_RESTORE).path
    progress(0, 0, "copies.progress.restoring")
    with office.read() as session:
        strange, before = strange_heads(session), audit.head(session)
    if before is not None:
        wish = replace(wish, head=format_anchor(before, short=True))
    _into_open(office, copy, wish, keep_before=False)
    with contextlib.suppress(OSError), office.read() as session:
        replace_heads(session, strange)
    return Restored(wish.moment, safety, None)


@needs("office.see")
def restore_damaged(office: Office, copy: Path) -> Restored:
    """Put a copy in the place of an office that opened and was found damaged afterwards.

    Whoever works here may do this, whatever their rights: nothing can be written any more. All of
    the file is kept in a folder beside it first.

    Raises:
        StorageError: as `restore`.
        RuleError: `access.denied`: the office is healthy, and this person may not restore copies.
    """
    try:
        office.database.check()
    except StorageError as error:
        if error.key not in DAMAGE:
            raise
    else:
        office.require("copies.restore")
    wish = _wish(office, copy)
    aside = keep_aside(office.path, office.clock.now())
    _into_open(office, copy, wish, keep_before=aside is None)
    return Restored(wish.moment, None, aside)


def _wish(office: Office, copy: Path) -> _Wish:
    if office.read_only:
        raise StorageError("storage.opened_read_only")
    require_own(office, copy)
    people = []
    with contextlib.suppress(StorageError), office.read() as session:  # a damaged page of theirs
        columns = [c for c in User.__table__.columns if c.name != "row_version"]
        people = [dict(row) for row in session.execute(select(*columns)).mappings()]
    try:
        moment = read_copy(copy).moment
    except OSError as error:
        raise from_os(error) from error
    return _Wish(office.user_id, people, moment, office.clock)


def _into_open(office: Office, copy: Path, wish: _Wish, *, keep_before: bool) -> None:
    path, key, clock = office.path, office.database.key, office.clock
    staged = _staged(path, copy, (key, copies_home(office).name), wish)
    try:
        office.exchange_file(lambda: _exchange(path, staged, key, clock, keep_before=keep_before))
    except BaseException:
        discard(staged)
        raise


def pack_damaged(folder: Path, target: Path) -> None:
    """Pack what was kept of a damaged office for support: encrypted, without its keys.

    Raises:
        StorageError: the file could not be written; whatever was there before stands.
    """
    try:
        pack_for_support(folder, target)
    except OSError as error:
        raise from_os(error) from error


def _staged(office: Path, copy: Path, key_and_salt: tuple[bytes, str], wish: _Wish) -> Path:
    key, salt = key_and_salt
    try:
        staged = stage(office, copy, key, salt)
        try:
            _prepare(staged, key, copy.parent, wish)
            finish_staged(staged, key)
        except BaseException:
            discard(staged)
            raise
    except OSError as error:
        raise from_os(error) from error
    return staged


def _prepare(staged: Path, key: bytes, origin: Path, wish: _Wish) -> None:
    from cusdesk.services.protection.register import reapply_erasures

    database = Database(staged, key, wish.clock)
    try:
        with database.write(Step(KIND, undoable=False), wish.user_id) as work:
            for person in wish.people:
                row = work.session.get(User, person["id"])
                if row is None:
                    work.session.add(User(**person))
                else:
                    for name, value in person.items():
                        setattr(row, name, value)
            detail = tr(
                "copies.restore.logged" if wish.head else "copies.restore.logged_damaged",
                moment=f"{wish.moment:%Y-%m-%d %H:%M}",
                head=wish.head,
            )
            audit.note(work.session, KIND, wish.user_id, detail=detail)
        reapply_erasures(database, wish.clock.today(), [origin])
    finally:
        database.close()


def _exchange(
    office: Path, staged: Path, key: bytes, clock: Clock, *, keep_before: bool = False
) -> None:
    done = exchange(office, staged, clock.now())
    try:
        connection = connect(office, key, read_only=True)
        try:
            check_version(connection)
            check_pages(connection)
        finally:
            connection.close()
    except BaseException as error:
        done.take_back()
        if isinstance(error, OSError):
            raise from_os(error) from error
        raise
    done.settle(keep_before=keep_before)


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
        aside = keep_aside(path, clock.now()) if path.exists() else None
        moment = read_copy(copy).moment
        wish = _Wish(user_id, _people_left_in(path, key), moment, clock)
        staged = _staged(path, copy, (key, _salt_for(copy)), wish)
        _with_staged(staged, lambda: _exchange(path, staged, key, clock, keep_before=aside is None))
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


def _people_left_in(path: Path, key: bytes) -> list[dict[str, Any]]:
    """Return the people of today from what can still be read of a damaged office; else nobody."""
    names = [column.name for column in User.__table__.columns if column.name != "row_version"]
    if not path.is_file():
        return []
    query = f"SELECT {', '.join(names)} FROM users"  # noqa: S608 (names of our own columns)
    with (
        contextlib.suppress(StorageError),
        translated(),
        contextlib.closing(connect(path, key, read_only=True)) as connection,
    ):
        return [dict(zip(names, row, strict=True)) for row in connection.execute(query)]
    return []


def _with_staged(staged: Path, work: Callable[[], None]) -> None:
    try:
        work()
    except BaseException:
        discard(staged)
        raise


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
    return keys.file_salt(copy)


def _keep_or_take_envelope(path: Path, copy: Path) -> None:
    """Leave today's passwords as they are; take those of the copy only where there are none."""
    with contextlib.suppress(OSError, StorageError):
        keys.load_envelope(keys.envelope_path(path).read_bytes())
        return
    with contextlib.suppress(OSError):
        write_whole(keys.envelope_path(path), keys.envelope_path(copy).read_bytes())
