"""The history of one record, in words a person reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.db.history import ChangeRecord, changes_of_record, changes_where
from cusdesk.db.undo_one import OneChange
from cusdesk.domain.access import needs, right_to_see
from cusdesk.models.journal import CapturedTable, Change
from cusdesk.services.history.names import CALLED, Names
from cusdesk.services.history.words import DERIVED, field_label, operation_label
from cusdesk.services.programmes import hidden_columns
from cusdesk.services.special_rows import hidden_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

ALL_SETTINGS = "office_settings"
"""Instead of a feature: every setting of the office as one history."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a record's history.

    Attributes:
        moment: local time of the operation.
        user_name: who did it.
        operation: what was done, in words.
        field: which field, in words; None when the record or a part of it was created.
        before, after: values in words; empty for none.
        part: which part of the record, by its name; "" for the record itself.
        change: what `take_back` would take back.
    """

    moment: dt.datetime
    user_name: str
    operation: str
    field: str | None
    before: str
    after: str
    part: str
    change: OneChange


@needs("office.see")
def history_of(office: Office, feature: str, record_id: bytes) -> list[HistoryEntry]:
    """Return the history of a record and its parts, newest first; bursts as one line a field.

    With the feature `ALL_SETTINGS` it is that of all settings of the office. Special fields that
    are off, or not for this person, are left out.

    Raises:
        RuleError: `access.denied`: this person may not see records of this feature.
    """
    office.require(right_to_see("office" if feature == ALL_SETTINGS else feature))
    with office.read() as session:
        names = Names(session, may_see_residents=office.may("residents.see"))
        if feature == ALL_SETTINGS:
            number = select(CapturedTable.id).where(CapturedTable.name == "settings")
            changes = changes_where(session, Change.tbl == number.scalar_subquery())
            record_id = b""
        else:
            changes = changes_of_record(session, feature, record_id)
        hidden = {("residents", column) for column in hidden_columns(office, session)}
        rows = hidden_rows(office, session)
        shown = [
            change
            for change in joined(changes)
            if change.field not in DERIVED
            and (change.table, change.field) not in hidden
            and change.row_id not in rows
        ]
        return [entry(session, names, change, record_id) for change in shown]


def joined(changes: list[ChangeRecord]) -> list[ChangeRecord]:
    """Join several changes of one field in one operation into first before → last after."""
    found: dict[tuple[int, str, bytes, str | None], ChangeRecord] = {}
    for change in changes:  # newest first
        key = (change.operation_id, change.table, change.row_id, change.field)
        later = found.get(key)
        found[key] = change if later is None else replace(change, after=later.after)
    return [c for c in found.values() if c.field is None or c.before != c.after]


def entry(session: Session, names: Names, change: ChangeRecord, record_id: bytes) -> HistoryEntry:
    """Return a change in words; `record_id` is whose history it stands in."""
    table, field = change.table, change.field
    return HistoryEntry(
        dt.datetime.fromtimestamp(change.moment / 1000),  # noqa: DTZ006 (local wall time)
        change.user_name,
        operation_label(change.operation),
        None if field is None else field_label(table, field),
        names.value(table, field, change.before),
        names.value(table, field, change.after),
        "" if change.row_id == record_id or table not in CALLED else names.of(table, change.row_id),
        OneChange(change.operation_id, table, change.row_id, field),
    )
