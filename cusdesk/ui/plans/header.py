"""The strip above a plan: whose it is, number, period, status, days since the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.plans import PlanStatus
from cusdesk.ui.common.permits import permit
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.table.output import PRINT_KEY
from cusdesk.ui.common.theme import current, icon, space
from cusdesk.ui.common.theme.icons import pixmap
from cusdesk.ui.common.widgets import CutLabel, button, column, label, picture, row, set_look
from cusdesk.ui.plans.agreement import PlanPermits
from cusdesk.ui.plans.fixed_bar import OVER, FixedBar
from cusdesk.ui.plans.head_words import (
    clock_words,
    gone_words,
    number_words,
    period_words,
    status_words,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QResizeEvent

    from cusdesk.domain.plans import PlanDraft
    from cusdesk.services.plans import PlanDetails

_HINTS_CHARS = 34
_SIGNS = {
    PlanStatus.DRAFT: ("edit", "muted"),
    PlanStatus.AGREED: ("check", "warning"),
    PlanStatus.APPROVED: ("lock", "success"),
    PlanStatus.ENDED: ("info", "muted"),
    PlanStatus.RESIGNED: ("info", "muted"),
}


_STEPS = {PlanStatus.DRAFT: "plans.agree.open", PlanStatus.AGREED: "plans.approve.open"}
_SUBMIT = "plans.submit.open"


class TwoPieces(QWidget):
    """Two lines of facts: behind each other where there is room, else under one another."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self._pieces = (first, second)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(space(2.5))
        self._layout.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._layout.addWidget(first)
        self._layout.addWidget(second, 1)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: the lines part when there is little."""
        return QSize(1, super().minimumSizeHint().height())

    def arrange(self) -> None:
        """Choose by the room there is."""
        for piece in self._pieces:
            inside = piece.layout()
            if inside is not None:
                inside.activate()  # measures new words now
        widths = [piece.sizeHint().width() for piece in self._pieces]
        # the words about hints change while typing: room for the longest, so that nothing jumps
        is_wide = self.width() >= sum(widths) + space(2.5) + self._spare()
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self._layout.setSpacing(space(2.5) if is_wide else space(0.5))
        heights = [piece.sizeHint().height() for piece in self._pieces]
        self.setFixedHeight(max(heights) if is_wide else sum(heights) + space(0.5))

    def _spare(self) -> int:
        words = self._pieces[1].findChild(QPushButton)
        present = words.sizeHint().width() if words is not None else 0
        return max(0, current().chars(_HINTS_CHARS) - present)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose anew."""
        super().resizeEvent(event)
        self.arrange()


class PlanHeader(QWidget):
    """What stays in sight of a plan, and a bar when the plan may not be changed.

    Attributes:
        top: name and buttons, to be put into the line of the screen's title.
        permits: what this person may do with plans.

    Signals:
        preview_requested, pdf_requested, copy_requested, card_requested, history_requested,
        retire_requested, withdraw_requested: a button was pressed.
        step_requested: the next step, agreement, sending or approval, is wanted.
        update_requested: an approved plan is to be updated.
        package_requested, keep_requested: services of a package wanted, or to be kept as one.
        hints_toggled: the line about hints and gaps was pressed.
    """

    preview_requested = Signal()
    pdf_requested = Signal()
    copy_requested = Signal()
    card_requested = Signal()
    history_requested = Signal()
    retire_requested = Signal()
    withdraw_requested = Signal()
    step_requested = Signal()
    update_requested = Signal()
    package_requested = Signal()
    keep_requested = Signal()
    hints_toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.permits = PlanPermits()
        layout = column(self, gap=1)
        self.top = QWidget()
        self.top.installEventFilter(self)
        top = row(self.top, gap=1)
        self._name = ""
        self.name, self.long_name = CutLabel("title"), CutLabel("title")
        self.long_name.hide()
        layout.addWidget(self.long_name)
        for words in (self.name, self.long_name):
            mark_personal(words, "name")
        top.addWidget(self.name, 1)
        self.more = QPushButton(tr("plans.header.more"))
        self.more.setProperty("look", "quiet")
        self.more.setIcon(icon("more"))
        self._menu = QMenu(self.more)
        self._pdf = self._entry("common.button.save_pdf", "pdf", self.pdf_requested.emit)
        self._package = self._entry("plans.package.open", "catalogue", self.package_requested.emit)
        self._keep = self._entry("plans.package_save.open", "save", self.keep_requested.emit)
        self._copy = self._entry("plans.copy.action", "copy", self.copy_requested.emit)
        self.card = self._entry("plans.person.card", "person", self.card_requested.emit)
        self._entry("record.history.button", "history", self.history_requested.emit)
        self._retire = self._entry("plans.retire.action", "delete", self.retire_requested.emit)
        self.more.setMenu(self._menu)
        self.preview = button(
            tr("plans.header.preview"), self.preview_requested.emit, look="main", icon_name="print"
        )
        self.preview.setShortcut(PRINT_KEY)
        self.step = button("", self.step_requested.emit, icon_name="check")
        top.addWidget(self.more)
        top.addWidget(self.step)
        top.addWidget(self.preview)
        self.facts = self._facts()
        layout.addWidget(self.facts)
        self.gone = label("", "warning", wrap=True)
        layout.addWidget(self.gone)
        layout.addWidget(self._fixed_bar())

    def _entry(self, key: str, icon_name: str, run: Callable[[], None]) -> QAction:
        action = self._menu.addAction(icon(icon_name), tr(key))
        action.triggered.connect(run)
        return action

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Find a place for the name whenever the line of the title has another width."""
        if watched is self.top and event.type() == QEvent.Type.Resize:
            self._place_name()
        return super().eventFilter(watched, event)

    def _place_name(self) -> None:
        """Show whose plan it is beside the buttons, or under them where it would be cut."""
        buttons = (self.more, self.step, self.preview)
        taken = sum(b.sizeHint().width() + space(1) for b in buttons if not b.isHidden())
        self.name.ensurePolished()
        words = self.name.fontMetrics().horizontalAdvance(self._name) + space(1)
        fits = words <= self.top.width() - taken
        self.name.setText(self._name if fits else "")
        self.long_name.setText("" if fits else self._name)
        self.long_name.setVisible(not fits)

    def _facts(self) -> TwoPieces:
        first, second = QWidget(), QWidget()
        facts, later = row(first, gap=2.5), row(second, gap=2.5)
        self._sign, self.status = QLabel(), label("")
        pair = row(gap=0.75)
        pair.addWidget(self._sign)
        pair.addWidget(self.status)
        facts.addLayout(pair)
        self.number = self._fact(facts, "plans")
        self.period = self._fact(facts, "calendar")
        facts.addStretch()
        self.clock = self._fact(later, "hours")
        later.addStretch()
        self.hints = button("", self.hints_toggled.emit, look="link", icon_name="warning")
        later.addWidget(self.hints)
        return TwoPieces(first, second)

    @staticmethod
    def _fact(facts: QHBoxLayout, icon_name: str) -> CutLabel:
        words = CutLabel()
        pair = row(gap=0.75)
        pair.addWidget(picture(icon_name))
        pair.addWidget(words)
        facts.addLayout(pair)
        return words

    def _fixed_bar(self) -> FixedBar:
        self.bar = FixedBar()
        self.bar.withdraw_requested.connect(self.withdraw_requested)
        self.bar.copy_requested.connect(self.copy_requested)
        self.bar.update_requested.connect(self.update_requested)
        return self.bar

    def show_plan(
        self, details: PlanDetails, draft: PlanDraft, today: dt.date, permits: PlanPermits
    ) -> None:
        """Show a plan's head; what this person may not do is grey and says who does it."""
        self.permits = permits
        self._name = details.resident_name
        self.number.setText(number_words(details, draft))
        self.period.setText(period_words(draft.valid_from, draft.valid_to))
        sign, tone = _SIGNS[details.stage]
        self._sign.setPixmap(pixmap(sign, tone))
        self.status.setText(status_words(details))
        set_look(self.status, "look", "hint" if tone == "muted" else tone)
        self.clock.setText(clock_words(draft, today, is_update=details.is_update))
        for action in (self._copy, self._keep):
            permit(action, permits.change)
        for action in (self._package, self._retire):
            permit(action, permits.change, when=not details.is_fixed)
        key = _STEPS.get(details.stage, "")
        is_agreed = details.stage is PlanStatus.AGREED
        if is_agreed and permits.approve and not details.is_submitted:
            key = _SUBMIT
        self.step.setText(tr(key) if key else "")
        self.step.setAccessibleDescription(tr("plans.header.next_step"))
        approves = key == _STEPS[PlanStatus.AGREED]
        permit(self.step, permits.approve if approves else permits.change)
        self.step.setVisible(bool(key) and details.draft.approved_on is None)
        self._place_name()
        self.bar.show_plan(details, draft, permits)
        self.gone.setText("" if details.status in OVER else gone_words(details))
        self.gone.setVisible(bool(self.gone.text()))

    def show_counts(self, hints: int, gaps: int) -> None:
        """Say how many hints and gaps there are."""
        parts = [tr("plans.hints.count", n=hints)] if hints else []
        if gaps:
            parts.append(tr("plans.hints.gap_count", n=gaps))
        self.hints.setText(" · ".join(parts) or tr("plans.hints.none"))
        self.hints.setIcon(icon("warning" if parts else "success", "accent"))
        permit(self.hints, "" if parts else tr("common.nothing_to_show"))
        self.facts.arrange()
