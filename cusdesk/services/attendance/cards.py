"""The work card of a month, made of the same entries as the list on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.domain.planned import month_range
from cusdesk.domain.reports import WorkCard, WorkCardLine
from cusdesk.domain.times_of_day import format_time
from cusdesk.services.attendance.visits import list_visits
from cusdesk.services.office import office_header

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.office import Office


@needs("attendance.see")
def work_card(
    office: Office, month: dt.date, *, service_id: bytes | None = None, worker: str = ""
) -> WorkCard:
    """Return the card of a month, a line a visit by day, hour and person.

    Args:
        office: the open office.
        month: any day of it.
        service_id: only this service.
        worker: only this person's visits; empty for everybody's.
    """
    rows = list_visits(office, month, service_id=service_id, worker=worker or None)
    names = {row.service_name for row in rows}
    with office.read() as session:
        header = office_header(session)
    return WorkCard(
        header,
        month_range(month)[0],
        tuple(
            WorkCardLine(
                number,
                row.date,
                row.resident_name.strip(),
                format_time(row.start_minute),
                format_time(row.end_minute),
                row.minutes,
                row.travel_minutes,
                row.activities,
                row.service_name if len(names) > 1 else "",
            )
            for number, row in enumerate(rows, 1)
        ),
        office.clock.today(),
        worker,
        names.pop() if len(names) == 1 else "",
    )
