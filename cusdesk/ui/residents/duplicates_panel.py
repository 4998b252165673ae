"""People who may be the same as the one on the card, side by side with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from cusdesk.core.messages import tr
from cusdesk.domain.addresses import Address
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import format_phone
from cusdesk.domain.polish_text import fold
from cusdesk.services.residents import place_of
from cusdesk.ui.common.theme import space
from cusdesk.ui.common.widgets import button, clear, column, label, picture, row

if TYPE_CHECKING:
    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.services.residents import DuplicateWarning, ResidentRow

_MOST_SHOWN = 3
_FIELDS = ("name", "birth_date", "pesel", "place", "phone", "status")


class DuplicatesPanel(QFrame):
    """Hidden while there is nobody.

    Signals:
        open_requested: (id) look at that person's card.
    """

    open_requested = Signal(bytes)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar_warning")
        self._layout = column(self, margin=1.5, gap=1)
        self.hide()

    def show_warnings(self, draft: ResidentDraft, warnings: list[DuplicateWarning]) -> None:
        """Show the card beside the strongest warnings; an empty list hides the panel."""
        clear(self._layout)
        if not warnings:
            self.hide()
            return
        head = row(gap=1)
        head.addWidget(picture("warning", "warning"))
        head.addWidget(label(tr("residents.duplicates.title", n=len(warnings)), "heading"), 1)
        self._layout.addLayout(head)
        self._layout.addWidget(label(tr("residents.duplicates.text"), wrap=True))
        self._layout.addLayout(self._grid(draft, warnings[:_MOST_SHOWN]))
        self.show()

    def _grid(self, draft: ResidentDraft, warnings: list[DuplicateWarning]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(0.5))
        mine = _of_draft(draft)
        grid.addWidget(label(tr("residents.duplicates.this"), "label"), 0, 1)
        for number, name in enumerate(_FIELDS, start=1):
            grid.addWidget(label(tr(f"residents.duplicates.field.{name}"), "hint"), number, 0)
            grid.addWidget(_cell(mine[name]), number, 1)
        for place, warning in enumerate(warnings, start=2):
            reason = tr(f"residents.duplicates.reason.{warning.reason}")
            grid.addWidget(label(reason, "label", wrap=True), 0, place)
            theirs = _of_row(warning.row)
            for number, name in enumerate(_FIELDS, start=1):
                differs = bool(mine[name]) and fold(mine[name]) != fold(theirs[name])
                grid.addWidget(_cell(theirs[name], differs=differs), number, place)
            go = button(
                tr("residents.duplicates.open"),
                partial(self.open_requested.emit, warning.row.id),
                icon_name="person",
            )
            go.setAccessibleDescription(f"{warning.row.name}, {reason}")
            grid.addWidget(go, len(_FIELDS) + 1, place, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(len(warnings) + 2, 1)
        return grid


def _cell(text: str, *, differs: bool = False) -> QLabel:
    """Return a value; one that is not the same says so in words, not by colour alone."""
    shown = text or "–"
    if differs and text:
        shown = f"{shown}  ({tr('residents.duplicates.differs')})"
    return label(shown, "warning" if differs and text else "")


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
