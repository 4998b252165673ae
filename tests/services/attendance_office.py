"""A group with people and meetings in June 2026, for tests of attendance and of its screens."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import new_id
from cusdesk.domain.attendance import Mark
from cusdesk.models.catalogue import Service
from cusdesk.services.attendance import (
    GroupDraft,
    MarkEntry,
    add_meetings,
    create_group,
    month_grid,
    write_marks,
)
from tests.db.test_capture import add_resident

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.office import Office

JUNE = dt.date(2026, 6, 1)
MARKS = {"x": Mark.PRESENT, "n": Mark.ABSENT, "u": Mark.EXCUSED, ".": None}


def add_service(office: Office, name: str = "Rehabilitacja", **fields: Any) -> bytes:
    service_id = new_id()
    with office.write("catalogue.create") as work:
        work.session.add(
            Service(id=service_id, name=name, sort_key=name.lower(), area="health", **fields)
        )
    return service_id


def make_group(
    office: Office, surnames: Sequence[str], days: Sequence[int], minutes: int = 60, **fields: Any
) -> bytes:
    people = [add_resident(office, name) for name in surnames]
    service = add_service(office, **fields)
    draft = GroupDraft(service_id=service, name="Wtorki", leader="Karolina Pawlik")
    group_id, _changes = create_group(office, draft, people)
    add_meetings(office, group_id, [JUNE.replace(day=day) for day in days], minutes=minutes)
    return group_id


def mark_all(office: Office, group: bytes, marks: str) -> None:
    """Write marks person by person: x present, n absent, u excused, . nothing."""
    grid = month_grid(office, group, JUNE)
    places = [(p.resident_id, m.id) for p in grid.people for m in grid.meetings]
    entries = [
        MarkEntry(meeting, person, MARKS[sign])
        for (person, meeting), sign in zip(places, marks, strict=True)
    ]
    write_marks(office, entries)
