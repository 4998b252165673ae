"""The card of one resident: everything on one page, saved field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import residents
from cusdesk.services.programmes import visible_fields
from cusdesk.ui.common.attachments import AttachmentsPanel
from cusdesk.ui.common.clock_lines import ClockLines
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.permits import why_not_change
from cusdesk.ui.common.record.history import HistoryPage
from cusdesk.ui.common.screen import LARGE_TEXT, scrolled
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, column, label, tab_widget
from cusdesk.ui.residents.applications_panel import ApplicationsPanel
from cusdesk.ui.residents.card_header import CardHeader, full_name
from cusdesk.ui.residents.duplicates_panel import DuplicatesPanel
from cusdesk.ui.residents.fees_panel import FeesPanel
from cusdesk.ui.residents.form import Suggestions, form_spec, shown
from cusdesk.ui.residents.links_panel import LinksPanel
from cusdesk.ui.residents.notes_panel import NotesPanel
from cusdesk.ui.residents.pesel_fields import PeselFields
from cusdesk.ui.residents.picker import PersonPicker
from cusdesk.ui.residents.registers_panel import RegistersPanel
from cusdesk.ui.residents.talks_panel import TalksPanel
from cusdesk.ui.residents.two_columns import TwoColumns
from cusdesk.ui.residents.viewmodel import CardModel

if TYPE_CHECKING:
    from cusdesk.core.errors import Problem
    from cusdesk.services.residents import DuplicateWarning, ResidentDetails
    from cusdesk.ui.common.context import ScreenContext

_SIDE_CHARS = 42
_PESEL_FIELDS = ("pesel", "birth_date", "sex")


class CardPage(QWidget):
    """Head, form, notes, plans, services, household; tabs for the talks and the history.

    Signals:
        resident_requested: (id) show another card.
        left: the card is gone or went to the bin.
        named: (name) whose card is shown.
    """

    resident_requested = Signal(bytes)
    left = Signal()
    named = Signal(str)

    def __init__(self, context: ScreenContext, suggestions: Suggestions) -> None:
        super().__init__()
        self._context = context
        self.model = CardModel(context, self)
        self.header = CardHeader()
        self.clocks = ClockLines(context)
        self.form: Form[ResidentDraft] = Form(
            form_spec(suggestions, visible_fields(context.office)), context.office.clock
        )
        self._pesel = PeselFields(self.form)
        self.duplicates = DuplicatesPanel()
        self.notes = NotesPanel(context, self.model)
        self.links = LinksPanel(context)
        self.applications = ApplicationsPanel(context)
        self.files = AttachmentsPanel(context, of_person=True)
        self.fees = FeesPanel(context)
        self.registers = RegistersPanel(context)
        self.talks = TalksPanel(context)
        self.history = HistoryPage(context, "residents.history")
        if context.office.may("audit.see"):
            self.history.add_button(button(tr("audit.viewers"), self._show_viewers, look="link"))
        self._build()
        self._connect()

    def _build(self) -> None:
        side = QWidget()
        side_layout = column(side, gap=2)
        side_layout.addWidget(self.notes.frame)
        side_layout.addWidget(self.applications)
        side_layout.addWidget(self.links)
        side_layout.addWidget(self.fees)
        side_layout.addWidget(self.files)
        side_layout.addWidget(self.registers)
        side.setMinimumWidth(current().chars(_SIDE_CHARS))
        main = QWidget()
        main_layout = column(main, gap=2)
        self._hint = label(tr("residents.card.saved_itself"), "hint", wrap=True)
        main_layout.addWidget(self._hint)
        main_layout.addWidget(self.form)
        main_layout.addStretch()
        self.tabs = tab_widget()
        content = QWidget()
        inside = column(content, margin=0)
        inside.setContentsMargins(0, space(2), 0, 0)
        inside.addWidget(TwoColumns(main, side))
        # with large letters the head and the form scroll as one: the form alone would be a strip
        is_large = current().percent > LARGE_TEXT
        self.tabs.addTab(content if is_large else scrolled(content), tr("residents.card.tab_card"))
        if self._context.office.may("plans.see"):
            self.tabs.addTab(self.talks, tr("residents.card.tab_talks"))
        self.tabs.addTab(self.history, tr("residents.card.tab_history"))
        layout = column(self, gap=1.5)
        layout.addWidget(self.header)
        layout.addWidget(self.clocks)
        layout.addWidget(self.duplicates)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        model = self.model
        model.opened.connect(self._on_opened)
        model.refreshed.connect(self._on_refreshed)
        model.checked.connect(self._show_problems)
        model.refused.connect(self._show_problems)
        model.duplicates_found.connect(self._on_duplicates)
        model.gone.connect(self._on_gone)
        self.form.field_left.connect(self._on_left)
        self.header.note_requested.connect(self.start_note)
        self.header.retire_requested.connect(self._retire)
        self.header.restore_requested.connect(self._restore)
        self.duplicates.open_requested.connect(self.resident_requested)
        self.links.resident_requested.connect(self.resident_requested)
        self.links.household_requested.connect(self._choose_household)
        self.links.leave_requested.connect(self._leave_household)
        self.tabs.currentChanged.connect(self._on_tab)
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, self.start_note)

    # --- from outside

    def open(self, resident_id: bytes) -> None:
        """Show a card."""
        self.flush()
        self.tabs.setCurrentIndex(0)
        _begin_at_top(self.form)
        self.duplicates.show_warnings(ResidentDraft(), [])
        self.model.open(resident_id)

    def close_card(self) -> None:
        """Keep what is being typed and let go of the card."""
        self.flush()
        self.model.close()

    def flush(self) -> None:
        """Write the field being typed, keep a note being typed."""
        if self.model.resident_id is not None and self.model.details is not None:
            self.form.flush()
            self.notes.flush()

    def start_note(self) -> None:
        """Put the keyboard into a new note."""
        if self.model.can_write:
            self.tabs.setCurrentIndex(0)
            self.notes.start()

    # --- showing

    def _say_who_writes(self) -> None:
        """Say that what is typed is kept, or why every field is grey."""
        office = self._context.office
        why = why_not_change(office, "residents")
        self._hint.setText(why or tr("residents.card.saved_itself"))
        self._hint.setVisible(self.model.can_write or bool(why))  # of the bin the head speaks

    def _on_opened(self, details: ResidentDetails) -> None:
        self.form.load(shown(details.draft))
        self.form.setEnabled(self.model.can_write)
        self._say_who_writes()
        self._pesel.show_reason()
        self.notes.show_card(details)
        self._show_around(details)
        self.model.find_duplicates()
        if not self._is_typing():
            # Not a field: whoever only looks at the card must not overwrite a name by a stray key.
            self.tabs.tabBar().setFocus()

    def _on_refreshed(self, details: ResidentDetails) -> None:
        self.form.accept(shown(details.draft))
        self._pesel.show_reason()
        self.notes.show_notes(details)
        self._show_around(details)

    def _show_around(self, details: ResidentDetails) -> None:
        can_write = self.model.can_write
        why = why_not_change(self._context.office, "residents")
        self.header.show_details(details, can_write=can_write, why=why)
        self.links.show_details(details, can_write=can_write)
        self.applications.show_resident(details.id, can_write=can_write)
        self.files.show_record(("residents", details.id), can_write=can_write)
        self.fees.show_resident(details.id, can_write=can_write)
        self.registers.show_resident(details.id, can_write=can_write)
        self.clocks.show_resident(details.id)
        self.named.emit(full_name(details.draft))

    def _is_typing(self) -> bool:
        return any(self.form.field(spec.name).has_focus() for spec in self.form.spec.fields())

    def _show_problems(self, problems: list[Problem]) -> None:
        if self.model.can_write:
            self.form.show_problems(problems)

    def _on_duplicates(self, warnings: list[DuplicateWarning]) -> None:
        if self.model.details is not None:
            self.duplicates.show_warnings(self.model.details.draft, warnings)

    def _on_gone(self) -> None:
        self._context.notifier.warning(tr("residents.card.gone"))
        self.left.emit()

    def _on_tab(self, place: int) -> None:
        resident_id = self.model.resident_id
        if resident_id is None:
            return
        if self.tabs.widget(place) is self.talks:
            self.flush()
            self.talks.show_resident(resident_id, can_write=self.model.can_write)
        elif self.tabs.widget(place) is self.history:
            self.flush()
            self.history.show_record("residents", resident_id)

    def _show_viewers(self) -> None:
        if self.model.resident_id is not None:
            self._context.open_record("audit", self.model.resident_id)

    # --- what the person does

    def _on_left(self, name: str) -> None:
        names: tuple[str, ...] = (name,)
        if name == "pesel":
            self._pesel.fill()
            names = _PESEL_FIELDS
        draft = self.form.draft()  # an unreadable neighbour keeps what it was
        self.model.write({field: getattr(draft, field) for field in names})

    def _retire(self) -> None:
        resident_id = self.model.resident_id
        if resident_id is None:
            return
        self.flush()
        operation = self._context.ops.write(
            residents.retire_resident, self._context.office, resident_id
        )
        operation.on_success(self._on_retired).run()

    def _on_retired(self, _saved: object) -> None:
        self._context.notifier.success(tr("residents.card.retired"))
        self.left.emit()

    def _restore(self) -> None:
        resident_id = self.model.resident_id
        if resident_id is not None:
            operation = self._context.ops.write(
                residents.restore_resident, self._context.office, resident_id
            )
            operation.on_success(self._on_restored).run()

    def _on_restored(self, _saved: object) -> None:
        details = self.model.details
        if details is not None:
            name = full_name(details.draft)
            self._context.notifier.success(tr("residents.card.restored", name=name))
            self.model.open(details.id)

    def _choose_household(self) -> None:
        details = self.model.details
        if details is None:
            return
        title = tr("residents.household.choose", name=full_name(details.draft))
        picker = PersonPicker(self, self._context, title, details.id)
        picker.chosen.connect(self._on_household)
        picker.open()

    def _on_household(self, other_id: bytes) -> None:
        if self.model.resident_id is not None:
            self.model.run(residents.set_household, self.model.resident_id, other_id)

    def _leave_household(self) -> None:
        if self.model.resident_id is not None:
            self.model.run(residents.leave_household, self.model.resident_id)


def _begin_at_top(inside: QWidget) -> None:
    outer = inside.parentWidget()
    while outer is not None:
        if isinstance(outer, QScrollArea):
            outer.verticalScrollBar().setValue(0)
        outer = outer.parentWidget()
