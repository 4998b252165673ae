"""A doubtful resident as a form: what the file says, to be corrected, beside what the card says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.labels import labels
from cusdesk.domain.residents import DisabilityDegree, ResidentStatus, Sex
from cusdesk.services.imports import RowDraft, check_row
from cusdesk.ui.common.form import Choice, FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, row, set_look

if TYPE_CHECKING:
    import enum
    from collections.abc import Sequence

    from cusdesk.core.clock import Clock
    from cusdesk.core.errors import Problem
    from cusdesk.services.imports import CompareRow

_FIELD_CHARS = 30
_CHOICES: dict[str, type[enum.StrEnum]] = {
    "sex": Sex,
    "status": ResidentStatus,
    "disability": DisabilityDegree,
}
_DATES = ("birth_date", "status_date", "disability_valid_from", "disability_valid_to")
_PARTS = {"numbers": "phones", "contact": "contact", "note": "note"}
_ORDER = (
    "surname", "given_name", "second_name", "birth_surname", "pesel", "pesel_reason",
    "other_document", "birth_date", "sex", "locality", "house", "flat", "street", "solectwo",
    "postcode", "post", "numbers", "email", "contact", "status", "status_date", "disability",
    "disability_valid_from", "disability_valid_to", "notes", "note",
)  # fmt: skip


def _spec(name: str) -> FieldSpec:
    key = f"imports_plan.part.{_PARTS[name]}" if name in _PARTS else f"fields.residents.{name}"
    if name in _CHOICES:
        words = labels(_CHOICES[name])
        choices = [Choice(value, words[value.value]) for value in _CHOICES[name]]
        return FieldSpec(name, key, "choice", choices=choices, offers_nothing=name == "sex")
    if name in _DATES:
        return FieldSpec(name, key, "date", width=_FIELD_CHARS)
    if name == "pesel":
        return FieldSpec(name, key, "pesel", width=_FIELD_CHARS)
    if name in {"notes", "note"}:
        return FieldSpec(name, key, "multiline", lines=3)
    return FieldSpec(name, key, required=name in {"surname", "given_name"})


SPEC = FormSpec((Section("", tuple(_spec(name) for name in _ORDER)),))


class RowForm(Form[RowDraft]):
    """The form of a row; every field with the card's value at its right.

    Signals:
        kept: (payload) a field was left; what stands in the form is to be kept.
    """

    kept = Signal(dict)

    def __init__(self, clock: Clock) -> None:
        self._there: dict[str, QLabel] = {}
        super().__init__(SPEC, clock)
        self.setMaximumWidth(current().chars(2 * _FIELD_CHARS) + current().space(8))
        self.field_left.connect(self._on_field)

    def _build_line(self, specs: tuple[FieldSpec, ...]) -> QHBoxLayout:
        line = row(gap=2)
        holder = QWidget()
        holder.setLayout(super()._build_line(specs))
        holder.setFixedWidth(current().chars(_FIELD_CHARS) + current().space(4))
        words = label("", "hint", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setContentsMargins(0, current().line + current().space(1.5), 0, 0)
        self._there[specs[0].name] = words
        line.addWidget(holder)
        line.addWidget(words, 1)
        return line

    def show_card(self, compared: Sequence[CompareRow], *, has_card: bool) -> None:
        """Show what the card says, beside the fields that say otherwise."""
        by_label = {one.label: one for one in compared}
        for spec in self.spec.fields():
            words = self._there[spec.name]
            found = by_label.get(tr(spec.label))
            said = found.in_office if found is not None and has_card else ""
            words.setText(tr("imports_ui.edit.in_office", text=said) if said else "")
            differs = found is not None and found.differs
            set_look(words, "look", "warning" if differs else "hint")

    def check(self) -> None:
        """Show what is wrong with what is typed."""
        self.show_problems(check_row(self.draft(), self._clock.today()))

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Show why the row could not be written, and go to the first of the fields."""
        self.show_problems(problems)
        self.focus(problems[0].field)

    def _on_field(self, _name: str) -> None:
        self.check()
        self.kept.emit(self.payload())
