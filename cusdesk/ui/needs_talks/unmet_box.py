"""Needs without a service inside a talk: type or choose one, press Enter, it is in the register."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import ServiceArea
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.needs_talks import UnmetDraft, proposals
from cusdesk.domain.polish_text import fold, one_line
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.wheel import let_wheel_pass
from cusdesk.ui.common.widgets import button, clear, column, label, row

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.services.needs_talks import UnmetRow

_AREA_CHARS = 30
_LINE_LIMIT = 200


class UnmetBox(QWidget):
    """The needs of this talk, and a line for another one.

    Signals:
        added: (draft) store a need.
        retire_requested: (id) put one into the bin.
    """

    added = Signal(object)
    retire_requested = Signal(bytes)

    def __init__(self, today: dt.date) -> None:
        super().__init__()
        self._proposed = {fold(p.need): p for p in proposals(today)}
        layout = column(self, gap=1)
        self._lines = column(gap=0.5)
        layout.addLayout(self._lines)
        words = label(tr("needs_talks.unmet.label"), "label")
        self.need = QLineEdit()
        self.need.setMaxLength(_LINE_LIMIT)
        self.need.setPlaceholderText(tr("needs_talks.unmet.placeholder"))
        self.need.setAccessibleName(tr("needs_talks.unmet.label"))
        completer = QCompleter([p.need for p in proposals(today)], self.need)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._on_proposed)
        self.need.setCompleter(completer)
        self.need.returnPressed.connect(self.add)
        words.setBuddy(self.need)
        self.area = QComboBox()
        self.area.setAccessibleName(tr("fields.unmet_needs.area"))
        self.area.addItem(tr("needs_talks.unmet.any_area"), None)
        for area in ServiceArea:
            self.area.addItem(enum_label(area), area)
        self.area.setMaximumWidth(current().chars(_AREA_CHARS) + current().space(4))
        let_wheel_pass(self.area)
        self.do = button(tr("needs_talks.unmet.add"), self.add, icon_name="add")
        layout.addWidget(words)
        line = row(gap=1)
        line.addWidget(self.need, 1)
        line.addWidget(self.area)
        line.addWidget(self.do)
        layout.addLayout(line)
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        layout.addWidget(self._problem)

    def show_needs(self, needs: Sequence[UnmetRow], *, can_write: bool) -> None:
        """Show what is in the register from this talk."""
        clear(self._lines)
        for need in needs:
            holder = QWidget()
            line = row(holder, gap=1)
            area = enum_label(ServiceArea(need.area)) if need.area else ""
            said = label(" · ".join(p for p in (need.need, area) if p), wrap=True)
            mark_personal(said)
            line.addWidget(said, 1)
            if can_write:
                gone = partial(self.retire_requested.emit, need.id)
                act = button(tr("needs_talks.unmet.retire"), gone, look="link")
                act.setAccessibleName(tr("needs_talks.unmet.retire_of", need=need.need))
                line.addWidget(act)
            self._lines.addWidget(holder)
        if not needs:
            self._lines.addWidget(label(tr("needs_talks.unmet.none"), "hint", wrap=True))
        for widget in (self.need, self.area, self.do):
            widget.setEnabled(can_write)

    def add(self) -> None:
        """Store what is typed; a proposal brings its own area when none was chosen."""
        text = one_line(self.need.text()).strip()
        self.show_problem("" if text else tr("needs_talks.problem.no_need"))
        if not text:
            return
        area = self.area.currentData()
        proposed = self._proposed.get(fold(text))
        if area is None and proposed is not None:
            area = proposed.area
        self.need.clear()
        self.area.setCurrentIndex(0)
        self.added.emit(UnmetDraft(text, ServiceArea(area) if area else None))
        self.need.setFocus()

    def show_problem(self, words: str) -> None:
        """Say why a need was not stored; "" takes it back."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def _on_proposed(self, text: str) -> None:
        proposed = self._proposed.get(fold(text))
        if proposed is not None and proposed.area is not None:
            self.area.setCurrentIndex(self.area.findData(proposed.area))
