"""„Dziś”: the day sheet as cards, and the first steps of an empty office."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_long_date, weekday_name
from cusdesk.services.first_steps import put_away
from cusdesk.services.today import DayLine, DaySection, DaySheet, Urgency, day_sheet
from cusdesk.ui.common.screen import Screen, scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import LineLink, button, card, clear, column, label, picture, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QVBoxLayout

    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext

_SIGNS = {
    Urgency.LATE: ("error", "error"),
    Urgency.URGENT: ("warning", "error"),
    Urgency.SOON: ("hours", "warning"),
    Urgency.CALM: ("next", "muted"),
    Urgency.DONE: ("success", "success"),
}
_ICONS = {
    "plans_due": "plans",
    "approvals": "plans",
    "reviews": "plans",
    "endings": "plans",
    "applications": "applications",
    "follow_ups": "plans",
    "duties": "check",
    "own_terms": "hours",
    "caseload": "person",
    "meetings": "attendance",
    "absences": "phone",
    "drafts": "edit",
    "imports": "import",
    "recruitment": "events",
    "fees": "fees",
    "certificates": "residents",
    "insurance": "providers",
    "funding": "catalogue",
}
_WIDE_CHARS = 110
_HEAD_LINES = 3
"""Heading and edges of a card, in lines."""


class TodayScreen(Screen):
    """Asks for the day sheet when shown and after every change."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, "")
        self._sheet: DaySheet | None = None
        self._columns = 0
        self._wanted: str | None = None
        self._held = ""
        self._firsts: dict[str, QWidget] = {}
        self._holder = QWidget()
        self._content = column(self._holder, gap=3)
        self.body.addWidget(scrolled(self._holder))
        context.bus.changed.connect(self._on_changes)
        self._show_date()

    def load(self) -> None:
        """Ask for the sheet."""
        operation = self.context.ops.read(day_sheet, self.context.office).replacing("today")
        operation.on_success(self._show_sheet).run()

    def begin(self) -> None:
        """Put the keyboard on the first line, once the lines are there."""
        self._want("")

    def run_command(self, command_id: str) -> None:
        """Put the keyboard on the first line of a section: `today.<section>`."""
        self._want(command_id.removeprefix("today."))

    def _want(self, section: str) -> None:
        self._wanted, self._held = section, ""
        if self._sheet is not None:
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        """Go to the section that is wanted, to the first line where it has none."""
        wanted, held = self._wanted, self._held
        self._wanted, self._held = None, ""
        lines = self._holder.findChildren(LineLink)
        same = (line for line in lines if held and line.accessibleName() == held)
        line = self._firsts.get(wanted or "") or next(same, next(iter(lines), None))
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_date(self) -> None:
        today = self.context.office.clock.today()
        words = tr("shell.today.title", weekday=weekday_name(today), date=format_long_date(today))
        self.title_label.setText(words[:1].upper() + words[1:])

    def _on_changes(self, _changes: Changes, _initiator: object) -> None:
        if self.isVisible():
            self.load()

    def _show_sheet(self, sheet: DaySheet) -> None:
        if sheet == self._sheet:
            return
        self._sheet = sheet
        self._lay_out()

    def _lay_out(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._columns = self._columns_of(sheet)
        self._keep_keyboard()
        clear(self._content)
        self._firsts.clear()
        if sheet.first_steps:
            self._content.addWidget(self._first_steps(sheet.first_steps))
        if sheet.sections:
            self._content.addWidget(self._sections(sheet.sections))
        if not sheet.sections and not sheet.first_steps:
            self._content.addWidget(self._all_done())
        self._content.addWidget(self._line(sheet.backup))
        self._content.addStretch()
        if self._wanted is not None:
            QTimer.singleShot(0, self, self._take_keyboard)  # laid out first: then it can be seen

    def _keep_keyboard(self) -> None:
        """Note the line with the keyboard: it is about to be made anew."""
        held = [link for link in self._holder.findChildren(LineLink) if link.hasFocus()]
        if self._wanted is None and held:
            self._wanted, self._held = "", held[0].accessibleName()

    def _sections(self, sections: Sequence[DaySection]) -> QWidget:
        """Return the cards, each under the column that is the shortest so far."""
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        across = row(holder, gap=2)
        columns = [column(gap=2) for _ in range(self._columns)]
        heights = [0] * self._columns
        for section in sections:
            shortest = heights.index(min(heights))
            columns[shortest].addWidget(self._section(section))
            heights[shortest] += _HEAD_LINES + len(section.lines) + bool(section.more)
        for each in columns:
            each.addStretch()
            across.addLayout(each, 1)
        return holder

    def _first_steps(self, steps: tuple[DayLine, ...]) -> QFrame:
        frame, layout = card(margin=3, gap=1.5)
        layout.addWidget(label(tr("shell.today.first_steps"), "heading"))
        layout.addWidget(label(tr("shell.today.first_steps_text"), "hint", wrap=True))
        for line in steps:
            layout.addWidget(self._line(line))
        if not self.context.office.read_only:
            across = row()
            across.addWidget(button(tr("shell.today.put_away"), self._put_away, look="link"))
            across.addStretch()
            layout.addLayout(across)
        return frame

    def _put_away(self) -> None:
        operation = self.context.ops.write(put_away, self.context.office)
        operation.on_success(self._on_put_away).run()

    def _on_put_away(self, _changes: object) -> None:
        self.context.notifier.info(tr("shell.today.put_away_done"))
        self.load()

    def _section(self, section: DaySection) -> QFrame:
        frame, layout = card(margin=2, gap=1)
        head = row(gap=1)
        head.addWidget(picture(_ICONS.get(section.key, "info"), "accent"))
        count = len(section.lines) + section.more
        head.addWidget(label(section.title, "heading", wrap=True), 1)
        head.addWidget(label(str(count), "hint"))
        layout.addLayout(head)
        self._add_lines(section, layout)
        return frame

    def _add_lines(self, section: DaySection, layout: QVBoxLayout) -> None:
        for line in section.lines:
            made = self._line(line)
            layout.addWidget(made)
            for link in made.findChildren(LineLink):
                self._firsts.setdefault(section.key, link)
        if section.more:
            more = tr("shell.today.more", n=section.more)
            feature = section.lines[0].feature
            layout.addWidget(button(more, partial(self.context.open_record, feature), look="link"))

    def _line(self, line: DayLine) -> QWidget:
        holder = QWidget()
        layout = row(holder, gap=1)
        name, tone = _SIGNS[line.urgency]
        layout.addWidget(picture(name, tone))
        words = label(line.text, "hint" if line.urgency is Urgency.DONE else "", wrap=True)
        words.setContentsMargins(2, 0, 0, 0)  # the edge a link keeps for its focus frame
        if line.urgency is Urgency.DONE:
            words.setAccessibleName(tr("shell.today.first_step_done", text=line.text))
        if self.context.can_open(line.feature) and line.urgency is not Urgency.DONE:
            layout.addWidget(self._link(line), 1)
        else:
            layout.addWidget(words, 1)
        if line.when:
            layout.addWidget(label(line.when, "hint"))
        return holder

    def _link(self, line: DayLine) -> QWidget:
        if line.feature == "imports" and line.id is None:  # a first step: nothing was brought yet
            run = partial(self.context.run_command, "imports", "imports.new")
        else:
            run = partial(self.context.open_record, line.feature, line.id)
        link = LineLink(line.text, run)
        link.setAccessibleDescription(line.when)
        return link

    def _all_done(self) -> QFrame:
        frame, layout = card(margin=4, gap=1)
        layout.addWidget(picture("success", "success", current().line * 3))
        words = label(tr("shell.today.nothing"), "heading")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(words)
        return frame

    def _columns_of(self, sheet: DaySheet) -> int:
        """Return two columns when they fit and there is something for both."""
        fits = self.width() >= current().chars(_WIDE_CHARS)
        return 2 if fits and len(sheet.sections) > 1 else 1

    def showEvent(self, event: QShowEvent) -> None:
        """Ask anew whenever the screen is opened: another day may have begun."""
        super().showEvent(event)
        self._show_date()
        self.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one or two columns."""
        super().resizeEvent(event)
        if self._sheet is not None and self._columns != self._columns_of(self._sheet):
            self._lay_out()
