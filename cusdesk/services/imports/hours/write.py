"""Writing the visits of a plan."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import new_id
from cusdesk.models.hour_sheets import HourSheet
from cusdesk.services.attendance.closed import refuse_closed
from cusdesk.services.imports.model import date_of, id_of
from cusdesk.services.imports.services_named import add_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.imports.model import PlannedRow


def apply_hours(work: UnitOfWork, rows: Sequence[PlannedRow]) -> None:
    """Write the new visits, and services that the catalogue does not know yet.

    Raises:
        RuleError: `months.problem.closed`: one of them belongs to a closed month.
    """
    _take_back_sheets(work, rows)
    made: dict[str, bytes] = {}
    values: list[tuple[Any, ...]] = []
    for row in rows:
        payload = row.payload
        resident, date = id_of(payload["resident_id"]), date_of(payload["date"])
        if row.outcome != "new" or resident is None or date is None:
            continue
        service_id = id_of(payload["service_id"]) or add_named(work, payload["service_name"], made)
        values.append(
            (
                new_id(),
                resident,
                resident,
                service_id,
                payload["worker"],
                date.isoformat(),
                payload["start"],
                payload["end"],
                payload["minutes"],
                payload["activities"],
                id_of(payload.get("provider_id")),
                1,
            )
        )
    refuse_closed(work.session, {dt.date.fromisoformat(row[5]) for row in values})
    if values:
        work.session.connection().exec_driver_sql(
            "INSERT INTO visits (id, subject_id, resident_id, service_id, worker, date,"
            " start_minute, end_minute, minutes, activities, provider_id, row_version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )


def _take_back_sheets(work: UnitOfWork, rows: Sequence[PlannedRow]) -> None:
    """Note that the sheets of hours these rows stood on are back."""
    for sheet_id in {id_of(row.payload.get("hour_sheet")) for row in rows}:
        sheet = None if sheet_id is None else work.session.get(HourSheet, sheet_id)
        if sheet is not None and sheet.returned_on is None:
            moment = dt.datetime.fromtimestamp(work.now_ms / 1000)  # noqa: DTZ006 (local wall time)
            sheet.returned_on = moment.date()
