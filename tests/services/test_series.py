"""Series of meetings in a real office: preview, making, changing from a day on, next year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import ConflictError, ValidationError
from cusdesk.domain.attendance import Mark
from cusdesk.domain.schedule import ClashKind, Fate, Rhythm, Skip
from cusdesk.models.attendance import Group, Meeting
from cusdesk.services import history
from cusdesk.services.attendance import MarkEntry, add_members, list_members, write_marks
from cusdesk.services.attendance.series import (
    BreakDraft,
    SeriesDraft,
    add_break,
    add_series,
    change_series,
    list_breaks,
    list_series,
    next_year,
    preview_change,
    preview_series,
    retire_break,
)
from cusdesk.services.listings import listing
from tests.services.attendance_office import make_group

if TYPE_CHECKING:
    from cusdesk.services.office import Office

D = dt.date
TODAY = D(2026, 6, 15)


@pytest.fixture
def group(office: Office) -> bytes:
    return make_group(office, ["Łuczak", "Bąk"], [], minutes=90)


@pytest.fixture
def draft(group: bytes) -> SeriesDraft:
    """Tuesdays and Thursdays of June at ten; the fourth is Corpus Christi."""
    days = {"valid_from": D(2026, 6, 1), "valid_to": D(2026, 6, 30)}
    return SeriesDraft(group, weekdays=(1, 3), **days, start_minute=600, place="Sala 1")


def dates(office: Office, group: bytes) -> list[int]:
    with office.read() as session:
        rows = session.query(Meeting.date).where(
            Meeting.group_id == group, Meeting.retired_at.is_(None)
        )
        return [date.month * 100 + date.day for (date,) in rows.order_by(Meeting.date)]


def test_a_series_is_seen_whole_before_it_is_made(office: Office, draft: SeriesDraft) -> None:
    add_break(office, BreakDraft("Remont", D(2026, 6, 16), D(2026, 6, 18)))
    seen = preview_series(office, [draft])
    made = add_series(office, [draft])

    skipped = {day.date.day: day.skip for day in seen.days if day.skip}
    assert skipped == {4: Skip.HOLIDAY, 16: Skip.BREAK, 18: Skip.BREAK}
    assert seen.count == made.meetings == 6
    assert dates(office, draft.group_id) == [602, 609, 611, 623, 625, 630]
    again = preview_series(office, [draft])
    assert again.count == 0
    with pytest.raises(ValidationError):
        add_series(office, [draft])


def test_a_series_is_taken_back_as_one_step(office: Office, draft: SeriesDraft) -> None:
    add_series(office, [draft])
    history.undo(office)

    assert dates(office, draft.group_id) == []
    assert list_series(office, draft.group_id) == []


def test_clashes_of_the_whole_series_are_listed(office: Office, draft: SeriesDraft) -> None:
    add_series(office, [draft])
    other = make_group(office, ["Wrona"], [])
    person = list_members(office, draft.group_id)[0].resident_id
    add_members(office, other, [person], None)
    with office.write("attendance.change_group") as work:
        work.get(Group, other).name = "Czwartki"
    late = replace(draft, group_id=other, weekdays=(3,), start_minute=630, place="sala 1")

    found = preview_series(office, [late]).clashes
    assert [(c.date.day, c.kind) for c in found[:3]] == [
        (11, ClashKind.PLACE),
        (11, ClashKind.LEADER),
        (11, ClashKind.RESIDENT),
    ]
    assert [c.what for c in found[:3]] == ["Sala 1", "Karolina Pawlik", "Łuczak"]
    assert len(found) == 9
    assert found[0].group_name == "Wtorki"
    assert preview_series(office, [replace(late, start_minute=690)]).clashes == ()


def test_this_and_following_are_changed_and_the_past_is_not(
    office: Office, draft: SeriesDraft
) -> None:
    add_series(office, [draft])
    row = list_series(office, draft.group_id)[0]
    wednesdays = replace(row.draft, weekdays=(2,), start_minute=720)
    seen = preview_change(office, row.id, wednesdays, D(2026, 6, 17))
    change_series(office, row.id, row.version, wednesdays, D(2026, 6, 17))

    assert [c.fate for c in seen.changes] == [Fate.MOVED, Fate.MOVED, Fate.GONE, Fate.GONE]
    assert dates(office, draft.group_id) == [602, 609, 611, 616, 617, 624]
    old, new = list_series(office, draft.group_id)
    assert (old.draft.valid_to, old.draft.start_minute) == (D(2026, 6, 16), 600)
    assert (new.draft.valid_from, new.draft.start_minute, new.meetings) == (D(2026, 6, 17), 720, 2)


def test_a_change_of_all_leaves_yesterday_alone(office: Office, draft: SeriesDraft) -> None:
    add_series(office, [draft])
    row = list_series(office, draft.group_id)[0]
    change_series(office, row.id, row.version, replace(row.draft, minutes=45), D(2026, 1, 1))

    with office.read() as session:
        lengths = {m.date.day: m.minutes for m in session.query(Meeting)}
    assert lengths == {2: None, 9: None, 11: None, 16: 45, 18: 45, 23: 45, 25: 45, 30: 45}
    history.undo(office)
    assert len(list_series(office, draft.group_id)) == 1


def test_a_meeting_with_presence_is_neither_moved_nor_taken_away(
    office: Office, draft: SeriesDraft
) -> None:
    add_series(office, [draft])
    person = list_members(office, draft.group_id)[0].resident_id
    with office.read() as session:
        day = session.query(Meeting.id).where(Meeting.date == D(2026, 6, 16)).scalar()
    write_marks(office, [MarkEntry(day, person, Mark.PRESENT)])
    row = list_series(office, draft.group_id)[0]
    change_series(office, row.id, row.version, replace(row.draft, valid_to=D(2026, 6, 14)), TODAY)

    assert dates(office, draft.group_id) == [602, 609, 611, 616]
    assert list_series(office, draft.group_id)[0].draft.valid_to == D(2026, 6, 14)


def test_an_old_version_is_refused(office: Office, draft: SeriesDraft) -> None:
    add_series(office, [draft])
    row = list_series(office, draft.group_id)[0]
    with pytest.raises(ConflictError):
        change_series(office, row.id, row.version + 1, row.draft, TODAY)


def test_next_year_is_made_of_this_one(office: Office, draft: SeriesDraft) -> None:
    chosen = SeriesDraft(draft.group_id, Rhythm.DATES, dates=(D(2026, 5, 5), D(2026, 5, 20)))
    add_series(office, [draft, chosen])
    later = next_year(office, draft.group_id)
    made = add_series(office, later, repeats=True)

    assert [d.valid_from for d in later] == [D(2027, 5, 4), D(2027, 6, 1)]
    assert dates(office, draft.group_id)[-12:-9] == [630, 504, 519]
    assert made.first == D(2027, 5, 4)
    assert next_year(office, make_group(office, ["Sowa"], [])) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"valid_to": None}, "valid_to"),
        ({"weekdays": ()}, "weekdays"),
        ({"minutes": 0}, "minutes"),
        ({"rhythm": Rhythm.DATES}, "dates"),
    ],
)
def test_an_incomplete_series_is_refused(
    office: Office, draft: SeriesDraft, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        preview_series(office, [replace(draft, **changed)])
    assert [problem.field for problem in caught.value.problems] == [field]


def test_breaks_count_the_meetings_in_them(office: Office, draft: SeriesDraft) -> None:
    add_series(office, [draft])
    add_break(office, BreakDraft("Urlop", D(2026, 6, 23)))
    row = list_breaks(office)[0]

    assert (row.valid_to, row.meetings) == (D(2026, 6, 23), 1)
    retire_break(office, row.id)
    assert list_breaks(office) == []
    with pytest.raises(ValidationError):
        add_break(office, BreakDraft(" ", None))


def test_meetings_are_listed_for_the_command_line(office: Office, draft: SeriesDraft) -> None:
    add_series(office, [draft])
    found = listing(office, "meetings", month=D(2026, 6, 1), search="sala")

    assert len(found) == 8
    assert (found[0]["date"], found[0]["start"]) == ("2026-06-02", "10:00")
    assert (found[0]["place"], found[0]["leader"]) == ("Sala 1", "Karolina Pawlik")
    assert len({row["series"] for row in found}) == 1
