"""Writing the visits of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import new_id
from cusdesk.services.imports.model import date_of, id_of
from cusdesk.services.imports.services_named import add_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.imports.model import PlannedRow


def apply_hours(work: UnitOfWork, rows: Sequence[PlannedRow]) -> None:
    """Write the new visits, and services that the catalogue does not know yet."""
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
                1,
            )
        )
    if values:
        work.session.connection().exec_driver_sql(
            "INSERT INTO visits (id, subject_id, resident_id, service_id, worker, date,"
            " start_minute, end_minute, minutes, activities, row_version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
