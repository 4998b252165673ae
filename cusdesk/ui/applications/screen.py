"""„Wnioski”: the register in the order of submission, and one application beside its state."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from cusdesk.core.messages import tr
from cusdesk.services import applications
from cusdesk.services.applications.papers import blank_application
from cusdesk.ui.applications.form import application_form, known_values, show_applicant
from cusdesk.ui.applications.new_dialog import NewApplicationDialog
from cusdesk.ui.applications.side import ApplicationSide
from cusdesk.ui.applications.steps import Steps
from cusdesk.ui.applications.table import COLUMNS, PARTS, list_ids
from cusdesk.ui.applications.viewmodel import (
    REFRESH_ON,
    ApplicationChoices,
    record_calls,
    title_of,
)
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.noting import note_view
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.permits import permit, why_not_may
from cusdesk.ui.common.record import RecordEditor, RecordParts, RecordScreen, RecordWords
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button, label, row

if TYPE_CHECKING:
    from cusdesk.domain.applications import ApplicationDraft
    from cusdesk.services.applications import ApplicationDetails, Registered
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import TableQuery

WORDS = RecordWords(
    title="shell.screen.applications",
    new="applications.new.action",
    new_title="applications.new.action",
    create="applications.new.do",
    draft_found="applications.new.text",
    created="applications.new.done",
    retired="applications.new.done",
    retire="applications.step.reopen",
    restore="applications.step.reopen",
)


class ApplicationsScreen(RecordScreen):
    """Everything about applications; nothing here is ever thrown away.

    Attributes:
        new_dialog: the window in which one is taken down, the one opened last.
        steps: what can be done with the application that is shown.
    """

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, WORDS)
        office = context.office
        self.new_dialog: NewApplicationDialog | None = None
        self.choices = ApplicationChoices(context, self)
        self.form: Form[ApplicationDraft] = Form(application_form(self.choices), clock=office.clock)
        self.form.edited.connect(self._on_edited)
        self.form.field_left.connect(self._on_left)
        self.side = ApplicationSide(context)
        self.steps = Steps(context, self)
        self.side.step.connect(self.steps.run)
        self.side.papers.field_wanted.connect(self.form.focus)
        self.steps.plan_started.connect(partial(self.context.open_record, "plans"))
        self.editor = RecordEditor(context, self.form, record_calls(office), self)
        self.editor.shown.connect(self._on_record)
        self._details: ApplicationDetails | None = None
        self.panel = TablePanel(context, self._table())
        self.output = OutputButton(context, self.panel, tr("applications.list.print_title"))
        self.blank = button(
            tr("applications.paper.blank"), self._show_blank, look="quiet", icon_name="pdf"
        )
        self.list_buttons.addWidget(self.blank)
        permit(self.blank, why_not_may(office, "applications.change"))
        self.list_buttons.addWidget(self.output)
        self.choices.load()
        self.assemble(
            RecordParts(self.panel, self.form, self.editor, self.side, None, None, title_of)
        )
        self.list_layout.insertWidget(0, self._part_line())
        self.offer_side("applications.side.go")

    def _table(self) -> TableSpec:
        empty = EmptyState(
            "applications",
            tr("applications.list.empty"),
            tr("applications.list.empty_text"),
            (tr("applications.new.action"), self.start_new)
            if self.context.office.can_change("applications")
            else None,
        )
        return TableSpec(
            "applications.list",
            COLUMNS,
            self._ids,
            partial(applications.rows_for, self.context.office),
            refresh_on=REFRESH_ON,
            empty=empty,
            frozen=1,
        )

    def _ids(self, query: TableQuery) -> list[bytes]:
        return list_ids(self.context.office, PARTS[self._part], query)

    _part = 0

    def _part_line(self) -> QWidget:
        holder = QWidget()
        line = row(holder)
        words = label(tr("applications.list.part"), "label")
        self.part_choice = QComboBox()
        for part in PARTS:
            self.part_choice.addItem(tr(f"applications.list.part_{part}"))
        words.setBuddy(self.part_choice)
        self.part_choice.currentIndexChanged.connect(self._on_part)
        line.addWidget(words)
        line.addWidget(self.part_choice)
        line.addWidget(label(tr("applications.list.order_hint"), "hint", wrap=True), 1)
        return holder

    def _on_part(self, part: int) -> None:
        self._part = part
        self.panel.load()

    def part(self) -> int:
        """Return which part of the register is shown."""
        return self._part

    def show_part(self, part: int) -> None:
        """Show a part of the register."""
        self.part_choice.setCurrentIndex(part)

    # --- a new one

    def run_command(self, command_id: str) -> None:
        """Take something down; `applications.new:<resident's id in hex>` names the person."""
        name, _, resident = command_id.partition(":")
        if name == "applications.new":
            self._take_down(bytes.fromhex(resident) or None)

    def start_new(self) -> None:
        """Open the window in which an application or a first contact is taken down."""
        self._take_down(None)

    def _take_down(self, resident_id: bytes | None) -> None:
        if not self.context.office.can_change("applications"):
            return
        dialog = NewApplicationDialog(self.context, self.choices, self, resident_id)
        dialog.registered.connect(self._on_registered)
        dialog.open_requested.connect(self.context.open_record)
        dialog.create_requested.connect(self._create_card)
        self.new_dialog = dialog
        dialog.open()

    def _on_registered(self, made: Registered) -> None:
        key = "applications.new.done" if made.number else "applications.new.done_contact"
        self.context.notifier.success(tr(key, number=made.number))
        self.show_record(made.id)

    def _show_blank(self) -> None:
        show_paper(self.context, partial(blank_application, self.context.office), self)

    def _create_card(self, words: str) -> None:
        self.context.notifier.info(tr("applications.new.card_first"))
        self.context.run_command("residents", f"residents.new:{words}")

    # --- the one that is shown

    def _on_record(self, details: ApplicationDetails | None) -> None:
        if details is None:
            return
        if self._details is None or self._details.id != details.id:
            note_view(self.context, "applications", details.id, details.row.resident_id)
        self._details = details
        self.choices.show_people(details.people)
        name = self.form.field("applicant_name")
        if not name.has_focus():
            name.set_value(name.typed().value)  # with the proposals of this card
        show_applicant(self.form)
        self.steps.show_details(details)
        self.side.show_details(details)

    def _on_edited(self, name: str) -> None:
        if name == "applicant_kind":
            show_applicant(self.form)

    def _on_left(self, name: str) -> None:
        """Fill in what the card knows about the applicant."""
        if name != "applicant_name" or self._details is None:
            return
        for field, value in known_values(self._details.people, self.form.draft()).items():
            self.form.set_value(field, value)
            self.editor.write(field)
