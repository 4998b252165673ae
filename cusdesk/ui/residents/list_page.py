"""The list of residents with its search box."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services import residents
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.search_field import SearchField
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, row
from cusdesk.ui.residents.columns import COLUMNS, list_ids

if TYPE_CHECKING:
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import ListPlace

TYPING_PAUSE_MS = 60
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_SEARCH_CHARS = 66


class ListPage(QWidget):
    """Search box above, table below.

    Attributes:
        tools: the line of the search box; the screen puts its quieter buttons at its end.

    Signals:
        record_opened: (id) a card was asked for.
        new_requested: (text) nobody fits; begin a new card with these words.
    """

    record_opened = Signal(bytes)
    new_requested = Signal(str)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.search = SearchField()
        self.search.setPlaceholderText(tr("residents.list.search"))
        self.search.setAccessibleName(tr("residents.list.search_name"))
        self.search.setMaximumWidth(current().chars(_SEARCH_CHARS))
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.panel = self._make_panel()
        self._nothing = EmptyState(
            "search",
            tr("residents.list.nothing_title"),
            tr("residents.list.nothing_text"),
            (tr("residents.list.nothing_new"), self._on_new),
        )
        self._stack = Pages()
        self._stack.addWidget(self.panel)
        self._stack.addWidget(self._nothing)
        self.tools = row(gap=1)  # the words of the title need the line above for themselves
        self.tools.addWidget(self.search, 1)
        self.tools.addStretch()
        layout = column(self, gap=2)
        layout.addLayout(self.tools)
        layout.addWidget(self._stack, 1)
        QShortcut(QKeySequence("Ctrl+F"), self, self.start_search)
        hand_on(self, self.search)

    def _make_panel(self) -> TablePanel:
        empty = EmptyState(
            "residents",
            tr("residents.list.empty_title"),
            tr("residents.list.empty_text"),
            (tr("residents.new"), self._on_new),
        )
        office = self._context.office
        panel = TablePanel(
            self._context,
            TableSpec(
                "residents.list",
                COLUMNS,
                partial(list_ids, office, ""),
                partial(residents.rows_for, office),
                refresh_on=("residents", "plans"),
                empty=empty,
                frozen=2,
            ),
        )
        panel.record_opened.connect(self.record_opened)
        panel.counted.connect(self._on_counted)
        return panel

    def load(self) -> None:
        """Ask for the list."""
        self.panel.load()

    def return_to(self, searched: str, listed: ListPlace) -> None:
        """Search and filter as before."""
        self.search.setText(searched)
        self._pause.stop()
        source = partial(list_ids, self._context.office, searched.strip())
        self.panel.model.set_source(source)
        self.panel.return_to(listed)

    def start_search(self) -> None:
        """Put the keyboard into the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def _on_typed(self) -> None:
        self._pause.start()

    def _ask(self) -> None:
        text = self.search.text().strip()
        self.panel.set_source(partial(list_ids, self._context.office, text))

    def _on_counted(self, count: int) -> None:
        searched = bool(self.search.text().strip())
        nothing = searched and not count and not self.panel.model.query.filters
        self._stack.setCurrentIndex(1 if nothing else 0)

    def _on_new(self) -> None:
        self.new_requested.emit(self.search.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes into the list, Enter opens the only one found."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)  # noqa: S101 (for the type checker)
            if event.key() == Qt.Key.Key_Down:
                self._go_down()
                return True
            if event.key() in _ENTER:
                self._open_first()
                return True
        return super().eventFilter(watched, event)

    def _open_first(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._ask()
        if self.panel.model.rowCount() == 1:
            first = self.panel.model.id_at(0)
            if first is not None:
                self.record_opened.emit(first)
        else:
            self._go_down()

    def _go_down(self) -> None:
        """Go into the list; where nobody fits it is not seen, and the words stay to be mended."""
        if self._stack.currentIndex() == 0:
            self.panel.view.setFocus()
        else:
            self.start_search()
