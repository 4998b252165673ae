"""Hints of the rules and gaps of the paper, each leading to its field."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import LineLink, card, clear, column, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.errors import Problem
    from cusdesk.services.plans import PlanGap

_MOST_LINES = 9


class HintsPanel(QWidget):
    """Two lists of lines.

    Signals:
        chosen: (key of a field) go there.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        frame, inside = card(margin=1.5, gap=0.5)
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space(4))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._hints, self._gaps = column(gap=0.5), column(gap=0.5)
        grid.addWidget(label(tr("plans.hints.title"), "label"), 0, 0)
        grid.addWidget(label(tr("plans.hints.gaps_title"), "label"), 0, 1)
        grid.addLayout(self._hints, 1, 0)
        grid.addLayout(self._gaps, 1, 1)
        grid.setRowStretch(2, 1)
        inside.addWidget(scrolled(content))
        column(self).addWidget(frame)
        self._lines = 0

    def show_all(self, hints: Sequence[Problem], gaps: Sequence[PlanGap]) -> None:
        """Show what there is."""
        lines = [(p.field, tr(p.key, **p.params)) for p in hints]
        self._fill(self._hints, lines, tr("plans.hints.no_remarks"))
        lines = [(gap.key, gap.words) for gap in gaps]
        self._fill(self._gaps, lines, tr("plans.hints.nothing"))
        self._lines = max(len(hints), len(gaps), 1) + 1
        theme = current()
        height = min(self._lines, _MOST_LINES) * (theme.line + space(1.25)) + space(4)
        self.setFixedHeight(height)

    def _fill(self, layout: QVBoxLayout, lines: Sequence[tuple[str, str]], nothing: str) -> None:
        clear(layout)
        for key, words in lines:
            layout.addWidget(LineLink(words, partial(self.chosen.emit, key)))
        if not lines:
            layout.addWidget(label(nothing, "hint"))
        layout.addStretch()
