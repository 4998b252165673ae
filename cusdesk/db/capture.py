"""The triggers that record every write, generated from the mapped classes' metadata.

They are plain SQL, so that the ORM, bulk statements and raw SQL are all recorded in their own
transaction, and a tool that writes without an operation is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.models import Base
from cusdesk.models.base import UNCAPTURED

if TYPE_CHECKING:
    import sqlcipher3.dbapi2 as driver
    from sqlalchemy import Table

PREFIX = "capture_"


def captured_tables() -> list[Table]:
    """Return the tables that belong to a feature, in dependency order."""
    return [t for t in Base.metadata.sorted_tables if "feature" in t.info]


def table_features() -> dict[str, str]:
    """Return table name → feature word."""
    return {t.name: str(t.info["feature"]) for t in captured_tables()}


def captured_fields(table: Table) -> list[str]:
    """Return the columns of a table whose changes are recorded."""
    return [c.name for c in table.columns if c.name not in UNCAPTURED]


def trigger_statements(table: Table, number: int) -> list[str]:
    """Return the CREATE TRIGGER statements of one table; `number` is its short number."""
    name = table.name
    subject = "NEW.subject_id" if "subject_id" in table.columns else "NULL"
    active = "(SELECT muted FROM capture_state) = 0"
    guard = (
        "SELECT RAISE(ABORT, 'write outside an operation')"
        " WHERE (SELECT operation FROM capture_state) IS NULL;"
    )
    into = "INSERT INTO changes (writer, operation, tbl, row_id, subject_id"
    created = f"SELECT writer, operation, {number}, NEW.id, {subject}"
    moved = "NEW.id IS NOT OLD.id"
    if subject != "NULL":
        moved += " OR NEW.subject_id IS NOT OLD.subject_id"
    updates = "\n".join(
        f'  {into}, field, before, after) {created}, \'{field}\', OLD."{field}", NEW."{field}"'
        f' FROM capture_state WHERE NEW."{field}" IS NOT OLD."{field}";'
        for field in captured_fields(table)
    )
    on_insert = (
        f"CREATE TRIGGER {PREFIX}{name}_insert AFTER INSERT ON {name} WHEN {active} BEGIN\n"
        f"  {guard}\n  {into}) {created} FROM capture_state;\nEND"
    )
    on_update = (
        f"CREATE TRIGGER {PREFIX}{name}_update AFTER UPDATE ON {name} WHEN {active} BEGIN\n"
        f"  {guard}\n"
        f"  SELECT RAISE(ABORT, 'id and subject never change') WHERE {moved};\n"
        f"{updates}\nEND"
    )
    on_delete = (
        f"CREATE TRIGGER {PREFIX}{name}_delete BEFORE DELETE ON {name}"  # noqa: S608 (own names)
        " WHEN (SELECT erasing FROM capture_state) = 0 BEGIN\n"
        "  SELECT RAISE(ABORT, 'rows are retired, never deleted');\nEND"
    )
    return [on_insert, on_update, on_delete]


def install(connection: driver.Connection) -> None:
    """Drop all capture triggers and create those of today's metadata, inside the transaction."""
    old = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE ?", (f"{PREFIX}%",)
    ).fetchall()
    for (name,) in old:
        connection.execute(f'DROP TRIGGER "{name}"')
    numbers = dict(connection.execute("SELECT name, id FROM captured_tables").fetchall())
    for table in captured_tables():
        if table.name not in numbers:
            connection.execute("INSERT INTO captured_tables (name) VALUES (?)", (table.name,))
            numbers[table.name] = connection.execute("SELECT last_insert_rowid()").fetchone()[0]
        for statement in trigger_statements(table, numbers[table.name]):
            connection.execute(statement)
    connection.execute("INSERT OR IGNORE INTO capture_state (id, muted, erasing) VALUES (1, 0, 0)")
