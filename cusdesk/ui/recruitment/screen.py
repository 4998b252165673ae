"""„Nabory”: the editions, and one of them with everything that is done in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.recruitment import EditionDraft, example_criteria
from cusdesk.services import recruitment
from cusdesk.ui.common.permits import choice_needed, permit, why_not_change
from cusdesk.ui.common.screen import Screen, scrolled
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.widgets import (
    button,
    column,
    keep_from_writing,
)
from cusdesk.ui.recruitment.edition import EditionPage
from cusdesk.ui.recruitment.edition_dialog import EditionDialog
from cusdesk.ui.recruitment.forms import EditionFields, draft_of, edition_form, fields_of

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cusdesk.services.office import Office
    from cusdesk.services.records import Saved
    from cusdesk.services.recruitment import EditionDetails, EditionRow, NextEdition
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.form import FormSpec
    from cusdesk.ui.common.operations import Operation

NEW_COMMAND = "recruitment.new"


def _seats(row: EditionRow) -> str:
    return tr("recruitment.seats.no_limit") if row.seats is None else str(row.seats)


def _state(row: EditionRow) -> str:
    return "approved" if row.approved_on is not None else "open"


COLUMNS = (
    ColumnSpec("name", "fields.editions.name", width=34),
    ColumnSpec("services", "recruitment.column.services", width=30),
    ColumnSpec("state", "recruitment.column.state", "enum", 20, getter=_state,
               enum_prefix="recruitment.edition"),
    ColumnSpec("seats", "recruitment.column.seats", width=10, getter=_seats),
    ColumnSpec("candidates", "recruitment.column.candidates", "number", 12),
    ColumnSpec("seated", "recruitment.column.seated", "number", 12),
    ColumnSpec("waiting", "recruitment.column.waiting", "number", 12),
    ColumnSpec("in_doubt", "recruitment.column.in_doubt", "number", 14),
    ColumnSpec("opens_on", "fields.editions.opens_on", "date", 13),
    ColumnSpec("closes_on", "fields.editions.closes_on", "date", 13),
    ColumnSpec("approved_on", "recruitment.column.approved_on", "date", 13),
)  # fmt: skip


class RecruitmentScreen(Screen):
    """Everything about recruiting many people at once."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("shell.screen.recruitment"))
        self.back = button(tr("recruitment.do.back"), self.show_list, icon_name="back")
        self.new = button(tr("recruitment.new"), self.start_new, look="main", icon_name="add")
        self.header_row.insertWidget(0, self.back)
        self.clone = button(tr("recruitment.do.clone"), self._clone, icon_name="copy")
        self.retire = button(tr("recruitment.do.retire"), self._retire, icon_name="delete")
        for made in (self.retire, self.clone, self.new):
            self.header_row.addWidget(made)
        keep_from_writing(context, "recruitment", self.new)
        self.pages = Pages()
        self.pages.addWidget(self._list_page())
        self.page = EditionPage(context)
        self.page.edit_wanted.connect(self._edit)
        self.page.title_changed.connect(self._on_title)
        self._area = scrolled(self.page, gap=0)  # large letters need more than a small screen
        self.pages.addWidget(self._area)
        self.body.addWidget(self.pages, 1)
        self._shown: bytes | None = None
        self.show_list()

    def _list_page(self) -> QWidget:
        page = QWidget()
        layout = column(page)
        source = MemorySource(self._editions, COLUMNS)
        empty = EmptyState(
            "applications",
            tr("recruitment.empty.editions"),
            tr("recruitment.empty.editions_text"),
            (tr("recruitment.new"), self.start_new),
        )
        spec = TableSpec(
            "recruitment.editions",
            COLUMNS,
            source.list_ids,
            source.rows_for,
            refresh_on=("recruitment", "imports", "catalogue"),
            empty=empty,
        )
        self.panel = TablePanel(self.context, spec)
        self.panel.record_opened.connect(self.show_record)
        self.panel.current_record_changed.connect(self._on_current)
        layout.addWidget(self.panel, 1)
        return page

    def _editions(self) -> list[EditionRow]:
        return recruitment.list_editions(self.context.office)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the keyboard in the list."""
        super().showEvent(event)
        if not event.spontaneous() and self.pages.currentIndex() == 0:
            self.panel.setFocus()

    # --- where the person is

    def show_list(self) -> None:
        """Show the editions."""
        self._shown = None
        self.pages.setCurrentIndex(0)
        self.title_label.setText(tr("shell.screen.recruitment"))
        self.back.hide()
        for made in (self.new, self.clone, self.retire):
            made.show()
        self._on_current(self.panel.view.current_id())
        self.panel.load()
        self.panel.setFocus()

    def show_record(self, record_id: bytes) -> None:
        """Show one edition."""
        self._shown = record_id
        for made in (self.new, self.clone, self.retire):
            made.hide()
        self.back.show()
        self.pages.setCurrentIndex(1)
        self.page.show_edition(record_id)
        self.page.grid.setFocus()

    def place(self) -> Any:  # noqa: ANN401 (known to the same class only)
        """Return the edition that is shown."""
        return self._shown

    def return_to(self, place: Any) -> None:  # noqa: ANN401 (what `place` returned)
        """Show the edition again."""
        if isinstance(place, bytes):
            self.show_record(place)

    def run_command(self, command_id: str) -> None:
        """Begin a new edition."""
        if command_id == NEW_COMMAND:
            self.start_new()

    def _on_title(self, name: str) -> None:
        if self._shown is not None:
            self.title_label.setText(name)

    def _on_current(self, record_id: bytes | None) -> None:
        why = why_not_change(self.context.office, "recruitment") or choice_needed(record_id)
        for made in (self.clone, self.retire):
            permit(made, why)

    # --- editions

    def start_new(self) -> None:
        """Ask for a new edition; the example of points can be changed or removed at once."""
        draft = EditionDraft(criteria=example_criteria())
        self._ask(None, draft)

    def _edit(self) -> None:
        if self.page.board is not None:
            self._ask(self.page.board.edition, self.page.board.edition.draft)

    def _ask(self, edition: EditionDetails | None, draft: EditionDraft) -> None:
        frozen = edition is not None and edition.approved_on is not None
        operation = self.context.ops.read(_form, self.context.office, is_frozen=frozen)
        operation.on_success(partial(self._open, edition, draft)).run()

    def _open(self, edition: EditionDetails | None, draft: EditionDraft, spec: FormSpec) -> None:
        office = self.context.office

        def write(typed: EditionFields) -> Operation[Saved]:
            """Store a new edition, or the change of the one that was opened."""
            if edition is None:
                made = self.context.ops.write(recruitment.create_edition, office, draft_of(typed))
            else:
                made = self.context.ops.write(
                    recruitment.change_edition, office, edition.id, draft_of(typed),
                    edition.version,
                )  # fmt: skip
            return made

        key = "new" if edition is None else "change"
        self.dialog = EditionDialog(
            self.context,
            tr(f"recruitment.form.{key}"),
            spec,
            fields_of(draft),
            write,
            tr(f"recruitment.form.{key}_do"),
            self,
            tr("recruitment.form.example") if edition is None else "",
        )
        self.dialog.make_room()
        if edition is None:
            self.dialog.saved_as = self.show_record
        self.dialog.open()

    def _clone(self) -> None:
        edition_id = self.panel.view.current_id()
        if edition_id is not None:
            operation = self.context.ops.read(_next_form, self.context.office, edition_id)
            operation.on_success(self._ask_clone).run()

    def _ask_clone(self, made: tuple[NextEdition, FormSpec]) -> None:
        """Show the next edition in its form; nothing is written before the person says so."""
        proposed, spec = made
        office = self.context.office

        def write(typed: EditionFields) -> Operation[Saved]:
            """Make what stands in the window."""
            return self.context.ops.write(
                recruitment.clone_edition, office, draft_of(typed), self.dialog.groups
            )

        self.dialog = EditionDialog(
            self.context,
            tr("recruitment.clone.title"),
            spec,
            fields_of(proposed.draft),
            write,
            tr("recruitment.form.new_do"),
            self,
            tr("recruitment.clone.text"),
        )
        self.dialog.offer_groups(proposed.groups)
        self.dialog.make_room()
        self.dialog.saved_as = self.show_record
        self.dialog.open()

    def _retire(self) -> None:
        edition_id = self.panel.view.current_id()
        if edition_id is not None:
            self.context.ops.write(
                recruitment.retire_edition, self.context.office, edition_id
            ).run()


def _form(office: Office, *, is_frozen: bool) -> FormSpec:
    return edition_form(office, is_frozen=is_frozen)


def _next_form(office: Office, edition_id: bytes) -> tuple[NextEdition, FormSpec]:
    return recruitment.next_edition(office, edition_id), edition_form(office, is_frozen=False)
