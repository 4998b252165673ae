"""Forms as dated data: headings, order, clauses and required fields of a printed document.

A definition lies in `resources/forms/<form>/<valid_from>.toml`; the screen and the paper both
follow it. Field names are attribute paths of the document dataclass.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from cusdesk.core.paths import resource_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL_WIDTH = 12


@dataclass(frozen=True, slots=True)
class FormField:
    """One value on the form.

    Attributes:
        name: attribute path in the document, or in the row of a table.
        label: name of the field, also in „brak: …”.
        prefix: words before the value inside a table cell.
        required: empty prints as a marked gap.
        unless: another field that, when filled, makes this one optional.
        omit_empty: an empty value leaves no trace on paper.
        empty: words printed for an empty value that is not required.
        width: of 12 parts of the line.
        strong: printed in bold.
        gap: words for „brak: …” where the label alone would mislead.
        quiet: the label is not printed (it still names the gap).
    """

    name: str
    label: str
    prefix: str = ""
    required: bool = False
    unless: str = ""
    omit_empty: bool = False
    empty: str = "–"
    width: int = FULL_WIDTH
    strong: bool = False
    gap: str = ""
    quiet: bool = False

    @property
    def gap_label(self) -> str:
        """What is said to be missing, in running text: without the capital of a heading."""
        words = self.gap or self.label
        is_acronym = words[1:2].isupper()
        return words if is_acronym else words[:1].lower() + words[1:]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a table; `width` is a share, `fields` stand under one another in the cell."""

    title: str
    width: int
    fields: tuple[FormField, ...]
    align: str = "left"


@dataclass(frozen=True, slots=True)
class FormSignature:
    """One place to sign; `name` is the path of a `PlanSignature`."""

    name: str
    label: str
    caption: str


@dataclass(frozen=True, slots=True)
class FormPart:
    """A piece of a section.

    Attributes:
        kind: `fields`, `texts`, `table`, `clause` or `signatures`.
        name: for a table, the path of its rows.
        label: small heading of a table; may be empty.
        text: of a clause, printed exactly so.
        empty: sentence printed for a table without rows.
        required: a table without rows prints as a marked gap.
    """

    kind: str
    name: str = ""
    label: str = ""
    text: str = ""
    empty: str = ""
    required: bool = False
    fields: tuple[FormField, ...] = ()
    columns: tuple[FormColumn, ...] = ()
    signatures: tuple[FormSignature, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSection:
    """A numbered section."""

    id: str
    heading: str
    parts: tuple[FormPart, ...]


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A form in the version valid from a day."""

    form: str
    valid_from: dt.date
    title: str
    short_title: str
    legal_source: str
    sections: tuple[FormSection, ...]

    def fields(self) -> Iterator[tuple[FormSection, FormField]]:
        """Yield every field outside tables with its section, in the order of the paper."""
        for section in self.sections:
            for part in section.parts:
                for field in part.fields:
                    yield section, field


@dataclass(frozen=True, slots=True)
class MissingValue:
    """A required value that is not there.

    Attributes:
        section: heading of the section; `section_id` leads the screen to it.
        field: attribute path; for a row of a table the path of the rows.
        label: name of the field for people.
        row: position in the table from 1, 0 outside tables.
    """

    section_id: str
    section: str
    field: str
    label: str
    row: int = 0


def load_form(form: str, on: dt.date) -> FormDefinition:
    """Return the version of a form valid on a day (the oldest one for earlier days).

    Raises:
        FileNotFoundError: there is no such form; a bug.
    """
    versions = _versions(form)
    valid = [version for version in versions if version <= on]
    return _read(form, valid[-1] if valid else versions[0])


def value_of(owner: object, path: str) -> object:
    """Return the value at an attribute path, None when something on the way is None."""
    for name in path.split("."):
        if owner is None:
            return None
        owner = getattr(owner, name)
    return owner


def is_empty(value: object) -> bool:
    """Whether a value counts as not filled in; the number 0 is filled in."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (not isinstance(value, int) and not value)


def is_missing(owner: object, field: FormField) -> bool:
    """Whether the form requires this value and it is not there."""
    if not field.required or not is_empty(value_of(owner, field.name)):
        return False
    return not field.unless or is_empty(value_of(owner, field.unless))


def missing_values(document: object, form: FormDefinition) -> tuple[MissingValue, ...]:
    """Return every gap the paper would show, in its order; to be listed before printing."""
    return tuple(
        gap
        for section in form.sections
        for part in section.parts
        for gap in _missing_in(document, section, part)
    )


def _missing_in(document: object, section: FormSection, part: FormPart) -> Iterator[MissingValue]:
    for field in part.fields:
        if is_missing(document, field):
            yield MissingValue(section.id, section.heading, field.name, field.gap_label)
    if part.kind != "table":
        return
    rows = value_of(document, part.name)
    if not isinstance(rows, tuple) or not rows:
        if part.required:
            yield MissingValue(section.id, section.heading, part.name, part.label)
        return
    for number, row in enumerate(rows, start=1):
        for column in part.columns:
            for field in column.fields:
                if is_missing(row, field):
                    yield MissingValue(
                        section.id, section.heading, part.name, field.gap_label, number
                    )


@cache
def _versions(form: str) -> tuple[dt.date, ...]:
    folder = resource_dir("forms") / form
    found = sorted(dt.date.fromisoformat(path.stem) for path in folder.glob("*.toml"))
    if not found:
        raise FileNotFoundError(folder)
    return tuple(found)


@cache
def _read(form: str, version: dt.date) -> FormDefinition:
    path = resource_dir("forms") / form / f"{version.isoformat()}.toml"
    with path.open("rb") as file:
        raw: dict[str, Any] = tomllib.load(file)
    sections = tuple(
        FormSection(entry["id"], entry["heading"], tuple(_part(p) for p in entry["parts"]))
        for entry in raw["sections"]
    )
    return FormDefinition(
        raw["form"],
        raw["valid_from"],
        raw["title"],
        raw["short_title"],
        raw["legal_source"],
        sections,
    )


def _part(raw: dict[str, Any]) -> FormPart:
    plain = {k: v for k, v in raw.items() if k not in {"fields", "columns", "signatures"}}
    return FormPart(
        **plain,
        fields=tuple(FormField(**entry) for entry in raw.get("fields", ())),
        columns=tuple(
            FormColumn(
                entry["title"],
                entry["width"],
                tuple(FormField(**field) for field in entry["fields"]),
                entry.get("align", "left"),
            )
            for entry in raw.get("columns", ())
        ),
        signatures=tuple(FormSignature(**entry) for entry in raw.get("signatures", ())),
    )
