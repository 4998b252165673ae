"""Forms as dated data: headings, order, clauses and required fields of a printed document.

A definition lies in `resources/forms/<form>/<valid_from>.toml`; the screen and the paper both
follow it. Field names are paths in the document: attributes of a dataclass, keys of a mapping.
How a form is written: docs/recipes/new_paper.md.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from cusdesk.core.paths import resource_dir
from cusdesk.domain.reports.form_values import (
    MissingValue,
    fill_text,
    is_empty,
    is_missing,
    is_shown,
    is_ticked,
    missing_values,
    placeholders,
    total_of,
    value_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "FULL_WIDTH",
    "FormColumn",
    "FormDefinition",
    "FormField",
    "FormPart",
    "FormSection",
    "FormSignature",
    "MissingValue",
    "fill_text",
    "form_name",
    "is_empty",
    "is_missing",
    "is_shown",
    "is_ticked",
    "list_form_ids",
    "load_form",
    "missing_values",
    "newest_form",
    "placeholders",
    "total_of",
    "value_of",
]

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
        ticked_by: in a part of boxes, the value that ticks this one; without it any true value.
        lines: of a text, empty lines to write on when the form is printed blank.
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
    ticked_by: str = ""
    lines: int = 0

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
    """One place to sign; `name` is the path of a `PlanSignature`.

    Attributes:
        text: in a part of checks, what is signed; `{name}` stands for a value, as in a letter.
        width: in a part of checks, of 12 parts of the line.
    """

    name: str
    label: str
    caption: str
    text: str = ""
    width: int = FULL_WIDTH // 2


@dataclass(frozen=True, slots=True)
class FormPart:
    """A piece of a section.

    Attributes:
        kind: `fields`, `texts`, `table`, `letter`, `boxes`, `clause`, `addressee`, `lines`,
            `signatures` or `checks`.
        name: path of the rows of a table, of the lines of an addressee.
        label: small heading of a table or of boxes; may be empty.
        text: of a letter; `{name}` stands for a value, and `fields` say how a missing one is
            called.
        clause: id of a text the office may change (`resources/clauses`).
        when: a value without which the part is left out; `!name`, one with which it is.
        empty: sentence printed for a table without rows.
        required: a table without rows, or boxes none of which is ticked, print as a marked gap.
        align: of a letter.
        strong: a letter in bold.
        rows: of a table, empty rows when the form is printed blank.
        lines: empty lines to write on.
        totals: fields of a table added up in its last row, which is called `total_label`.
    """

    kind: str
    name: str = ""
    label: str = ""
    text: str = ""
    clause: str = ""
    when: str = ""
    empty: str = ""
    required: bool = False
    align: str = "left"
    strong: bool = False
    rows: int = 0
    lines: int = 0
    totals: tuple[str, ...] = ()
    total_label: str = ""
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
    """A form in the version valid from a day.

    Attributes:
        title: at the head of the paper; in the file's properties too, so it names no person.
        right: who may issue it; `see` who may look at issued ones.
        prefix: of the numbers of issued papers; empty takes the short title.
        look: `form` for numbered sections in small letters, `letter` for running text.
        recipient: path of the value that says whom it is for.
        is_blank_offered: the empty form stands in the list of forms to be written on by hand.
    """

    form: str
    valid_from: dt.date
    title: str
    short_title: str
    legal_source: str
    sections: tuple[FormSection, ...]
    right: str = ""
    see: str = ""
    prefix: str = ""
    look: str = "form"
    recipient: str = "person.name"
    is_blank_offered: bool = False

    def fields(self) -> Iterator[tuple[FormSection, FormField]]:
        """Yield every field outside tables with its section, in the order of the paper."""
        for section in self.sections:
            for part in section.parts:
                for field in part.fields:
                    yield section, field


def load_form(form: str, on: dt.date) -> FormDefinition:
    """Return the version of a form valid on a day (the oldest one for earlier days).

    Raises:
        FileNotFoundError: there is no such form; a bug.
    """
    versions = _versions(form)
    valid = [version for version in versions if version <= on]
    return _read(form, valid[-1] if valid else versions[0])


def list_form_ids() -> tuple[str, ...]:
    """Return the ids of all forms there are, sorted."""
    folder = resource_dir("forms")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))


def newest_form(form: str) -> FormDefinition:
    """Return the newest version of a form.

    Raises:
        FileNotFoundError: there is no such form; a bug.
    """
    return _read(form, _versions(form)[-1])


def form_name(form: str) -> str:
    """Return the newest title of a form, the id itself for one this program does not know."""
    if form not in list_form_ids():
        return form
    return newest_form(form).title


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
    plain = {name: value for name, value in raw.items() if name != "sections"}
    return FormDefinition(**plain, sections=sections)


def _part(raw: dict[str, Any]) -> FormPart:
    lists = {"fields", "columns", "signatures", "totals"}
    plain = {k: v for k, v in raw.items() if k not in lists}
    return FormPart(
        **plain,
        totals=tuple(raw.get("totals", ())),
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
