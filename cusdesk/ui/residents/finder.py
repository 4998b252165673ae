"""One field and the people who fit, while somebody types: before creating and for choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import format_phone
from cusdesk.services import residents
from cusdesk.ui.common.search_field import SearchField
from cusdesk.ui.common.spoken import say
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, label

if TYPE_CHECKING:
    from cusdesk.services.residents import ResidentHit
    from cusdesk.ui.common.context import ScreenContext

    Index = QModelIndex | QPersistentModelIndex

TYPING_PAUSE_MS = 40
MOST_SHOWN = 50
_HEADERS = (
    "residents.finder.person",
    "residents.column.born",
    "residents.column.place",
    "residents.column.phone",
    "fields.residents.status",
)
_WIDTHS = (38, 13, 30, 16, 18)
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class HitsModel(QAbstractTableModel):
    """The people found, in plain texts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[ResidentHit] = []
        self._texts: list[tuple[str, ...]] = []

    def show_hits(self, hits: list[ResidentHit]) -> None:
        """Show other people."""
        self.beginResetModel()
        self.hits, self._texts = hits, [_texts(hit) for hit in hits]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt declares it)
        """Return how many were found."""
        return 0 if parent.isValid() else len(self.hits)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_HEADERS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell; people with a near spelling are muted."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and self.hits[index.row()].is_near:
            return current().colour("muted")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADERS[section])
        return None


def _texts(hit: ResidentHit) -> tuple[str, ...]:
    name = f"{hit.name}  ({tr('residents.finder.near')})" if hit.is_near else hit.name
    status = tr(f"enums.resident_status.{hit.status}")
    return name, format_date(hit.birth_date), hit.place, format_phone(hit.phone), status


class ResidentFinder(QWidget):
    """The field, the list under it, and a line that says how many fit.

    The keyboard stays in the field: arrows move in the list, Enter chooses.

    Signals:
        text_changed: (text) after every key.
        chosen: (id) somebody was chosen.
        searched: (number of people) after every answer.
    """

    text_changed = Signal(str)
    chosen = Signal(bytes)
    searched = Signal(int)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._slot = f"finder-{id(self)}"
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._chooses_when_found = False
        self.field = SearchField()
        self.field.setPlaceholderText(tr("residents.finder.placeholder"))
        self.field.setAccessibleName(tr("residents.finder.name"))
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.model = HitsModel(self)
        self.view = self._make_view()
        self._said = label(tr("residents.finder.begin"), "hint")
        layout = column(self, gap=1)
        layout.addWidget(self.field)
        layout.addWidget(self._said)
        layout.addWidget(self.view, 1)
        layout.addStretch()
        self.setFocusProxy(self.field)

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self.model)
        view.setProperty("look", "list")
        view.setAccessibleName(tr("residents.finder.results"))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(current().row_height)
        header = view.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, chars in enumerate(_WIDTHS):
            header.resizeSection(number, current().chars(chars))
        view.clicked.connect(self._on_clicked)
        view.hide()
        return view

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.text().strip()

    def start(self, text: str = "") -> None:
        """Begin anew, with a text or empty."""
        self.field.setText(text)
        self.model.show_hits([])
        self.view.hide()
        self._said.setText(tr("residents.finder.begin"))
        self.field.setFocus()
        self._context.ops.read(residents.prepare_search, self._context.office).run()

    def choose_current(self) -> None:
        """Choose the marked person, once the answer to the last key is there."""
        if self._pause.isActive():
            self._chooses_when_found = True
            self._pause.stop()
            self._ask()
            return
        place = self.view.currentIndex().row()
        if 0 <= place < len(self.model.hits):
            self.chosen.emit(self.model.hits[place].id)

    def _on_typed(self, text: str) -> None:
        self._chooses_when_found = False
        self._pause.start()
        self.text_changed.emit(text.strip())

    def _ask(self) -> None:
        operation = self._context.ops.read(
            residents.search_residents, self._context.office, self.text, MOST_SHOWN
        )
        operation.replacing(self._slot).on_success(self._on_found).run()

    def _on_found(self, hits: list[ResidentHit]) -> None:
        self.model.show_hits(hits)
        self.view.setVisible(bool(hits))
        if hits:
            self.view.setCurrentIndex(self.model.index(0, 0))
            self._said.setText(tr("residents.finder.found", n=len(hits)))
        else:
            key = "residents.finder.nobody" if self.text else "residents.finder.begin"
            self._said.setText(tr(key))
        self.searched.emit(len(hits))
        if self._chooses_when_found:
            self._chooses_when_found = False
            self.choose_current()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.hits[index.row()].id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list, Enter chooses; Ctrl+Enter is left to whoever embeds this."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)  # noqa: S101 (for the type checker)
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.model.hits:
                place = (self.view.currentIndex().row() + step) % len(self.model.hits)
                self.view.setCurrentIndex(self.model.index(place, 0))
                say(self.view, ", ".join(filter(None, _texts(self.model.hits[place]))))
                return True
            if event.key() in _ENTER and not self._has_modifier(event):
                self.choose_current()
                return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _has_modifier(event: QKeyEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
