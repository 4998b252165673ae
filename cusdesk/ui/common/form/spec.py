"""What a form asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FieldKind = Literal[
    "text",
    "multiline",
    "suggest",
    "pesel",
    "date",
    "number",
    "money",
    "minutes",
    "quantity",
    "choice",
    "check",
    "rows",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a choice: the value kept and the words shown (already Polish)."""

    value: object
    text: str


@dataclass(frozen=True)
class FieldSpec:
    """One field.

    Attributes:
        name: attribute of the draft, and `Problem.field` of what is wrong with it.
        label: message key of the words above it.
        kind: text, multiline, suggest (text with proposals), pesel, date, number (int), money
            (int grosze), minutes (int), quantity (int thousandths of a unit), choice, check, rows
            (tuple of small dataclasses).
        width: in characters; the form is 80 wide. 0: as wide as the kind needs.
        required: marked in words; the service decides what is really missing.
        hint: message key of a muted line under the field; also read by screen readers.
        choices: entries of a choice, or proposals of a suggest (their texts); a callable is asked
            every time the form loads a draft.
        offers_nothing: a choice that is not required begins with "nothing chosen".
        none_when_empty: an empty text gives None instead of "".
        read_only: shown, not changed.
        lines: height of a multiline field.
        row_type, row_fields, add_label: for rows: the dataclass of one row, its fields (drawn in
            one line, or more with `starts_line`; their labels are shown as placeholders), and
            the key of the button.
        starts_line: inside rows: begins another line of the same entry.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    width: int = 0
    required: bool = False
    hint: str = ""
    choices: Sequence[Choice] | Callable[[], Sequence[Choice]] = ()
    offers_nothing: bool = True
    none_when_empty: bool = False
    read_only: bool = False
    lines: int = 4
    row_type: type | None = None
    row_fields: Sequence[FieldSpec] = ()
    add_label: str = "common.button.add"
    starts_line: bool = False

    def current_choices(self) -> Sequence[Choice]:
        """Return the entries as they are now."""
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True)
class Section:
    """A titled group of fields; a tuple of fields stands in one line."""

    title: str
    fields: Sequence[FieldSpec | tuple[FieldSpec, ...]]
    hint: str = ""

    def lines(self) -> list[tuple[FieldSpec, ...]]:
        """Return the lines of fields."""
        return [line if isinstance(line, tuple) else (line,) for line in self.fields]


@dataclass(frozen=True)
class FormSpec:
    """A whole form: sections from top to bottom, in the order of the paper."""

    sections: Sequence[Section]

    def fields(self) -> list[FieldSpec]:
        """Return every field in order."""
        return [field for section in self.sections for line in section.lines() for field in line]
