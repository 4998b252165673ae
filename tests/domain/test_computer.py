"""Whether a computer is fit for the office: every rule at its edges, and words for every case."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from cusdesk.core.messages import all_messages
from cusdesk.core.places import Place
from cusdesk.domain import computer
from cusdesk.domain.computer import GB, MB, ClockFacts, CopyFacts, Printers, Trial

NOW = dt.datetime(2026, 6, 15, 10, 0)  # noqa: DTZ001 (wall time)
BUILT = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("free", "office", "case"),
    [
        (None, 0, "unknown"),
        (299 * MB, 0, "full"),
        (300 * MB, 0, "low"),
        (2 * GB, 0, "fine"),
        (2 * GB, 600 * MB, "full"),
        (5 * GB, 600 * MB, "low"),
        (6 * GB, 600 * MB, "fine"),
    ],
)
def test_room_is_measured_by_the_office(free, office, case):
    assert computer.judge_disk(free, office).case == case


def test_places_of_the_office():
    assert computer.judge_place(Place("local")).level == "fine"
    cloud = computer.judge_place(Place("cloud", "Dropbox"))
    assert (cloud.level, cloud.fix, cloud.params["name"]) == ("bad", "move_home", "Dropbox")
    assert computer.judge_place(Place("share")).case == "share"


@pytest.mark.parametrize(
    ("trial", "case"),
    [
        (Trial(1000), "fine"),
        (Trial(1001), "slow"),
        (Trial(5, held=2), "held"),
        (Trial(5, held=2, is_refused=True), "refused"),
    ],
)
def test_a_held_file_is_told_from_a_slow_disk(trial, case):
    assert computer.judge_trial(trial).case == case


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027, 2030])
def test_polish_time_changes_on_the_last_sundays(year):
    warsaw = ZoneInfo("Europe/Warsaw")
    moment = dt.datetime(year, 1, 1, 0, 59)  # noqa: DTZ001 (a moment of UTC)
    while moment.year == year:
        for at in (moment, moment + dt.timedelta(minutes=1)):
            shift = at.replace(tzinfo=dt.UTC).astimezone(warsaw).utcoffset()
            assert computer.polish_offset(at) == shift.total_seconds() / 60
        moment += dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "offset", "last", "case"),
    [
        (NOW, 120, NOW - dt.timedelta(hours=1), "fine"),
        (NOW, 120, None, "fine"),
        (NOW, 120, NOW + dt.timedelta(minutes=5), "fine"),
        (NOW, 120, NOW + dt.timedelta(minutes=6), "back"),
        (NOW.replace(year=2025), 120, None, "past"),
        (NOW, 120, NOW - dt.timedelta(days=401), "ahead"),
        (NOW, 60, None, "zone"),
        (NOW.replace(month=12), 60, None, "fine"),
        (NOW.replace(month=12), 120, None, "zone"),
    ],
)
def test_what_a_clock_can_be(now, offset, last, case):
    assert computer.judge_clock(ClockFacts(now, offset, last, BUILT)).case == case


def copies(last=0.0, outside=0.0, **more):
    ago = [None if days is None else NOW - dt.timedelta(days=days) for days in (last, outside)]
    return CopyFacts(NOW, ago[0], ago[1], **more)


@pytest.mark.parametrize(
    ("facts", "case"),
    [
        (copies(None), "none"),
        (copies(2), "fine"),
        (copies(2.1), "late"),
        (copies(failure="x"), "failed"),
        (copies(drill_problem="x", failure="y"), "broken"),
    ],
)
def test_copies_here(facts, case):
    assert computer.judge_copy(facts, "dziś").case == case


@pytest.mark.parametrize(
    ("facts", "case"), [(copies(0, None), "never"), (copies(0, 7), "fine"), (copies(0, 8), "late")]
)
def test_copies_elsewhere(facts, case):
    assert computer.judge_outside(facts, "dziś").case == case


VIRTUAL = ("microsoft print to pdf", "fax")


@pytest.mark.parametrize(
    ("found", "case"),
    [
        (None, "unknown"),
        (Printers(()), "none"),
        (Printers(("Fax", "Microsoft Print to PDF"), "Fax"), "none"),
        (Printers(("HP", "Fax"), "Fax"), "virtual"),
        (Printers(("HP",), ""), "no_default"),
        (Printers(("HP",), "HP"), "fine"),
    ],
)
def test_a_printer_that_makes_files_is_none(found, case):
    assert computer.judge_printers(found, VIRTUAL).case == case


def test_devices_at_their_edges():
    assert computer.judge_memory(None, 0).case == "unknown"
    assert computer.judge_memory(8 * GB, 399 * MB).case == "busy"
    assert computer.judge_memory(3_499 * MB, GB).case == "small"
    assert computer.judge_memory(4 * GB, GB).case == "fine"
    assert computer.judge_screen(1366, 768, 100).case == "fine"
    assert computer.judge_screen(1093, 614, 125).case == "small"
    assert [computer.judge_sheets(it).case for it in (None, "", "Excel")] == [
        "unknown",
        "none",
        "fine",
    ]


def test_what_must_be_mended_stands_first():
    found = [
        computer.judge_bugs(0),
        computer.judge_outside(copies(0, None), ""),
        computer.judge_copy(copies(None), ""),
        computer.judge_file(None, 0),
    ]
    assert [it.id for it in computer.in_order(found)] == ["file", "copy", "outside", "bugs"]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 MB"), (999_999_999, "999 MB"), (GB, "1,0 GB"), (3_460 * MB, "3,4 GB")],
)
def test_sizes_are_said_as_people_say_them(size, words):
    assert computer.size_words(size).replace("\u00a0", " ") == words


def test_every_thing_has_a_name_and_every_case_its_words():
    """A case that is not fine says what it means and what to do."""
    messages = all_messages()
    for name in computer.ORDER:
        assert f"computer.name.{name}" in messages
        cases = {key.split(".")[2] for key in messages if key.startswith(f"computer.{name}.")}
        assert cases
        for case in cases - {"fine", "none"} if name == "bugs" else cases - {"fine"}:
            for part in ("said", "means", "do"):
                assert f"computer.{name}.{case}.{part}" in messages, (name, case, part)
