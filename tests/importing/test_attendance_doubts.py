"""What is not sure in an attendance list is said, never guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.importing.attendance import (
    AttendanceEntry,
    AttendanceFile,
    AttendanceOptions,
    read_attendance,
)
from cusdesk.importing.workbook import CellStyle, Sheet, Workbook

HEAD: list[object] = ["Lp.", "Nazwisko i imię", *range(1, 32)]


def book(*rows: list[object], name: str = "maj 2026", file: str = "lista.xlsx", **more) -> Workbook:
    return Workbook(file, [Sheet(name, list(rows), **more)])


def line(name: object, number: int | None = 1, **days: object) -> list[object]:
    cells: list[object] = [None] * 31
    for day, value in days.items():
        cells[int(day[1:]) - 1] = value
    return [number, name, *cells]


def one(value: object, **more) -> AttendanceEntry:
    """The entry of one mark on Tuesday 12 May, in a sheet that has usual marks too."""
    usual = line("Olcha Bożydar", 2, d5="x", d7=1.5)
    rows = [HEAD, line("Trawka Olga", d12=value), usual]
    entries = read_attendance(book(*rows, **more)).entries
    return next(e for e in entries if e.person.surname == "Trawka")


def kinds(file: AttendanceFile) -> list[str]:
    return [problem.kind for problem in file.problems]


@pytest.mark.parametrize(
    ("value", "mark", "minutes"),
    [
        ("x", "present", None), (" X ", "present", None), ("✓", "present", None), ("ob.",
        "present", None),
        ("P", "present", None), ("obecna", "present", None), ("1,5", "present", 90), ("1.5",
        "present", 90),
        ("1:30", "present", 90), ("1h30", "present", 90), ("90 min", "present", 90),
        (2, "present", 120),
        (dt.time(0, 45), "present", 45), (dt.timedelta(hours=2), "present", 120), ("x (2h)",
        "present", 120),
        (dt.date(2026, 5, 1), "present", 90), ("nb.", "absent", None), ("N", "absent", None),
        (0, "absent", None),
        ("nieobecna", "absent", None), ("usp.", "excused", None), ("ch", "excused", None), ("L4",
        "excused", None),
        ("szpital", "excused", None), ("odwołane", "cancelled", None), ("nie dotyczy",
        "not_applicable", None),
        ("nb (wyjazd)", "absent", None),
    ],
)  # fmt: skip
def test_usual_marks(value: object, mark: str, minutes: int | None) -> None:
    entry = one(value)
    assert (entry.mark, entry.minutes, entry.doubts) == (mark, minutes, ())
    assert entry.date == dt.date(2026, 5, 12)


@pytest.mark.parametrize(
    ("value", "doubt"),
    [
        ("?", "mark_unclear"), ("/", "mark_unclear"), ("z", "mark_unclear"), ("x?", "mark_unclear"),
        ("x/2", "mark_unclear"), ("=HYPERLINK(\"a\")", "mark_unclear"), ("x" * 300, "mark_unclear"),
        ("<b>x</b>", "mark_unclear"), ("x odwołane", "mark_contradicts_itself"),
        (-1, "hours_negative"),
        (25, "hours_too_many"), (13.5, "hours_many"), ("1.30", "hours_ambiguous"),
        (1.3, "hours_ambiguous"),
        (dt.date(2026, 6, 4), "mark_is_date"), (dt.date(2199, 1, 2), "mark_is_date"),
        (dt.date(1899, 1, 1), "mark_is_date"), (dt.date(2026, 5, 12), "mark_is_date"),
        (dt.time(8, 0), "time_or_length"), (float("nan"), "mark_unclear"), (10**40, "mark_unclear"),
    ],
)  # fmt: skip
def test_unsure_marks_are_in_doubt_with_a_problem_at_their_cell(value: object, doubt: str) -> None:
    entry = one(value)
    assert entry.doubts == (doubt,)
    (problem,) = [p for p in entry.problems if p.kind == doubt]
    assert (problem.row, problem.column) == (2, "N")


def test_struck_out_mark_counts_as_nothing() -> None:
    entry = one("x", styles={(2, 14): CellStyle(struck_out=True)})
    assert (entry.mark, entry.doubts) == ("unclear", ("mark_struck_out",))


def test_chosen_legend_wins_over_everything() -> None:
    options = AttendanceOptions(legend={"z": "present"}, default_minutes=45)
    rows = book(HEAD, line("Trawka Olga", d12="z", d13="x"), ["z – zwolnienie, x – obecny (1 h)"])
    assert [e.minutes for e in read_attendance(rows, options).entries] == [45, 60]


def test_dash_without_legend_is_said_once() -> None:
    file = read_attendance(book(HEAD, line("Trawka Olga", d5="-", d7="x", d12="-")))
    assert [e.mark for e in file.entries] == ["absent", "present", "absent"]
    assert kinds(file) == ["mark_meaning_assumed"]


def test_numbers_too_big_for_hours_are_minutes_and_said() -> None:
    file = read_attendance(book(HEAD, line("Trawka Olga", d5=45, d7=90)))
    assert [e.minutes for e in file.entries] == [45, 90]
    assert "numbers_are_minutes" in kinds(file)


def test_only_ones_mean_presence() -> None:
    file = read_attendance(book(HEAD, line("Trawka Olga", d5=1, d7=0)))
    assert [(e.mark, e.minutes) for e in file.entries] == [("present", None), ("absent", None)]


def test_ones_under_a_total_of_hours_are_hours() -> None:
    head = [*HEAD, "Razem godz."]
    file = read_attendance(book(head, [*line("Trawka Olga", d5=1), 1]))
    assert [e.minutes for e in file.entries] == [60]


@pytest.mark.parametrize(
    ("name", "title", "doubt"),
    [
        ("maj 2026", "Lista za czerwiec 2026", "month_disagrees"),
        ("Arkusz1", "Lista obecności", "month_missing"),
        ("maj", "Lista obecności", "year_missing"),
        ("Arkusz1", "Prowadząca: Maja Sęk", "month_assumed"),
    ],
)
def test_unsure_month_puts_every_mark_in_doubt(name: str, title: str, doubt: str) -> None:
    rows = [[title], HEAD, line("Trawka Olga", d5="x", d7="x")]
    file = read_attendance(book(*rows, name=name), AttendanceOptions(default_year=2026))
    assert [doubt in e.doubts for e in file.entries] == [True, True]
    assert doubt in kinds(file)


def test_weekdays_of_another_month_are_noticed() -> None:
    letters = ["pn", "wt", "śr", "cz", "pt", "so", "nd"]
    week: list[object] = [None, None, *[letters[(d + 1) % 7] for d in range(31)]]
    file = read_attendance(book(HEAD, week, line("Trawka Olga", d5="x")))
    assert "weekdays_disagree" in file.entries[0].doubts


def test_year_from_weekdays_is_warned_of() -> None:
    letters = ["pn", "wt", "śr", "cz", "pt", "so", "nd"]
    first = dt.date(2025, 5, 1).weekday()
    week: list[object] = [None, None, *[letters[(first + d) % 7] for d in range(31)]]
    rows = book(HEAD, week, line("Trawka Olga", d5="x"), name="maj")
    file = read_attendance(rows, AttendanceOptions(default_year=2026))
    assert [(e.date, e.doubts) for e in file.entries] == [(dt.date(2025, 5, 5), ())]
    assert kinds(file) == ["year_assumed"]


def test_day_that_does_not_exist_has_no_date() -> None:
    (entry,) = read_attendance(book(HEAD, line("Trawka Olga", d31="x"), name="VI 2026")).entries
    assert (entry.date, entry.doubts) == (None, ("day_not_in_month",))


def test_same_person_twice_counts_a_day_once() -> None:
    rows = [HEAD, line("Trawka Olga", d5="x", d7="x"), line("Olga Trawka", 2, d7="x", d12="nb")]
    file = read_attendance(book(*rows))
    assert [(e.date.day, bool(e.repeats)) for e in file.entries if e.date] == [
        (5, False), (7, False), (7, True), (12, False),
    ]  # fmt: skip
    assert {"name_written_twice", "day_written_twice"} <= set(kinds(file))


def test_contradicting_rows_leave_both_in_doubt() -> None:
    rows = [HEAD, line("Trawka Olga", d7="x"), line("TRAWKA OLGA", 2, d7="nb")]
    file = read_attendance(book(*rows))
    assert [e.doubts for e in file.entries] == [("day_twice_differs",)] * 2


def test_marks_without_a_name_are_kept_in_doubt() -> None:
    rows = [
        HEAD,
        line("Trawka Olga", d5="x"),
        line(None, 2, d7="x"),
        line("Wiąz Hanna", 3, d5="nb"),
    ]
    file = read_attendance(book(*rows))
    assert [e.doubts for e in file.entries] == [(), ("person_missing",), ()]


def test_two_people_in_one_cell_are_in_doubt() -> None:
    (entry,) = read_attendance(book(HEAD, line("Wiąz Hanna i Jan", d5="x"))).entries
    assert entry.doubts == ("several_people",)


def test_row_that_numbers_the_columns_is_no_person() -> None:
    numbers: list[object] = list(range(1, 34))
    file = read_attendance(book(HEAD, numbers, line("Trawka Olga", d5="x")))
    assert [(e.person.as_written, e.raw) for e in file.entries] == [("Trawka Olga", "x")]


def test_wrong_totals_are_reported_and_not_taken_over() -> None:
    head = [*HEAD, "Razem godz."]
    rows = [
        head,
        [*line("Trawka Olga", d5=1.5, d7="2"), 1.5],
        [*line("Wiąz Hanna", 2, d5=1, d7=2), 3],
        [None, "Razem", *[None] * 31, 1.5],
    ]
    file = read_attendance(book(*rows, formulas={(2, 34), (4, 34)}))
    assert sum(e.minutes or 0 for e in file.entries) == 390
    wrong = [(p.row, p.kind) for p in file.problems if "total" in p.kind]
    assert wrong == [
        (2, "formula_total_wrong"),
        (4, "formula_total_wrong"),
        (4, "total_range_too_short"),
    ]


def test_holiday_is_pointed_at_and_counted() -> None:
    rows = [HEAD, *[line(f"Wiąz {n}", d1="x", d5="x", d7="x") for n in ("Ewa", "Ida", "Jan")]]
    file = read_attendance(book(*rows))
    assert kinds(file).count("mark_on_holiday") == 3
    assert not any(e.doubts for e in file.entries)


def test_sheet_without_attendance_is_said() -> None:
    file = read_attendance(book(["notatki", None], ["kupić papier", 12]))
    assert (kinds(file), file.entries) == (["no_attendance"], ())


def test_people_without_marks_are_participants() -> None:
    file = read_attendance(book(HEAD, line("Trawka Olga", d5="x"), line("Wiąz Hanna", 2)))
    assert [p.person.surname for p in file.participants] == ["Trawka", "Wiąz"]


def test_card_of_one_person() -> None:
    rows = [
        ["Karta uczestnictwa"], ["Imię i nazwisko:", "Olga Trawka"], ["Rodzaj zajęć: logopedia"],
        ["Nr", "Data", "Godz. od", "Godz. do", "Temat", "Podpis"],
        [1, "4.05.2026", "10:00", "10:45", "ćwiczenia", None],
        [2, "11.05.2026", "10:00", "11:00", "ćwiczenia", None],
    ]  # fmt: skip
    file = read_attendance(book(*rows, name="Arkusz1"))
    assert [(e.person.surname, e.date, e.minutes) for e in file.entries] == [
        ("Trawka", dt.date(2026, 5, 4), 45),
        ("Trawka", dt.date(2026, 5, 11), 60),
    ]
    assert file.sheets[0].services[0] == "logopedia"
