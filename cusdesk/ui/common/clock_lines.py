"""What runs for one record, in small lines: the term, its last day and how much is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.clocks import Pace
from cusdesk.domain.dates import format_date
from cusdesk.services.clocks import clocks_of_record, clocks_of_resident
from cusdesk.ui.common.widgets import clear, column, label, picture, row

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.clocks import Clock
    from cusdesk.ui.common.context import ScreenContext

_MOST = 3
"""Lines of one record: what presses, or the next one; the rest is counted."""
LOOKS = {
    Pace.LATE: ("error", "error", "problem"),
    Pace.URGENT: ("warning", "error", "problem"),
    Pace.SOON: ("hours", "warning", "warning"),
    Pace.UNKNOWN: ("info", "warning", "warning"),
    Pace.CALM: ("hours", "muted", "hint"),
}
"""Pace -> picture, its tone, look of the words; never the colour alone."""


def tone_of(pace: Pace) -> str:
    """Return the tone of a pace in a list, with the sign it has on the sheet of the day.

    What is calm has the colour of all the rest.
    """
    picture, tone, _look = LOOKS[pace]
    return "" if tone == "muted" else f"{tone} {picture}"


def left_words(clock: Clock) -> str:
    """Return how much is left: „zostało 5 dni”, „dziś”, „3 dni po terminie”."""
    if clock.days is None:
        return tr("clocks.left.unknown")
    if clock.days == 0:
        return tr("clocks.left.today")
    return tr("clocks.left.ahead" if clock.days > 0 else "clocks.left.over", n=abs(clock.days))


def clock_words(clock: Clock) -> str:
    """Return a clock in one line."""
    if clock.due is None:
        return tr("clocks.line.unknown", name=clock.name, remark=tr(clock.remark))
    words = tr(
        "clocks.line.due", name=clock.name, date=format_date(clock.due), left=left_words(clock)
    )
    if clock.remark:
        words = tr("clocks.line.remark", words=words, remark=tr(clock.remark))
    return words if clock.is_confirmed else tr("clocks.line.to_check", words=words)


class ClockLines(QWidget):
    """Lines about one plan, application or resident; nothing to see while nothing runs.

    Give it `show_record(plan_id)` or `show_resident(resident_id)`; it asks again after changes.
    """

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._id: bytes | None = None
        self._of_resident = False
        self._lines = column(self, gap=0.5)
        self.hide()
        context.bus.changed.connect(self._on_changes)

    def show_record(self, record_id: bytes | None) -> None:
        """Show what runs for a plan or an application; None for nothing."""
        self._id, self._of_resident = record_id, False
        self._ask()

    def show_resident(self, resident_id: bytes | None) -> None:
        """Show what runs for a resident; None for nobody."""
        self._id, self._of_resident = resident_id, True
        self._ask()

    def _ask(self) -> None:
        if self._id is None:
            self.hide()
            return
        ask = clocks_of_resident if self._of_resident else clocks_of_record
        read = self._context.ops.read(ask, self._context.office, self._id)
        read.on_success(partial(self._show, self._id)).run()

    def _show(self, asked: bytes, found: list[Clock]) -> None:
        if asked != self._id:
            return
        clear(self._lines)
        shown = [clock for clock in found if clock.pace is not Pace.CALM][:_MOST] or found[:1]
        for clock in shown:
            name, tone, look = LOOKS[clock.pace]
            line = QWidget()
            words = row(line, gap=0.75)
            words.addWidget(picture(name, tone))
            words.addWidget(label(clock_words(clock), look, wrap=True), 1)
            self._lines.addWidget(line)
        later = len(found) - len(shown)
        if later:
            self._lines.addWidget(label(tr("clocks.line.later", n=later), "hint", wrap=True))
        self.setVisible(bool(found))

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("clocks", "plans", "applications"):
            self._ask()
