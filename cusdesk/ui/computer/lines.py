"""The lines of the page: what was found, by level, each with what it means and what can be done."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QPushButton, QWidget

from cusdesk.core.messages import tr
from cusdesk.services.computer import sorted_lines
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, clear, column, label, picture, row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QHBoxLayout

    from cusdesk.services.computer import ComputerLine

SIGNS = {
    "bad": ("error", "error"),
    "note": ("warning", "warning"),
    "unknown": ("info", "muted"),
    "fine": ("success", "success"),
}
"""Level → icon and its tone."""


class LineList(QWidget):
    """Shows lines under the headings of their levels; made anew when one comes or changes.

    Attributes:
        buttons: id of the line → what does something about it.
    """

    def __init__(self, fixes: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._fixes = fixes
        self._layout = column(self, gap=2)
        self.buttons: dict[str, QPushButton] = {}

    def show_lines(self, lines: Sequence[ComputerLine]) -> None:
        """Show lines in their order; the button with the keyboard keeps it."""
        focus = self.window().focusWidget()
        held = next((name for name, made in self.buttons.items() if made is focus), "")
        clear(self._layout)
        self.buttons = {}
        for level, group in groupby(sorted_lines(lines), key=lambda line: line.level):
            heading = label(tr(f"computer.level.{level}"), "heading")
            frame, inside = card(gap=2 if level != "fine" else 0.75)
            for line in group:
                inside.addLayout(self._line(line))
            for widget in (heading, frame):
                self._layout.addWidget(widget)
                widget.show()  # at once: what is hidden takes no keyboard
        self._layout.addStretch()
        if held in self.buttons:
            self.buttons[held].setFocus()

    def _line(self, line: ComputerLine) -> QHBoxLayout:
        name, tone = SIGNS[line.level]
        made = row(gap=1.5)
        top = Qt.AlignmentFlag.AlignTop
        made.addWidget(picture(name, tone), 0, top)
        words = column(gap=0.5)
        said = tr("computer.line", title=line.title, said=line.said)
        heading = label(said, wrap=True)
        if line.level != "fine":
            heading.setFont(_bold(heading.font()))
        words.addWidget(heading)
        for more in (line.means, line.do):
            if more:
                words.addWidget(label(more, wrap=True))
        made.addLayout(words, 1)
        if line.fix in self._fixes:
            look = "link" if line.level == "fine" else ""
            fix = button(tr(f"computer.action.{line.fix}"), self._fixes[line.fix], look=look)
            fix.setAccessibleDescription(said)
            self.buttons[line.finding.id] = fix
            made.addWidget(fix, 0, top)
        return made


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made


def room_for_lines() -> int:
    """Return the height, in pixels, below which the lines are scrolled."""
    return current().line * 8
