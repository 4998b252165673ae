"""Reading registers and lists of applications, however they are kept."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.applications import ApplicationChannel, ApplicationStatus
from cusdesk.importing.applications import guess_maps, read_applications
from cusdesk.importing.applications.values import (
    answer_of,
    channel_of,
    day_in_remark,
    is_withdrawn,
    minute_of,
    moment_of,
    outcome_of,
)
from cusdesk.importing.workbook import Sheet, Workbook

TODAY = dt.date(2026, 6, 15)
cell = dt.datetime.fromisoformat
"""A cell with a date, as spreadsheets keep it."""
HEAD = ["Nr wniosku", "Data wpływu", "Godz.", "Nazwisko i imię", "PESEL", "Adres", "Wnioskodawca",
        "Stopień pokrewieństwa", "Wnioskowana usługa", "Sposób złożenia", "Status",
        "Data rozstrzygnięcia", "Uwagi"]  # fmt: skip
REGISTER = [
    ["Rejestr wniosków 2026"],
    HEAD,
    ["1/2026", cell("2026-02-02"), "9.40", "Lis Jan", None, "Brzezie 4", None, None,
     "Rehabilitacja", "osobiście", "zakwalifikowano", "10.02.2026", None],
    ["2/2026", "3 lutego 2026 r.", dt.time(12, 5), "Wilga Ewa", "55051324142", "Dolina 1",
     "Marek Wilga", "syn", "Obiady; Rehabilitacja", "telefonicznie", "w toku", None, "dzwonić"],
]  # fmt: skip


def workbook(rows, *others, name="wnioski"):
    sheets = [Sheet(name, rows), *(Sheet(f"a{n}", other) for n, other in enumerate(others))]
    return Workbook("wnioski.xlsx", sheets)


def read(rows, *others):
    return read_applications(workbook(rows, *others), today=TODAY)


def kinds(row):
    return [problem.kind for problem in row.person.problems]


@pytest.mark.parametrize(
    ("value", "day", "minute"),
    [
        ("2026-05-11 08:35:54", (2026, 5, 11), 515),
        ("11.05.2026 8:05", (2026, 5, 11), 485),
        ("11.05.2026, godz. 17:20", (2026, 5, 11), 1040),
        ("11 maja 2026 r. o godz. 9.40", (2026, 5, 11), 580),
        ("11.05.2026 godz. 9", (2026, 5, 11), 540),
        ("11.05.2026", (2026, 5, 11), None),
        (cell("2026-05-11"), (2026, 5, 11), None),
        (cell("2026-05-11T00:30"), (2026, 5, 11), 30),
        (dt.date(2026, 5, 11), (2026, 5, 11), None),
    ],
)
def test_a_moment_is_read_in_every_style(value, day, minute):
    assert moment_of(value, TODAY) == (dt.date(*day), minute)


@pytest.mark.parametrize("value", ["maj 2026", "wczoraj", None, 5, "31.02.2026"])
def test_what_is_no_day_stays_unread(value):
    assert moment_of(value, TODAY)[0] is None


def test_hours_of_their_own_column():
    assert [minute_of(c) for c in (dt.time(8, 15), "8.15", "godz. 8:15", 0.34375, "rano")] == [
        495, 495, 495, 495, None,
    ]  # fmt: skip


def test_only_a_clear_yes_is_a_statement():
    said = ("TAK", "x", "tak, 5.05", True, TODAY)
    assert all(answer_of(each) for each in said)
    assert not any(answer_of(c) for c in (None, "-", "nie", "doniesie", "brak", "tak/nie"))


def test_channels_and_outcomes_in_the_words_of_offices():
    assert channel_of("E-mailem") == ApplicationChannel.EMAIL
    assert channel_of("tel. od córki") == ApplicationChannel.PHONE
    assert channel_of("gołąb") is None
    assert outcome_of("Nie zakwalifikowano") == ApplicationStatus.REFUSED
    assert outcome_of("lista rezerwowa") == ApplicationStatus.WAITING
    assert outcome_of("w trakcie") == ApplicationStatus.RECEIVED
    assert outcome_of("zob. teczka") is None


def test_a_remark_says_that_somebody_gave_up_and_when():
    came = dt.date(2026, 12, 30)
    assert is_withdrawn("REZYGNACJA 4.01 (tel.)")
    assert day_in_remark("REZYGNACJA 4.01 (tel.)", came) == dt.date(2027, 1, 4)
    assert day_in_remark("rezygnacja", came) is None
    assert not is_withdrawn("w razie rezygnacji innych dzwonić")


def test_a_register_is_read_column_by_column():
    first, second = read(REGISTER).applications
    assert (first.number, first.received_on, first.minute) == ("1/2026", dt.date(2026, 2, 2), 580)
    assert (first.person.surname, first.applicant) == ("Lis", "")
    assert (first.outcome, first.outcome_on) == (ApplicationStatus.QUALIFIED, dt.date(2026, 2, 10))
    assert first.channel == ApplicationChannel.IN_PERSON
    assert (second.received_on, second.minute) == (dt.date(2026, 2, 3), 725)
    assert second.person.birth_date == dt.date(1955, 5, 13)
    assert (second.applicant, second.applicant_basis) == ("Marek Wilga", "syn")
    assert second.person.services == ["Obiady", "Rehabilitacja"]
    assert (second.person.notes, second.outcome) == ("dzwonić", ApplicationStatus.RECEIVED)


def test_where_nobody_else_is_named_the_applicant_is_served():
    rows = [["Data złożenia wniosku", "Wnioskodawca", "Tel. wnioskodawcy", "Data ur."],
            ["2.03.2026", "Lis Jan", "600 100 200", "5.04.1949"]]  # fmt: skip
    (row,) = read(rows).applications
    assert (row.person.surname, row.applicant) == ("Lis", "")
    assert [phone.number for phone in row.person.phones] == ["+48600100200"]


def test_a_list_tells_order_term_age_and_missing_statements():
    rows = [
        ["Data i godz. zgłoszenia", "Imię i nazwisko dziecka", "Data ur. / PESEL", "Rodzic",
         "Miejscowość", "Ośw. – warunki"],
        ["2026-05-11 08:00", "Ola Lis", "02211307589", "Anna Lis", "Brzezie", "tak"],
        ["2026-05-14 08:00", "Jan Kos", "5.05.2016", "Anna Kos", "Brzezie", "x"],
        ["2026-05-12 08:00", "Ewa Kos", "5.05.1995", "Anna Kos", "Olsza (gm. Inna)", "doniesie"],
        ["2026-05-23 08:00", "Adam Gil", "5.05.2016", "Jan Gil", "Brzezie", "tak"],
    ]  # fmt: skip
    rules = [["Nabór", "od 11.05.2026 do 22.05.2026 g. 15:00"],
             ["Wiek", "6–25 lat na dzień 1.07.2026"]]  # fmt: skip
    found = read(rows, rules).applications
    assert found[0].person.birth_date == dt.date(2002, 1, 13)
    assert found[0].is_statutory
    assert [kinds(row) for row in found[:2]] == [[], []]
    assert set(kinds(found[2])) == {
        "out_of_order", "statement_missing", "age_out_of_range", "not_a_resident",
    }  # fmt: skip
    assert kinds(found[3]) == ["late_application"]


def test_typed_points_are_counted_again_by_the_criteria_beside_the_list():
    rows = [
        [
            "Data zgłoszenia",
            "Imię i nazwisko",
            "Miejscowość",
            "Niepełnospr.",
            "Sam. rodzic",
            "Punkty",
        ],
        ["11.05.2026", "Ola Lis", "Brzezie", "tak", "nie", 10],
        ["12.05.2026", "Jan Kos", "Łęgi", "-", "x", 8],
        ["13.05.2026", "Ewa Kos", "Łęgi", "", "", "?"],
    ]
    rules = [["Dziecko z niepełnosprawnością", "10 pkt"], ["Samotny rodzic", "8 pkt"],
             ["Miejscowość bez świetlicy (Łęgi, Olsza)", "4 pkt"]]  # fmt: skip
    found = [row.person.problems for row in read(rows, rules).applications]
    assert [[(p.kind, p.column, p.params) for p in problems] for problems in found] == [
        [], [("points_mismatch", "F", {"written": 8, "expected": 12})], [],
    ]  # fmt: skip
    assert not kinds(read(rows, rules[:2]).applications[0])


def test_a_list_kept_from_the_newest_down_is_in_order():
    rows = [["Data wpływu", "Nazwisko i imię"]]
    rows += [
        [f"{day}.05.2026", f"{name} Jan"] for day, name in ((9, "Lis"), (7, "Kos"), (5, "Gil"))
    ]
    assert not any(kinds(row) for row in read(rows).applications)


def test_a_list_of_people_is_no_list_of_applications():
    rows = [["Lp.", "Nazwisko i imię", "PESEL", "Status"], [1, "Lis Jan", "55051324142", "aktywny"]]
    assert guess_maps(workbook(rows)) == []
