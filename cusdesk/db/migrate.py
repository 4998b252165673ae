"""Bringing an office file to today's schema: numbered SQL files, one exclusive transaction.

A migration is `migrations/mNNNN_name.sql`, never edited after its release. The step, its version
number and the newly generated triggers are committed together or not at all.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.db import capture
from cusdesk.db.audit import guards
from cusdesk.db.engine import APPLICATION_ID, scalar
from cusdesk.db.errors import translated

if TYPE_CHECKING:
    import sqlcipher3.dbapi2 as driver

_NAME = re.compile(r"m(\d{4})_\w+\.sql")


def migrations() -> list[tuple[int, str]]:
    """Return (number, SQL text) of every migration, in order."""
    return list(_migrations())


@cache  # they are part of the program, and every opening asks for the newest
def _migrations() -> tuple[tuple[int, str], ...]:
    found = []
    for entry in resources.files("cusdesk.db.migrations").iterdir():
        match = _NAME.fullmatch(entry.name)
        if match:
            found.append((int(match[1]), entry.read_text(encoding="utf-8")))
    return tuple(sorted(found))


def latest_version() -> int:
    """Return the schema version this program writes."""
    return migrations()[-1][0]


def check_version(connection: driver.Connection) -> int:
    """Return the file's schema version.

    Raises:
        StorageError: `storage.not_an_office` or `storage.newer`.
    """
    with translated():
        application = scalar(connection, "PRAGMA application_id")
        version = int(scalar(connection, "PRAGMA user_version"))
    if application != APPLICATION_ID:
        raise StorageError("storage.not_an_office")
    if version > latest_version():
        raise StorageError("storage.newer")
    return version


def statements_of(sql: str) -> list[str]:
    """Return the statements of a migration text; a statement ends at `;` before a line end."""
    body = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    return [part.strip() for part in re.split(r";\s*(?:\n|$)", body) if part.strip()]


def migrate(connection: driver.Connection, version: int) -> None:
    """Run every migration above `version`, with the capture muted, and renew the triggers.

    Raises:
        StorageError: the disk or the file failed; the file is as it was.
    """
    with translated():
        connection.execute("BEGIN EXCLUSIVE")
        try:
            if version:
                connection.execute("UPDATE capture_state SET muted = 1")
            for number, sql in migrations():
                if number > version:
                    for statement in statements_of(sql):
                        connection.execute(statement)
            capture.install(connection)
            guards.install(connection)
            connection.execute("UPDATE capture_state SET muted = 0")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {latest_version()}")
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise StorageError("storage.damaged")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
