"""The whole of a list on a screen: table, what to do when it is empty, and the line under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.naming import place_words
from cusdesk.ui.common.stacks import SeenLayout
from cusdesk.ui.common.table import clipboard
from cusdesk.ui.common.table.columns import ColumnChoice
from cusdesk.ui.common.table.model import QueryTableModel
from cusdesk.ui.common.table.view import TableView
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.widgets import button, column, label, picture, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QShowEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table.model import ListIds, RowsFor
    from cusdesk.ui.common.table.spec import ColumnSpec

_MOST_SUMMED = 5000


@dataclass(frozen=True)
class PrintableTable:
    """A list as it is seen, for printing and export: every row, chosen columns only.

    Attributes:
        title: what the list is.
        headers, kinds: by column (`ColumnSpec.kind`).
        rows: values, not texts; of an enum the words that are seen.
    """

    title: str
    headers: list[str]
    kinds: list[str]
    rows: list[list[object]]


@dataclass(frozen=True)
class ListPlace:
    """Where the person is in a list: filter texts by column key, record the keyboard is on."""

    filters: dict[str, str]
    record_id: bytes | None


class EmptyState(QWidget):
    """What a list says when there is nothing in it: a picture, a sentence, the first step."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        text: str = "",
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        layout = column(self, margin=4, gap=1.5)
        layout.addStretch(2)
        layout.addWidget(picture(icon_name, "muted", current().line * 3))
        for words, look in ((title, "heading"), (text, "hint")):
            if words:
                line = label(words, look, wrap=True)
                line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                layout.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
                line.ensurePolished()  # the heading's own font decides how wide the words are
                needed = line.fontMetrics().horizontalAdvance(words) + current().space(1)
                line.setFixedWidth(min(current().chars(60), needed))
                line.setMinimumHeight(line.heightForWidth(line.width()))
        self.first_step = button(*action, look="main") if action is not None else None
        if self.first_step is not None:
            layout.addWidget(self.first_step, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)


@dataclass(frozen=True)
class TableSpec:
    """Everything that makes one list different from another.

    `list_ids(query: TableQuery) -> ids` and `rows_for(ids) -> rows` are called from the database
    thread: bind the office and the screen's own criteria into them (`functools.partial`), and
    give new ones with `TablePanel.set_source` when the criteria change.

    Attributes:
        list_id: name under which the person's columns are remembered, e.g. "residents.list".
        columns: in their proposed order.
        list_ids, rows_for: the two questions; see above.
        refresh_on: feature words whose changes make the list ask again.
        empty: what to show when there is nothing at all; every panel needs its own.
        frozen: how many first columns stay in sight.
        by_cells: select cells as in a spreadsheet instead of whole rows.
        actions: id -> (text, function) entries of the menu of a row.
    """

    list_id: str
    columns: Sequence[ColumnSpec]
    list_ids: ListIds
    rows_for: RowsFor
    refresh_on: Sequence[str] = ()
    empty: EmptyState | None = None
    frozen: int = 1
    by_cells: bool = False
    actions: Callable[[bytes], Iterable[tuple[str, Callable[[], object]]]] | None = None


class TablePanel(QWidget):
    """A list ready for a screen: `TablePanel(context, TableSpec(...))`, connect, then `load()`.

    Signals:
        record_opened: (id) Enter or double click.
        current_record_changed: (id or None).
        counted: (n) after every answer.
    """

    record_opened = Signal(bytes)
    current_record_changed = Signal(object)
    counted = Signal(int)

    def __init__(self, context: ScreenContext, spec: TableSpec) -> None:
        super().__init__()
        self._context = context
        self._spec = spec
        self._wanted: bytes | None = None
        self.model = QueryTableModel(spec.columns, spec.list_ids, spec.rows_for, context.ops, self)
        self.view = TableView(self.model, frozen=spec.frozen, by_cells=spec.by_cells)
        self.choice = ColumnChoice(self.view, context.settings, spec.list_id)
        self._empty = spec.empty or EmptyState("info", tr("common.table.empty"))
        if self._empty.first_step is not None and context.office.read_only:
            self._empty.first_step.hide()  # nothing can be begun
        self._build()
        self._connect()

    def _build(self) -> None:
        self._count = label("", "hint")
        self._sums = label("", "hint")
        self._clear = button(tr("common.table.clear_filters"), self._show_all, look="link")
        self._clear.setVisible(False)
        choose = button(tr("common.table.columns_button"), look="quiet", icon_name="columns")
        choose.clicked.connect(self._show_column_menu)
        self._choose = choose
        strip = row(gap=2)
        strip.addWidget(self._count)
        strip.addWidget(self._clear)
        strip.addStretch()
        strip.addWidget(self._sums)
        strip.addWidget(choose)
        table = QFrame()
        self._stack = SeenLayout(self)  # without a parent its first page would be a window
        layout = QVBoxLayout(table)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().space(0.5))
        layout.addWidget(self.view)
        layout.addLayout(strip)
        self._stack.addWidget(table)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.view.record_opened.connect(self.record_opened)
        self.view.current_record_changed.connect(self.current_record_changed)
        self.view.customContextMenuRequested.connect(self._show_row_menu)
        self.view.selectionModel().selectionChanged.connect(self._show_sums)
        self.model.loaded.connect(self._on_loaded)
        self._context.bus.changed.connect(self._on_changes)

    def name_it(self, name: str) -> None:
        """Say to those who hear the window which list this is."""
        self.view.setAccessibleName(name)
        self.view.frozen.view.setAccessibleName(tr("common.table.first_columns", table=name))
        self._choose.setAccessibleDescription(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the name of the place where nobody gave another."""
        super().showEvent(event)
        if not self.view.accessibleName():
            self.name_it(place_words(self))

    def hasHeightForWidth(self) -> bool:
        """A list is as high as there is room; what it says when empty has its height."""
        return False

    def place(self) -> ListPlace:
        """Return what is filtered and which record the keyboard is on."""
        return ListPlace(dict(self.model.query.filters), self.view.current_id())

    def return_to(self, place: ListPlace) -> None:
        """Filter as before and go to the record, where it still is."""
        self._wanted = place.record_id
        self.view.show_filters(place.filters)

    def load(self) -> None:
        """Ask for the list (again)."""
        self.model.load()

    def set_source(self, list_ids: ListIds, rows_for: RowsFor | None = None) -> None:
        """Ask another question, e.g. after the screen's search box changed."""
        self.model.set_source(list_ids, rows_for)
        self.load()

    def printable(self, title: str) -> PrintableTable:
        """Return the list as it is seen; asks for every row, so use it with `ops.read`."""
        specs = self.view.seen_columns()
        rows = [[s.printed(r) for s in specs] for r in self.model.all_rows()]
        return PrintableTable(title, [tr(s.header) for s in specs], [s.kind for s in specs], rows)

    def _show_all(self) -> None:
        self.view.show_filters({})

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.model.is_loaded and changes.touches(*self._spec.refresh_on):
            self.load()

    def _on_loaded(self, count: int) -> None:
        filtered = bool(self.model.query.filters)
        self._show_table(is_shown=bool(count or filtered))
        key = "common.table.found" if filtered else "common.table.rows"
        self._count.setText(tr(key, n=count))
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.view.select_record(wanted)
        self._clear.setVisible(filtered)
        self._show_sums()
        self.counted.emit(count)

    def _show_table(self, *, is_shown: bool) -> None:
        self._stack.setCurrentIndex(0 if is_shown else 1)
        # Tab would be caught by a proxy that is hidden
        self.setFocusProxy(self.view if is_shown else self._empty.first_step)  # type: ignore[arg-type]  # None: no proxy

    def _show_sums(self) -> None:
        rows = self.view.selected_rows()
        if len(rows) < 2:
            self._sums.setText("")
            return
        parts = [tr("common.table.selected", n=len(rows))]
        if len(rows) <= _MOST_SUMMED:
            self.model.ensure(rows[0], rows[-1])
            columns = self.view.selected_columns()
            parts += [text for n in columns if (text := self._sum_of(n, rows))]
        self._sums.setText("   ·   ".join(parts))

    def _sum_of(self, number: int, rows: list[int]) -> str:
        spec = self.view.specs[number]
        if not spec.is_right_aligned or not spec.is_summed:
            return ""
        found = (self.model.row_at(n) for n in rows)
        values = [v for r in found if r is not None and (v := spec.value_of(r)) is not None]
        if not values:
            return ""
        total = sum(values[1:], start=values[0])  # type: ignore[call-overload]  # one kind a column
        return tr("common.table.sum", column=tr(spec.header), total=spec.show(total))

    def _show_column_menu(self) -> None:
        menu = self.choice.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._choose.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _show_row_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        record_id = self.view.current_id()
        if record_id is not None and self._spec.actions is not None:
            for text, run in self._spec.actions(record_id):
                menu.addAction(text).triggered.connect(run)
            menu.addSeparator()
        copy = menu.addAction(icon("copy"), tr("common.table.copy"))
        copy.triggered.connect(self._copy)
        bare = menu.addAction(tr("common.table.copy_bare"))
        bare.triggered.connect(self._copy_bare)
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _copy(self) -> None:
        clipboard.copy_selection(self.view)

    def _copy_bare(self) -> None:
        clipboard.copy_selection(self.view, with_headers=False)
