"""The head of a card: who, how old, where, status in words, telephones, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.addresses import Address, format_address
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import format_phone
from cusdesk.domain.residents import ResidentStatus
from cusdesk.ui.common.permits import permit
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.theme.icons import pixmap
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, column, label, picture, row, set_look

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.services.residents import ResidentDetails

_ONE_LINE_CHARS = 140
_FEWEST_CHARS = 12
_STATUS_SIGNS = {
    ResidentStatus.ACTIVE: ("success", "success"),
    ResidentStatus.PAUSED: ("hours", "warning"),
    ResidentStatus.LEFT: ("info", "muted"),
    ResidentStatus.DECEASED: ("close", "muted"),
}


class CutLabel(QLabel):
    """One line of words that never widens the window: what does not fit becomes dots."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Show a text; all of it is read by screen readers and the tool tip."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
        self.updateGeometry()
        self._cut()

    def sizeHint(self) -> QSize:
        """Ask for room for all the words."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words) + space(1), metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Get along with a few letters."""
        return QSize(min(current().chars(_FEWEST_CHARS), self.sizeHint().width()), current().line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the room there is."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._words, room, max(self.width(), 1)))


class CardHeader(QWidget):
    """Says the most important things in two lines.

    Signals:
        note_requested, retire_requested, restore_requested: a button was pressed.
    """

    note_requested = Signal()
    retire_requested = Signal()
    restore_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=1)
        self._name = label("", "title", wrap=True)
        mark_personal(self._name, "name")
        top = row(gap=1)
        top.addWidget(self._name, 1)
        self._note = button(
            tr("residents.card.note_button"), self.note_requested.emit, icon_name="edit"
        )
        self._note.setToolTip("Ctrl+Shift+N")
        self._retire = button(
            tr("residents.card.retire"),
            self.retire_requested.emit,
            look="quiet",
            icon_name="delete",
        )
        top.addWidget(self._note, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._retire, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(top)
        layout.addLayout(self._make_facts())
        layout.addWidget(self._make_bin_bar())

    def _make_facts(self) -> QBoxLayout:
        """Return two pairs of facts: in one line where there is room, else in two."""
        self._facts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._facts.setSpacing(space(1))
        first, second = row(gap=2.5), row(gap=2.5)
        self._born = self._fact(first, "calendar")
        self._place = self._fact(first, "place")
        self._phones = self._fact(second, "phone")
        self._status_sign, self._status = QLabel(), label("")
        status = row(gap=0.75)
        status.addWidget(self._status_sign)
        status.addWidget(self._status)
        second.addLayout(status)
        for line in (first, second):
            line.addStretch()
            self._facts.addLayout(line)
        self._facts.addStretch(1)
        return self._facts

    def _fact(self, facts: QHBoxLayout, icon_name: str) -> CutLabel:
        words = CutLabel()
        mark_personal(words)
        pair = row(gap=0.75)
        pair.addWidget(picture(icon_name))
        pair.addWidget(words)
        facts.addLayout(pair)
        return words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one line or two for the facts."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_wide = self.width() >= current().chars(_ONE_LINE_CHARS)
        self._facts.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def _make_bin_bar(self) -> QFrame:
        self._bin_bar = QFrame()
        self._bin_bar.setProperty("look", "bar_warning")
        line = row(self._bin_bar, margin=1, gap=1.5)
        line.addWidget(picture("delete", "warning"))
        self._bin_words = label("", wrap=True)
        line.addWidget(self._bin_words, 1)
        self._restore = button(
            tr("residents.card.restore"), self.restore_requested.emit, icon_name="undo"
        )
        line.addWidget(self._restore)
        self._bin_bar.hide()
        return self._bin_bar

    def show_details(self, details: ResidentDetails, *, can_write: bool, why: str) -> None:
        """Show a card's head; `why` this account changes no cards, "" where it does."""
        draft = details.draft
        self._name.setText(full_name(draft))
        self._born.show_words(_age(details))
        address = Address(
            draft.locality, draft.street, draft.house, draft.flat, draft.postcode, draft.post
        )
        self._place.show_words(format_address(address) or tr("residents.card.no_address"))
        numbers = "; ".join(
            f"{format_phone(p.number)} ({p.label})" if p.label else format_phone(p.number)
            for p in draft.phones
        )
        self._phones.show_words(numbers or "–")
        sign, tone = _STATUS_SIGNS[draft.status]
        self._status_sign.setPixmap(pixmap(sign, tone))
        self._status.setText(_status(draft))
        set_look(self._status, "look", "hint" if tone == "muted" else tone)
        for entry in (self._note, self._retire):
            permit(entry, why, when=can_write)
        self._bin_bar.setVisible(details.retired_on is not None)
        permit(self._restore, why)
        if details.retired_on is not None:
            date = format_date(details.retired_on)
            self._bin_words.setText(tr("residents.card.in_bin", date=date))


def full_name(draft: ResidentDraft) -> str:
    """Return the whole name as on paper: given names first."""
    parts = (draft.given_name, draft.second_name, draft.surname)
    return " ".join(part for part in parts if part)


def _age(details: ResidentDetails) -> str:
    born = details.draft.birth_date
    if born is None:
        return tr("residents.card.no_birth_date")
    words = tr("residents.card.born", date=format_date(born))
    if details.age is None:
        return words
    return f"{tr('residents.card.age', n=details.age)}, {words}"


def _status(draft: ResidentDraft) -> str:
    words = tr(f"enums.resident_status.{draft.status}")
    if draft.status_date is None:
        return words
    key = "died" if draft.status is ResidentStatus.DECEASED else "since"
    date = format_date(draft.status_date)
    if key == "died":
        return tr("residents.card.died", status=words, date=date)
    return tr("residents.card.since", status=words, date=date)
