"""Rows as they stand, in words: what the file a person gets of themselves is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.reports.sections import PaperTable
from cusdesk.models import Base
from cusdesk.models.base import UNCAPTURED
from cusdesk.models.catalogue import Service
from cusdesk.models.protection import InformationClause
from cusdesk.models.providers import Provider
from cusdesk.services.audit.words import shown_moment
from cusdesk.services.history import shown_value
from cusdesk.services.plans.annex import told_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import RowMapping, Table
    from sqlalchemy.orm import Session

_LEFT_OUT = UNCAPTURED | {
    "position",
    "retired_at",
    "resident_id",
    "plan_id",
    "goal_id",
    "record_id",
}
_MOMENTS = {"at", "approved_at"}
"""Milliseconds since 1970 UTC, shown as day and time."""
_NARROW, _WIDE = 12, 28
_MOST_COLUMNS = 6
_AMOUNTS = {"amount", "total_amount"}


def worded(
    title: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[int, ...],
) -> list[PaperTable]:
    """Return one table of words already made, none without rows."""
    if not rows:
        return []
    headings = tuple(tr(f"protection.access.head.{head}") for head in heads)
    return [
        PaperTable(
            headings, tuple(rows), widths, tr(f"protection.access.caption.{title}") if title else ""
        )
    ]


def facts(session: Session, table: Table, row_id: bytes) -> tuple[tuple[str, str], ...]:
    """Return (label, value) of every column of one row that says something."""
    row = session.execute(select(table).where(table.c.id == row_id)).mappings().first()
    if row is None:
        return ()
    return tuple(
        (tr(f"fields.{table.name}.{name}"), text)
        for name, value in row.items()
        if name not in _LEFT_OUT and not isinstance(value, bytes)
        if (text := _words(table.name, name, value))
    )


def table_of(
    session: Session, name: str, resident_id: bytes, plan_id: bytes | None = None
) -> Iterable[PaperTable]:
    """Yield the rows of a table about the person, without columns that are empty in all of them.

    A row in the bin is held too, and says so.
    """
    table = Base.metadata.tables[name]
    query = select(table).where(table.c.subject_id == resident_id)
    if plan_id is not None:
        query = query.where(table.c.plan_id == plan_id)
    rows = session.execute(query).mappings().all()
    columns = [c.name for c in table.columns if c.name not in _LEFT_OUT]
    named = _names(session, table, rows)
    texts = [
        [named.get(row[column]) or _words_in(name, column, row) for column in columns]
        for row in rows
    ]
    used = [i for i in range(len(columns)) if any(line[i] for line in texts)]
    if not rows or not used:
        return
    headings = [tr(f"fields.{name}.{columns[i]}") for i in used]
    body = [
        tuple(line[i] for i in used)
        + ((tr("history.in_bin"),) if row["retired_at"] is not None else ("",))
        for line, row in zip(texts, rows, strict=True)
    ]
    if any(line[-1] for line in body):
        headings.append(tr("protection.access.head.state"))
    else:
        body = [line[:-1] for line in body]
    longest = [max(len(line[i]) for line in body) for i in range(len(headings))]
    widths = tuple(min(max(length, _NARROW), _WIDE) for length in longest)
    label = tr(f"protection.table.{name}")
    title = label[:1].upper() + label[1:]
    yield PaperTable(tuple(headings), tuple(body), widths, title, len(headings) > _MOST_COLUMNS)


_CALLED = {
    Service: Service.name,
    Provider: Provider.name,
    InformationClause: InformationClause.title,
}


def _names(session: Session, table: Table, rows: Sequence[RowMapping]) -> dict[object, str]:
    """Return id -> name of the services, providers and clauses the rows point to."""
    found: dict[object, str] = {}
    for model, name in _CALLED.items():
        columns = [
            column.name
            for column in table.columns
            for key in column.foreign_keys
            if key.column.table.name == model.__tablename__
        ]
        ids = {row[column] for row in rows for column in columns}
        query = select(model.id, name).where(model.id.in_(ids))
        found |= dict(session.execute(query).all())
    return found


def _words_in(table: str, column: str, row: RowMapping) -> str:
    """Return a value of a row in words; a planned amount is in minutes when its unit is time."""
    value = row[column]
    is_amount = table == "plan_services" and column in _AMOUNTS and value is not None
    if is_amount and row["unit"] in {ServiceUnit.HOUR, ServiceUnit.LESSON_HOUR}:
        return tr("protection.access.minutes", n=value)
    return _words(table, column, value)


def _words(table: str, column: str, value: object) -> str:
    """Return a value in words; ids of other records say nothing to the person."""
    if value is None or isinstance(value, bytes):
        return ""
    if (table, column) == ("plan_versions", "content"):
        return told_content(str(value))
    if column in _MOMENTS and isinstance(value, int):
        return shown_moment(value)
    if hasattr(value, "isoformat"):
        return shown_value(table, column, value.isoformat())
    return shown_value(table, column, value)
