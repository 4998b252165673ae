"""The migrations and the mapped classes say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from cusdesk.models import Base

if TYPE_CHECKING:
    from cusdesk.services.office import Office


def plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip()


def test_migrated_file_has_the_tables_of_the_models(office: Office) -> None:
    with office.read() as session:
        rows = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        in_file = {name: plain(sql) for name, sql in rows if not name.startswith("sqlite_")}

    dialect = sqlite.dialect()
    in_models = {
        table.name: plain(str(CreateTable(table).compile(dialect=dialect)))
        for table in Base.metadata.sorted_tables
    }
    assert in_file == in_models


def test_migrated_file_has_the_indexes_of_the_models(office: Office) -> None:
    with office.read() as session:
        in_file = set(
            session.scalars(
                text("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
            )
        )
    in_models = {str(i.name) for t in Base.metadata.sorted_tables for i in t.indexes}
    assert in_file == in_models


def test_personal_tables_carry_their_subject() -> None:
    for table in Base.metadata.sorted_tables:
        if "resident_id" in table.columns and "feature" in table.info:
            assert "subject_id" in table.columns, table.name


def test_journal_mode_and_guards_are_set(office: Office) -> None:
    with office.read() as session:
        pragmas = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert pragmas == {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
