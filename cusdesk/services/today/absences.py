"""People to call because they stayed away, on the day sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services.absences import absences_in
from cusdesk.services.today.lines import DayLine, DaySection, Urgency, day_words, section

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


def absences(session: Session, today: dt.date) -> DaySection | None:
    """Return who was absent so often in a row that a call is due, with the number to call."""
    lines = [
        DayLine(
            tr(
                "today.line.absence",
                name=", ".join(part for part in (row.name, *row.phones[:1]) if part),
                group=row.group_name,
            ),
            day_words(row.days[0], today),
            Urgency.SOON,
            "attendance",
            row.resident_id,
        )
        for row in absences_in(session, today)
    ]
    return section("absences", lines)
