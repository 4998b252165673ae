"""The migrations and the mapped classes say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from cusdesk.models import Base

if TYPE_CHECKING:
    from cusdesk.services.office import Office


def shape(session: Session) -> dict[str, set[tuple[object, ...]]]:
    """Return table → its columns and references, whatever the order a migration added them in."""
    tables = session.scalars(
        text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    ).all()
    return {
        table: {
            (row.name, row.type, row.notnull, row.dflt_value, row.pk)
            for row in session.execute(text(f'PRAGMA table_info("{table}")'))
        }
        | {
            (row[3], "references", row[2], row[4])
            for row in session.execute(text(f'PRAGMA foreign_key_list("{table}")'))
        }
        for table in tables
    }


def test_migrated_file_has_the_tables_of_the_models(office: Office) -> None:
    with office.read() as session:
        in_file = shape(session)
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        in_models = shape(session)
    engine.dispose()

    assert {name: columns ^ in_models.get(name, set()) for name, columns in in_file.items()} == {
        name: set() for name in in_models
    }


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
