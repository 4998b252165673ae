"""A source for short lists (a few hundred rows at most) that a service hands over whole."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cusdesk.domain.polish_text import fold, sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cusdesk.ui.common.table.spec import ColumnSpec, TableQuery


def _sort_key(value: object) -> tuple[bool, Any]:
    if value is None or value == "":
        return (True, "")
    return (False, sort_key(value) if isinstance(value, str) else value)


class MemorySource:
    """Filters and sorts a ready list; give `list_ids` and `rows_for` to a `TablePanel`.

    `rows` is called at every load, so that the list is always fresh.
    """

    def __init__(
        self,
        rows: Callable[[], Iterable[Any]],
        columns: Sequence[ColumnSpec],
        *,
        row_id: Callable[[Any], bytes] = attrgetter("id"),
    ) -> None:
        self._rows = rows
        self._columns = {column.key: column for column in columns}
        self._row_id = row_id
        self._known: dict[bytes, Any] = {}

    def list_ids(self, query: TableQuery) -> list[bytes]:
        """Return the ids of the rows whose shown texts contain every filter."""
        rows = [row for row in self._rows() if self._matches(row, query)]
        column = self._columns.get(query.sort)
        if column is not None:
            shown = column.kind == "enum"
            rows.sort(
                key=lambda row: _sort_key(column.text_of(row) if shown else column.value_of(row)),
                reverse=query.descending,
            )
        self._known = {self._row_id(row): row for row in rows}
        return list(self._known)

    def rows_for(self, ids: Sequence[bytes]) -> list[Any]:
        """Return the rows of these ids."""
        return [self._known[record_id] for record_id in ids if record_id in self._known]

    def _matches(self, row: object, query: TableQuery) -> bool:
        for key, wanted in query.filters.items():
            shown = fold(self._columns[key].text_of(row))
            if not all(word in shown for word in fold(wanted).split()):
                return False
        return True
