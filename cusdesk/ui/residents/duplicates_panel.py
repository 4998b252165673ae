"""People who may be the same as the one on the card, side by side with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.addresses import Address
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import format_phone
from cusdesk.domain.polish_text import fold
from cusdesk.services.residents import place_of
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import space
from cusdesk.ui.common.widgets import button, clear, column, label, picture, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.services.residents import DuplicateWarning, ResidentRow

_MOST_SHOWN = 3
_FIELDS = ("name", "birth_date", "pesel", "place", "phone", "status")


class DuplicatesPanel(QFrame):
    """Hidden while there is nobody; a line that unfolds, or unfolded from the start.

    Signals:
        open_requested: (id) look at that person's card.
    """

    open_requested = Signal(bytes)

    def __init__(self, is_open: Callable[[], bool] | None = None) -> None:
        """Make the panel; `is_open` tells whether there is room to show it unfolded."""
        super().__init__()
        self.setProperty("look", "bar_warning")
        self._is_open = is_open
        self._shown: object = None
        self._layout = column(self, margin=1.5, gap=1)
        self._details = QWidget()
        self.hide()

    def show_warnings(self, draft: ResidentDraft, warnings: list[DuplicateWarning]) -> None:
        """Show the card beside the strongest warnings; an empty list hides the panel."""
        shown = (_of_draft(draft), [(w.reason, w.row) for w in warnings])
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._layout)
        self.setVisible(bool(warnings))
        if not warnings:
            return
        head = row(gap=1)
        head.addWidget(picture("warning", "warning"))
        title = tr("residents.duplicates.title", n=len(warnings))
        head.addWidget(label(title, "heading", wrap=True), 1)
        self._layout.addLayout(head)
        self._details = self._comparisons(draft, warnings[:_MOST_SHOWN])
        if self._is_open is None or not self._is_open():
            self._details.hide()
            compare = button(tr("residents.duplicates.compare"))
            compare.setCheckable(True)
            compare.toggled.connect(self._unfold)
            head.addWidget(compare)
        self._layout.addWidget(self._details)

    def _unfold(self, is_open: bool) -> None:
        self._details.setVisible(is_open)

    def _comparisons(self, draft: ResidentDraft, warnings: list[DuplicateWarning]) -> QWidget:
        holder = QWidget()
        layout = column(holder, gap=2)
        layout.addWidget(label(tr("residents.duplicates.text"), wrap=True))
        for warning in warnings:
            layout.addLayout(self._comparison(_of_draft(draft), warning))
        return holder

    def _comparison(self, mine: dict[str, str], warning: DuplicateWarning) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(2))
        grid.setVerticalSpacing(space(0.5))
        theirs = _of_row(warning.row)
        reason = tr(f"residents.duplicates.reason.{warning.reason}")
        grid.addWidget(label(tr("residents.duplicates.this"), "label"), 0, 1)
        grid.addWidget(label(reason, "label", wrap=True), 0, 2)
        for number, name in enumerate(_FIELDS, start=1):
            differs = bool(mine[name]) and fold(mine[name]) != fold(theirs[name])
            grid.addWidget(label(tr(f"residents.duplicates.field.{name}"), "hint"), number, 0)
            grid.addWidget(_cell(mine[name]), number, 1)
            grid.addWidget(_cell(theirs[name], differs=differs), number, 2)
        go = button(
            tr("residents.duplicates.open"),
            partial(self.open_requested.emit, warning.row.id),
            icon_name="person",
        )
        go.setAccessibleDescription(f"{warning.row.name}, {reason}")
        grid.addWidget(go, len(_FIELDS) + 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        return grid


def _cell(text: str, *, differs: bool = False) -> QLabel:
    """Return a value; one that is not the same says so in words, not by colour alone."""
    shown = text or "–"
    if differs and text:
        shown = f"{shown}  ({tr('residents.duplicates.differs')})"
    made = label(shown, "warning" if differs and text else "", wrap=True)
    mark_personal(made)
    return made


def _of_draft(draft: ResidentDraft) -> dict[str, str]:
    phone = draft.phones[0].number if draft.phones else ""
    return {
        "name": f"{draft.surname} {draft.given_name}".strip(),
        "birth_date": format_date(draft.birth_date),
        "pesel": draft.pesel,
        "place": place_of(Address(draft.locality, draft.street, draft.house, draft.flat)),
        "phone": format_phone(phone),
        "status": tr(f"enums.resident_status.{draft.status}"),
    }


def _of_row(found: ResidentRow) -> dict[str, str]:
    return {
        "name": found.name,
        "birth_date": format_date(found.birth_date),
        "pesel": found.pesel,
        "place": found.place,
        "phone": format_phone(found.phone),
        "status": tr(f"enums.resident_status.{found.status}"),
    }
