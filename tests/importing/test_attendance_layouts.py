"""Attendance of the same invented people in layouts that different offices keep."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from dataclasses import dataclass, field

import pytest

from cusdesk.importing.attendance import AttendanceFile, read_attendance
from cusdesk.importing.workbook import Sheet, Workbook

PEOPLE = [
    "Ździebło Aniela", "Kąkol Wit", "Śmigielska Żaneta", "Trawka Olga", "Żółw Grażyna", "Brzęk Jan",
    "Czapla-Mróz Ewa", "Olcha Bożydar", "Wiąz Hanna", "Łopuch Zdzisław",
]  # fmt: skip
Truth = dict[tuple[str, dt.date], tuple[str, int | None]]
WEEKDAYS = ["pn", "wt", "śr", "cz", "pt", "so", "nd"]


@dataclass
class Month:
    """A made-up month: which days people met, and each person's mark and minutes."""

    year: int = 2026
    month: int = 5
    plain: int | None = None
    numbers: tuple[int, ...] = ()
    seed: int = 1
    truth: Truth = field(default_factory=dict)

    def __post_init__(self) -> None:
        dice = random.Random(self.seed)
        days = self.meetings()
        for name in PEOPLE:
            for day in days:
                kind = dice.choices(["present", "absent", "excused", ""], [7, 2, 1, 1])[0]
                if kind:
                    minutes = self.plain if kind == "present" else None
                    if kind == "present" and self.numbers and dice.random() < 0.4:
                        minutes = dice.choice(self.numbers)
                    self.truth[name, day] = (kind, minutes)

    def meetings(self) -> list[dt.date]:
        last = calendar.monthrange(self.year, self.month)[1]
        days = [dt.date(self.year, self.month, d) for d in range(1, last + 1)]
        return [d for d in days if d.weekday() in (1, 3)]

    def days(self) -> list[dt.date]:
        last = calendar.monthrange(self.year, self.month)[1]
        return [dt.date(self.year, self.month, d) for d in range(1, last + 1)]

    def cell(self, name: str, day: dt.date, signs: dict[str, object], number=float):
        found = self.truth.get((name, day))
        if found is None:
            return None
        mark, minutes = found
        if mark == "present" and minutes is not None and minutes != self.plain:
            return number(minutes / 60)
        return signs[mark]


def book(rows, name="Arkusz1", file="lista.xlsx", **more) -> Workbook:
    return Workbook(file, [Sheet(name, rows, **more)])


def read(file: AttendanceFile) -> Truth:
    return {
        (e.person.as_written.strip(), e.date): (e.mark, e.minutes)
        for e in file.entries
        if e.date and e.repeats is None
    }


def assert_read(workbook: Workbook, truth: Truth, *, doubts: int = 0) -> AttendanceFile:
    file = read_attendance(workbook)
    assert read(file) == truth
    assert sum(bool(e.doubts) for e in file.entries) == doubts
    return file


XNU = {"present": "x", "absent": "n", "excused": "u"}


@pytest.mark.parametrize("name", ["V 2026", "2026-05", "05.2026", "maj 2026", "maj26", "05_2026"])
def test_weekday_letters_without_number_column(name: str) -> None:
    month = Month()
    letters = [WEEKDAYS[d.weekday()][0].upper() for d in month.days()]
    rows = [
        ["Zajęcia ruchowe – świetlica Olszyny"],
        ["Nazwisko i imię", *[d.day for d in month.days()]],
        [None, *letters],
        *[[p, *[month.cell(p, d, XNU) for d in month.days()]] for p in PEOPLE],
    ]
    file = assert_read(book(rows, name), month.truth)
    assert file.sheets[0].services[0] == "Zajęcia ruchowe – świetlica Olszyny"


def test_month_from_sheet_and_year_from_file_name() -> None:
    month = Month()
    rows = [
        ["Lp.", "Uczestnik", *[d.day for d in month.days()]],
        *[[n, p, *[month.cell(p, d, XNU) for d in month.days()]] for n, p in enumerate(PEOPLE, 1)],
    ]
    assert_read(book(rows, "maj", "obecnosc 2026.xlsx"), month.truth)


def test_only_meeting_dates_with_plus_and_minus() -> None:
    month = Month()
    signs = {"present": "+", "absent": "-", "excused": "usp."}
    rows = [
        ["Lista obecności – Klub Seniora, maj 2026"],
        [None, "Imię i nazwisko", *[f"{d.day}.05" for d in month.meetings()], "Razem obecności"],
        *[
            [
                n,
                p,
                *[month.cell(p, d, signs) for d in month.meetings()],
                sum(m == "present" for (q, _d), (m, _x) in month.truth.items() if q == p),
            ]
            for n, p in enumerate(PEOPLE, 1)
        ],
        [None, "Podpis prowadzącego", *["JK"] * len(month.meetings())],
    ]
    file = assert_read(book(rows, "Klub"), month.truth)
    assert not [p for p in file.problems if "total" in p.kind or "overwritten" in p.kind]


def test_persons_across_days_down() -> None:
    month = Month(plain=90)
    rows = [
        ["Warsztaty ceramiczne", None, "1 spotkanie = 90 min"],
        ["Data", "dzień tyg.", "Temat", *PEOPLE, "Razem osób"],
        *[
            [dt.date(2026, 5, d.day), WEEKDAYS[d.weekday()], "glina",
            *[month.cell(p, d, XNU) for p in PEOPLE],
             sum(month.truth.get((p, d), ("",))[0] == "present" for p in PEOPLE)]
            for d in month.meetings()
        ],
        ["Razem", None, None, *[
            sum(month.truth.get((p, d),
            ("",))[0] == "present" for d in month.meetings()) for p in PEOPLE
        ], None],
    ]  # fmt: skip
    file = assert_read(book(rows, "maj 2026"), month.truth)
    assert file.sheets[0].layout == "days_down"
    assert not [p for p in file.problems if "total" in p.kind]


def test_persons_across_with_day_numbers_down() -> None:
    month = Month()
    rows = [
        ["Dzień", *PEOPLE],
        *[[d.day, *[month.cell(p, d, XNU) for p in PEOPLE]] for d in month.days()],
    ]
    assert_read(book(rows, "2026-05"), month.truth)


def test_plain_list_as_csv_texts() -> None:
    month = Month(numbers=(60, 90, 45))
    words = {"present": "obecny", "absent": "nieobecny", "excused": "usprawiedliwiony"}
    rows: list[list[object]] = [["Data", "Uczestnik", "Obecność", "Liczba godzin", "Uwagi"]]
    for (name, day), (mark, minutes) in month.truth.items():
        hours = f"{minutes / 60:g}".replace(".", ",") if minutes else None
        rows.append([day.strftime("%d.%m.%Y"), name, words[mark], hours, None])
    file = assert_read(book(rows, "eksport", "eksport.csv"), month.truth)
    assert file.sheets[0].layout == "list"
    assert not [p for p in file.problems if p.kind == "hours_as_text"]


def test_list_with_date_only_at_the_first_row_and_split_names() -> None:
    month = Month()
    rows: list[list[object]] = [["Termin", "Nazwisko", "Imię", "Status"]]
    for day in month.meetings():
        shown: object = day
        for name in PEOPLE:
            if (name, day) in month.truth:
                surname, given = name.split(" ")
                rows.append([shown, surname, given, XNU[month.truth[name, day][0]]])
                shown = None
    assert_read(book(rows), month.truth)


def test_two_groups_under_one_another() -> None:
    month = Month()
    half = [("Grupa I – poniedziałkowa", PEOPLE[:5]), ("Grupa II – wtorkowa", PEOPLE[5:])]
    rows: list[list[object]] = [["LISTA OBECNOŚCI – Joga, V 2026"], []]
    for title, people in half:
        rows += [
            [title],
            ["lp", "nazwisko i imię", *[d.day for d in month.days()], "suma"],
            *[
                [n, p, *[month.cell(p, d, XNU) for d in month.days()]]
                for n, p in enumerate(people, 1)
            ],
            [None, "Obecnych"],
            [],
        ]
    file = assert_read(book(rows), month.truth)
    groups = {e.person.as_written: e.group for e in file.entries}
    assert groups[PEOPLE[0]].startswith("Grupa I ")
    assert groups[PEOPLE[9]].startswith("Grupa II")


def test_groups_as_section_rows_in_one_table() -> None:
    month = Month()
    body = [[p, *[month.cell(p, d, XNU) for d in month.days()]] for p in PEOPLE]
    rows = [
        ["Osoba", *list(month.days())],
        ["Grupa A"], *body[:4], ["Grupa B"], *body[4:],
    ]  # fmt: skip
    file = assert_read(book(rows), month.truth)
    assert {e.group for e in file.entries} == {"Grupa A", "Grupa B"}


def test_hours_as_time_cells() -> None:
    month = Month(plain=60, numbers=(45, 90, 120))
    rows = [
        ["x = 1 godz."],
        ["Lp", "Nazwisko i imię", *[d.day for d in month.days()]],
        *[
            [n, p, *[month.cell(p, d, XNU, lambda h: dt.time(int(h),
            round(h % 1 * 60))) for d in month.days()]]
            for n, p in enumerate(PEOPLE, 1)
        ],
    ]  # fmt: skip
    assert_read(book(rows, "maj 2026"), month.truth)


def test_legend_at_the_bottom_wins_over_custom() -> None:
    month = Month(plain=45)
    signs = {"present": "P", "absent": "/", "excused": "z"}
    rows = [
        ["Uczestnik", *[d.day for d in month.days()]],
        *[[p, *[month.cell(p, d, signs) for d in month.days()]] for p in PEOPLE],
        [],
        ["Legenda:"],
        ["P", "obecny (45 min)"],
        ["/", "nieobecny"],
        ["z", "zwolnienie lekarskie"],
    ]
    file = assert_read(book(rows, "maj 2026"), month.truth)
    assert file.sheets[0].legend == {"P": "present", "/": "absent", "z": "excused"}


def test_totals_in_front_and_in_the_middle() -> None:
    month = Month()
    first, second = month.days()[:15], month.days()[15:]

    def count(name: str, days: list[dt.date]) -> int:
        return sum(month.truth.get((name, d), ("",))[0] == "present" for d in days)

    rows = [
        ["Razem", "Nazwisko i imię", *[d.day for d in first], "I poł. razem",
        *[d.day for d in second]],
        *[
            [count(p, month.days()), p, *[month.cell(p, d, XNU) for d in first], count(p, first),
             *[month.cell(p, d, XNU) for d in second]]
            for p in PEOPLE
        ],
    ]  # fmt: skip
    file = assert_read(book(rows, "maj 2026"), month.truth)
    assert not [p for p in file.problems if p.kind.startswith(("formula", "total"))]


def test_two_months_side_by_side() -> None:
    may, june = Month(), Month(month=6, seed=2)
    days = [*may.days(), *june.days()]
    top: list[object] = [None, "maj 2026", *[None] * 30, "czerwiec 2026"]
    rows = [
        ["Obecność na zajęciach komputerowych"],
        top,
        ["Uczestnik", *[d.day for d in days]],
        *[[p, *[(may if d.month == 5 else june).cell(p, d, XNU) for d in days]] for p in PEOPLE],
    ]
    merged = [(2, 2, 2, 32), (2, 33, 2, 62)]
    assert_read(book(rows, "wiosna", merged=merged), {**may.truth, **june.truth})


def test_mark_and_hours_beside_each_other_under_each_day() -> None:
    month = Month(numbers=(60, 90))
    days = month.meetings()
    top: list[object] = ["Nazwisko i imię"]
    below: list[object] = [None]
    for day in days:
        top += [day, None]
        below += ["ob.", "godz."]
    rows = [["Świetlica"], top, below]
    for name in PEOPLE:
        line: list[object] = [name]
        for day in days:
            mark, minutes = month.truth.get((name, day), (None, None))
            line += [XNU[mark] if mark else None, minutes / 60 if minutes else None]
        rows.append(line)
    merged = [(2, 2 + 2 * n, 2, 3 + 2 * n) for n in range(len(days))]
    assert_read(book(rows, merged=merged), month.truth)


def test_list_of_one_meeting_with_signatures() -> None:
    rows = [
        ["LISTA OBECNOŚCI"],
        ["Warsztaty kulinarne, 14.05.2026"],
        ["Lp.", "Imię i nazwisko", "Podpis"],
        *[[n, p, "podpis" if n % 2 else None] for n, p in enumerate(PEOPLE, 1)],
    ]
    truth = {(p, dt.date(2026, 5, 14)): ("present", None) for p in PEOPLE[::2]}
    assert_read(book(rows, "14.05"), truth)
