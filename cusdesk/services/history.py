"""Undo, redo and the history of a record, in words a person reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import all_messages, tr
from cusdesk.db import undo as db_undo
from cusdesk.db.history import ChangeRecord, changes_of_record, subjects_touched
from cusdesk.domain.access import needs, parse_roles, right_of_operation, right_to_see, role_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class Undone:
    """A step taken back or repeated: its label for the message bar, and what it changed."""

    label: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a record's history.

    Attributes:
        moment: local time of the operation.
        user_name: who did it.
        operation: what was done, in words.
        field: which field, in words; None when the record or a part of it was created.
        before, after: values in words; empty for none.
    """

    moment: dt.datetime
    user_name: str
    operation: str
    field: str | None
    before: str
    after: str


def operation_label(kind: str, count: int = 1) -> str:
    """Return the Polish name of an operation, e.g. for `Cofnij: …`."""
    return tr(f"history.operation.{kind}", n=count)


@needs("office.see")
def next_undo(office: Office) -> str | None:
    """Return the label of the step that undo would take back."""
    with office.read() as session:
        label = db_undo.next_undo(session, office.user_id)
    return None if label is None else operation_label(label.kind, label.count)


@needs("office.see")
def next_redo(office: Office) -> str | None:
    """Return the label of the step that redo would repeat."""
    with office.read() as session:
        label = db_undo.next_redo(session, office.user_id)
    return None if label is None else operation_label(label.kind, label.count)


@needs("office.see")
def undo(office: Office) -> Undone | None:
    """Take back this person's last step, also one made before the program was closed.

    Raises:
        ConflictError: what it touched was changed since by another step.
        RuleError: `access.denied`: this person may not do such steps any more.
    """
    with office.read() as session:
        label = db_undo.next_undo(session, office.user_id)
    if label is not None:
        office.require(right_of_operation(label.kind))
    return _report(db_undo.undo(office.database, office.user_id, _refresh_search))


@needs("office.see")
def redo(office: Office) -> Undone | None:
    """Repeat the step taken back last.

    Raises:
        ConflictError, RuleError: as `undo`.
    """
    with office.read() as session:
        label = db_undo.next_redo(session, office.user_id)
    if label is not None:
        office.require(right_of_operation(label.kind))
    return _report(db_undo.redo(office.database, office.user_id, _refresh_search))


@needs("office.see")
def take_back(office: Office, operation_id: int, kind: str, count: int = 1) -> Undone | None:
    """Take back one named operation, such as an import, wherever it stands in the past.

    Raises:
        ConflictError: its rows were changed since.
        RuleError: `access.denied`: this person may not do such steps.
    """
    office.require(right_of_operation(kind))
    label = db_undo.UndoLabel(operation_id, kind, count)
    return _report(db_undo.take_back(office.database, office.user_id, label, _refresh_search))


@needs("office.see")
def take_back_all(
    office: Office,
    label: db_undo.UndoLabel,
    followers: Sequence[int],
    keep: Collection[db_undo.Row] = (),
) -> Undone | None:
    """Take back an operation with those that continued it; rows of `keep` stay as they are.

    Raises:
        ConflictError: something else they touched was changed since.
        RuleError: `access.denied`: this person may not do such steps.
    """
    office.require(right_of_operation(label.kind))
    return _report(
        db_undo.take_back_all(
            office.database,
            office.user_id,
            label,
            _refresh_search,
            followers=followers,
            keep=keep,
        )
    )


def _report(undone: db_undo.Undone | None) -> Undone | None:
    if undone is None:
        return None
    return Undone(operation_label(undone.label.kind, undone.label.count), undone.changes)


def _refresh_search(session: Session, operation_id: int) -> None:
    """Write the search rows of the residents an operation touched anew."""
    # The index builds on this module, and an undo may come before anybody has searched.
    from cusdesk.services.residents.index import reindex

    touched = subjects_touched(session, "residents", operation_id)
    if touched:
        reindex(session, touched)


@needs("office.see")
def history_of(office: Office, feature: str, record_id: bytes) -> list[HistoryEntry]:
    """Return the history of a record and its parts, newest first; bursts as one line a field.

    Raises:
        RuleError: `access.denied`: this person may not see records of this feature.
    """
    office.require(right_to_see(feature))
    with office.read() as session:
        changes = changes_of_record(session, feature, record_id)
    return [_entry(change) for change in _joined(changes) if change.field not in _DERIVED]


def _joined(changes: list[ChangeRecord]) -> list[ChangeRecord]:
    """Join several changes of one field in one operation into first before → last after."""
    joined: dict[tuple[int, str, bytes, str | None], ChangeRecord] = {}
    for change in changes:  # newest first
        key = (change.operation_id, change.table, change.row_id, change.field)
        later = joined.get(key)
        if later is None:
            joined[key] = change
        else:
            joined[key] = ChangeRecord(
                **{
                    name: getattr(change, name)
                    for name in ChangeRecord.__slots__
                    if name != "after"
                },
                after=later.after,
            )
    return [c for c in joined.values() if c.field is None or c.before != c.after]


def _entry(change: ChangeRecord) -> HistoryEntry:
    moment = dt.datetime.fromtimestamp(change.moment / 1000)  # noqa: DTZ006 (local wall time)
    field = None if change.field is None else _field_label(change.table, change.field)
    return HistoryEntry(
        moment,
        change.user_name,
        operation_label(change.operation),
        field,
        _shown(change.table, change.field, change.before),
        _shown(change.table, change.field, change.after),
    )


def _field_label(table: str, field: str) -> str:
    return tr(f"fields.{table}.{field}")


def shown_value(table: str, field: str, value: object) -> str:
    """Return a stored value in words, as the history of the record would show it."""
    return _shown(table, field, value)


def _shown(table: str, field: str | None, value: object) -> str:
    """Return a stored value in words: dates, money, names of enum values."""
    if value is None or field is None:
        return ""
    enum_name = _ENUM_FIELDS.get((table, field))
    if enum_name and value:
        return tr(f"enums.{enum_name}.{value}")
    if (table, field) == ("users", "roles"):
        return ", ".join(role_name(role) for role in sorted(parse_roles(str(value))))
    if field == "retired_at":
        return tr("history.in_bin")
    return _shown_value(field, value)


def _shown_value(field: str, value: object) -> str:
    if isinstance(value, bytes):
        return tr("history.another_record")
    if field.endswith("_gr") and isinstance(value, int):
        from cusdesk.domain.money import format_money

        return format_money(value)
    return _date_or_text(value) if isinstance(value, str) else str(value)


def _date_or_text(value: str) -> str:
    try:
        date = dt.date.fromisoformat(value)
    except ValueError:
        return value
    return f"{date:%d.%m.%Y}"


_DERIVED = {"sort_key"}
"""Columns that only follow another one; their changes tell a person nothing."""
_ENUM_FIELDS = {
    ("residents", "sex"): "sex",
    ("residents", "status"): "resident_status",
    ("residents", "disability"): "disability_degree",
    ("representatives", "kind"): "representative_kind",
    ("services", "area"): "service_area",
    ("services", "unit"): "service_unit",
    ("services", "mode"): "service_mode",
    ("services", "status"): "service_status",
    ("services", "limit_scope"): "limit_scope",
    ("services", "service_group"): "service_group",
    ("providers", "kind"): "provider_kind",
    ("providers", "procurement_mode"): "procurement_mode",
    ("providers", "stakeholder_type"): "stakeholder_type",
    ("plans", "status"): "plan_status",
    ("plan_goals", "term"): "goal_term",
    ("plan_services", "form"): "plan_service_form",
    ("plan_services", "unit"): "service_unit",
    ("plan_services", "amount_per"): "amount_per",
    ("attendance", "mark"): "mark",
}


def missing_labels() -> list[str]:
    """Return the keys of field names that have no Polish word; empty when all is well."""
    from cusdesk.db.capture import captured_fields, captured_tables

    known = all_messages()
    keys = [f"fields.{t.name}.{f}" for t in captured_tables() for f in captured_fields(t)]
    return [key for key in keys if key not in known]
