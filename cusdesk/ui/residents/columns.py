"""The columns of the residents' list and the question behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.phones import format_phone
from cusdesk.services import residents
from cusdesk.ui.common.table import ColumnSpec, TableQuery

if TYPE_CHECKING:
    from cusdesk.services.office import Office
    from cusdesk.services.residents import ResidentRow

_STATUS_TONES = {"active": "", "paused": "warning", "left": "muted", "deceased": "muted"}


def _phone(row: ResidentRow) -> str:
    shown = format_phone(row.phone)
    if row.phone_count > 1:
        return tr("residents.column.more_phones", phone=shown, n=row.phone_count - 1)
    return shown


def _status_tone(row: ResidentRow) -> str:
    return _STATUS_TONES.get(row.status, "")


COLUMNS = (
    ColumnSpec("surname", "fields.residents.surname", width=18),
    ColumnSpec("given_name", "fields.residents.given_name", width=12),
    ColumnSpec("birth_date", "residents.column.born", "date", width=13),
    ColumnSpec("age", "residents.column.age", "number", width=8, is_summed=False),
    ColumnSpec("place", "residents.column.place", width=24),
    ColumnSpec("solectwo", "fields.residents.solectwo", width=16),
    ColumnSpec("phone", "residents.column.phone", width=17, getter=_phone),
    ColumnSpec(
        "status",
        "fields.residents.status",
        "enum",
        width=17,
        enum_prefix="enums.resident_status",
        tone=_status_tone,
    ),
    ColumnSpec("coordinator", "residents.column.coordinator", width=16),
    ColumnSpec(
        "plan_valid_to", "residents.column.plan_valid_to", "date", width=11, can_filter=False
    ),
    ColumnSpec("pesel", "fields.residents.pesel", width=13, is_visible=False),
)


def list_ids(office: Office, text: str, query: TableQuery) -> list[bytes]:
    """Return the ids the list shows for the words of its search box and its filter row."""
    wanted = residents.ResidentFilter(text=text, columns=dict(query.filters))
    return residents.list_ids(office, wanted, query.sort, descending=query.descending)
