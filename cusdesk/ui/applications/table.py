"""The register of applications as a list, and which part of it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.applications import OPEN, ApplicationStatus
from cusdesk.services import applications
from cusdesk.ui.common.clock_lines import tone_of
from cusdesk.ui.common.table import ColumnSpec

if TYPE_CHECKING:
    from cusdesk.services.applications import ApplicationRow
    from cusdesk.services.office import Office
    from cusdesk.ui.common.table import TableQuery

PARTS = ("all", "open", "qualified", "waiting", "ended")


def days_tone(row: ApplicationRow) -> str:
    """Return the colour of the days left to the plan, as every clock of the office has it."""
    return "" if row.clock is None else tone_of(row.clock.pace)


def _status_tone(row: ApplicationRow) -> str:
    if row.status == ApplicationStatus.WAITING:
        return "warning"
    return "" if row.status in OPEN else "muted"


def _number(row: ApplicationRow) -> str:
    return row.number or tr("applications.list.no_number")


COLUMNS = (
    ColumnSpec("number", "applications.column.number", width=13, getter=_number),
    ColumnSpec("received_on", "applications.column.received_on", "date", width=13),
    ColumnSpec("received_time", "applications.column.received_time", width=8),
    ColumnSpec("resident_name", "applications.column.resident", width=20),
    ColumnSpec(
        "status",
        "applications.column.status",
        "enum",
        width=20,
        enum_prefix="enums.application_status",
        tone=_status_tone,
    ),
    ColumnSpec(
        "days_left",
        "applications.column.days_left",
        "number",
        width=9,
        is_summed=False,
        tone=days_tone,
    ),
    ColumnSpec("standing", "applications.column.standing", width=46),
    ColumnSpec("applicant", "applications.column.applicant", width=34),
    ColumnSpec("services", "applications.column.services", width=28),
    ColumnSpec("corrections", "applications.column.corrections", width=28),
    ColumnSpec(
        "channel",
        "applications.column.channel",
        "enum",
        width=13,
        enum_prefix="enums.application_channel",
    ),
    ColumnSpec("coordinator", "applications.column.coordinator", width=18),
    ColumnSpec("programme", "fields.applications.programme", width=24, is_visible=False),
    ColumnSpec("due", "applications.column.due", "date", width=12, is_visible=False),
    ColumnSpec("status_on", "applications.column.status_on", "date", width=12, is_visible=False),
    ColumnSpec("reason", "applications.column.reason", width=24, is_visible=False),
    ColumnSpec("plan_number", "fields.plans.number", width=14, is_visible=False),
)


def list_ids(office: Office, part: str, query: TableQuery) -> list[bytes]:
    """Return what the list asks of a part of the register; the order of submission by nature."""
    filters, sort = dict(query.filters), query.sort
    return applications.list_ids(office, part, filters, sort, descending=query.descending)
