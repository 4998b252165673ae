"""Connections to the office file: key, pragmas, and transactions begun by us alone.

TRUNCATE + FULL is the journal mode that lost nothing in any replayed power cut and leaves one lone
file after a kill (docs/adr/0003). The driver's own transaction handling is switched off: it commits
before DDL and would half-apply a migration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool

from cusdesk.db.dialect import URL, compiled_statements
from cusdesk.db.errors import translated

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

APPLICATION_ID = 0x43555344  # "CUSD"
_POOL_SIZE = 3  # one writer, two readers
_CACHE_KIB = 65536 // _POOL_SIZE
_BUSY_TIMEOUT_MS = 5000
WRITE_OPTION = "cusdesk_write"


def connect(
    path: Path, key: bytes, *, read_only: bool = False, salt: str = ""
) -> driver.Connection:
    """Open one raw connection with key and pragmas set.

    Shape: `key` is the 32-byte database key. A wrong key, a foreign file or a torn first page may
    show here or only at the first query. `salt` (16 bytes in hex) is for a new file alone: it would
    otherwise get a random one.

    Raises:
        StorageError: the file cannot be opened.
    """
    with translated():
        if read_only:
            connection = driver.connect(
                f"{path.resolve().as_uri()}?mode=ro",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
            )
        else:
            connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            _set_up(connection, key + bytes.fromhex(salt), read_only=read_only)
        except driver.Error:
            connection.close()
            raise
    return connection


def _set_up(connection: driver.Connection, key: bytes, *, read_only: bool) -> None:
    run = connection.execute
    run("PRAGMA cipher_log_level = NONE")
    run(f"PRAGMA key = \"x'{key.hex()}'\"")
    run(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    run(f"PRAGMA cache_size = -{_CACHE_KIB}")
    run("PRAGMA temp_store = MEMORY")
    run("PRAGMA foreign_keys = ON")
    # Without it INSERT OR REPLACE would delete rows behind the back of the delete guard.
    run("PRAGMA recursive_triggers = ON")
    run("PRAGMA trusted_schema = OFF")
    if not read_only:
        run("PRAGMA secure_delete = ON")
        run("PRAGMA synchronous = FULL")


def use_truncate_journal(connection: driver.Connection) -> None:
    """Set the journal mode; touches the file, so only after the key has proved right."""
    connection.execute("PRAGMA journal_mode = TRUNCATE")


def make_engine(
    path: Path, key: bytes, *, read_only: bool = False, first: driver.Connection | None = None
) -> Engine:
    """Return the engine of an office file: a pool of one writer and two readers.

    `first` is an open connection of the same kind that nobody else uses any more; the pool takes
    it over, because reading the schema again costs a third of an opening.
    """
    waiting = [first] if first is not None else []

    def creator() -> driver.Connection:
        """Open the next connection of the pool."""
        connection = waiting.pop() if waiting else connect(path, key, read_only=read_only)
        if not read_only:
            use_truncate_journal(connection)
        return connection

    engine = create_engine(
        URL,
        creator=creator,
        module=driver,
        poolclass=QueuePool,
        pool_size=_POOL_SIZE,
        max_overflow=0,
        pool_timeout=30,
        pool_use_lifo=True,  # the connection used last has its pages in memory
        pool_reset_on_return="rollback",
        execution_options={"compiled_cache": compiled_statements},
        hide_parameters=True,  # SQLAlchemy would put what was typed into its errors' words
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITE_OPTION)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "checkin")
    def _end(connection: driver.Connection | None, _record: object) -> None:
        # A commit that found the file busy leaves its transaction open, and SQLAlchemy takes it
        # for ended: its lock would keep everybody out, this program too, until it is closed.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    if first is not None:
        engine.connect().close()  # the pool has it now and will close it
    return engine


def scalar(connection: driver.Connection, sql: str) -> Any:  # noqa: ANN401 (any SQLite type)
    """Return the first column of the first row of a query on a raw connection."""
    row = connection.execute(sql).fetchone()
    return None if row is None else row[0]
