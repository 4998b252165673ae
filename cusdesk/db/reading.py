"""Reading columns past the ORM, for lists and reports of more than a few hundred rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session


def read_columns(
    session: Session, query: Select[*tuple[Any, ...]]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the rows of a query that selects columns, in the transaction of the session.

    `session.execute` would make the same rows at twice the cost, `bench/month_aggregate.py` shows
    it; entities cannot be read this way.
    """
    return session.connection().execute(query).all()


def read_plain(session: Session, query: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows as the driver makes them, for tens of thousands of them.

    Shape: plain tuples. Only for columns of ids, texts and whole numbers: a date would stay text.
    """
    result = session.connection().execute(query)
    try:
        return list(result.cursor.fetchall())
    finally:
        result.close()
