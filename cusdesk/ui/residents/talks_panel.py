"""Needs talks of a resident, on a tab of the card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.needs_talks import TalkPlace
from cusdesk.services import needs_talks
from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import space
from cusdesk.ui.common.widgets import LineLink, button, card, clear, column, label, row

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.needs_talks import TalkRow
    from cusdesk.ui.common.context import ScreenContext

_SHOWN = 300


class TalksPanel(QWidget):
    """The talks, newest first; each leads to its own screen."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._resident_id: bytes | None = None
        content = QWidget()
        inside = column(content, gap=1.5)
        inside.setContentsMargins(0, space(2), 0, 0)
        line = row(gap=1)
        line.addWidget(label(tr("residents.talks.hint"), "hint", wrap=True), 1)
        self._new = button(tr("needs_talks.new.action"), self._begin, icon_name="add")
        line.addWidget(self._new)
        inside.addLayout(line)
        self._lines = column(gap=1.5)
        inside.addLayout(self._lines)
        inside.addStretch()
        column(self).addWidget(scrolled(content))
        context.bus.changed.connect(self._on_changes)

    def show_resident(self, resident_id: bytes, *, can_write: bool) -> None:
        """Read and show the talks of a resident."""
        self._resident_id = resident_id
        permit(self._new, why_not_change(self._context.office, "needs_talks"), when=can_write)
        self._new.setVisible(self._context.can_open("needs_talks"))
        self._read()

    def _read(self) -> None:
        if self._resident_id is not None:
            read = self._context.ops.read(
                needs_talks.talks_of_resident, self._context.office, self._resident_id
            )
            read.replacing("talks-of-resident").on_success(self._show).run()

    def _show(self, talks: list[TalkRow]) -> None:
        clear(self._lines)
        for talk in talks:
            self._lines.addWidget(self._box(talk))
        if not talks:
            self._lines.addWidget(label(tr("residents.talks.none"), "hint", wrap=True))

    def _box(self, talk: TalkRow) -> QWidget:
        frame, inside = card(margin=1.5, gap=0.5)
        day = format_date(talk.held_on) or tr("residents.talks.no_date")
        parts = (day, enum_label(TalkPlace(talk.place)), talk.coordinator)
        title = " · ".join(part for part in parts if part)
        if self._context.can_open("needs_talks"):
            run = partial(self._context.open_record, "needs_talks", talk.id)
            inside.addWidget(LineLink(title, run))
        else:
            inside.addWidget(label(title))
        if talk.unmet:
            inside.addWidget(label(tr("residents.talks.unmet", n=talk.unmet), "hint"))
        words = " ".join(talk.needs_told.split())
        if words:
            shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
            said = label(shown, wrap=True)
            mark_personal(said)
            inside.addWidget(said)
        return frame

    def _begin(self) -> None:
        if self._resident_id is not None:
            command = f"needs_talks.new:{self._resident_id.hex()}"
            self._context.run_command("needs_talks", command)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and any(changes.touches(n) for n in ("needs_talks", "unmet_needs")):
            self._read()
