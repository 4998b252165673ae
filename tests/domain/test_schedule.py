"""Days of a series, those left out with their reasons, clashes, next year."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cusdesk.domain.schedule import (
    Break,
    ClashKind,
    DayChange,
    Fate,
    Occupied,
    Rhythm,
    SeriesRule,
    Skip,
    Standing,
    check_series,
    clashes,
    in_next_year,
    planned_days,
    reconciled,
)

D = dt.date


def weekly(start: dt.date, end: dt.date, *days: int, rhythm: Rhythm = Rhythm.WEEKLY) -> SeriesRule:
    return SeriesRule(rhythm, start, end, days)


def test_christmas_eve_is_left_out_since_2025() -> None:
    wednesdays = [weekly(D(year, 12, 20), D(year, 12, 31), 2) for year in (2024, 2025)]
    reasons = [[(d.date.day, d.skip) for d in planned_days(rule)] for rule in wednesdays]

    # 24 December 2025 is a Wednesday; 25 December 2024 is one
    assert reasons == [
        [(25, Skip.HOLIDAY)],
        [(24, Skip.HOLIDAY), (31, None)],
    ]
    tuesdays = weekly(D(2024, 12, 24), D(2024, 12, 24), 1)
    assert [d.is_new for d in planned_days(tuesdays)] == [True]


def test_every_day_left_out_says_why() -> None:
    rule = weekly(D(2026, 6, 1), D(2026, 7, 10), 3)
    found = planned_days(
        rule,
        [Break("Przerwa letnia", D(2026, 7, 1), D(2026, 7, 5))],
        held={D(2026, 6, 11)},
        is_closed=lambda day: day == D(2026, 6, 18),
    )

    assert [(d.date.day, d.skip) for d in found] == [
        (4, Skip.HOLIDAY),
        (11, Skip.EXISTS),
        (18, Skip.CLOSED),
        (25, None),
        (2, Skip.BREAK),
        (9, None),
    ]
    assert [d.why for d in found if d.why] == ["Dzień Bożego Ciała", "Przerwa letnia"]


def test_fortnights_are_counted_from_the_week_of_the_first_day() -> None:
    rule = weekly(D(2026, 9, 2), D(2026, 10, 1), 1, 3, rhythm=Rhythm.FORTNIGHTLY)

    assert rule.days == [
        D(2026, 9, 3),
        D(2026, 9, 15),
        D(2026, 9, 17),
        D(2026, 9, 29),
        D(2026, 10, 1),
    ]


def test_chosen_dates_are_sorted_and_bounded() -> None:
    dates = (D(2026, 5, 20), D(2026, 5, 6), D(2026, 5, 6), D(2026, 8, 1))
    rule = SeriesRule(Rhythm.DATES, D(2026, 5, 1), D(2026, 5, 31), dates=dates)

    assert rule.days == [D(2026, 5, 6), D(2026, 5, 20)]


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (weekly(D(2026, 5, 2), D(2026, 5, 1), 1), "valid_to"),
        (weekly(D(2026, 5, 2), D(2062, 5, 1), 1), "valid_to"),
        (weekly(D(2026, 5, 2), D(2026, 6, 1)), "weekdays"),
        (SeriesRule(Rhythm.DATES, D(2026, 5, 1), D(2026, 5, 2)), "dates"),
    ],
)
def test_what_cannot_be_a_series_is_refused(rule: SeriesRule, field: str) -> None:
    assert [problem.field for problem in check_series(rule)] == [field]
    assert check_series(weekly(D(2026, 5, 1), D(2026, 5, 1), 4)) == []


def test_next_year_keeps_days_of_the_week_and_skips_its_own_holidays() -> None:
    later = in_next_year(weekly(D(2026, 1, 8), D(2026, 12, 17), 3))
    skipped = {d.date: d.why for d in planned_days(later) if d.skip}

    assert (later.start, later.end) == (D(2027, 1, 8), D(2027, 12, 17))
    assert {day.weekday() for day in later.days} == {3}
    assert skipped[D(2027, 5, 27)] == "Dzień Bożego Ciała"


def test_next_year_goes_on_in_the_same_fortnights() -> None:
    rule = weekly(D(2026, 1, 6), D(2026, 12, 31), 1, rhythm=Rhythm.FORTNIGHTLY)
    both = [*rule.days, *in_next_year(rule).days]

    assert {(b - a).days for a, b in pairwise(both)} == {14}


def test_chosen_dates_of_next_year_keep_their_weekday() -> None:
    rule = SeriesRule(Rhythm.DATES, D(2028, 2, 29), D(2028, 3, 1), dates=(D(2028, 2, 29),))

    assert in_next_year(rule).days == [D(2029, 2, 27)]


def occupied(day: int, start: int | None, minutes: int = 60, **what: object) -> Occupied:
    return Occupied(D(2026, 6, day), start, minutes, **what)  # type: ignore[arg-type]  # any


def test_room_leader_and_resident_clash_only_at_one_time() -> None:
    mine = occupied(2, 600, place="Sala nr 1", leader="Ewa Żak", residents=frozenset({b"a", b"b"}))
    same = {"place": "SALA NR 1 ", "leader": "Ewa Zak", "residents": frozenset({b"b"})}
    found = clashes(
        [mine],
        [
            occupied(2, 659, **same),
            occupied(2, 660, **same),
            occupied(2, None, **same),
            occupied(3, 600, **same),
        ],
    )

    assert [(c.kind, c.other.start, c.resident_id) for c in found] == [
        (ClashKind.PLACE, 659, None),
        (ClashKind.LEADER, 659, None),
        (ClashKind.RESIDENT, 659, b"b"),
    ]


def test_night_meeting_clashes_with_the_next_morning() -> None:
    night = occupied(2, 1410, 120, place="Sala")

    assert [c.date.day for c in clashes([night], [occupied(3, 30, place="Sala")])] == [2]
    assert clashes([occupied(2, 600)], [occupied(2, 600)]) == []


def test_change_keeps_moves_adds_and_lets_go() -> None:
    standing = [Standing(b"a", D(2026, 6, 2)), Standing(b"b", D(2026, 6, 9), is_marked=True)]
    standing.append(Standing(b"c", D(2026, 6, 16)))

    assert reconciled(standing, [D(2026, 6, 3), D(2026, 6, 16), D(2026, 6, 17)]) == [
        DayChange(Fate.MOVED, D(2026, 6, 3), b"a", D(2026, 6, 2)),
        DayChange(Fate.KEPT, D(2026, 6, 9), b"b"),
        DayChange(Fate.CHANGED, D(2026, 6, 16), b"c"),
        DayChange(Fate.NEW, D(2026, 6, 17)),
    ]
    assert [c.fate for c in reconciled(standing, [])] == [Fate.GONE, Fate.KEPT, Fate.GONE]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 30), unique=True, max_size=12),
    st.sets(st.integers(0, 30)),
    st.lists(st.integers(0, 30), max_size=12),
)
def test_every_wanted_day_has_one_meeting_and_none_is_lost(
    there: list[int], marked: set[int], wanted: list[int]
) -> None:
    day = D(2026, 6, 1)
    standing = [Standing(bytes([n]), day + dt.timedelta(n), is_marked=n in marked) for n in there]
    changes = reconciled(standing, [day + dt.timedelta(n) for n in wanted])

    after = [c.date for c in changes if c.fate in {Fate.CHANGED, Fate.MOVED, Fate.NEW}]
    assert sorted(after) == sorted({day + dt.timedelta(n) for n in wanted})
    assert sorted(c.id for c in changes if c.id) == sorted(bytes([n]) for n in there)
    assert not {c.id for c in changes if c.fate is Fate.GONE} & {bytes([n]) for n in marked}
