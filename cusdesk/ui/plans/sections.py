"""The sections of a plan on the screen, in the order and under the headings of the form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from cusdesk.core.errors import Problem
from cusdesk.core.messages import tr
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.growing import Growing
from cusdesk.ui.common.pool_line import PoolLine
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, card, column, label
from cusdesk.ui.plans.agreement import AgreementBox
from cusdesk.ui.plans.cost_line import CostLine
from cusdesk.ui.plans.decisions import DecisionBox
from cusdesk.ui.plans.edits import with_proposed_reviews
from cusdesk.ui.plans.forms import section_forms
from cusdesk.ui.plans.layouts import ACTIONS, GOALS, LAYOUTS, NEEDS, REVIEWS, SERVICES
from cusdesk.ui.plans.person_box import PersonBox
from cusdesk.ui.plans.table.panel import PartsPanel

if TYPE_CHECKING:
    from cusdesk.domain.plans import PlanDraft
    from cusdesk.domain.reports.forms import FormDefinition, FormSection
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.plans.editor import PlanEditor
    from cusdesk.ui.plans.edits import Place
    from cusdesk.ui.plans.known import KnownWords

NOTES = "notes"
_TABLES = {"goals": GOALS, "services": SERVICES, "actions": ACTIONS, "reviews": REVIEWS}
_WIDEST_CHARS = 170
"""Two text fields side by side, each at most 80 characters wide."""


class PlanSections(QWidget):
    """Everything the paper has, from the first section to the signatures, and working notes.

    Attributes:
        forms: section id -> its fields.
        tables: part of the plan -> its table.
        boxes: section id -> the white box it stands in.

    Signals:
        person_requested: the resident's card was asked for.
        talks_requested: the talk in which the needs were told was asked for.
    """

    person_requested = Signal()
    talks_requested = Signal()

    def __init__(
        self, context: ScreenContext, editor: PlanEditor, known: KnownWords, form: FormDefinition
    ) -> None:
        super().__init__()
        self._context, self._editor = context, editor
        self.forms: dict[str, Form[PlanDraft]] = {}
        self.tables: dict[str, PartsPanel] = {}
        self.boxes: dict[str, QFrame] = {}
        self.person = PersonBox()
        self.person.card_requested.connect(self.person_requested)
        self.agreement = AgreementBox()
        self._specs, self._clock = section_forms(known), context.office.clock
        self._layout: QVBoxLayout = column(self, gap=2)
        for number, section in enumerate(form.sections, start=1):
            self._add(section, number)
        inside = self._box(NOTES, tr("plans.notes.title"))
        inside.addWidget(self._form(NOTES))
        self._layout.addStretch()

    def _box(self, section_id: str, heading: str) -> QVBoxLayout:
        frame, inside = card(margin=2, gap=1.5)
        inside.addWidget(label(heading, "heading"))
        self.boxes[section_id] = frame
        self._layout.addWidget(frame)
        return inside

    def _add(self, section: FormSection, number: int) -> None:
        heading = tr("plans.section", number=number, heading=section.heading)
        inside = self._box(section.id, heading)
        if section.id == "person":
            inside.addWidget(self.person)
        if section.id in _TABLES:
            inside.addWidget(self._table(_TABLES[section.id], section.heading))
        if section.id == SERVICES:
            self.decisions = DecisionBox(self._context, self._editor, self.tables[SERVICES])
            inside.addWidget(self.decisions)
            self._add_pools(inside)
            self.cost = CostLine(self._context)
            inside.addWidget(self.cost)
        if section.id in self._specs:
            inside.addWidget(self._form(section.id))
        if section.id == "needs":  # the free words first, one by one after them
            inside.addWidget(self._table(NEEDS, tr("plans.needs.title")))
            words = tr("plans.needs.talk")
            talk = button(words, self.talks_requested.emit, look="link", icon_name="edit")
            talk.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # out of the way of Tab, as the card's
            inside.addWidget(talk, 0, Qt.AlignmentFlag.AlignLeft)
        if section.id == "agreement":
            inside.addWidget(self.agreement)

    def _add_pools(self, inside: QVBoxLayout) -> None:
        """Say what is left of the pools of the service the keyboard is on."""
        self.pools = PoolLine(self._context)
        inside.addWidget(self.pools)
        selection = self.tables[SERVICES].view.selectionModel()
        selection.currentChanged.connect(lambda now, _before: self._show_pools(now.row()))

    def _show_pools(self, row: int) -> None:
        service = self.tables[SERVICES].model.part_at(row) if row >= 0 else None
        if service is None:
            self.pools.ask(None)
        else:
            draft = self._editor.draft
            self.pools.ask(service.service_id, draft.resident_id, None, service.provider_id)

    def _table(self, part: str, name: str) -> PartsPanel:
        panel = PartsPanel(LAYOUTS[part], self._editor, name)
        self.tables[part] = panel
        if part == REVIEWS:
            propose = button(
                tr("plans.reviews.propose"),
                self.propose_reviews,
                look="link",
                icon_name="calendar",
            )
            panel.button_line.insertWidget(1, propose)
        return panel

    def propose_reviews(self) -> None:
        """Add the proposed review days."""
        editor = self._editor
        editor.replace(REVIEWS, with_proposed_reviews(editor.draft, editor.scene.today))

    def _form(self, section_id: str) -> Form[Any]:
        form: Form[PlanDraft] = Form(self._specs[section_id], self._clock)
        form.setMaximumWidth(current().chars(_WIDEST_CHARS) + space(4))
        form.field_left.connect(partial(self._on_left, form))
        self.forms[section_id] = form
        for editor in form.findChildren(QPlainTextEdit):
            Growing(editor)
        return form

    def _on_left(self, form: Form[PlanDraft], name: str) -> None:
        self._editor.set_own(name, form.value(name), form.field(name).raw())

    # --- showing

    def show_anew(self) -> None:
        """Show another plan, or this one as somebody else left it."""
        for form in self.forms.values():
            form.load(self._editor.draft)
            form.setEnabled(self._editor.can_write)
            names = {spec.name for spec in form.spec.fields()}
            kept = {
                place.name: refused.edit.raw
                for place, refused in self._editor.refused.items()
                if not place.part and place.name in names
            }
            form.restore(kept)
        self.show_again()

    def show_again(self) -> None:
        """Show what a write of our own changed; fields being typed in stay."""
        for form in self.forms.values():
            form.accept(self._editor.draft)
        for panel in self.tables.values():
            panel.refresh()
        self.decisions.refresh()
        self.cost.ask(self._editor.draft)

    def show_problems(self, hints: list[Problem]) -> None:
        """Put every sentence where it belongs: under its field, or under its table."""
        tables: dict[str, tuple[list[str], list[str]]] = {part: ([], []) for part in self.tables}
        own: dict[str, Problem] = {}
        for place, refused in self._editor.refused.items():
            if place.part:
                tables[place.part][0].append(self._row_words(place, refused.words))
            else:
                own[place.name] = Problem(place.name, "plans.refused", {"words": refused.words})
        for problem in hints:
            part = problem.field.partition(".")[0]
            if part in tables:
                tables[part][1].append(tr(problem.key, **problem.params))
            else:
                own.setdefault(problem.field, problem)
        for part, (errors, warnings) in tables.items():
            self.tables[part].show_sentences(errors, list(dict.fromkeys(warnings)))
        for form in self.forms.values():
            form.show_problems(list(own.values()))

    def _row_words(self, place: Place, words: str) -> str:
        rows = getattr(self._editor.draft, place.part)
        number = [row.row_id for row in rows].index(place.row_id) + 1
        return tr("plans.refused_row", n=number, words=words)

    def form_of(self, name: str) -> Form[PlanDraft] | None:
        """Return the form with a field of the plan."""
        for form in self.forms.values():
            if any(spec.name == name for spec in form.spec.fields()):
                return form
        return None

    def flush(self) -> None:
        """Keep what is being typed."""
        for form in self.forms.values():
            form.flush()
        for panel in self.tables.values():
            panel.flush()
