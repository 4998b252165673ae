"""Attendance, work cards and catalogues in the ways of further offices."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.importing.attendance import read_attendance
from cusdesk.importing.catalogue import read_services
from cusdesk.importing.hours import read_hours
from cusdesk.importing.residents import read_residents
from cusdesk.importing.workbook import Sheet, Workbook

HEADS = ["Lp.", "Nazwisko i imię", 2, 4, 9, 11]
PEOPLE = ["Kąkol Wit", "Brzęk Jan", "Olcha Bożydar"]


def book(rows, name="Arkusz1", file="plik.xlsx") -> Workbook:
    return Workbook(file, [Sheet(name, rows)])


def grid(*below, title="Lista obecności: Zajęcia plastyczne") -> list[list]:
    marks = [["x", "x", "x", "nb"], ["x", None, "x", "x"], [None, "x", "x", "x"]]
    rows = [[i + 1, name, *marks[i]] for i, name in enumerate(PEOPLE)]
    return [[title], ["miesiąc", "czerwiec 2026"], HEADS, *rows, *below]


def lengths(rows) -> set[int | None]:
    return {e.minutes for e in read_attendance(book(rows)).entries if e.mark == "present"}


@pytest.mark.parametrize("label", ["liczba godzin", "Godz.", "czas trwania"])
@pytest.mark.parametrize("values", [[4, 4, 4, 4], ["1,5", "1,5", "1,5", "1,5"]])
def test_a_row_below_says_how_long_every_meeting_was(label: str, values: list) -> None:
    hours = {4: 240, "1,5": 90}[values[0]]
    assert lengths(grid([None, label, *values])) == {hours}


@pytest.mark.parametrize("sums", [[2, 2, 3, 2], [3, 3, 4.5, 3], [1.5, 1.5, 2.25, 1.5]])
def test_a_row_of_sums_says_no_lengths(sums: list) -> None:
    assert lengths(grid([None, "liczba godzin", *sums])) == {None}


def test_what_the_list_is_of_names_the_service() -> None:
    report = read_attendance(book(grid(), name="Grupa pierwsza")).sheets[0]
    assert report.services[0] == "Zajęcia plastyczne"


def test_a_list_to_sign_knows_who_was_away_and_how_long_it_took() -> None:
    rows = [
        ["LISTA OBECNOŚCI"],
        ["Zajęcia: Kurs komputerowy"],
        ["Data: 3 czerwca 2026 r.      godz. 10:00 – 12:00"],
        ["Lp.", "Nazwisko i imię", "Podpis"],
        [1, "Kąkol Wit", "podpis"],
        [2, "Brzęk Jan", "nieob."],
        [3, "Olcha Bożydar", None],
    ]
    entries = read_attendance(book(rows, name="03.06.2026")).entries
    assert [(e.person.surname, e.mark, e.minutes) for e in entries] == [
        ("Kąkol", "present", 120),
        ("Brzęk", "absent", None),
    ]
    assert {e.date for e in entries} == {dt.date(2026, 6, 3)}


def test_twice_a_lesson_is_a_length() -> None:
    rows = [["Data", "Uczestnik", "Godz."], [dt.date(2026, 6, 1), "Kąkol Wit", "2x45 min"]]
    assert [e.minutes for e in read_attendance(book(rows)).entries] == [90]


def card(*titles) -> list[list]:
    heads = ["Dzień", "Godzina rozpoczęcia", "Godzina zakończenia", "Osoba świadcząca usługę"]
    return [*([text] for text in titles), heads, [1, "8:00", "9:30", "Ola Pik"]]


def test_a_card_of_one_resident_names_the_worker_in_every_row() -> None:
    file = read_hours(book(card("Usługobiorca: Jan Kowal", "Miesiąc: maj 2026"), name="Kowal"))
    visit = file.visits[0]
    assert (visit.resident.surname, visit.worker.surname, visit.minutes) == ("Kowal", "Pik", 90)
    assert visit.date == dt.date(2026, 5, 1)
    assert not visit.doubts


def test_dates_with_slashes_from_the_year_on() -> None:
    rows = [["Data", "Opiekunka", "Podopieczny", "Godziny"],
            ["2026/06/02", "Ola Pik", "Jan Kowal", "730-930"]]  # fmt: skip
    visit = read_hours(book(rows)).visits[0]
    assert (visit.date, visit.start, visit.end) == (dt.date(2026, 6, 2), 450, 570)


def test_the_trade_names_the_service_only_where_nothing_else_does() -> None:
    rows = [["Opiekunka", "Podopieczny", "Data", "od", "do"],
            ["Ola Pik", "Jan Kowal", dt.date(2026, 6, 1), "8:00", "9:00"]]  # fmt: skip
    silent = read_hours(book(rows, file="rejestr_godzin.xlsx"))
    assert silent.cards[0].services == ("Usługi opiekuńcze",)
    assert "service_by_trade" in {problem.kind for problem in silent.problems}
    told = read_hours(book([["Usługa: Pomoc sąsiedzka"], *rows]))
    assert told.cards[0].services[0] == "Pomoc sąsiedzka"


def services(*cells, heads):
    return read_services(book([["Lp.", *heads], [1, *cells], [2, *cells]])).services[0]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("seniorzy 60+", (60, None)),
        ("dzieci 6-12 lat", (6, 12)),
        ("uczniowie 7-19", (7, 19)),
        ("dorośli", (18, None)),
        ("rodziny 3+", (None, None)),
        ("klasy 1-3", (None, None)),
        ("os. starsze 65+", (65, None)),
        ("grupa 10-15 os.", (None, None)),
        ("mieszkańcy gminy", (None, None)),
    ],
)
def test_ages_among_the_addressees(text: str, ages: tuple) -> None:
    found = services("Basen", text, "Klub", heads=["Nazwa usługi", "Dla kogo (wiek)", "Wykonawca"])
    assert (found.age_from, found.age_to) == ages


def test_headings_say_for_whom_a_limit_counts_and_a_no_ends_a_service() -> None:
    heads = ["NAZWA_USLUGI", "LIMIT_MIES", "AKTYWNA", "WYKONAWCA"]
    found = services("Basen", "40 h", "N", "Klub", heads=heads)
    assert (found.limit_minutes, found.limit_scope, found.status) == (2400, "person_month", "ended")
    assert "limit_scope" in found.doubts


def test_a_price_for_a_meeting_makes_the_unit_a_meeting() -> None:
    found = services("Basen", "10,00 zł/spotkanie", "K", heads=["Usługa", "Cena", "Wykonawca"])
    assert (found.price_gr, found.unit) == (1000, "meeting")


def test_cards_of_services_one_under_another() -> None:
    rows = [
        ["KARTA USŁUGI"],
        ["Nazwa usługi:", "Basen"], ["Wykonawca:", "Klub Fala"], ["Odpłatność:", "5 zł/h"],
        ["Adresaci:", "seniorzy 60+"], [],
        ["Nazwa usługi:", "Świetlica"], ["Wykonawca:", "KGW"], ["Odpłatność:", "bezpłatnie"],
    ]  # fmt: skip
    found = read_services(book(rows)).services
    assert [(s.name, s.provider, s.price_gr, s.age_from, s.sources) for s in found] == [
        ("Basen", "Klub Fala", 500, 60, [("Arkusz1", 2)]),
        ("Świetlica", "KGW", 0, None, [("Arkusz1", 7)]),
    ]


def test_two_lists_side_by_side_do_not_mix_their_people() -> None:
    heads = ["Lp.", "Nazwisko i imię", "Nr domu", "Telefon"]
    rows = [
        ["Sołectwo Wilki", None, None, None, None, "Podopieczni – sołectwo Rysie"],
        [*heads, None, *heads],
        [1, "Baran Leon", "1", "600123000", None, 1, "Fala Jan", "11", "601123000"],
        [2, "Czyż Irena", "2", "600123001", None, None, None, None, None],
    ]
    found = read_residents(book(rows)).rows
    said = {(r.surname, r.address.locality, r.address.house, r.phones[0].number) for r in found}
    assert said == {
        ("Baran", "Wilki", "1", "+48600123000"),
        ("Czyż", "Wilki", "2", "+48600123001"),
        ("Fala", "Rysie", "11", "+48601123000"),
    }


def test_a_birth_date_among_pesels_is_a_birth_date() -> None:
    rows = [["Imię i nazwisko", "PESEL (lub data ur.)"], ["Olaf Jar", "06.05.2013"]]
    row = read_residents(book([*rows, ["Ewa Kos", "18810152346"]])).rows[0]
    assert (row.birth_date, row.pesel) == (dt.date(2013, 5, 6), "")


def test_an_end_without_a_word_is_a_doubt() -> None:
    heads = ["Nazwisko i imię", "Adres", "Data zakończenia"]
    rows = [heads, ["Jar Olaf", "Wilki 3, tel. 600 123 000", "01.02.2026"]]
    row = read_residents(book(rows), today=dt.date(2026, 6, 1)).rows[0]
    assert (row.status, row.status_date) == ("left", dt.date(2026, 2, 1))
    assert "status" in row.doubts
    assert (row.address.house, row.phones[0].number) == ("3", "+48600123000")


def test_a_catalogue_turned_on_its_side_gives_a_service_a_column() -> None:
    rows = [
        ["Oferta CUS"],
        ["Nazwa usługi", "Basen", "Klub „Babie lato”"], ["Obszar", "sport", "kultura"],
        ["Odpłatność", "18,50 zł/h", "bezpłatnie"], ["Adresaci", "dorośli", "60+"],
        ["Realizator", "Klub Fala", "KGW"],
    ]  # fmt: skip
    found = read_services(book(rows)).services
    assert [(s.name, s.provider, s.price_gr, s.age_from) for s in found] == [
        ("Basen", "Klub Fala", 1850, 18),
        ("Klub „Babie lato”", "KGW", 0, 60),
    ]
    assert all(p.row in range(2, 7) for s in found for p in s.problems)


def test_personal_cards_one_under_another_are_people() -> None:
    rows = [
        ["KARTA MIESZKAŃCA"],
        ["Nazwisko:", "Kos"], ["Imię:", "Ewa"], ["Data ur.:", "6.5.1950"], ["Telefon:", 600123000],
        [],
        ["Nazwisko:", "Jar"], ["Imię:", "Olaf"], ["Data ur.:", "1.2.1960"], ["Adres:", "Wilki 3"],
    ]  # fmt: skip
    found = read_residents(book(rows)).rows
    assert [(r.surname, r.given_name, r.birth_date, r.sources) for r in found] == [
        ("Kos", "Ewa", dt.date(1950, 5, 6), [("Arkusz1", 2)]),
        ("Jar", "Olaf", dt.date(1960, 2, 1), [("Arkusz1", 7)]),
    ]
    assert found[1].address.house == "3"


def test_english_headings_of_another_program() -> None:
    heads = ["ID", "LastName", "FirstName", "DOB", "City", "HouseNo", "Status"]
    rows = [heads, ["7", "Mika", "Damian", "1999-09-09 00:00:00", "Rudka", "18a", "deceased"]]
    row = read_residents(book(rows)).rows[0]
    assert (row.surname, row.given_name, row.status) == ("Mika", "Damian", "deceased")
    assert (row.address.locality, row.address.house) == ("Rudka", "18a")
    found = services("Joga", "12.50 zł", "8-15", heads=["Service", "Price", "Group size"])
    assert (found.price_gr, found.group_min, found.group_max) == (1250, 8, 15)


def test_times_in_the_cells_of_a_week_are_kept() -> None:
    rows = [
        ["Asystentka: Renata Cis", None, "tydzień 4-8 maja 2026"],
        ["Uczestnik", "pn 4.05", "wt 5.05"],
        ["Kos Ewa", "8:00–9:30", "8-9, 14-15.30"],
        ["Jar Olaf", None, "10-11"],
    ]
    visits = read_hours(book(rows)).visits
    assert [(v.start, v.end, v.minutes) for v in visits] == [
        (480, 570, 90), (480, 540, 60), (840, 930, 90), (600, 660, 60)
    ]  # fmt: skip


def test_a_title_before_a_surname_is_no_part_of_it() -> None:
    rows = [["Nazwisko", "Imię"], ["śp. Dudek", "Stefan"], ["ks. Wrona", "Adam"]]
    found = read_residents(book(rows)).rows
    assert [(r.surname, r.status) for r in found] == [("Dudek", "deceased"), ("Wrona", "active")]


def test_weekdays_under_a_stretch_of_dates_are_these_dates() -> None:
    rows = [
        ["Grafik opiekunki: Lis Barbara"],
        ["Tydzień 1.06.2026 – 5.06.2026"],
        ["Podopieczny", "poniedziałek", "wtorek", "środa"],
        ["Kos Ewa", "8.00-9.00", None, "9-10"],
        ["Jar Olaf", None, "10.30-11.30", None],
    ]
    file = read_hours(book(rows))
    assert [(v.resident.surname, v.date, v.start) for v in file.visits] == [
        ("Kos", dt.date(2026, 6, 1), 480),
        ("Kos", dt.date(2026, 6, 3), 540),
        ("Jar", dt.date(2026, 6, 2), 630),
    ]
    assert {v.worker.surname for v in file.visits} == {"Lis"}
    assert file.cards[0].services[0] == "Usługi opiekuńcze"


def test_two_weeks_side_by_side_have_their_own_dates() -> None:
    week = ["pn", "wt", "śr"]
    rows = [
        ["Klub seniora: obecność, czerwiec 2026"],
        ["Uczestnik", "1-3.06", None, None, "8-10.06", None, None],
        [None, *week, *week],
        ["Kos Ewa", "x", "x", None, "x", None, None],
        ["Jar Olaf", None, "x", None, None, None, "x"],
    ]
    sheet = Sheet("Arkusz1", rows, merged=[(2, 2, 2, 4), (2, 5, 2, 7)])
    file = read_attendance(Workbook("plik.xlsx", [sheet]))
    assert [e.date.day for e in file.entries if e.date] == [1, 2, 8, 2, 10]
    assert file.sheets[0].services[0] == "Klub seniora"


def test_a_worker_written_shorter_is_the_same_worker() -> None:
    heads = ["Data", "Podopieczny", "Opiekunka", "od", "do"]
    rows = [
        heads,
        ["01.06.2026", "Kos Ewa", "Pająk Zofia", "8:00", "9:00"],
        ["02.06.2026", "Kos Ewa", "Zofia Pajak", "8:00", "9:00"],
        ["03.06.2026", "Kos Ewa", "Pająk Z.", "8:00", "9:00"],
        ["04.06.2026", "Kos Ewa", "Kłos T.", "8:00", "9:00"],
    ]
    visits = read_hours(book(rows)).visits
    assert [v.worker.as_written for v in visits] == [*["Pająk Zofia"] * 3, "Kłos T."]
    assert [p.kind for p in visits[2].problems] == ["worker_by_initial"]


def test_a_row_of_signatures_is_no_visit() -> None:
    rows = grid(["podpis opiekunki", None, None, "podpis koordynatora"])
    entries = read_attendance(book(rows)).entries
    assert {e.place.row for e in entries} == {4, 5, 6}


def test_a_name_of_a_person_names_no_service() -> None:
    rows = [["Grafik: Barbara Lis"], *grid()[1:]]
    services_named = read_attendance(book(rows, name="Barbara Lis")).sheets[0].services
    assert services_named == ("plik",)


def test_a_village_with_its_post_office_under_the_village_is_no_street() -> None:
    rows = [
        ["Osoba", "Adres", "Telefon"], ["WIEŚ ŁĘG", None, None],
        ["Ewa Kos", "Łęg 12, 33-131 Łęg Tarnowski", "600123000"], ["Olaf Jar", "Łęg 13", None],
    ]  # fmt: skip
    address = read_residents(book(rows)).rows[0].address
    assert (address.locality, address.street, address.post) == ("Łęg", "", "Łęg Tarnowski")
