"""Making and opening an office file: lock, unwrap, open, version, check, backup, migrate."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.core.ids import new_id, parse_id, text_id
from cusdesk.core.places import Place, place_of
from cusdesk.db import keys
from cusdesk.db.attempts import check_attempts, forget_failures, note_failure, read_attempts
from cusdesk.db.backup import backup_dir, make_backup
from cusdesk.db.copy_files import BEFORE_VERSION, copy_name, free_path
from cusdesk.db.database import Database
from cusdesk.db.diagnosis import DAMAGE, check_reachable, explain, is_foreign, note_damage
from cusdesk.db.engine import connect, use_truncate_journal
from cusdesk.db.errors import from_os, translated
from cusdesk.db.lock import OfficeLock
from cusdesk.db.migrate import check_version, latest_version, migrate
from cusdesk.db.page_check import PageCheck, check_pages
from cusdesk.db.restore import recover

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import sqlcipher3.dbapi2 as driver

    from cusdesk.core.clock import Clock
    from cusdesk.db.keys import KeyCost


_GUESSES = {"storage.wrong_password", "storage.wrong_recovery_code"}


@dataclass(slots=True)
class OpenedFile:
    """An open office file with its lock.

    Attributes:
        user_id: whose password opened it; None when the recovery code did.
        user_name: the same, as the envelope names the person.
        has_temporary: somebody else set that password.
        failures: wrong passwords typed on this computer since the last right one.
    """

    database: Database
    lock: OfficeLock | None
    user_id: bytes | None
    user_name: str
    has_temporary: bool = False
    failures: int = 0

    def exchange(self, work: Callable[[], None], clock: Clock) -> None:
        """Close the file, let `work` put another in its place, open it; the lock stays with us.

        When `work` fails, what lies there is opened again before its error goes on.
        """
        before = self.database
        before.close()
        try:
            work()
        finally:
            check = PageCheck(before.path, before.key)
            self.database = Database(before.path, before.key, clock, check=check)

    def close(self) -> None:
        """Close the file and give the lock back."""
        self.database.close()
        if self.lock is not None:
            self.lock.release()
            self.lock = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """What opens the file: a password (of a named user or of any), or the recovery code."""

    password: str | None = None
    recovery_code: str | None = None
    user_name: str | None = None


def create_file(
    path: Path, *, user_name: str, password: str, clock: Clock, cost: KeyCost | None = None
) -> tuple[OpenedFile, str]:
    """Make an empty office file with one user; return it open, and its recovery code.

    Raises:
        StorageError: the file exists, lies on a share or in a cloud folder, the folder cannot be
            written, the disk is full.
    """
    _refuse_strange_place(place_of(path.resolve()))
    if path.exists():
        raise StorageError("storage.file_exists", name=path.name)
    code = keys.new_recovery_code()
    key = keys.derive_database_key(keys.parse_recovery_code(code))
    lock = OfficeLock(path)
    lock.acquire(clock.now())
    try:
        with translated():
            connection = connect(path, key)
            try:
                use_truncate_journal(connection)
                migrate(connection, 0)
            finally:
                connection.close()
        user_id = new_id()
        envelope = keys.Envelope(keys.key_check(key))
        first = keys.NewPassword(password, changed_on=clock.today().isoformat(), cost=cost)
        envelope.wrap(key, first, user_id=text_id(user_id), name=user_name)
        keys.write_envelope(path, envelope)
    except OSError as error:
        _discard(path)
        lock.release()
        raise StorageError("storage.folder_read_only") from error
    except BaseException:
        _discard(path)
        lock.release()
        raise
    return OpenedFile(Database(path, key, clock), lock, user_id, user_name), code


def _refuse_strange_place(place: Place) -> None:
    """Refuse to make an office where its file would not be safe."""
    if place.kind == "share":
        raise StorageError("storage.on_share")
    if place.kind == "cloud":
        raise StorageError("storage.in_cloud", cloud=place.name)


def _discard(path: Path) -> None:
    """Remove a half-made office: nothing was ever in it."""
    for leftover in (path, path.with_name(path.name + "-journal"), keys.envelope_path(path)):
        with contextlib.suppress(OSError):
            leftover.unlink(missing_ok=True)


def open_file(
    path: Path, credentials: Credentials, *, clock: Clock, read_only: bool = False
) -> OpenedFile:
    """Open an office file by the protocol of docs/file_format.md.

    Raises:
        StorageError: missing, locked, wrong password or code, not an office, of another office,
            newer, read-only, damaged (`aside` says where all of it was kept), or the disk failed.
    """
    lock = None
    try:
        check_reachable(path, read_only=read_only)
        if not read_only:
            lock = OfficeLock(path)
            lock.acquire(clock.now())
            recover(path)
        check_attempts(path, clock)
        failures = read_attempts(path).failures
        key, user = _unlock_counting(path, credentials, clock)
        database = _open_database(path, key, credentials, clock, read_only=read_only)
    except BaseException as error:
        if lock is not None:
            lock.release()
        if isinstance(error, OSError):  # no file handles left, a failing disk
            raise from_os(error) from error
        raise
    if not read_only:
        keys.refresh_profile_copy(path)
    if user is None:
        return OpenedFile(database, lock, None, credentials.user_name or "", failures=failures)
    user_id = parse_id(user.user_id)
    return OpenedFile(database, lock, user_id, user.name, user.is_temporary, failures)


def _open_database(
    path: Path, key: bytes, credentials: Credentials, clock: Clock, *, read_only: bool
) -> Database:
    """Prove the file and return it open; a damaged one is kept aside first."""
    try:
        connection, is_checked = _prove_and_migrate(path, key, clock, read_only=read_only)
    except StorageError as error:
        said = explain(path, key, error, by_code=credentials.recovery_code is not None)
        if said.key in DAMAGE and not read_only:
            said = note_damage(path, key, clock.now())
        raise said from error
    check = PageCheck(path, key, is_passed=is_checked)
    return Database(path, key, clock, read_only=read_only, check=check, first=connection)


def _unlock_counting(
    path: Path, credentials: Credentials, clock: Clock
) -> tuple[bytes, keys.WrappedKey | None]:
    """Unlock; wrong passwords in a row make the next try wait."""
    try:
        found = _unlock(path, credentials)
    except StorageError as failure:
        if failure.key in _GUESSES:
            note_failure(path, clock)
        raise
    forget_failures(path)
    return found


def _unlock(path: Path, credentials: Credentials) -> tuple[bytes, keys.WrappedKey | None]:
    """Return the key and whose password gave it, nobody's for the recovery code."""
    if credentials.recovery_code is not None:
        key = keys.derive_database_key(keys.parse_recovery_code(credentials.recovery_code))
        envelope = None
        with contextlib.suppress(StorageError):  # a damaged envelope is why the code is used
            envelope = keys.read_envelope(path)
        if envelope is not None and envelope.key_check != keys.key_check(key):
            raise StorageError("storage.wrong_recovery_code")
        return key, None
    envelope = keys.read_envelope(path)
    if envelope is None:
        if is_foreign(path):
            raise StorageError("storage.not_an_office")
        raise StorageError("storage.keys_missing", name=keys.envelope_path(path).name)
    if credentials.password is None:
        raise StorageError("storage.password_needed")
    return envelope.unwrap(credentials.password, credentials.user_name)


def _prove_and_migrate(
    path: Path, key: bytes, clock: Clock, *, read_only: bool
) -> tuple[driver.Connection, bool]:
    """Bring a file of ours to today's schema.

    Return the connection that proved it, and whether every page of the file was checked.
    """
    connection = connect(path, key, read_only=read_only)
    try:
        version = check_version(connection)
        if version == latest_version():
            return connection, False
        if read_only:
            raise StorageError("storage.older_read_only")
        check_pages(connection)
        target = free_path(backup_dir(path) / copy_name(BEFORE_VERSION, clock.now()))
        make_backup(path, key, target, reason=BEFORE_VERSION, now=clock.now())
        use_truncate_journal(connection)
        migrate(connection, version)
    except BaseException:
        connection.close()
        raise
    return connection, True
