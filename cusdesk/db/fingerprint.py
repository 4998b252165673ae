"""Counts and a hash of every row of a file, for telling whether a copy holds what the office holds.

The rows are put into words by SQLite itself, a few thousand at a time: no lock is held for long and
the threads of the window go on working meanwhile.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.db.engine import scalar

if TYPE_CHECKING:
    import sqlcipher3.dbapi2 as driver

_ROWS_A_STEP = 4000


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How many rows all the tables have, and the SHA-256 of their values (hex)."""

    rows: int
    digest: str


def fingerprint(connection: driver.Connection) -> Fingerprint:
    """Return the fingerprint of an open file.

    Tables without row numbers are only counted: they are search indexes, made from the others.
    """
    total, digest = 0, hashlib.sha256()
    tables = connection.execute(
        "SELECT name, wr FROM pragma_table_list"
        " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    for name, without_rowid in tables:
        quoted = '"' + name.replace('"', '""') + '"'
        if without_rowid:
            rows = int(scalar(connection, f"SELECT count(*) FROM {quoted}"))  # noqa: S608 (quoted)
        else:
            rows = _hash_table(connection, quoted, digest)
        digest.update(f"{name} {rows}\n".encode())
        total += rows
    return Fingerprint(total, digest.hexdigest())


def _hash_table(connection: driver.Connection, table: str, digest: hashlib._Hash) -> int:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = "||','||".join('quote("' + name.replace('"', '""') + '")' for name in columns)
    step = (
        f"SELECT count(*), max(r), group_concat({values}, char(10))"  # noqa: S608 (quoted names)
        f" FROM (SELECT *, rowid AS r FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?)"
    )
    total, last = 0, -(2**63)
    while True:
        rows, reached, words = connection.execute(step, (last, _ROWS_A_STEP)).fetchone()
        if not rows:
            return total
        digest.update(words.encode())
        total += rows
        last = reached
