"""Every table of the office as plain values, and views of them with headings for people."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Float, Integer, LargeBinary

from cusdesk.core.ids import text_id
from cusdesk.core.messages import all_messages, tr
from cusdesk.db.capture import captured_tables
from cusdesk.export.plain_database import PlainTable, PlainView, quoted
from cusdesk.models import Base
from cusdesk.models.base import UNCAPTURED, RawValue
from cusdesk.services.history import shown_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Column, Table
    from sqlalchemy.orm import Session

DERIVED = frozenset({"resident_index", "capture_state"})
"""Tables that only follow others or serve the program while it runs."""
WORDS = "words"
LEFT_OUT = {("blobs", "content")}
"""Columns that stand beside the tables: the bytes of files become files (`exit_export`)."""
_MOMENTS = frozenset(
    {"retired_at", "moment", "touched", "started_at", "imported_at", "erased_at", "updated_at"}
)
"""Milliseconds since 1970 UTC, written as local date and time."""
_ID = 16
_MOST_WORDS = 40
_AT_ONCE = 2000
_SHORT = {
    "residents": "trim(r.surname || ' ' || r.given_name)",
    "meetings": (
        "r.date || CASE WHEN r.start_minute IS NULL THEN ''"
        " ELSE printf(' %d:%02d', r.start_minute / 60, r.start_minute % 60) END"
        " || coalesce(' ' || (SELECT g.name FROM service_groups g WHERE g.id = r.group_id), '')"
    ),
    "meeting_series": "r.valid_from || ' ' || r.valid_to",
    "hour_sheets": "r.number",
    "plans": "r.number",
    "households": "r.id",
    "information_clauses": "trim(r.title || ' ' || r.version)",
}
"""What stands for a row another one points to; `name` where it has one."""


def plain_tables() -> list[Table]:
    """Return the tables to be written, referred ones first."""
    return [table for table in Base.metadata.sorted_tables if table.name not in DERIVED]


def plain_table(table: Table) -> PlainTable:
    """Return how a table looks as plain values."""
    keys = [column.name for column in table.primary_key.columns]
    references = tuple(
        (column.name, key.column.table.name, key.column.name)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name != table.name
    )
    columns = {column.name: _type(column) for column in _columns(table)}
    return PlainTable(table.name, columns, keys[0] if len(keys) == 1 else "", references)


def _type(column: Column[Any]) -> type:
    if isinstance(column.type, Integer | Boolean) and column.name not in _MOMENTS:
        return int
    return float if isinstance(column.type, Float) else str


def plain_rows(
    session: Session, table: Table, seen: WordList, tick: Callable[[int], None]
) -> Iterator[list[Any]]:
    """Yield the rows of a table as plain values, and let `seen` take notice of them."""
    names = [column.name for column in _columns(table)]
    turns = [_turn(column) for column in _columns(table)]
    query = f"SELECT {', '.join(map(quoted, names))} FROM {quoted(table.name)}"  # noqa: S608 (own)
    result = session.connection().exec_driver_sql(query)
    watched = seen.watched(table)
    while rows := result.fetchmany(_AT_ONCE):
        for row in rows:
            for index, name in watched:
                seen.note(table.name, name, row[index])
            yield [turn(value) for turn, value in zip(turns, row, strict=True)]
        tick(len(rows))


def _columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if (table.name, column.name) not in LEFT_OUT]


def _turn(column: Column[Any]) -> Callable[[Any], Any]:
    if column.name in _MOMENTS and isinstance(column.type, Integer):
        return _moment
    if isinstance(column.type, LargeBinary | RawValue):
        return _bytes
    return lambda value: value


def _moment(value: int | None) -> str | None:
    if value is None:
        return None
    local = dt.datetime.fromtimestamp(value / 1000)  # noqa: DTZ006 (local wall time)
    return local.isoformat(" ", "milliseconds")


def _bytes(value: object) -> object:
    """Return ids as UUID texts, kept forms as their JSON, anything else in hex."""
    if not isinstance(value, bytes):
        return value
    if len(value) == _ID:
        return text_id(value)
    try:
        return value.decode() if value[:1] in {b"{", b"["} else value.hex()
    except UnicodeDecodeError:
        return value.hex()


class WordList:
    """Collects which short texts are codes with a word of their own, such as `left`."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], set[str]] = {}

    def watched(self, table: Table) -> list[tuple[int, str]]:
        """Return (index, name) of the columns that may hold codes."""
        if "feature" not in table.info:
            return []
        return [(i, c.name) for i, c in enumerate(table.columns) if str(c.type) == "TEXT"]

    def note(self, table: str, column: str, value: object) -> None:
        """Take notice of a value; a column of many different ones holds no codes."""
        known = self._values.setdefault((table, column), set())
        if isinstance(value, str) and value and len(known) <= _MOST_WORDS:
            known.add(value)

    def rows(self) -> list[list[str]]:
        """Return (table, column, code, word) of all codes that were met."""
        found = []
        for (table, column), values in self._values.items():
            if len(values) > _MOST_WORDS:
                continue
            words = {value: _word(table, column, value) for value in sorted(values)}
            if any(word != value for value, word in words.items()):
                found += [[table, column, value, word] for value, word in words.items()]
        return found


def _word(table: str, column: str, value: str) -> str:
    try:
        return shown_value(table, column, value)
    except KeyError:  # a code of an older program
        return value


WORD_TABLE = PlainTable(
    WORDS, {"table_name": str, "column_name": str, "code": str, "word": str}, primary_key=""
)


def plain_views(words: Sequence[Sequence[str]]) -> list[PlainView]:
    """Return a view a table of a feature: Polish headings, names for ids, words for codes."""
    coded = {(table, column) for table, column, _, _ in words}
    return [_view(table, coded) for table in captured_tables()]


def _view(table: Table, coded: set[tuple[str, str]]) -> PlainView:
    columns: dict[str, str] = {}
    for column in table.columns:
        if column.name in UNCAPTURED | {"retired_at"}:
            continue
        head = tr(f"fields.{table.name}.{column.name}")
        if head in columns:
            head = f"{head} ({column.name})"
        columns[head] = _expression(table, column, (table.name, column.name) in coded)
    key = f"protection.view.{table.name}"
    name = tr(key) if key in all_messages() else f"{table.name}_view"
    return PlainView(name, table.name, tuple(columns.items()), "t.retired_at IS NULL")


def _expression(table: Table, column: Column[Any], is_coded: bool) -> str:
    own = f"t.{quoted(column.name)}"
    for key in column.foreign_keys:
        target = key.column.table
        short = _SHORT.get(target.name, "r.name" if "name" in target.columns else "r.id")
        return f"(SELECT {short} FROM {quoted(target.name)} r WHERE r.id = {own})"  # noqa: S608 (own names)
    if is_coded:
        found = (
            f"(SELECT w.word FROM {WORDS} w WHERE w.table_name = '{table.name}'"  # noqa: S608 (own)
            f" AND w.column_name = '{column.name}' AND w.code = {own})"
        )
        return f"coalesce({found}, {own})"
    return own
