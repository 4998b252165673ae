"""One language for every office file, so that a statement is put into words once a process.

SQLAlchemy keeps compiled statements by dialect, and makes a dialect an engine. The window opens an
office again after each lock, and a restore opens the new file: they speak the same SQL.
"""

from __future__ import annotations

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

URL = "cusdesk://"
_MOST_STATEMENTS = 1000

compiled_statements: LRUCache[object, object] = LRUCache(_MOST_STATEMENTS)
"""The option `compiled_cache` of every engine of an office."""


class OfficeDialect(SQLiteDialect_pysqlite):
    """SQLite as the pinned driver speaks it; any two of them are the same."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OfficeDialect)

    def __hash__(self) -> int:
        return hash(OfficeDialect)


registry.register("cusdesk", __name__, OfficeDialect.__name__)
