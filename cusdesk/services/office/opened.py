"""An open office, and who works in it with which rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.core.looked_at import wipe_opened
from cusdesk.db.database import Database, Step, UnitOfWork
from cusdesk.domain import access

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.core.clock import Clock
    from cusdesk.db.lock import Holder
    from cusdesk.db.open_file import OpenedFile


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
