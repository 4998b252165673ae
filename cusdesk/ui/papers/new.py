"""Papers that begin in the register: the half-year summary, a meeting's record, empty forms."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QMenu, QPushButton, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.reports.forms import list_form_ids, newest_form
from cusdesk.services import clocks
from cusdesk.services.papers import summary, templates
from cusdesk.services.papers.summary import SummaryDraft
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.form import FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.widgets import label, resize_within_screen
from cusdesk.ui.papers.own import OwnTemplateDialog

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.clocks import DutyEntryRow
    from cusdesk.services.office import Office
    from cusdesk.services.papers.templates import TemplateRow
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.papers import PaperPreview

_SUMMARY_FORM = FormSpec(
    [
        Section(
            "papers.new.summary",
            [
                (
                    FieldSpec("start", "papers.new.start", "date", required=True),
                    FieldSpec("end", "papers.new.end", "date", required=True),
                ),
                FieldSpec("assessment", "papers.new.assessment", "multiline", lines=5),
                FieldSpec("conclusions", "papers.new.conclusions", "multiline", lines=5),
            ],
            hint="papers.new.summary_hint",
        )
    ]
)


class NewPaperButton(QPushButton):
    """A menu of what can be begun here; hidden when this person may begin nothing.

    Attributes:
        dialog: the window opened last.
    """

    def __init__(self, context: ScreenContext, screen: QWidget) -> None:
        super().__init__(tr("papers.new.button"))
        self.setIcon(icon("add"))
        self._context, self._screen = context, screen
        self.dialog: CommandDialog | None = None
        menu = QMenu(self)
        if _may_issue(context.office, summary.SUMMARY):
            menu.addAction(tr("papers.new.summary_action"), self.begin_summary)
        if _may_issue(context.office, summary.MEETING):
            menu.addAction(tr("papers.new.meeting_action"), self.begin_meeting)
        if _may_issue(context.office, templates.FORM) and not context.office.read_only:
            menu.addAction(tr("papers.own.action"), self.begin_own)
        blanks = [form for form in blank_forms() if _may_issue(context.office, form)]
        if blanks:
            below = menu.addMenu(tr("papers.new.blank_action"))
            for form in blanks:
                title = newest_form(form).title.replace("&", "&&")
                below.addAction(title, partial(self.print_blank, form))
        self.setMenu(menu)
        self.setVisible(bool(menu.actions()))

    def begin_summary(self) -> None:
        """Ask for the period and the words of the summary."""
        read = self._context.ops.read(summary.last_half_year, self._context.office)
        read.on_success(self._ask_summary).run()

    def _ask_summary(self, period: tuple[dt.date, dt.date]) -> None:
        self.dialog = SummaryDialog(self._context, *period, self._screen)
        self.dialog.open()

    def begin_meeting(self) -> None:
        """Choose a meeting that was written down and show its record."""
        read = self._context.ops.read(
            clocks.list_entries, self._context.office, "quarterly_meeting"
        )
        read.on_success(self._ask_meeting).run()

    def _ask_meeting(self, entries: list[DutyEntryRow]) -> None:
        if not entries:
            self._context.notifier.info(tr("papers.new.no_meeting"))
            return
        self.dialog = MeetingDialog(self._context, entries, self._screen)
        self.dialog.open()

    def begin_own(self) -> None:
        """Choose one of the office's own templates."""
        read = self._context.ops.read(templates.list_templates, self._context.office)
        read.on_success(self._ask_own).run()

    def _ask_own(self, found: list[TemplateRow]) -> None:
        if not found:
            self._context.notifier.info(tr("papers.own.none"))
            return
        self.dialog = OwnTemplateDialog(self._context, found, self._screen)
        self.dialog.open()

    def print_blank(self, form: str) -> None:
        """Show an empty form to be printed."""
        make = partial(summary.blank_draft, self._context.office, form)
        show_paper(self._context, make, self._screen)


class SummaryDialog(CommandDialog):
    """The period of the summary and what the organiser says to it."""

    paper_preview: PaperPreview

    def __init__(
        self, context: ScreenContext, start: dt.date, end: dt.date, parent: QWidget
    ) -> None:
        super().__init__(context, tr("papers.new.summary"), tr("papers.new.show"), parent)
        self.form: Form[SummaryDraft] = Form(_SUMMARY_FORM, clock=context.office.clock)
        self.form.load(replace(SummaryDraft(), start=start, end=end))
        self.body.addWidget(self.form)
        self.body.addStretch()
        resize_within_screen(self, current().chars(80), current().row_height * 22)
        self.form.focus("assessment")

    def confirm(self) -> None:
        """Show the paper; what was typed stays until it is issued."""
        self.form.flush()
        if self.form.show_value_problems():
            make = partial(summary.summary_draft, self._context.office, self.form.draft())
            show_paper(self._context, make, self, on_issued=self._on_issued, on_gap=self._on_gap)

    def _on_issued(self, _paper: object) -> None:
        self.paper_preview.finished.connect(self.accept)  # it is printed from there first

    def _on_gap(self, name: str) -> None:
        if name in {"assessment", "conclusions"}:
            self.form.focus(name)


class MeetingDialog(CommandDialog):
    """Which meeting's record is printed."""

    def __init__(
        self, context: ScreenContext, entries: list[DutyEntryRow], parent: QWidget
    ) -> None:
        super().__init__(context, tr("papers.new.meeting"), tr("papers.new.show"), parent)
        self._screen, self._entries = parent, entries
        self.body.addWidget(label(tr("papers.new.meeting_hint"), "hint", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("papers.new.meeting"))
        for entry in entries:
            words = (format_date(entry.draft.done_on), entry.draft.place, entry.draft.done_by)
            self.list.addItem(" · ".join(word for word in words if word))
        self.list.setCurrentRow(0)
        self.body.addWidget(self.list, 1)
        resize_within_screen(self, current().chars(64), current().row_height * 12)

    def confirm(self) -> None:
        """Show the record of the chosen meeting."""
        entry = self._entries[max(self.list.currentRow(), 0)]
        make = partial(summary.meeting_draft, self._context.office, entry)
        show_paper(self._context, make, self._screen)
        self.accept()


def blank_forms() -> list[str]:
    """Return the forms that are offered empty, by title."""
    forms = (newest_form(form) for form in list_form_ids())
    offered = sorted((form.title, form.form) for form in forms if form.is_blank_offered)
    return [form for _title, form in offered]


def _may_issue(office: Office, form: str) -> bool:
    right = newest_form(form).right
    return office.may(right) if right else False
