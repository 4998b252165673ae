"""The line under the grid: what stands under the cursor, and whether everything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import counts_time
from cusdesk.ui.attendance.grid.cells import show_time
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, label, row, set_look

if TYPE_CHECKING:
    from cusdesk.ui.attendance.grid.session import GridSession
    from cusdesk.ui.attendance.grid.state import Place


class StatusLine(QScrollArea):
    """Changes with every key.

    A scroll area, because the words in it then never make the page around it lay itself out anew,
    which would draw the whole grid at every key.

    Signals:
        next_wanted: go to the next cell that is not saved.
        retry_wanted: save again what was refused.
    """

    next_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.where = label("", "hint")
        self.where.setAccessibleName(tr("attendance.grid.where"))
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.trouble = label("", "problem")
        self.next = button(tr("attendance.grid.show_trouble"), self.next_wanted.emit, look="link")
        self.again = button(tr("attendance.grid.again"), self.retry_wanted.emit, look="link")
        self.saved = label("", "hint")
        holder = QWidget()
        line = row(holder, gap=1)
        line.addWidget(self.where, 1)
        for widget in (self.trouble, self.next, self.again, self.saved):
            line.addWidget(widget)
        self.setWidget(holder)
        self.apply_sizes()
        current().changed.connect(self.apply_sizes)

    def apply_sizes(self) -> None:
        """Be as tall as a button."""
        self.setFixedHeight(round(current().line * 1.9))

    def say(self, text: str, look: str = "hint") -> None:
        """Say something about the cell under the cursor."""
        self.where.setText(text)
        self.where.setToolTip(tip(text))
        set_look(self.where, "look", look)

    def show_session(self, session: GridSession) -> None:
        """Say what stands under the cursor and what is not saved."""
        place = session.grid.place
        model, troubles = session.panes.model, session.state.troubles
        here = place[0] >= 0 and place[1] >= 0
        trouble = model.trouble(place) if here else ""
        words = trouble or (model.spoken(place) if here else "")
        chosen = session.grid.chosen()
        if len(chosen) > 1 and not trouble:
            words = self._sum(session, chosen)
        self.say(words, "problem" if trouble else "hint")
        self.trouble.setText(tr("attendance.grid.troubles", n=len(troubles)) if troubles else "")
        self.next.setVisible(bool(troubles))
        self.again.setVisible(any(session.state.refused(*each) for each in troubles))
        if session.grid.read_only:
            self.saved.setText(tr("attendance.grid.read_only"))
        elif troubles:
            self.saved.setText("")
        else:
            idle = session.saver.is_idle
            self.saved.setText(tr(f"attendance.grid.{'saved' if idle else 'saving'}"))

    @staticmethod
    def _sum(session: GridSession, chosen: list[Place]) -> str:
        """Return how many cells are selected and what they add up to."""
        state = session.state
        sums = state.sum_of(chosen)
        said = [
            tr("attendance.grid.chosen", n=len(chosen)),
            tr("attendance.grid.chosen_present", n=sums.presences),
            tr("attendance.grid.chosen_absent", n=sums.absences + sums.excused),
        ]
        if counts_time(state.grid.unit):
            said.append(show_time(sums.person_minutes, state.grid.hour_minutes))
        return "   ·   ".join(said)
