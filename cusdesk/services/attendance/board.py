"""The grid with what the screen shows beside it: plans, the rest of the month, namesakes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Entry, month_line
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.services.attendance.grid import MonthGrid, month_grid
from cusdesk.services.attendance.heads import heads_of_meetings
from cusdesk.services.attendance.month import service_month
from cusdesk.services.attendance.people import facts_of, told_apart

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """What stands beside a person's row.

    Attributes:
        detail: words that tell the person from another of the same name; mostly empty.
        planned: minutes or units of the service in the month; None when nothing was planned.
        elsewhere: what was delivered in the month by other groups and visits of the service.
    """

    detail: str = ""
    planned: int | None = None
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """A group's month with its figures.

    Attributes:
        people: resident id -> figures, for every person of the grid.
        heads: meeting -> people counted there without names.
    """

    grid: MonthGrid
    people: dict[bytes, PersonFigures]
    heads: dict[bytes, int] = field(default_factory=dict)


@needs("attendance.see")
def attendance_board(office: Office, group_id: bytes, month: dt.date) -> Board:
    """Return a group's month ready to be typed in.

    Planned and left are those of the monthly sheet, for the whole service.

    Raises:
        NotFoundError: no such group.
    """
    grid = month_grid(office, group_id, month)
    sheet = service_month(office, grid.service_id, month)
    whole = {person.person_id: person for person in sheet.persons} if sheet else {}
    with office.read() as session:
        heads = heads_of_meetings(session, group_id, month)
        details = told_apart(facts_of(session, [line.resident_id for line in grid.people]))
    here = _delivered_here(grid)
    people = {}
    for line in grid.people:
        person = whole.get(line.resident_id)
        in_all = person.delivered(ServiceUnit(grid.unit)) if person else 0
        people[line.resident_id] = PersonFigures(
            details.get(line.resident_id, ""),
            person.planned if person else None,
            in_all - here.get(line.resident_id, 0) if person else 0,
        )
    return Board(grid, people, heads)


def _delivered_here(grid: MonthGrid) -> dict[bytes, int]:
    entries: dict[bytes, list[Entry]] = {}
    for (resident_id, meeting_id), cell in grid.cells.items():
        entry = Entry(resident_id, meeting_id, cell.mark, cell.minutes)
        entries.setdefault(resident_id, []).append(entry)
    return {person: month_line(marks).delivered(grid.unit) for person, marks in entries.items()}
