"""An open office file: the only road to the data; how an operation runs is in `unit_of_work`.

A write is one operation in one `BEGIN IMMEDIATE` transaction; the triggers file every change under
it. Reads get a session of their own that sees one state and lets go at once. No transaction is ever
open while a person thinks.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from cusdesk.core.errors import ConflictError, StorageError
from cusdesk.db.audit.chain import CLOCK
from cusdesk.db.audit.outside import keep_head
from cusdesk.db.engine import WRITE_OPTION, make_engine
from cusdesk.db.errors import translated
from cusdesk.db.raw_file import hold, let_go
from cusdesk.db.unit_of_work import Step, UnitOfWork, add_writer, begin, finish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import sqlcipher3.dbapi2 as driver

    from cusdesk.core.clock import Clock
    from cusdesk.db.page_check import PageCheck

__all__ = ["Database", "Step", "UnitOfWork"]


class Database:
    """One open office file.

    Attributes:
        path: the file.
        read_only: no write is possible.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        clock: Clock,
        *,
        read_only: bool = False,
        check: PageCheck | None = None,
        first: driver.Connection | None = None,
    ) -> None:
        self._check = check
        self.path = path
        self.read_only = read_only
        self._key = key
        self._clock = clock
        self._is_held = hold(path)
        self._engine = make_engine(path, key, read_only=read_only, first=first)
        self._write_engine = self._engine.execution_options(**{WRITE_OPTION: True})
        self._write_lock = threading.Lock()
        self._writer: int | None = None

    @property
    def key(self) -> bytes:
        """The database key, for backups and the envelope."""
        return self._key

    def check(self) -> None:
        """Check every page of the file, once; every write waits for it.

        A file opened only for reading is not checked: the program that writes would have to wait.

        Raises:
            StorageError: `storage.damaged`; nothing can be written.
        """
        if self._check is not None and not self.read_only:
            self._check.run()

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one state of the data and cannot change it.

        Raises:
            StorageError: the file or the disk failed.
        """
        with translated(), Session(self._engine, autoflush=False) as session:
            yield session
            session.rollback()

    @contextlib.contextmanager
    def write(self, step: Step, user_id: bytes | None) -> Iterator[UnitOfWork]:
        """Run one operation; it is committed when the block ends and undone when it raises.

        Raises:
            StorageError: read-only office, disk full, locked or damaged file; nothing was changed.
            ConflictError: a row was changed by somebody else meanwhile.
        """
        if self.read_only:
            raise StorageError("storage.opened_read_only")
        self.check()
        with self._write_lock, translated(), self._write_session() as session:
            first_writer = self._writer
            try:
                work = self._begin(session, step, user_id)
                yield work
                session.flush()
                work.changes = finish(session, work)
                session.commit()
            except StaleDataError as error:
                self._writer = first_writer
                raise ConflictError("storage.conflict") from error
            except BaseException:
                self._writer = first_writer
                raise

    @contextlib.contextmanager
    def write_unrecorded(self) -> Iterator[Session]:
        """Give a session for what is no operation: drafts, derived indexes, entries of the log.

        Raises:
            StorageError: as `write`.
        """
        if self.read_only:
            raise StorageError("storage.opened_read_only")
        self.check()
        with self._write_lock, translated(), self._write_session() as session:
            yield session
            session.commit()

    @contextlib.contextmanager
    def exclusively(self) -> Iterator[None]:
        """Keep every other write of this program away, for work on the file as a whole.

        Raises:
            StorageError: the office was opened for reading only.
        """
        if self.read_only:
            raise StorageError("storage.opened_read_only")
        with self._write_lock:
            yield

    def _write_session(self) -> Session:
        return Session(self._write_engine, info={CLOCK: self._clock})

    def close(self) -> None:
        """Let go of every connection, and remember the head of the log outside the file."""
        if not self.read_only:
            with (
                contextlib.suppress(StorageError, OSError, SQLAlchemyError),
                self.read() as session,
            ):
                keep_head(session)
        with self._write_lock:
            self._engine.dispose()
        if self._is_held:
            self._is_held = False
            let_go(self.path)

    def _begin(self, session: Session, step: Step, user_id: bytes | None) -> UnitOfWork:
        now = self._clock.epoch_ms()
        if self._writer is None:
            self._writer = add_writer(session, now)
        return begin(session, step, user_id, self._writer, now)
