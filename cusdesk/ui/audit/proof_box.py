"""What proving the log brought, in a box that stays until the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import card, clear, column, label, picture, row

if TYPE_CHECKING:
    from cusdesk.services.audit import Verification

_MOST_LINES = 6


class ProofBox(QWidget):
    """Hidden until somebody proved the log."""

    def __init__(self) -> None:
        super().__init__()
        outer = column(self, gap=0)
        frame, self._inside = card(margin=1.5, gap=0.75)
        outer.addWidget(frame)
        self.hide()

    def show_result(self, found: Verification) -> None:
        """Say what was found, one line a finding, and the head for comparing with papers."""
        clear(self._inside)
        key = "audit.proof.whole" if found.is_whole else "audit.proof.broken"
        n = found.entries if found.is_whole else len(found.findings)
        head = row(gap=1)
        head.addWidget(
            picture(
                "success" if found.is_whole else "error", "success" if found.is_whole else "error"
            )
        )
        head.addWidget(label(tr(key, n=n), "heading", wrap=True), 1)
        self._inside.addLayout(head)
        if found.sentences:
            self._inside.addWidget(self._findings(found.sentences))
            self._inside.addWidget(label(tr("audit.proof.what_now"), wrap=True))
        if found.forgotten:
            self._inside.addWidget(label(tr("audit.proof.forgotten", n=found.forgotten), "hint"))
        if found.head:
            line = label(tr("audit.proof.head", head=found.head), "hint", wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._inside.addWidget(line)
        self.show()

    @staticmethod
    def _findings(sentences: tuple[str, ...]) -> QWidget:
        lines = QWidget()
        inside = column(lines, gap=0.5)
        for sentence in sentences:
            inside.addWidget(label(sentence, wrap=True))
        inside.addStretch()
        if len(sentences) <= 2:
            return lines
        area = scrolled(lines)
        area.setFixedHeight(current().row_height * min(len(sentences) + 1, _MOST_LINES))
        return area
