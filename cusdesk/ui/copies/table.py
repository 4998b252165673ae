"""The lists of the screen: the copies, and the steps a restore would take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.domain.polish_text import fold
from cusdesk.ui.common.formats import show_size
from cusdesk.ui.common.table.spec import ColumnSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cusdesk.services.copies import CopyRow
    from cusdesk.ui.common.table.spec import TableQuery


def _check_words(copy: CopyRow) -> str:
    if copy.is_damaged:
        return tr("copies.checked.damaged")
    return tr("copies.checked.yes" if copy.is_checked else "copies.checked.no")


def _check_tone(copy: CopyRow) -> str:
    if copy.is_damaged:
        return "error"
    return "success" if copy.is_checked else "warning"


def _moment(row: Any) -> str:  # noqa: ANN401 (copies and steps both have one)
    return f"{row.moment:%d.%m.%Y %H:%M}"


COPY_COLUMNS = (
    ColumnSpec("moment", "copies.column.moment", width=21, getter=_moment),
    ColumnSpec("reason", "copies.column.reason", width=34),
    ColumnSpec("check", "copies.column.checked", width=16, getter=_check_words, tone=_check_tone),
    ColumnSpec("residents", "copies.column.residents", "number", 14, is_summed=False),
    ColumnSpec("size", "copies.column.size", width=12, getter=lambda c: show_size(c.size)),
    ColumnSpec("place", "copies.column.place", width=30,
               getter=lambda c: tr("copies.place.here") if c.is_here else str(c.path.parent)),
)  # fmt: skip
STEP_COLUMNS = (
    ColumnSpec("moment", "copies.column.when", width=21, getter=_moment),
    ColumnSpec("user_name", "copies.column.who", width=24),
    ColumnSpec("what", "copies.column.what", width=34),
    ColumnSpec("whom", "copies.column.whom", width=28),
    ColumnSpec("changes", "copies.column.changes", "number", 10),
)
_SORTED_BY_VALUE = {"residents", "size", "changes"}


class Rows:
    """Rows in memory behind a table panel: filtered and sorted as the panel asks."""

    def __init__(self, columns: Sequence[ColumnSpec], read: Callable[[], list[Any]]) -> None:
        self._specs = {spec.key: spec for spec in columns}
        self._read = read
        self._rows: dict[bytes, Any] = {}

    def list_ids(self, query: TableQuery) -> Sequence[bytes]:
        """Return the ids that fit the query; reads the rows anew."""
        rows = self._read()
        for key, text in query.filters.items():
            rows = [row for row in rows if fold(text) in fold(self._specs[key].text_of(row))]
        if query.sort:
            rows.sort(key=lambda row: self._order(query.sort, row), reverse=query.descending)
        self._rows = {row.id: row for row in rows}
        return list(self._rows)

    def rows_for(self, ids: Sequence[bytes]) -> Iterable[Any]:
        """Return the rows of these ids."""
        return [self._rows[i] for i in ids if i in self._rows]

    def row(self, row_id: bytes | None) -> Any:  # noqa: ANN401 (whatever the table shows)
        """Return one row, None when it is not there."""
        return self._rows.get(row_id) if row_id is not None else None

    def _order(self, key: str, row: Any) -> Any:  # noqa: ANN401 (whatever the table shows)
        if key == "moment":
            return row.moment
        if key in _SORTED_BY_VALUE:
            return getattr(row, key) or 0
        return fold(self._specs[key].text_of(row))
