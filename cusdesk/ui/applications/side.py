"""What stands beside the form of an application: where it stands, what comes next, its past."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.applications import DECIDED, ENDED, LEADS_TO_PLAN, ApplicationStatus
from cusdesk.domain.plans import PlanStage
from cusdesk.domain.residents import ResidentStatus
from cusdesk.services.applications import possible_outcomes
from cusdesk.ui.applications.papers_box import PapersBox
from cusdesk.ui.applications.table import days_tone
from cusdesk.ui.applications.words import correction_lines, earlier_lines, outcome_lines, talk_line
from cusdesk.ui.common.attachments import AttachmentsPanel
from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.tab_order import as_read
from cusdesk.ui.common.whereabouts import kept_place
from cusdesk.ui.common.widgets import LineLink, button, card, clear, column, label, set_look

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.applications import ApplicationDetails
    from cusdesk.ui.common.context import ScreenContext

_OVER = {PlanStage.ENDED, PlanStage.RESIGNED}
_GONE: dict[str, str] = {ResidentStatus.DECEASED: "dead", ResidentStatus.LEFT: "left"}
"""What the card says while an application of that person still runs."""
_LOOKS = {"error": "problem", "warning": "warning"}


class ApplicationSide(QWidget):
    """Short boxes kept true to the record.

    Signals:
        step: (name) a button: `outcome.<kind>`, `complete`, `reopen`, `check_back`, `promote`,
            `correct`, `plan`, `clause`.
    """

    step = Signal(str)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        layout = column(self, gap=2)
        state = self._box(layout, "applications.side.state")
        self.standing = label("", "heading", wrap=True)
        self.clock = label("", wrap=True)
        self.outcome = label("", wrap=True)
        mark_personal(self.outcome)
        for words in (self.standing, self.clock, self.outcome):
            state.addWidget(words)
        self.steps = column(gap=0.5)
        state.addLayout(self.steps)
        self.receipt = self._box(layout, "applications.side.receipt")
        self.person = self._box(layout, "applications.side.person")
        self.plans = self._box(layout, "applications.side.plans")
        self.papers = PapersBox(context)
        self.papers.step_wanted.connect(self.step)
        layout.addWidget(self.papers)
        self.files = AttachmentsPanel(context)
        layout.addWidget(self.files)
        self.clause = self._box(layout, "applications.side.clause")
        self.past_frame, past = card()
        past.addWidget(label(tr("applications.side.past"), "label"))
        self.past = label("", "hint", wrap=True)
        mark_personal(self.past)
        past.addWidget(self.past)
        layout.addWidget(self.past_frame)
        layout.addStretch()

    @staticmethod
    def _box(layout: QVBoxLayout, title: str) -> QVBoxLayout:
        frame, inner = card()
        inner.addWidget(label(tr(title), "label"))
        lines = column(gap=0.5)
        inner.addLayout(lines)
        layout.addWidget(frame)
        return lines

    def show_details(self, details: ApplicationDetails) -> None:
        """Show where an application stands and what can be done."""
        with kept_place(self):
            self._show(details)
        QTimer.singleShot(0, self, partial(as_read, self))

    def _show(self, details: ApplicationDetails) -> None:
        row = details.row
        self.standing.setText(row.standing)
        can_write = self._context.office.can_change("applications")
        self.files.show_record(("applications", row.id), can_write=can_write)
        self.clock.setText(
            tr("applications.side.due", date=f"{row.due:%d.%m.%Y}") if row.due else ""
        )
        set_look(self.clock, "look", _LOOKS.get(days_tone(row), ""))
        self.clock.setVisible(row.due is not None)
        lines = outcome_lines(details.outcome) if details.outcome else []
        self.outcome.setText("\n".join(lines))
        self.outcome.setVisible(bool(lines))
        self._show_steps(details)
        self._show_receipt(details)
        self._show_person(details)
        self._show_plans(details)
        self.papers.show_details(details)
        self._show_clause(details)
        past = [*correction_lines(details.corrections), *earlier_lines(details.earlier)]
        self.past.setText("\n".join(past))
        self.past_frame.setVisible(bool(past))

    # --- boxes

    def _show_steps(self, details: ApplicationDetails) -> None:
        clear(self.steps)
        if details.is_contact and details.row.status == ApplicationStatus.CONTACT:
            self._button(self.steps, "applications.step.promote", "promote", "add", look="main")
        kinds = possible_outcomes(details.row.status, is_contact=details.is_contact)
        if kinds:
            self.steps.addWidget(self._menu(kinds))
        outcome = details.outcome
        if outcome is None:
            return
        why = self._why_no_outcome(outcome.draft.kind)
        self._button(self.steps, "applications.step.complete", "complete", "edit", why=why)
        if outcome.draft.kind == ApplicationStatus.PASSED_ON:
            self._button(self.steps, "applications.step.check_back", "check_back", "check")
        why = self._why_no_decision()
        self._button(self.steps, "applications.step.reopen", "reopen", "undo", why=why)

    def _why_no_decision(self) -> str:
        return why_not_change(self._context.office, "applications.decide")

    def _why_no_outcome(self, kind: ApplicationStatus) -> str:
        """Return why this person does not write an outcome down, "" where they do."""
        if kind in DECIDED:
            return self._why_no_decision()
        return why_not_change(self._context.office, "applications")

    def _menu(self, kinds: list[ApplicationStatus]) -> QPushButton:
        made = button(tr("applications.step.outcome"), icon_name="check")
        menu = QMenu(made)
        menu.setToolTipsVisible(True)
        for kind in kinds:
            action = menu.addAction(tr(f"applications.outcome.{kind.value}.action"))
            action.triggered.connect(partial(self._emit, f"outcome.{kind.value}"))
            permit(action, self._why_no_outcome(kind))
        made.setMenu(menu)
        reasons = [self._why_no_outcome(kind) for kind in kinds]
        permit(made, reasons[0] if all(reasons) else "")
        return made

    def _emit(self, name: str, _checked: bool = False) -> None:
        self.step.emit(name)

    def _show_receipt(self, details: ApplicationDetails) -> None:
        clear(self.receipt)
        moment = tr(
            "applications.side.moment",
            moment=details.receipt.words,
            channel=tr(f"enums.application_channel.{details.receipt.channel.value}"),
        )
        self.receipt.addWidget(label(moment, wrap=True))
        if details.reported is not None:
            words = tr(
                "applications.side.reported",
                moment=details.reported.words,
                channel=tr(f"enums.application_channel.{details.reported.channel.value}"),
            )
            self.receipt.addWidget(label(words, "hint", wrap=True))
        if not details.is_retired:
            self._button(self.receipt, "applications.step.correct", "correct", "edit", look="link")

    def _show_person(self, details: ApplicationDetails) -> None:
        clear(self.person)
        row = details.row
        self._line(self.person, row.resident_name, "residents", row.resident_id)
        gone = _GONE.get(details.resident_status)
        if gone is not None and details.row.status not in ENDED:
            self.person.addWidget(label(tr(f"applications.side.{gone}"), "warning", wrap=True))
        if details.sees_talks:
            words, look = talk_line(details)
            self.person.addWidget(label(words, look, wrap=True))
        if self._context.can_open("needs_talks"):
            command = f"needs_talks.of:{row.resident_id.hex()}"
            lead = partial(self._context.run_command, "needs_talks", command)
            talk = button(tr("applications.side.talk"), lead, look="link", icon_name="edit")
            self.person.addWidget(talk)
            if self._context.office.can_change("unmet_needs"):
                self.person.addWidget(self._unmet_link(row.resident_id))

    def _unmet_link(self, resident_id: bytes) -> QPushButton:
        command = f"needs_talks.unmet:{resident_id.hex()}"
        lead = partial(self._context.run_command, "needs_talks", command)
        words = tr("applications.side.unmet")
        return button(words, lead, look="link", icon_name="add")

    def _show_plans(self, details: ApplicationDetails) -> None:
        clear(self.plans)
        for plan in details.plans:
            state = tr(f"enums.plan_stage.{plan.status}")
            number = plan.number or tr("residents.plans.unnumbered")
            self._line(self.plans, f"{number} · {state}", "plans", plan.id)
        if not details.plans:
            self.plans.addWidget(label(tr("applications.side.no_plan"), "hint", wrap=True))
        can = self._context.can_open("plans")
        running = any(PlanStage(plan.status) not in _OVER for plan in details.plans)
        if can and details.row.status in LEADS_TO_PLAN and not running:
            why = why_not_change(self._context.office, "plans")
            self._button(self.plans, "applications.step.plan", "plan", "add", why=why)

    def _show_clause(self, details: ApplicationDetails) -> None:
        clear(self.clause)
        words = details.clause or tr("applications.side.no_clause")
        look = "" if details.clause else "hint"
        self.clause.addWidget(label(words, look, wrap=True))
        if self._context.can_open("protection"):
            why = why_not_change(self._context.office, "protection")
            self._button(
                self.clause, "applications.step.clause", "clause", "add", look="link", why=why
            )

    # --- pieces

    def _button(
        self,
        layout: QVBoxLayout,
        key: str,
        name: str,
        icon_name: str,
        *,
        look: str = "",
        why: str | None = None,
    ) -> None:
        """Add a button; `why` it is grey, None for the reason applications are not changed."""
        run: Callable[[], None] = partial(self.step.emit, name)
        made = button(tr(key), run, look=look, icon_name=icon_name)
        permit(made, why_not_change(self._context.office, "applications") if why is None else why)
        layout.addWidget(made)

    def _line(self, layout: QVBoxLayout, words: str, feature: str, record_id: bytes) -> None:
        if self._context.can_open(feature):
            go = partial(self._context.open_record, feature, record_id)
            layout.addWidget(LineLink(words, go))
        else:
            layout.addWidget(label(words, wrap=True))
