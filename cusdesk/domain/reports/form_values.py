"""The values of a document as a form sees them: what is there, what is missing, what is ticked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cusdesk.domain.reports.forms import FormDefinition, FormField, FormPart, FormSection

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")


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


def value_of(owner: object, path: str) -> object:
    """Return the value at a path, None when something on the way is None or not in a mapping.

    A mapping may hold the whole path, or the beginning of it, as one key.
    """
    if owner is None or owner == "":
        return None
    if not isinstance(owner, Mapping):
        name, _, rest = path.partition(".")
        return value_of(getattr(owner, name), rest) if rest else getattr(owner, name)
    names = path.split(".")
    for size in range(len(names), 0, -1):
        key, rest = ".".join(names[:size]), ".".join(names[size:])
        if key in owner:
            return value_of(owner[key], rest) if rest else owner[key]
    return None


def total_of(rows: Sequence[object], name: str) -> object:
    """Return the sum of a value over the rows of a table, None when no row has it.

    The values are all numbers, or all of one kind of amount (`Money`, `Hours`).
    """
    total: Any = None
    for row in rows:
        value = value_of(row, name)
        if not is_empty(value):
            total = value if total is None else total + value
    return total


def placeholders(text: str) -> tuple[str, ...]:
    """Return the paths of the values a text has places for, in their order."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def fill_text(text: str, words: Mapping[str, str]) -> str:
    """Return a text with its places filled; a place without words stays as it is."""
    return _PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


def is_shown(document: object, part: FormPart) -> bool:
    """Whether a part that depends on a value is on the paper."""
    if not part.when:
        return True
    if part.when.startswith("!"):
        return not _is_there(value_of(document, part.when[1:]))
    return _is_there(value_of(document, part.when))


def _is_there(value: object) -> bool:
    return value is not False and not is_empty(value)


def is_ticked(document: object, field: FormField) -> bool:
    """Whether a box is ticked: its value is true, or is the one that ticks it."""
    value = value_of(document, field.name)
    if not field.ticked_by:
        return _is_there(value)
    values = value if isinstance(value, (tuple, frozenset, set)) else (value,)
    return field.ticked_by in {str(one) for one in values if one is not None}


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
        if is_shown(document, part)
        for gap in _missing_in(document, section, part)
    )


def _missing_in(document: object, section: FormSection, part: FormPart) -> Iterator[MissingValue]:
    if part.kind == "boxes":
        if part.required and not any(is_ticked(document, field) for field in part.fields):
            label = part.label[:1].lower() + part.label[1:]
            yield MissingValue(section.id, section.heading, part.fields[0].name, label)
        return
    for field in part.fields:
        if is_missing(document, field):
            yield MissingValue(section.id, section.heading, field.name, field.gap_label)
    if part.kind == "table":
        yield from _missing_rows(document, section, part)


def _missing_rows(document: object, section: FormSection, part: FormPart) -> Iterator[MissingValue]:
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
