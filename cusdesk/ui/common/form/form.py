"""The form widget: draws a `FormSpec`, reads and fills it from a draft dataclass."""

from __future__ import annotations

import dataclasses
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from cusdesk.core.clock import SystemClock
from cusdesk.core.errors import Problem
from cusdesk.core.messages import tr
from cusdesk.ui.common.form.box import FieldBox
from cusdesk.ui.common.form.fields import CheckField, ChoiceField, Field, LineField, TextField
from cusdesk.ui.common.form.rows_field import RowsField
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, label, row
from cusdesk.ui.common.word_high import AsHighAsItsWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.clock import Clock
    from cusdesk.ui.common.form.spec import FieldSpec, FormSpec, Section

D = TypeVar("D")
_FIXED = frozenset({"date", "money", "minutes", "number", "quantity", "pesel"})
"""Kinds of fields that are as wide as their values."""
FORM_CHARS = 80


class Form(AsHighAsItsWords, Generic[D]):
    """A form over a draft.

    ::

        form = Form(SPEC, clock=office.clock)
        form.load(draft)            # a dataclass; fields of it without a FieldSpec are kept
        form.field_left.connect(self._commit)      # existing record: write form.draft()
        form.show_problems(error.problems)         # from services, beside the fields

    There is no save button: for an existing record the screen writes `draft()` at `field_left`
    and hands the record back with `accept`; for a new one it keeps `payload()` as a draft and
    creates the record when the person presses the main button.

    Signals:
        edited: (field name) after every change by the person.
        field_left: (field name) a field with a changed and usable value was left.
    """

    edited = Signal(str)
    field_left = Signal(str)

    def __init__(self, spec: FormSpec, clock: Clock | None = None) -> None:
        super().__init__()
        self.spec = spec
        self._clock = clock or SystemClock()
        self._boxes: dict[str, FieldBox] = {}
        self._loaded: Any = None
        self._told: dict[str, object] = {}
        self._service_problems: dict[str, Problem] = {}
        layout = column(self, gap=3)
        for section in spec.sections:
            layout.addWidget(self._build_section(section))
        layout.addStretch()
        self.setMaximumWidth(current().chars(FORM_CHARS) + current().space(4))

    # --- values

    def load(self, draft: D) -> None:
        """Show a draft; problems shown before are forgotten."""
        self._loaded = draft
        self._service_problems.clear()
        for name, box in self._boxes.items():
            value = getattr(draft, name)
            box.field.set_value(value)
            self._told[name] = box.field.typed().value
            self._show_own_problem(name)

    def accept(self, draft: D) -> None:
        """Take the record as it was written; fields being typed in stay as they are."""
        before, self._loaded = self._loaded, draft
        for name, box in self._boxes.items():
            value = getattr(draft, name)
            if value != getattr(before, name) and not box.field.has_focus():
                box.field.set_value(value)
            if not box.field.has_focus():
                self._told[name] = box.field.typed().value

    def draft(self) -> D:
        """Return the draft as it stands; an unreadable field keeps its loaded value."""
        values = {}
        for name, box in self._boxes.items():
            typed = box.field.typed()
            if not typed.blocking and not box.field.spec.read_only:
                values[name] = self._same_emptiness(name, typed.value)
        return cast("D", dataclasses.replace(self._loaded, **values))

    def unwritten(self) -> dict[str, object]:
        """Return what stands in the fields that differ from the loaded draft, as `payload` does."""
        draft = self.draft()
        bad = {problem.field for problem in self.problems() if problem.blocking}
        return {
            name: box.field.raw()
            for name, box in self._boxes.items()
            if name in bad or getattr(draft, name) != getattr(self._loaded, name)
        }

    def value(self, name: str) -> Any:  # noqa: ANN401 (the type of the field)
        """Return one field's value."""
        return self._boxes[name].field.typed().value

    def set_value(self, name: str, value: object) -> None:
        """Show a value the program worked out, e.g. the birth date out of a PESEL."""
        self._boxes[name].field.set_value(value)
        self._show_own_problem(name)

    def payload(self) -> dict[str, object]:
        """Return what stands in the fields, readable or not, for `services.drafts` (JSON)."""
        return {name: box.field.raw() for name, box in self._boxes.items()}

    def restore(self, payload: dict[str, object]) -> None:
        """Show what `payload` returned, over the loaded draft; unknown names are ignored."""
        for name, raw in payload.items():
            if name in self._boxes:
                self._boxes[name].field.set_raw(raw)
                self._show_own_problem(name)

    # --- problems

    def problems(self) -> list[Problem]:
        """Return what is wrong or doubtful with what is typed."""
        found = []
        for name, box in self._boxes.items():
            typed = box.field.typed()
            if typed.problem:
                found.append(Problem(name, typed.problem, dict(typed.params), typed.blocking))
        return found

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Show what a service found, each under its field; return those without a field here."""
        self._service_problems = {p.field: p for p in reversed(problems) if p.field in self._boxes}
        for name in self._boxes:
            self._show_own_problem(name)
        return [problem for problem in problems if problem.field not in self._boxes]

    def show_value_problems(self) -> bool:
        """Show what is unreadable everywhere and go to the first; True when nothing is."""
        for name in self._boxes:
            self._show_own_problem(name)
        first = next((p.field for p in self.problems() if p.blocking), None)
        if first is not None:
            self.focus(first)
        return first is None

    # --- places

    def focus(self, name: str = "") -> None:
        """Put the keyboard into a field; without a name into the first that can be changed."""
        boxes = [self._boxes[name]] if name else list(self._boxes.values())
        first = next((box for box in boxes if not box.field.spec.read_only), boxes[0])
        first.field.widget.setFocus()

    def field(self, name: str) -> Field:
        """Return the field itself, for what a spec cannot say (hide, enable)."""
        return self._boxes[name].field

    def set_field_visible(self, name: str, visible: bool) -> None:
        """Show or hide a field with its words."""
        self._boxes[name].setVisible(visible)

    def flush(self) -> None:
        """Behave as if the field being typed in was left: before closing or leaving a screen."""
        for name, box in self._boxes.items():
            if box.field.has_focus():
                box.field.tidy()
                self._on_left(name)

    # --- building

    def _build_section(self, section: Section) -> QWidget:
        holder = QWidget()
        layout = column(holder, gap=2)
        if section.title:
            layout.addWidget(label(tr(section.title), "heading"))
        if section.hint:
            layout.addWidget(label(tr(section.hint), "hint", wrap=True))
        for line in section.lines():
            layout.addLayout(self._build_line(line))
        return holder

    def _build_line(self, specs: tuple[FieldSpec, ...]) -> QHBoxLayout:
        line = row(gap=2)
        stretches = False
        for spec in specs:
            box = FieldBox(self._make_field(spec))
            box.field.edited.connect(partial(self._on_edited, spec.name))
            box.field.left.connect(partial(self._on_left, spec.name))
            if isinstance(box.field, RowsField):
                box.field.relaid.connect(self._order_tabs)
            self._boxes[spec.name] = box
            fixed = bool(spec.width) or spec.kind in _FIXED
            stretches = stretches or not fixed
            line.addWidget(box, 0 if fixed else 1)
        if not stretches:
            line.addStretch()
        return line

    def _make_field(self, spec: FieldSpec) -> Field:
        match spec.kind:
            case "multiline":
                return TextField(spec)
            case "choice":
                return ChoiceField(spec)
            case "check":
                return CheckField(spec)
            case "rows":
                return RowsField(spec, self._make_field)
            case _:
                return LineField(spec, self._clock.today)

    def height_needed(self, layout: QLayout) -> int:
        """Return the height every field wants: with less Qt would take it from a text field."""
        return layout.totalHeightForWidth(self.width())

    def _order_tabs(self) -> None:
        """Let Tab follow the paper: Qt puts entries added later at the very end."""
        stops = [stop for box in self._boxes.values() for stop in box.field.tab_stops()]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    # --- what the person does

    def _same_emptiness(self, name: str, value: object) -> object:
        """Return `value`, or the loaded None or "" where both mean nothing."""
        loaded = getattr(self._loaded, name)
        return loaded if value in (None, "") and loaded in (None, "") else value

    def _on_edited(self, name: str) -> None:
        self._service_problems.pop(name, None)
        if self._boxes[name].shown_problem:
            self._show_own_problem(name)
        self.edited.emit(name)

    def _on_left(self, name: str) -> None:
        self._show_own_problem(name)
        typed = self._boxes[name].field.typed()
        if self._loaded is not None and not typed.blocking and typed.value != self._told.get(name):
            self._told[name] = typed.value
            self.field_left.emit(name)

    def _show_own_problem(self, name: str) -> None:
        box = self._boxes[name]
        typed = box.field.typed()
        known = self._service_problems.get(name)
        if typed.problem:
            box.show_problem(tr(typed.problem, **dict(typed.params)), blocking=typed.blocking)
        elif known is not None:
            box.show_problem(tr(known.key, **known.params), blocking=known.blocking)
        else:
            box.show_problem("", blocking=False)
