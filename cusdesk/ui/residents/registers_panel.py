"""What the registers of data protection hold about a resident, and short ways to add to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services.protection.registers import entries_of_resident
from cusdesk.ui.common.widgets import LineLink, button, card, clear, column, label

if TYPE_CHECKING:
    from cusdesk.services.protection.registers import ResidentEntry
    from cusdesk.ui.common.context import ScreenContext

_LOOKS = {"late": "problem", "urgent": "warning", "soon": "warning"}
_ADDED = ("consents", "disclosures", "clause_deliveries", "data_requests")


class RegistersPanel(QWidget):
    """A white box: consents with their scope, what was disclosed, clauses given, requests."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._resident_id: bytes | None = None
        frame, inside = card(margin=2, gap=1)
        inside.addWidget(label(tr("residents.registers.title"), "heading"))
        self._lines = column(gap=1)
        inside.addLayout(self._lines)
        column(self).addWidget(frame)

    def show_resident(self, resident_id: bytes, *, can_write: bool) -> None:
        """Read and show what is written about a resident."""
        self._resident_id = resident_id
        read = self._context.ops.read(entries_of_resident, self._context.office, resident_id)
        read.on_success(partial(self._show, resident_id, can_write)).run()

    def _show(self, resident_id: bytes, can_write: bool, found: list[ResidentEntry]) -> None:
        if resident_id != self._resident_id:
            return
        clear(self._lines)
        leads = self._context.can_open("protection")
        for entry in found:
            self._add_line(entry, leads=leads)
        if not any(entry.register == "consents" for entry in found):
            self._lines.addWidget(label(tr("residents.registers.no_consent"), "hint", wrap=True))
        if can_write and leads and self._context.office.can_change("protection"):
            for register in _ADDED:
                command = f"protection.registers:{register}:new:{resident_id.hex()}"
                run = partial(self._context.run_command, "protection", command)
                words = tr(f"residents.registers.add_{register}")
                self._lines.addWidget(button(words, run, look="link", icon_name="add"))

    def _add_line(self, entry: ResidentEntry, *, leads: bool) -> None:
        if leads:
            run = partial(self._context.open_record, "protection", entry.id)
            link = LineLink(entry.title, run)
            link.setAccessibleDescription(entry.state)
            self._lines.addWidget(link)
        else:
            self._lines.addWidget(label(entry.title, wrap=True))
        if entry.state:
            look = _LOOKS.get(entry.look.value, "hint")
            self._lines.addWidget(label(entry.state, look, wrap=True))
