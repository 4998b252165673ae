"""What further rural offices do in their workbooks: several tables, colours, codes, quarters."""

from __future__ import annotations

import datetime as dt

from cusdesk.importing.attendance import read_attendance
from cusdesk.importing.catalogue import read_services
from cusdesk.importing.hours import read_hours
from cusdesk.importing.residents import read_residents
from cusdesk.importing.workbook import CellStyle, Sheet, Workbook


def book(rows, name="Arkusz1", file="plik.xlsx", **looks) -> Workbook:
    return Workbook(file, [Sheet(name, rows, **looks)])


def test_the_first_of_two_lists_is_read_though_the_second_says_more() -> None:
    rows = [
        ["A – aktywny, R – rezygnacja, Z – zmarł/a"],
        ["Lp.", "Imię", "Nazwisko", "PESEL / data ur.", "Wieś", "Nr", "St."],
        [1, "Ewa", "Kos", "12.03.1949", "Lipnik", 7, "A"],
        [2, "Jan", "Jar", "1.02.1944", "Lipnik", "18", "Z"],
        [], ["Razem: 2"], [],
        ["Lp.", "Nazwisko", "Imię", "Data urodzenia", "PESEL", "Miejscowość", "Nr domu", "Kontakt"],
        [1, "Lis", "Ola", "2.2.1980", None, "Zawada", "3", "600123000"],
    ]  # fmt: skip
    found = read_residents(book(rows)).rows
    assert [(r.surname, r.status, r.address.house, r.address.street) for r in found] == [
        ("Kos", "active", "7", ""), ("Jar", "deceased", "18", ""), ("Lis", "active", "3", "")
    ]  # fmt: skip


def test_a_street_without_a_village_stands_in_the_town_of_its_post_code() -> None:
    rows = [
        ["Nazwisko i imię", "Kod i miejscowość", "Ulica/nr"],
        ["Kos Ewa", "33-100 Tarnów", "Długa 4 m 5"],
    ]
    address = read_residents(book(rows)).rows[0].address
    assert (address.locality, address.street, address.house) == ("Tarnów", "Długa", "4")


def test_a_no_under_active_is_an_end_to_be_confirmed() -> None:
    heads = ["Nazwisko i imię", "Aktywny", "Uwagi"]
    rows = [
        heads,
        ["Kos Ewa", "T", ""],
        ["Jar Jan", "N", "wyjazd"],
        ["Lis Ola", "N", "zm. 3.04.2026"],
    ]
    found = read_residents(book(rows)).rows
    assert [r.status for r in found] == ["active", "left", "deceased"]
    assert ["status" in r.doubts for r in found] == [False, True, True]


def test_a_plot_of_land_is_no_house_number() -> None:
    rows = [["Nazwisko i imię", "Miejscowość", "Nr domu"], ["Kos Ewa", "Lipnik", "dz. 114/2"]]
    row = read_residents(book(rows)).rows[0]
    assert (row.address.house, row.extra_notes) == ("", ["dz. 114/2"])
    assert "address_incomplete" in {p.kind for p in row.problems}


def test_two_rows_of_headings_of_a_catalogue() -> None:
    rows = [
        ["Usługa", "Wiek", None, "Odpłatność", None, None, "Grupa", None],
        [None, "od", "do", "bezpłatna", "odpłatna", "cena", "min", "max"],
        ["Klub", 60, None, "x", None, None, 10, 25],
        ["Gimnastyka", 18, 75, None, "x", "15 zł/zajęcia", 5, 12],
    ]
    merged = [(1, 2, 1, 3), (1, 4, 1, 6), (1, 7, 1, 8)]
    found = read_services(book(rows, merged=merged)).services
    assert [(s.age_from, s.age_to, s.price_gr, s.group_min, s.group_max) for s in found] == [
        (60, None, 0, 10, 25), (18, 75, 1500, 5, 12)
    ]  # fmt: skip


def test_a_price_for_a_lesson_hour() -> None:
    rows = [["Usługa", "Zasady odpłatności"], ["Korepetycje", "5 zł/45 min"]]
    service = read_services(book(rows)).services[0]
    assert (service.price_gr, service.unit) == (500, "lesson_hour")


def test_attendance_kept_in_colours_only() -> None:
    green, red = CellStyle("92D050"), CellStyle("FF0000")
    rows = [
        ["Klub seniora – kwiecień 2026"],
        ["Legenda:", "zielone – obecny", "czerwone – nieobecny"],
        ["Osoba", dt.date(2026, 4, 2), dt.date(2026, 4, 9), dt.date(2026, 4, 16)],
        ["Kos Ewa", None, None, None],
        ["Jar Jan", None, None, "x"],
    ]
    styles = {(2, 2): green, (2, 3): red, (4, 2): green, (4, 3): red, (5, 3): green,
              (5, 2): CellStyle("FFFF00")}  # fmt: skip
    entries = read_attendance(book(rows, styles=styles)).entries
    assert [(e.person.surname, e.date.day, e.mark) for e in entries if e.date] == [
        ("Kos", 2, "present"), ("Kos", 9, "absent"), ("Jar", 9, "present"), ("Jar", 16, "present")
    ]  # fmt: skip


def test_the_meetings_of_a_quarter_side_by_side() -> None:
    rows = [
        ["Logopeda – obecność dzieci w 2026 r."],
        ["Dziecko", "styczeń", None, None, "luty", None, None],
        [None, 7, 14, 21, 4, 11, 18],
        ["Ewa Kos", "+", "+", "ch", "+", None, "-"],
        ["Jan Jar", None, "+", "+", "+", "+", "+"],
    ]
    file = read_attendance(book(rows, merged=[(2, 2, 2, 4), (2, 5, 2, 7)], name="I kwartał"))
    days = [e.date.isoformat()[5:] for e in file.entries if e.date and e.place.row == 4]
    assert days == ["01-07", "01-14", "01-21", "02-04", "02-18"]
    assert file.sheets[0].services[0].startswith("Logopeda")


def test_the_assistant_of_a_family_is_not_that_of_a_person() -> None:
    rows = [
        ["Asystent rodziny: Julia Maj"],
        ["Data", "Rodzina", "Czas", "Temat"],
        ["12.01.2026", "Kos Ewa", "1,5 h", "rozmowa"],
    ]
    file = read_hours(book(rows, name="styczeń"))
    assert [(v.worker.surname, v.minutes) for v in file.visits] == [("Maj", 90)]
    assert file.cards[0].services[0] == "Asystent rodziny"


def test_a_column_of_carers_beside_the_days_says_who_came() -> None:
    rows = [
        ["Sąsiedzkie usługi opiekuńcze – czerwiec 2026"],
        ["Podopieczny", "Opiekun", 1, 2, 3, 4, 5, "suma"],
        ["Kos Ewa", "Kuc Jan", 1, None, "1,5", None, None, 2.5],
        ["Jar Jan", "Drab Ewa", None, 2, None, None, None, 2],
    ]
    visits = read_hours(book(rows)).visits
    assert [v.worker.surname for v in visits] == ["Kuc", "Kuc", "Drab"]


def test_a_title_of_several_carers_is_no_worker() -> None:
    rows = [
        ["Opiekunki: Lach Maria, Sus Ewa – maj 2026"],
        ["Data", "Podopieczny", "od", "do"],
        ["02.05.2026", "Kos Ewa", "8:00", "9:00"],
    ]
    rows[0] = ["Opiekunki: Lach Maria, Sus Ewa"]
    assert [v.worker.as_written for v in read_hours(book(rows)).visits] == [""]


def test_a_village_before_its_post_is_a_doubt_where_streets_are_called_streets() -> None:
    rows = [
        ["Nazwisko i imię", "Adres"],
        ["Kos Ewa", "ul. Lipowa 3, 33-300 Nowa Wieś"],
        ["Jar Jan", "Zalesie 14, 33-301 Nowa Wieś"],
        ["Lis Ola", "NOWA WIEŚ 7 (u córki)"],
    ]
    found = read_residents(book(rows)).rows
    assert ["address" in row.doubts for row in found] == [False, True, False]
    assert (found[2].address.locality, found[2].address.house) == ("Nowa Wieś", "7")


def test_an_address_of_mail_in_capitals() -> None:
    rows = [["Nazwisko i imię", "E-mail"], ["Kos Ewa", "EWA.KOS@EXAMPLE.PL"]]
    assert read_residents(book(rows)).rows[0].email.lower() == "ewa.kos@example.pl"


def test_a_column_of_amounts_under_an_odd_heading_is_a_price_to_be_confirmed() -> None:
    rows = [["Usługa", "Za ile"], ["Basen", "12,50 zł/h"], ["Klub", "bezpłatnie"]]
    found = read_services(book(rows)).services
    assert [(s.price_gr, "price_gr" in s.doubts) for s in found] == [(1250, True), (0, True)]
