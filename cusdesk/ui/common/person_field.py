"""A field in which a resident is found while typing and chosen with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.services.residents import ResidentHit, search_residents

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QAbstractItemView

    from cusdesk.ui.common.context import ScreenContext

_PAUSE_MS = 120
_MOST = 12
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def hit_words(hit: ResidentHit) -> str:
    """Return name, birth date and place: enough to recognise the right person."""
    born = format_date(hit.birth_date) if hit.birth_date else ""
    return ", ".join(part for part in (hit.name, born, hit.place) if part)


class PersonField(QLineEdit):
    """Type part of a name; the arrows choose, Enter takes the first or the chosen one.

    Signals:
        chosen: (id, name) somebody was taken.
        dropped: the text was changed, so nobody is chosen any more.
        confirmed: Enter with somebody chosen already.
        not_found: nobody fits what was typed, and the field was left or Enter pressed.
    """

    chosen = Signal(bytes, str)
    dropped = Signal()
    confirmed = Signal()
    not_found = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._hits: list[ResidentHit] = []
        self._asked = ""
        self._takes_first = False
        self.resident_id: bytes | None = None
        self.setPlaceholderText(tr("month.person.placeholder"))
        self.setAccessibleName(tr("month.person.name"))
        self._list = QStringListModel(self)
        self._popup = QCompleter(self._list, self)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup.setMaxVisibleItems(_MOST)
        self._popup.setWidget(self)
        cast("QAbstractItemView", self._popup.popup()).setProperty("look", "choices")
        self._popup.activated[QModelIndex].connect(  # type: ignore[index]  # overloads
            self._on_activated
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(self._on_edited)

    def show_person(self, resident_id: bytes | None, name: str) -> None:
        """Show somebody chosen before, or nobody; nothing is said."""
        self._pause.stop()
        self.resident_id = resident_id
        self.setText(name)
        self.setCursorPosition(0)

    def search_now(self) -> None:
        """Ask at once, without the pause."""
        self._pause.stop()
        self._search()

    def _on_edited(self) -> None:
        if self.resident_id is not None:
            self.resident_id = None
            self.dropped.emit()
        self._hits = []
        self._pause.start()

    def _search(self) -> None:
        self._asked = self.text().strip()
        operation = self._context.ops.read(
            search_residents, self._context.office, self._asked, _MOST
        )
        operation.replacing(f"person-{id(self)}").on_success(self._on_found).run()

    def _on_found(self, hits: list[ResidentHit]) -> None:
        self._hits = hits
        self._list.setStringList([hit_words(hit) for hit in hits])
        if self._takes_first:
            self._take_first()
        elif hits and self.hasFocus() and self._asked:
            self._popup.complete()
        else:
            self._hide_popup()
            if not self.hasFocus():
                self._say_nobody()

    def _hide_popup(self) -> None:
        popup = self._popup.popup()
        if popup is not None:
            popup.hide()

    def _take_first(self) -> None:
        self._takes_first = False
        if self._hits:
            self._take(self._hits[0])
        else:
            self._say_nobody()

    def _say_nobody(self) -> None:
        is_answered = self.resident_id is None and not self._pause.isActive()
        if is_answered and self._asked and not self._hits and self._asked == self.text().strip():
            self.not_found.emit()

    def _on_activated(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._hits):
            self._take(self._hits[index.row()])

    def _take(self, hit: ResidentHit) -> None:
        self._hide_popup()
        self.show_person(hit.id, hit.name)
        self.chosen.emit(hit.id, hit.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the first who fits; with somebody chosen it confirms."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif self.resident_id is not None:
            self.confirmed.emit()
        elif self.text().strip():
            self._takes_first = True
            if self._pause.isActive() or self._asked != self.text().strip():
                self.search_now()
            else:
                self._take_first()
        else:
            self.confirmed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A lone match is taken, a name nobody has is said; the rest stays to be looked at."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason or self.resident_id is not None:
            return
        if len(self._hits) == 1 and self._asked == self.text().strip():
            self._take(self._hits[0])
        else:
            self._say_nobody()
