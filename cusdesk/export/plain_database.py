"""The office as an ordinary, unencrypted SQLite file and as csv: for leaving the program.

Made with sqlite-utils, which is imported here and only when somebody exports.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cusdesk.export.csvfile import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Value = str | int | float | None
BATCH = 1000


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table to be written.

    Attributes:
        columns: name -> `str`, `int`, `float` or `bytes`.
        primary_key: "" for none.
        references: (column, table, column of that table); only to tables that are written.
    """

    name: str
    columns: Mapping[str, type]
    primary_key: str = "id"
    references: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlainView:
    """A view with headings for people; `columns` are (heading, SQL expression over `t`)."""

    name: str
    table: str
    columns: tuple[tuple[str, str], ...]
    where: str = ""

    def sql(self) -> str:
        """Return the SELECT of the view."""
        shown = ", ".join(f"{expression} AS {quoted(head)}" for head, expression in self.columns)
        where = f" WHERE {self.where}" if self.where else ""
        return f"SELECT {shown} FROM {quoted(self.table)} AS t{where}"  # noqa: S608 (own names)


def quoted(name: str) -> str:
    """Return a name as SQL reads it."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(slots=True)
class PlainDatabase:
    """A new SQLite file being filled, with a csv of every table beside it."""

    path: Path
    csv_folder: Path
    _database: Any = field(init=False)

    def __post_init__(self) -> None:
        from sqlite_utils import Database

        self._database = Database(str(self.path), recreate=True)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def add_table(self, table: PlainTable, rows: Iterable[Sequence[Value]]) -> int:
        """Write a table and its csv; rows are in the order of the columns. Return their number."""
        target = self._database[table.name]
        target.create(
            dict(table.columns),
            pk=table.primary_key or None,
            foreign_keys=list(table.references) or None,
        )
        names = list(table.columns)
        count = 0

        def records() -> Iterator[dict[str, Value]]:
            """Yield the rows for the database, each written to the CSV file on its way."""
            nonlocal count
            for row in rows:
                count += 1
                writer.writerow([_cell(value) for value in row])
                yield dict(zip(names, row, strict=True))

        with (self.csv_folder / f"{table.name}.csv").open(
            "w", encoding="utf-8-sig", newline=""
        ) as out:
            writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
            writer.writerow(names)
            target.insert_all(records(), batch_size=BATCH)
        return count

    def add_view(self, view: PlainView) -> None:
        """Write a view and what it shows today as csv."""
        self._database.create_view(view.name, view.sql())
        found = self._database.execute(f"SELECT * FROM {quoted(view.name)}")  # noqa: S608 (own)
        with (self.csv_folder / f"{view.name}.csv").open(
            "w", encoding="utf-8-sig", newline=""
        ) as out:
            writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
            writer.writerow([head for head, _ in view.columns])
            writer.writerows([_cell(value) for value in row] for row in found)

    def index_references(self) -> None:
        """Make looking along references quick."""
        self._database.index_foreign_keys()


def _cell(value: Value) -> Value:
    return harmless(value) if isinstance(value, str) else value
