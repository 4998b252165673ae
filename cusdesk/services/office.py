"""The open office: making it, opening it, its settings. Every use case takes it first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from cusdesk.core.clock import Clock, SystemClock
from cusdesk.core.errors import RuleError, StorageError
from cusdesk.core.ids import starter_id
from cusdesk.core.looked_at import wipe_leftovers, wipe_opened
from cusdesk.core.unfinished import sweep
from cusdesk.db.backup import make_backup, verify_file
from cusdesk.db.copy_files import MANUAL, SUFFIX, copies_folder, copies_in, copy_name, free_path
from cusdesk.db.copy_state import moment_of, read_state
from cusdesk.db.database import Database, Step, UnitOfWork
from cusdesk.db.errors import from_os
from cusdesk.db.open_file import Credentials, OpenedFile, create_file, open_file
from cusdesk.domain import access
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import one_line
from cusdesk.models.office import Setting, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from sqlalchemy.orm import Session

    from cusdesk.db.keys import KeyCost
    from cusdesk.db.lock import Holder
    from cusdesk.domain.reports import OfficeHeader

FILE_SUFFIX = SUFFIX


class Office:
    """An open office file, with the person who opened it.

    Attributes:
        path: the office file.
        name: the centre's name, as set up.
        user_name: who works here now.
        roles: what they are here for; the rights follow from them.
        must_change_password: somebody else set the password that opened the file.
        opened_by_code: the recovery code opened the file, nobody's password.
        failed_logins: wrong passwords typed on this computer before the right one.
        read_only: opened only for reading.
        why_read_only: a sentence, when that was not what was asked for.
        clock: where every date of today comes from.
    """

    def __init__(self, path: Path, opened: OpenedFile, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self.user_name = opened.user_name
        self._opened = opened
        self._is_closed = False
        self.user_id = opened.user_id
        self.name = ""
        self.why_read_only = ""
        self.must_change_password = opened.has_temporary
        self.opened_by_code = opened.user_id is None
        self.failed_logins = opened.failures
        self.roles: frozenset[access.Role] = frozenset()
        self.rights: frozenset[str] = frozenset()

    @property
    def database(self) -> Database:
        """The data, for services only.

        Raises:
            StorageError: the office was closed, as by locking the program.
        """
        if self._is_closed:
            raise StorageError("storage.closed")
        return self._opened.database

    @property
    def read_only(self) -> bool:
        """Whether writes are refused."""
        return self._opened.database.read_only

    def read(self) -> AbstractContextManager[Session]:
        """Give a session that sees one state of the data."""
        return self.database.read()

    def write(
        self,
        kind: str,
        *,
        record: tuple[str, bytes] | None = None,
        merges: bool = False,
        undoable: bool = True,
        count: int = 1,
    ) -> AbstractContextManager[UnitOfWork]:
        """Start one operation; see `db.database.Step` for the arguments.

        Raises:
            RuleError: `access.denied`: this person may not do operations of this kind.
        """
        self.require(access.right_of_operation(kind))
        step = Step(kind, record=record, merges=merges, undoable=undoable, count=count)
        return self.database.write(step, self.user_id)

    def take_roles(self, roles: Iterable[access.Role]) -> None:
        """Let this person do from now on what these roles may do."""
        self.roles = frozenset(roles)
        self.rights = access.rights_of(self.roles)

    def may(self, *rights: str) -> bool:
        """Tell whether this person has all of the rights."""
        return self.rights.issuperset(rights)

    def can_change(self, feature: str) -> bool:
        """Tell whether this person may write records of a feature here and now."""
        return not self.read_only and self.may(access.right_of_operation(feature))

    def require(self, *rights: str) -> None:
        """Refuse when this person lacks one of the rights.

        Raises:
            RuleError: `access.denied`, naming the roles that have it.
        """
        access.check(self.rights, *rights)

    @property
    def left_by(self) -> Holder | None:
        """Who worked before and was cut off without closing the office; None for nobody."""
        return self._opened.lock.left_by if self._opened.lock else None

    def exchange_file(self, work: Callable[[], None]) -> None:
        """Close the file, let `work` put another in its place, and go on with that one.

        Raises:
            StorageError: the office was opened for reading only; or whatever `work` raises.
        """
        if self.read_only:
            raise StorageError("storage.opened_read_only")
        self._opened.exchange(work, self.clock)

    def close(self) -> None:
        """Close the file; the office is of no use afterwards. Copies to look at are wiped."""
        self._is_closed = True
        self._opened.close()
        wipe_opened()


@dataclass(frozen=True, slots=True)
class CreatedOffice:
    """A new office and the code to be printed and put into the safe."""

    office: Office
    recovery_code: str


def create_office(
    path: Path,
    *,
    name: str,
    user_name: str,
    password: str,
    clock: Clock | None = None,
    cost: KeyCost | None = None,
) -> CreatedOffice:
    """Make a new office file with its first user and the starter dictionaries.

    Raises:
        StorageError: the file exists or cannot be written.
    """
    clock = clock or SystemClock()
    name, user_name = one_line(name), one_line(user_name)
    opened, code = create_file(path, user_name=user_name, password=password, clock=clock, cost=cost)
    office = Office(path, opened, clock)
    office.take_roles(access.FIRST_ROLES)
    try:
        with office.write("office.create", undoable=False) as work:
            roles = access.format_roles(office.roles)
            work.session.add(User(id=opened.user_id, name=user_name, roles=roles))
            put_setting(work.session, "office.name", name)
    except BaseException:
        office.close()
        raise
    office.name = name
    return CreatedOffice(office, code)


def open_office(
    path: Path,
    *,
    password: str | None = None,
    recovery_code: str | None = None,
    user_name: str | None = None,
    read_only: bool = False,
    clock: Clock | None = None,
) -> Office:
    """Open an office with a password, or with the recovery code from the printed sheet.

    Raises:
        StorageError: see `db.open_file.open_file`.
        RuleError: `access.switched_off`: the office does not know this person any more.
    """
    clock = clock or SystemClock()
    sweep()
    credentials = Credentials(password, recovery_code, user_name)
    opened = open_file(Path(path), credentials, clock=clock, read_only=read_only)
    wipe_leftovers()
    office = Office(Path(path), opened, clock)
    try:
        with office.read() as session:
            office.name = str(setting(session, "office.name", ""))
            _take_place(session, office)
        if not read_only:
            _lose_the_erased_again(opened.database, clock)
    except BaseException as error:
        office.close()
        if isinstance(error, OSError):  # the profile cannot be written
            raise from_os(error) from error
        raise
    return office


def _lose_the_erased_again(database: Database, clock: Clock) -> None:
    """Erase whoever an older file, put in the place of a newer one, still holds."""
    from cusdesk.services.protection.register import reapply_erasures

    reapply_erasures(database, clock.today())


def _take_place(session: Session, office: Office) -> None:
    """Give the person who opened the file their name and roles as the office knows them.

    The recovery code is nobody's: it opens as administrator, to set passwords anew.

    Raises:
        RuleError: the keys know somebody whom the office does not, or has switched off.
    """
    if office.user_id is None:
        office.user_name = access.role_name("paper")
        office.take_roles([access.Role.ADMINISTRATOR])
        return
    user = session.get(User, office.user_id)
    if user is None or user.retired_at is not None:
        raise RuleError("access.switched_off", name=office.user_name)
    office.user_name = user.name
    office.take_roles(access.parse_roles(user.roles))


def setting(session: Session, key: str, default: Any = None) -> Any:  # noqa: ANN401 (JSON value)
    """Return an office setting, `default` when it was never set."""
    row = session.get(Setting, starter_id("setting", key))
    return default if row is None or row.retired_at is not None else json.loads(row.value_json)


def put_setting(session: Session, key: str, value: object) -> None:
    """Set an office setting inside a running operation."""
    row = session.get(Setting, starter_id("setting", key))
    content = json.dumps(value, ensure_ascii=False)
    if row is None:
        session.add(Setting(id=starter_id("setting", key), key=key, value_json=content))
    else:
        row.value_json, row.retired_at = content, None


@needs("office.see")
def office_setting(office: Office, key: str, default: Any = None) -> Any:  # noqa: ANN401 (JSON in, JSON out)
    """Return an office setting, `default` when it was never set."""
    with office.read() as session:
        return setting(session, key, default)


def office_header(session: Session) -> OfficeHeader:
    """Return what stands at the head of every paper: name, address, contact, place."""
    from cusdesk.domain.reports import OfficeHeader  # not needed to open an office

    return OfficeHeader(
        name=str(setting(session, "office.name", "")),
        address_lines=tuple(setting(session, "office.address", ())),
        contact=str(setting(session, "office.contact", "")),
        place=str(setting(session, "office.place", "")),
    )


@needs("copies.make")
def backup_office(office: Office, target: Path | None = None, reason: str = MANUAL) -> Path:
    """Make a checked copy of the office file; return where it lies.

    Raises:
        StorageError: the copy could not be made or did not pass its check.
    """
    now = office.clock.now()
    if target is None:
        target = free_path(copies_home(office) / copy_name(reason, now))
    elif target.exists():
        raise StorageError("storage.file_exists", name=target.name)
    make_backup(office.path, office.database.key, target, reason=reason, now=now)
    return target


@needs("office.see")
def copies_home(office: Office) -> Path:
    """Return (and create) the folder of the copies of an open office on this computer.

    The salt is asked of the open file: to open it once more and close it would, on Linux, let go of
    the locks of every connection of this program.

    Raises:
        StorageError: the profile cannot be written.
    """
    with office.read() as session:
        salt = str(session.scalar(text("PRAGMA cipher_salt")))
    try:
        return copies_folder(salt)
    except OSError as error:
        raise from_os(error) from error


@needs("office.see")
def last_backup(office: Office) -> float | None:
    """Return when the newest checked copy was made, in seconds since 1970; None without one."""
    home = copies_home(office)
    moments = [copy.moment for copy in copies_in(home) if copy.is_checked]
    outside = moment_of(read_state(home).outside_moment)
    if outside is not None:
        moments.append(outside)
    return max((moment.timestamp() for moment in moments), default=None)


@needs("office.see")
def verify_office(office: Office) -> int:
    """Check every page and reference of the office file; return the number of residents.

    Raises:
        StorageError: `storage.damaged`.
    """
    return verify_file(office.path, office.database.key)
