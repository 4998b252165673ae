"""Print the schema of the mapped classes as plain SQL: the start of a new migration.

Usage: python tools/schema_sql.py > draft.sql
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def schema_statements() -> list[str]:
    """Return CREATE statements for every table and index of the models, in dependency order."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from cusdesk.models import Base

    dialect = sqlite.dialect()
    statements = []
    for table in Base.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        statements.extend(
            str(CreateIndex(index).compile(dialect=dialect)).strip()
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        )
    return [
        "\n".join(line.rstrip().replace("\t", "    ") for line in text.splitlines())
        for text in statements
    ]


if __name__ == "__main__":
    print(";\n".join(schema_statements()) + ";")
