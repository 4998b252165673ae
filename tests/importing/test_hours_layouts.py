"""The same invented visits in work cards that different offices keep."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.importing.hours import HoursFile, read_hours
from cusdesk.importing.workbook import Sheet, Workbook

Row = tuple[int, int, int, str]
VISITS: list[Row] = [
    (4, 420, 540, "Ździebło Aniela"), (4, 555, 645, "Kąkol Wit"), (5, 480, 510, "Ździebło Aniela"),
    (5, 600, 735, "Śmigielska Żaneta"), (11, 450, 540, "Kąkol Wit"),
    (12, 1320, 1440 + 360, "Trawka Olga"),
    (18, 420, 600, "Śmigielska Żaneta"), (28, 495, 570, "Ździebło Aniela"),
]  # fmt: skip
TITLES: list[list[object]] = [
    ["Ewidencja godzin usług opiekuńczych"],
    ["Opiekunka: Danuta Brzęk", None, None, "Miesiąc: maj 2026"],
    [],
]


def clock(minutes: int, form: str = "{}:{:02}") -> str:
    return form.format(minutes // 60 % 24, minutes % 60)


def book(rows, name="Arkusz1", file="karta.xlsx", **more) -> Workbook:
    return Workbook(file, [Sheet(name, rows, **more)])


def seen(file: HoursFile) -> list[tuple[str, dt.date | None, int | None, int | None, int | None]]:
    return [(v.resident.as_written, v.date, v.start, v.end, v.minutes) for v in file.visits]


def expected(*, times: bool = True):
    return [
        (p, dt.date(2026, 5, d), s if times else None, e if times else None, e - s)
        for d, s, e, p in VISITS
    ]


def assert_read(workbook: Workbook, *, times: bool = True, worker: str = "Brzęk") -> HoursFile:
    file = read_hours(workbook)
    assert seen(file) == expected(times=times)
    assert {v.worker.surname for v in file.visits} == {worker}
    assert not [v for v in file.visits if v.doubts]
    return file


@pytest.mark.parametrize(
    "form", ["{}:{:02}", "{}.{:02}", "{:02}{:02}", "{:02}:{:02}:00", "{}⁰{:02}"]
)
def test_times_as_texts(form: str) -> None:
    if "⁰" in form:
        form = "{} {:02}"
    rows = [
        *TITLES,
        ["Data", "Podopieczny", "Godzina rozpoczęcia", "Godzina zakończenia"],
        *[[f"{d:02}.05.2026 r.", p, clock(s, form), clock(e, form)] for d, s, e, p in VISITS],
    ]
    file = assert_read(book(rows))
    assert [p.kind for p in file.problems] == ["crosses_midnight"]


@pytest.mark.parametrize("dash", ["-", "–", " - ", " do "])
def test_one_cell_from_to(dash: str) -> None:
    rows = [
        *TITLES,
        ["Dzień", "Godziny", "Liczba godz.", "Nazwisko i imię podopiecznego", "Zakres czynności"],
        *[
            [d, f"{clock(s, '{}.{:02}')}{dash}{clock(e, '{}.{:02}')}", (e - s) / 60, p, "zakupy"]
            for d, s, e, p in VISITS
        ],
        ["Razem", None, sum(e - s for _d, s, e, _p in VISITS) / 60],
    ]
    file = assert_read(book(rows))
    assert not [p for p in file.problems if "total" in p.kind or "over" in p.kind]
    assert file.visits[0].activities == "zakupy"


def test_one_list_with_a_worker_column_and_two_row_heading() -> None:
    rows = [
        ["Rejestr wizyt opiekunek V 2026"],
        ["Lp.", "Data", "Opiekunka", "Mieszkaniec", "Godziny", None, "Czas (min)"],
        [None, None, None, None, "od", "do", None],
        *[
            [n, dt.date(2026, 5, d), "Brzęk Danuta", p, dt.time(s // 60, s % 60),
             dt.time(e // 60 % 24, e % 60), e - s]
            for n, (d, s, e, p) in enumerate(VISITS, 1)
        ],
    ]  # fmt: skip
    assert_read(book(rows, merged=[(2, 5, 2, 6)]))


def test_date_once_a_day_and_ditto_marks() -> None:
    rows: list[list[object]] = [*TITLES, ["Data", "od", "do", "U kogo"]]
    before = None
    for d, s, e, p in VISITS:
        rows.append([f"{d}.05" if d != before else None, clock(s), clock(e), p])
        before = d
    rows[-1][0] = "28 V"
    assert_read(book(rows))


def test_only_hours_and_worker_in_the_sheet_name() -> None:
    rows = [
        ["Karta pracy za m-c 05.2026"],
        ["Dzień miesiąca", "Imię i nazwisko uczestnika", "Ilość godzin"],
        *[[d, p, f"{(e - s) / 60:g}".replace(".", ",")] for d, s, e, p in VISITS],
        ["Suma", None, f"{sum(e - s for _d, s, e, _p in VISITS) / 60:g}".replace(".", ",")],
    ]
    file = assert_read(book(rows, "Brzęk D."), times=False)
    assert not [p for p in file.problems if "total" in p.kind or "over" in p.kind]


def test_residents_as_section_rows() -> None:
    rows: list[list[object]] = [*TITLES, ["Data", "Od", "Do", "Czynności"]]
    for person in dict.fromkeys(p for *_x, p in VISITS):
        rows.append([f"Podopieczny: {person}"])
        rows += [
            [f"{d}.05.26", clock(s), clock(e), "obiad"] for d, s, e, p in VISITS if p == person
        ]
    file = read_hours(book(rows))
    assert sorted(map(str, seen(file))) == sorted(map(str, expected()))


def test_two_cards_in_one_sheet_as_csv_texts() -> None:
    rows: list[list[object]] = []
    for name, visits in (("Danuta Brzęk", VISITS[:4]), ("Wanda Sęk", VISITS[4:])):
        rows += [["KARTA PRACY maj 2026"], ["Imię i nazwisko opiekunki:", name], []]
        rows.append(["Data", "Godz. od", "Godz. do", "Liczba godzin", "Mieszkaniec"])
        for d, s, e, p in visits:
            rows.append([f"2026-05-{d:02}", clock(s), clock(e), clock(e - s), p])
        rows += [["RAZEM", None, None, None, None], []]
    file = read_hours(book(rows, "karty", "karty.csv"))
    assert seen(file) == expected()
    assert [v.worker.surname for v in file.visits] == ["Brzęk"] * 4 + ["Sęk"] * 4


def test_grid_of_residents_and_days() -> None:
    names = list(dict.fromkeys(p for *_x, p in VISITS))
    hours = {(p, d): (e - s) / 60 for d, s, e, p in VISITS}
    rows = [
        ["Opiekunka:", "Danuta Brzęk"],
        ["Podopieczny", *range(1, 32), "Razem godz."],
        *[
            [
                p,
                *[hours.get((p, d)) for d in range(1, 32)],
                sum(h for (q, _d), h in hours.items() if q == p),
            ]
            for p in names
        ],
    ]
    file = read_hours(book(rows, "maj 2026"))
    assert sorted(map(str, seen(file))) == sorted(map(str, expected(times=False)))
    assert not [v for v in file.visits if v.doubts]


def one(*cells: object, heading: list[object] | None = None) -> HoursFile:
    head = heading or ["Data", "Od", "Do", "Liczba godzin", "Mieszkaniec"]
    return read_hours(book([*TITLES, head, list(cells)]))


@pytest.mark.parametrize(
    ("cells", "minutes", "doubt"),
    [
        (("4.05", "12:45", "9:45", None, "Kąkol Wit"), 180, "end_before_start"),
        (("4.05", "8:00", "10:00", 3, "Kąkol Wit"), 120, "minutes_disagree"),
        (("4.05", "8:00", "8:00", None, "Kąkol Wit"), None, "times_equal"),
        (("4.05", "8:00", "ok. 10", None, "Kąkol Wit"), None, "time_unreadable"),
        (("4.05", "25:00", "26:00", None, "Kąkol Wit"), None, "time_unreadable"),
        (("4.05", None, None, -2, "Kąkol Wit"), None, "hours_negative"),
        (("4.05", None, None, 25, "Kąkol Wit"), None, "hours_unreadable"),
        (("4.05", None, None, "1.30", "Kąkol Wit"), None, "hours_ambiguous"),
        (("31.02", "8:00", "9:00", 1, "Kąkol Wit"), 60, "day_not_in_month"),
        (("4.06.2026", "8:00", "9:00", 1, "Kąkol Wit"), 60, "other_month"),
        ((dt.date(1899, 5, 4), "8:00", "9:00", 1, "Kąkol Wit"), 60, "other_month"),
        (("kiedyś", "8:00", "9:00", 1, "Kąkol Wit"), 60, "date_unreadable"),
        (("4.05", "8:00", "9:00", 1, None), 60, "person_missing"),
        (("4.05", "8:00", "9:00", 1, "Kąkol Wit i Ewa"), 60, "several_people"),
        (("4.05", 8.5, 9.5, None, "Kąkol Wit"), 60, "times_as_numbers"),
        (("4.05", None, None, None, "Kąkol Wit"), None, "times_missing"),
    ],
)
def test_what_is_not_sure_is_in_doubt(
    cells: tuple[object, ...], minutes: int | None, doubt: str
) -> None:
    (visit,) = one(*cells).visits
    assert visit.minutes == minutes
    assert doubt in visit.doubts
    assert doubt in {p.kind for p in visit.problems}


def test_numbers_with_a_full_stop_are_clock_times() -> None:
    rows = [*TITLES, ["Data", "Od", "Do", "Mieszkaniec"], [4, 8.15, 9.45, "Kąkol Wit"]]
    (visit,) = read_hours(book(rows)).visits
    assert (visit.start, visit.end) == (495, 585)
    assert not visit.doubts


def test_two_stretches_in_a_cell_are_two_visits() -> None:
    file = one("4.05", "8-10, 16-17", "Kąkol Wit", heading=["Data", "Godz. od-do", "Mieszkaniec"])
    assert [(v.start, v.end) for v in file.visits] == [(480, 600), (960, 1020)]


def test_title_and_sheet_name_of_different_workers_are_in_doubt() -> None:
    rows = [*TITLES, ["Data", "Od", "Do", "Mieszkaniec"], [4, "8:00", "9:00", "Kąkol Wit"]]
    (visit,) = read_hours(book(rows, "Sęk Wanda")).visits
    assert "worker_disagrees" in visit.doubts


def test_sheet_without_visits_is_said() -> None:
    file = read_hours(book([["notatki"], ["kupić papier"]]))
    assert [p.kind for p in file.problems] == ["no_hours"]
