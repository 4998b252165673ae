"""The register of applications as a list, and which part of it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.applications import OPEN, ApplicationStatus
from cusdesk.services import applications
from cusdesk.ui.common.table import ColumnSpec

if TYPE_CHECKING:
    from cusdesk.services.applications import ApplicationRow
    from cusdesk.services.office import Office

_SOON, _URGENT = 10, 3
PARTS = ("all", "open", "qualified", "waiting", "ended")


def days_tone(row: ApplicationRow) -> str:
    """Return the colour of the days left to the plan: warning at ten, error at three."""
    days = row.days_left
    if days is None or days > _SOON:
        return ""
    return "error" if days <= _URGENT else "warning"


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


def shown_rows(office: Office, part: str) -> list[ApplicationRow]:
    """Return the rows of a part of the register, in the order of submission."""
    rows = applications.list_applications(office)
    return [row for row in rows if part == "all" or part_of(row.status) == part]


def part_of(status: ApplicationStatus) -> str:
    """Return which part of the register an application stands in."""
    if status in OPEN:
        return "open"
    if status in {ApplicationStatus.QUALIFIED, ApplicationStatus.WAITING}:
        return status.value
    return "ended"
