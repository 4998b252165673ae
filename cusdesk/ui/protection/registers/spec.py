"""From the specification of a register to the columns of its list and the fields of its form."""

from __future__ import annotations

from operator import methodcaller
from typing import TYPE_CHECKING, Any

from cusdesk.domain.labels import enum_name, label
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section
from cusdesk.ui.common.table import ColumnSpec

if TYPE_CHECKING:
    from cusdesk.domain.protection.registers import RegisterField, RegisterSpec
    from cusdesk.services.protection.registers.rows import Choices, RegisterRow
    from cusdesk.ui.common.table.spec import Kind

_TONES = {"late": "error", "urgent": "error", "soon": "warning", "done": "muted"}
_LINES = 2
_TALL = {"text": 12, "description": 4, "purpose": 3, "scope": 3}
_PERSON_CHARS, _UNSHOWN_CHARS = 24, 20
_STATE_CHARS = {"breaches": 47, "data_requests": 32}
_STATE_USUAL = 24
_TIME_CHARS = 8


def columns(spec: RegisterSpec) -> tuple[ColumnSpec, ...]:
    """Return the columns of a register's list: whom it is about, how it stands, its fields."""
    found = [_column(spec, field) for field in spec.fields if _is_listed(spec, field)]
    wide = _STATE_CHARS.get(spec.name, _STATE_USUAL)
    state = ColumnSpec("state", "protection.column.state", width=wide, tone=tone)
    if spec.about != "no":
        who = ColumnSpec("who", f"fields.{spec.name}.resident_id", width=_PERSON_CHARS)
        return (who, state, *found) if has_state(spec) else (who, *found)
    return (found[0], state, *found[1:]) if has_state(spec) else tuple(found)


def _is_listed(spec: RegisterSpec, field: RegisterField) -> bool:
    told_by_others = spec.about == "perhaps" and field.name == "person"
    return field.kind not in {"check", "time"} and not told_by_others


def has_state(spec: RegisterSpec) -> bool:
    """Return whether entries of a register run, end or wait for something."""
    return spec.name not in {"secrecy_pledges", "disclosures", "clause_deliveries"}


def _column(spec: RegisterSpec, field: RegisterField) -> ColumnSpec:
    kind: Kind = "text"
    prefix = ""
    if field.kind == "date":
        kind = "date"
    elif field.choices is not None:
        kind, prefix = "enum", f"enums.{enum_name(field.choices)}"
    return ColumnSpec(
        field.name,
        f"fields.{spec.name}.{field.name}",
        kind,
        field.width or _UNSHOWN_CHARS,
        getter=methodcaller("value", field.name),
        enum_prefix=prefix,
        is_visible=bool(field.width),
    )


def tone(row: RegisterRow) -> str:
    """Return the colour of an entry's state."""
    return _TONES.get(row.standing.look.value, "") if row.state else ""


def form(spec: RegisterSpec, known: Choices) -> FormSpec:
    """Return the form of an entry; `known` are the records its fields may point to."""
    lines: list[Any] = []
    for field in spec.fields:
        made = _field(spec, field, known)
        if field.beside:
            lines[-1] = (*lines[-1], made)
        else:
            lines.append((made,))
    return FormSpec([Section("", lines)])


def _field(spec: RegisterSpec, field: RegisterField, known: Choices) -> FieldSpec:
    words = f"fields.{spec.name}.{field.name}"
    required = field.required
    if field.choices is not None:
        shown = [Choice(value, label(value)) for value in field.choices]
        return FieldSpec(field.name, words, "choice", choices=shown, required=required)
    match field.kind:
        case "record":
            records = [Choice(i, name) for i, name in known.get(field.name, ())]
            return FieldSpec(field.name, words, "choice", choices=records, required=required)
        case "multiline":
            tall = _TALL.get(field.name, _LINES)
            return FieldSpec(field.name, words, "multiline", required=required, lines=tall)
        case "date":
            return FieldSpec(field.name, words, "date", required=required)
        case "check":
            return FieldSpec(field.name, words, "check")
    width = _TIME_CHARS if field.kind == "time" else 0
    return FieldSpec(field.name, words, width=width, required=required)
