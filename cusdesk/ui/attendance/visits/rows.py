"""The entries of a month as the list shows them, and what else the page reads with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.times_of_day import format_time
from cusdesk.services import catalogue
from cusdesk.services.attendance import VisitRow, list_visits, visit_workers
from cusdesk.ui.common.record.history import show_history
from cusdesk.ui.common.table import ColumnSpec

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext


def _start(visit: VisitRow) -> str:
    return format_time(visit.start_minute)


def _end(visit: VisitRow) -> str:
    return format_time(visit.end_minute)


def _travel(visit: VisitRow) -> int | None:
    return visit.travel_minutes or None


COLUMNS = (
    ColumnSpec("date", "fields.visits.date", "date", width=12),
    ColumnSpec("resident_name", "fields.visits.resident_id", width=26),
    ColumnSpec("start", "attendance.visits.field.start", width=8, getter=_start),
    ColumnSpec("end", "attendance.visits.field.end", width=8, getter=_end),
    ColumnSpec("minutes", "fields.visits.minutes", "minutes", width=8),
    ColumnSpec("travel", "fields.visits.travel_minutes", "minutes", width=8, getter=_travel),
    ColumnSpec("activities", "fields.visits.activities", width=26),
    ColumnSpec("service_name", "fields.visits.service_id", width=24),
    ColumnSpec("worker", "fields.visits.worker", width=18),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the page needs of a month."""

    rows: list[VisitRow]
    services: list[tuple[bytes, str]]
    workers: list[str]


def show_visit_history(
    context: ScreenContext, rows: Iterable[VisitRow], visit_id: bytes | None, parent: QWidget
) -> None:
    """Show what became of an entry; nothing when none is chosen."""
    visit = next((row for row in rows if row.id == visit_id), None)
    if visit is not None:
        name = f"{visit.resident_name}, {visit.date:%d.%m.%Y}"
        show_history(context, ("attendance", visit.id), name, parent)


def all_of(office: Office, month: dt.date) -> Loaded:
    """Return the entries of a month with the services and workers to choose from."""
    workers = sorted({*visit_workers(office), office.user_name})
    return Loaded(list_visits(office, month), catalogue.names(office), workers)
