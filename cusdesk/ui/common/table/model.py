"""The model behind every list of records."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from cusdesk.core.messages import tr
from cusdesk.ui.common.table.spec import ColumnSpec, TableQuery
from cusdesk.ui.common.table.tones import colour_of, sign_column, sign_of
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cusdesk.ui.common.operations import Operations

    Index = QModelIndex | QPersistentModelIndex
    ListIds = Callable[[TableQuery], Sequence[bytes]]
    RowsFor = Callable[[Sequence[bytes]], Iterable[Any]]

PAGE = 100
_PAGES_KEPT = 60
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class QueryTableModel(QAbstractTableModel):
    """Ids first, rows by pages when they are seen.

    `data` answers from memory only; a missing page is asked for through `Operations.fetch` and
    shows when it comes. Filtering and sorting are the service's: both callables must be quick and
    callable from any thread. Rows may come back in any order and some may be missing (removed
    meanwhile): they are matched by `row_id`.

    Signals:
        loaded: (number of ids) after every answer to a query.
    """

    loaded = Signal(int)

    def __init__(
        self,
        columns: Sequence[ColumnSpec],
        list_ids: ListIds,
        rows_for: RowsFor,
        ops: Operations,
        parent: QObject | None = None,
        *,
        row_id: Callable[[Any], bytes] = attrgetter("id"),
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.query = TableQuery()
        self.is_loaded = False
        self._list_ids = list_ids
        self._rows_for = rows_for
        self._row_id = row_id
        self._sign_column = sign_column(self.columns)
        self._ops = ops
        self._ids: Sequence[bytes] = []
        self._pages: OrderedDict[int, list[tuple[Any, list[str]] | None]] = OrderedDict()
        self._wanted: set[int] = set()
        self._slot = f"table-{id(self)}"
        self._fetch_timer = QTimer(self)
        self._fetch_timer.setSingleShot(True)
        self._fetch_timer.setInterval(0)
        self._fetch_timer.timeout.connect(self._fetch_wanted)
        self._prepare_fonts()
        current().changed.connect(self._prepare_fonts)

    # --- asking

    def load(self, query: TableQuery | None = None) -> None:
        """Ask for the ids anew; what is shown stays until the answer comes."""
        if query is not None:
            self.query = query
        asked = self.query
        (self._ops.read(self._list_ids, asked).replacing(self._slot).on_success(self._on_ids).run())

    def set_source(self, list_ids: ListIds, rows_for: RowsFor | None = None) -> None:
        """Answer from other callables from now on; nothing is asked before `load`."""
        self._list_ids = list_ids
        self._rows_for = rows_for or self._rows_for

    def all_rows(self) -> list[Any]:
        """Return every row of the list, in order: slow, for printing and export."""
        by_id = {self._row_id(row): row for row in self._rows_for(self._ids)}
        return [by_id[record_id] for record_id in self._ids if record_id in by_id]

    def ensure(self, first: int, last: int) -> None:
        """Have the pages of these rows, before they are painted."""
        for page in range(max(0, first) // PAGE, min(last, len(self._ids) - 1) // PAGE + 1):
            if page not in self._pages:
                self._wanted.add(page)
        if self._wanted:
            self._fetch_wanted()

    def _on_ids(self, ids: Sequence[bytes]) -> None:
        self.is_loaded = True
        if self._ids == ids:
            seen = list(self._pages)[-3:]
            self._pages.clear()
            self._wanted.update(seen)
            self._fetch_wanted()
        else:
            self.beginResetModel()
            self._ids = ids
            self._pages.clear()
            self._wanted.clear()
            self.endResetModel()
        self.loaded.emit(len(ids))

    def _fetch_wanted(self) -> None:
        pages, self._wanted = sorted(self._wanted), set()
        for page in pages:
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            if ids:
                self._ops.fetch(
                    partial(self._read_rows, ids), partial(self._on_rows, page, self._ids)
                )

    def _read_rows(self, ids: Sequence[bytes]) -> list[Any]:
        return list(self._rows_for(ids))

    def _on_rows(self, page: int, asked: Sequence[bytes], rows: list[Any]) -> None:
        if asked is not self._ids:
            return  # an answer to an older question
        by_id = {self._row_id(row): row for row in rows}
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        found = (by_id.get(record_id) for record_id in ids)
        self._pages[page] = [
            None if row is None else (row, [spec.text_of(row) for spec in self.columns])
            for row in found
        ]
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        last = page * PAGE + len(ids) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))

    # --- reading

    def id_at(self, row: int) -> bytes | None:
        """Return the id of the record in a row of the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, record_id: bytes) -> int | None:
        """Return where a record stands, or None."""
        try:
            return list(self._ids).index(record_id)
        except ValueError:
            return None

    def row_at(self, row: int) -> Any:  # noqa: ANN401 (whatever the feature's rows are)
        """Return the row object when it is in memory, else None."""
        cached = self._cached(row)
        return cached[0] if cached else None

    def _cached(self, row: int) -> tuple[Any, list[str]] | None:
        page = self._pages.get(row // PAGE)
        if page is None:
            self._wanted.add(row // PAGE)
            self._fetch_timer.start()
            return None
        return page[row % PAGE]

    # --- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt declares it)
        """Return how many records match."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Answer from memory."""
        if role == _DISPLAY:
            cached = self._cached(index.row()) if index.isValid() else None
            return cached[1][index.column()] if cached else None
        if role == _ALIGNMENT:
            return self._alignments[index.column()]
        if role == _FONT:
            return self._fonts[index.column()]
        if role == _FOREGROUND and self._tones[index.column()]:
            colour = colour_of(self._tone(index))
            return current().colour(colour) if colour else None
        if role == _DECORATION and index.column() == self._sign_column:
            return sign_of(self._tone(index))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return headings."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == _DISPLAY:
                return tr(self.columns[section].header)
            if role == _ALIGNMENT:
                return self._alignments[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the service for another order."""
        known = 0 <= column < len(self.columns) and self.columns[column].can_sort
        key = self.columns[column].key if known else ""
        descending = known and order == Qt.SortOrder.DescendingOrder
        if (key, descending) != (self.query.sort, self.query.descending):
            self.load(TableQuery(self.query.filters, key, descending))

    def _tone(self, index: Index) -> str:
        cached = self._cached(index.row())
        tone_of = self.columns[index.column()].tone
        return tone_of(cached[0]) if cached and tone_of else ""

    def _prepare_fonts(self) -> None:
        font = current().tabular_font()
        self._alignments = [_RIGHT if c.is_right_aligned else _LEFT for c in self.columns]
        self._fonts = [font if c.kind not in {"text", "enum"} else None for c in self.columns]
        self._tones = [c.tone is not None for c in self.columns]
