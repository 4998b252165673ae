"""The card as a form, in the order of the paper."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cusdesk.domain.labels import labels
from cusdesk.domain.phones import format_phone
from cusdesk.domain.residents import (
    DisabilityDegree,
    PhoneDraft,
    RepresentativeDraft,
    RepresentativeKind,
    ResidentDraft,
    ResidentStatus,
    Sex,
)
from cusdesk.domain.special_fields import SpecialField, columns_of
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    import enum
    from collections.abc import Collection


@dataclass(slots=True)
class Suggestions:
    """Villages and village units on record, offered while somebody types."""

    localities: list[str] = field(default_factory=list)
    solectwa: list[str] = field(default_factory=list)

    def locality_choices(self) -> list[Choice]:
        """Return the villages."""
        return [Choice(name, name) for name in self.localities]

    def solectwo_choices(self) -> list[Choice]:
        """Return the village units."""
        return [Choice(name, name) for name in self.solectwa]


def choices_of(kind: type[enum.StrEnum]) -> list[Choice]:
    """Return the values of an enumeration with their Polish words."""
    shown = labels(kind)
    return [Choice(value, shown[value.value]) for value in kind]


def _label(name: str) -> str:
    return f"fields.residents.{name}"


def _text(name: str, width: int = 0, *, required: bool = False, hint: str = "") -> FieldSpec:
    return FieldSpec(name, _label(name), width=width, required=required, hint=hint)


def _choice(
    name: str, kind: type[enum.StrEnum], width: int, *, offers_nothing: bool = False
) -> FieldSpec:
    return FieldSpec(
        name,
        _label(name),
        "choice",
        width=width,
        choices=choices_of(kind),
        offers_nothing=offers_nothing,
    )


def _date(name: str, hint: str = "") -> FieldSpec:
    return FieldSpec(name, _label(name), "date", hint=hint)


def form_spec(
    suggestions: Suggestions, special: Collection[SpecialField] = tuple(SpecialField)
) -> FormSpec:
    """Return the form of a card; `special` are the special fields a programme switches on."""
    return FormSpec(
        (
            _person(),
            _address(suggestions),
            Section("residents.section.contact", (_phones(), _text("email"))),
            Section(
                "residents.section.status",
                ((_choice("status", ResidentStatus, 28), _date("status_date")),),
            ),
            *_special(special),
            Section("residents.section.representatives", (_representatives(),)),
            _needs(),
        )
    )


def _person() -> Section:
    reason = FieldSpec(
        "pesel_reason", "residents.form.pesel_reason", hint="residents.form.pesel_reason_hint"
    )
    return Section(
        "residents.section.person",
        (
            (_text("surname", required=True), _text("given_name", required=True)),
            (_text("second_name"), _text("birth_surname")),
            (
                FieldSpec("pesel", _label("pesel"), "pesel"),
                _date("birth_date"),
                _choice("sex", Sex, 14, offers_nothing=True),
            ),
            reason,
            _text("other_document"),
        ),
    )


def _address(suggestions: Suggestions) -> Section:
    locality = FieldSpec(
        "locality", _label("locality"), "suggest", choices=suggestions.locality_choices
    )
    solectwo = FieldSpec(
        "solectwo", _label("solectwo"), "suggest", choices=suggestions.solectwo_choices
    )
    return Section(
        "residents.section.address",
        (
            (locality, _text("house", 9), _text("flat", 14)),
            (_text("street"), solectwo),
            (_text("postcode", 12), _text("post")),
        ),
    )


def _phones() -> FieldSpec:
    return FieldSpec(
        "phones",
        "residents.form.phones",
        "rows",
        row_type=PhoneDraft,
        row_fields=(
            FieldSpec("number", "fields.resident_phones.number", width=18),
            FieldSpec("label", "fields.resident_phones.label"),
        ),
        add_label="residents.form.add_phone",
    )


def _special(on: Collection[SpecialField]) -> list[Section]:
    """Return the sections of what the law calls special, those that are switched on."""
    sections = [_disability()] if SpecialField.DISABILITY in on else []
    others = [
        FieldSpec(column, _label(column), "multiline", lines=2)
        for field in SpecialField
        if field in on and field is not SpecialField.DISABILITY
        for column in columns_of(field)
    ]
    if others:
        hint = "residents.section.special_hint"
        sections.append(Section("residents.section.special", others, hint=hint))
    return sections


def _disability() -> Section:
    return Section(
        "residents.section.disability",
        (
            (
                _choice("disability", DisabilityDegree, 34),
                _text("disability_number"),
            ),
            (
                _date("disability_valid_from"),
                _date("disability_valid_to", "residents.form.valid_to_hint"),
            ),
        ),
    )


def _representatives() -> FieldSpec:
    kind = FieldSpec(
        "kind",
        "fields.representatives.kind",
        "choice",
        width=20,
        choices=choices_of(RepresentativeKind),
        offers_nothing=False,
    )
    return FieldSpec(
        "representatives",
        "residents.form.representatives",
        "rows",
        row_type=RepresentativeDraft,
        row_fields=(
            kind,
            FieldSpec("name", "fields.representatives.name"),
            FieldSpec("phone", "fields.representatives.phone", width=18),
            FieldSpec("address", "fields.representatives.address", starts_line=True),
            FieldSpec("note", "fields.representatives.note"),
        ),
        add_label="residents.form.add_representative",
    )


def _needs() -> Section:
    return Section(
        "residents.section.needs",
        (
            FieldSpec(
                "accessibility",
                "residents.form.accessibility",
                "multiline",
                lines=2,
                hint="residents.form.accessibility_hint",
            ),
            FieldSpec(
                "notes", _label("notes"), "multiline", lines=4, hint="residents.form.notes_hint"
            ),
        ),
    )


def shown(draft: ResidentDraft) -> ResidentDraft:
    """Return a draft as people read it: telephones in groups, lists as the form keeps them."""
    phones = tuple(replace(p, number=format_phone(p.number)) for p in draft.phones)
    people = tuple(replace(p, phone=format_phone(p.phone)) for p in draft.representatives)
    return replace(draft, phones=phones, representatives=people)  # type: ignore[arg-type]  # tuples
