"""Making an office and opening one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.clock import Clock, SystemClock
from cusdesk.core.errors import RuleError
from cusdesk.core.looked_at import wipe_leftovers
from cusdesk.core.unfinished import sweep
from cusdesk.db.errors import from_os
from cusdesk.db.open_file import Credentials, create_file, open_file
from cusdesk.domain import access
from cusdesk.domain.polish_text import one_line
from cusdesk.models.office import User
from cusdesk.services.office.opened import Office
from cusdesk.services.office.settings import put_setting, setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.db.database import Database
    from cusdesk.db.keys import KeyCost


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
