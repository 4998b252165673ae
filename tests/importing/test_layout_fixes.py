"""What a person corrects in the layout of lists and work cards is how they are read."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.importing.attendance import AttendanceOptions, read_attendance
from cusdesk.importing.hours import HoursOptions, read_hours
from cusdesk.importing.layout import TableFix, fix_of, recalled, remembered, with_meaning
from cusdesk.importing.workbook import Sheet, Workbook

GRID = [
    ["Lista obecności – maj 2026"],
    ["Lp.", "Opieka", "Uczestnik", 5, 7, 12, 14, 19, "Uwagi"],
    [1, "Nowak Jan", "Wrona Ola", "x", "x", None, "x", "x", None],
    [2, "Lis Anna", "Żuraw Piotr", None, "x", "x", "x", "x", "x"],
]
CARD = [
    ["Karta pracy – maj 2026"],
    ["Data", "U kogo", "A", "B", "Ile", "Kto był"],
    ["5.05.2026", "Nowak Jan", "8:00", "10:00", 2, "Lis Anna"],
    ["6.05.2026", "Wrona Ola", "9:00", "12:00", 3, "Lis Anna"],
]
KEY = "maj#1"


def book(*sheets):
    named = sheets if isinstance(sheets[0], tuple) else [("maj", sheets[0])]
    return Workbook("lista.xlsx", [Sheet(name, [list(r) for r in rows]) for name, rows in named])


def attendance(rows, **fix):
    options = AttendanceOptions(tables={KEY: TableFix(**fix)}) if fix else None
    return read_attendance(book(rows), options)


def hours(rows, **fix):
    options = HoursOptions(tables={KEY: TableFix(**fix)}) if fix else None
    return read_hours(book(rows), options)


def meanings(file, place=0):
    return {c.number: c.meaning for c in file.tables[place].columns}


def marks(file):
    return [(e.person.as_written, e.date and e.date.day, e.mark) for e in file.entries]


def test_grid_tells_what_every_column_was_taken_for():
    file = attendance(GRID)
    assert meanings(file) == {
        1: "number", 2: "ignored", 3: "person", **dict.fromkeys(range(4, 9), "day"), 9: "remarks",
    }  # fmt: skip
    table = file.tables[0]
    assert (table.layout, table.header_row, table.month) == ("days_across", 2, (2026, 5))
    assert [c.day for c in table.columns if c.day] == [
        f"2026-05-{d:02}" for d in (5, 7, 12, 14, 19)
    ]


def test_another_column_holds_the_names():
    file = attendance(GRID, layout="days_across", meanings={2: "person", 3: "ignored"})
    assert {e.person.as_written for e in file.entries} == {"Nowak Jan", "Lis Anna"}


def test_a_column_is_no_day_and_another_is_one():
    fix = {"meanings": {6: "ignored", 9: "day"}, "days": {9: dt.date(2026, 5, 20)}}
    file = attendance(GRID, layout="days_across", **fix)
    days = {e.date.day for e in file.entries}
    assert days == {5, 7, 14, 19, 20}


def test_a_day_that_nobody_knows_is_in_doubt():
    file = attendance(GRID, layout="days_across", meanings={9: "day"})
    (entry,) = [e for e in file.entries if e.place.column == 9]
    assert (entry.date, entry.doubts) == (None, ("date_unreadable",))


def test_month_is_what_the_person_says():
    file = attendance(GRID, layout="days_across", month=(2025, 9))
    assert {(e.date.year, e.date.month) for e in file.entries} == {(2025, 9)}
    assert file.tables[0].month == (2025, 9)


def test_heading_row_is_moved():
    rows = [GRID[0], ["", "Kto", "", 1, 2, 3, 4, 5, ""], *GRID[1:]]
    file = attendance(rows, layout="days_across", shift=1)
    assert file.tables[0].header_row == 3
    assert {e.date.day for e in file.entries} == {5, 7, 12, 14, 19}


def test_list_columns_and_layout():
    rows = [["a", "b", "c"], ["5.05.2026", "Nowak Jan", "x"], ["6.05.2026", "Lis Anna", "nb"]]
    assert attendance(rows).tables[0].layout == "none"
    file = attendance(rows, layout="list", meanings={1: "date", 2: "person", 3: "mark"})
    assert marks(file) == [("Nowak Jan", 5, "present"), ("Lis Anna", 6, "absent")]


def test_days_run_down_and_the_row_of_names_is_said():
    rows = [
        ["Maj 2026", None, None],
        ["Dzień", "Nowak Jan", "Lis Anna"],
        [5, "x", "x"],
        [6, None, "x"],
        [7, "x", None],
        [8, "x", None],
        [9, "x", None],
    ]
    auto = attendance(rows)
    assert auto.tables[0].layout == "days_down"
    file = attendance(rows, layout="days_down", meanings={3: "ignored"})
    assert len(auto.entries) - len(file.entries) == 2


def test_skipped_sheet_is_not_read_and_not_complained_of():
    file = attendance(GRID, layout="skip")
    assert (file.entries, file.problems, file.tables[0].layout) == ((), (), "skip")


def test_work_card_columns():
    assert meanings(hours(CARD))[1] == "date"
    fix = {2: "person", 3: "start", 4: "end", 5: "hours", 6: "worker"}
    visits = hours(CARD, layout="list", meanings=fix).visits
    found = [(v.resident.as_written, v.start, v.end, v.minutes, v.worker.surname) for v in visits]
    assert found == [("Nowak Jan", 480, 600, 120, "Lis"), ("Wrona Ola", 540, 720, 180, "Lis")]
    assert not any(v.doubts for v in visits)


def test_worker_of_a_card_is_said():
    fix = {2: "person", 3: "start", 4: "end", 6: "ignored"}
    visits = hours(CARD, layout="list", meanings=fix, worker="Wrona Ewa").visits
    assert {v.worker.surname for v in visits} == {"Wrona"}


@pytest.mark.parametrize("layout", ["days_across", "days_down", "list", "none"])
@pytest.mark.parametrize("shift", [-5, 0, 1, 9])
def test_no_correction_breaks_the_reading(layout, shift):
    for rows in (GRID, CARD, [["x"]]):
        for read in (attendance, hours):
            file = read(rows, layout=layout, shift=shift, meanings={1: "day", 2: "day", 3: "date"})
            assert file.tables[0].key == KEY


def test_months_of_one_list_are_corrected_together():
    june = [["Lista obecności – czerwiec 2026"],
            ["Lp.", "Opieka", "Uczestnik", 2, 3, 4, 9, 10, 11, "Uwagi"],
            [1, "Nowak Jan", "Wrona Ola", "x", "x", None, "x", "x", "x", None]]  # fmt: skip
    tables = read_attendance(book(("V", GRID), ("VI", june))).tables
    assert tables[0].signature == tables[1].signature
    fixes = with_meaning(tables, {}, "V#1", 2, "group")
    fixes = with_meaning(tables, fixes, "V#1", 9, "number")
    file = read_attendance(book(("V", GRID), ("VI", june)), AttendanceOptions(tables=fixes))
    assert (meanings(file)[2], meanings(file, 1)[2]) == ("group", "group")
    assert (meanings(file)[9], meanings(file, 1)[9], meanings(file, 1)[10]) == (
        "number", "day", "number",
    )  # fmt: skip


def test_what_is_remembered_forgets_days_and_months():
    fix = {"meanings": {2: "pesel", 6: "ignored", 9: "group"}, "month": (2025, 9)}
    table = attendance(GRID, layout="days_across", **fix).tables[0]
    kept = recalled(remembered(table))
    assert kept == TableFix("days_across", 0, {2: "pesel"}, {"uwagi": "group"})
    assert fix_of(table).meanings == {2: "pesel", 6: "ignored", 9: "group"}
