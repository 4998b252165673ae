"""Work cards typed line after line."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.domain.residents import ResidentDraft
from cusdesk.services.attendance import VisitDraft, add_visits, list_visits
from cusdesk.services.residents import create_resident
from cusdesk.ui.attendance.visits.lines import LineTexts, read_line, sums
from cusdesk.ui.attendance.visits.page import VisitsPage
from tests.services.attendance_office import JUNE, add_service

K = Qt.Key
TODAY = dt.date(2026, 6, 15)


@pytest.fixture
def service(office):
    return add_service(office, "Usługi opiekuńcze")


@pytest.fixture
def people(office):
    return [
        create_resident(office, ResidentDraft(surname=s, given_name="Zofia")).id
        for s in ("Łuczak", "Bąk")
    ]


@pytest.fixture
def page(qtbot, here, service, people):
    made = VisitsPage(here, JUNE)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.heads.choose(service, "Iwona Lis")
    return made


def type_line(page, start, end, activities=""):
    line = page.line.fields
    for name, text in (("start", start), ("end", end), ("activities", activities)):
        page.line.go_to(name)
        QTest.keyClicks(line[name], text)
    QTest.keyClick(line["activities"], K.Key_Return)


def choose(page, text):
    QTest.keyClicks(page.line.person, text)
    QTest.keyClick(page.line.person, K.Key_Return)


def first_day(page, text):
    page.line.go_to("date")
    QTest.keyClicks(page.line.fields["date"], text)


def test_enter_writes_and_begins_the_next_day(page, office):
    first_day(page, "1")
    choose(page, "lucz")
    type_line(page, "8", "10", "zakupy")
    assert page.line.fields["date"].text() == "02.06.2026"
    assert page.line.person.text() == "Łuczak Zofia"
    type_line(page, "8:15", "9:45")

    found = [(v.date.day, v.minutes, v.worker, v.activities) for v in list_visits(office, JUNE)]
    assert found == [(1, 120, "Iwona Lis", "zakupy"), (2, 90, "Iwona Lis", "")]
    assert page.panel.model.rowCount() == 2


def test_the_next_day_is_never_one_that_has_not_come(page):
    first_day(page, "15")  # today
    choose(page, "lucz")
    type_line(page, "8", "10")

    assert page.line.fields["date"].text() == "15.06.2026"


def test_time_alone_is_enough(page, office):
    first_day(page, "3")
    choose(page, "bak")
    QTest.keyClicks(page.line.fields["minutes"], "1,5")
    QTest.keyClick(page.line.fields["minutes"], K.Key_Return)
    visit = list_visits(office, JUNE)[0]
    assert (visit.minutes, visit.start_minute) == (90, None)


def test_enter_goes_to_what_is_missing(page, office):
    page.line.go_to("date")
    QTest.keyClick(page.line.fields["date"], K.Key_Return)
    assert page.line.person.hasFocus()
    assert list_visits(office) == []


def test_overlaps_are_said_at_once(page, office, service, people):
    night = VisitDraft(people[1], service, dt.date(2026, 6, 1), 480, 600, worker="Iwona Lis")
    add_visits(office, [night])
    page.line.show_texts(LineTexts("1", "9", "9:30", "", "", people[0], "Łuczak Zofia"))
    assert "Nakłada się: Iwona Lis" in page.typing.words.text()
    page.line.show_texts(LineTexts("1", "10", "10:30", "", "", people[0], "Łuczak Zofia"))
    assert "Nakłada" not in page.typing.words.text()


@pytest.mark.parametrize(
    ("start", "end", "minutes", "field"),
    [("8", "8", "", "end"), ("ósma", "9", "", "start"), ("8", "10", "1", "minutes"),
     ("", "", "abc", "minutes"), ("", "", "25", "minutes")],
)  # fmt: skip
def test_wrong_times_are_said_beside_the_field(start, end, minutes, field):
    reading = read_line(LineTexts("1", start, end, minutes, "", b"x", "A"), JUNE, TODAY)
    assert set(reading.problems) == {field}
    assert reading.problems or reading.missing


@pytest.mark.parametrize("date", ["31", "0", "1.13.2026", "jutro"])
def test_a_date_that_is_none_is_refused(date):
    reading = read_line(LineTexts(date, "8", "9", "", "", b"x", "A"), JUNE, TODAY)
    assert "date" in reading.problems


def test_a_night_is_a_hint(page):
    reading = read_line(LineTexts("1", "22", "2", "", "", b"x", "A"), JUNE, TODAY)
    assert reading.draft.minutes == 240
    assert "następnego dnia" in reading.hints[0]


def test_an_entry_is_changed_in_the_line(page, office, service, people):
    add_visits(office, [VisitDraft(people[0], service, JUNE, 480, 540, worker="Iwona Lis")])
    page._is_stale = True
    page._refresh()
    page.change(list_visits(office)[0].id)
    page.line.go_to("end")
    QTest.keyClicks(page.line.fields["end"], "11")
    QTest.keyClick(page.line.fields["end"], K.Key_Return)
    assert [v.minutes for v in list_visits(office)] == [180]


def test_escape_leaves_an_entry_as_it_was(page, office, service, people):
    add_visits(office, [VisitDraft(people[0], service, JUNE, 480, 540, worker="Iwona Lis")])
    page._is_stale = True
    page._refresh()
    page.change(list_visits(office)[0].id)
    QTest.keyClick(page.line.fields["end"], K.Key_Escape)
    assert page.typing.changed is None
    assert [v.minutes for v in list_visits(office)] == [60]


def test_an_entry_is_removed_by_its_key(page, office, service, people):
    add_visits(office, [VisitDraft(people[0], service, JUNE, 480, 540, worker="Iwona Lis")])
    page._is_stale = True
    page._refresh()
    page.panel.view.setFocus()
    page.panel.view.select_record(list_visits(office)[0].id)
    QTest.keyClick(page.panel.view, K.Key_Delete)
    assert list_visits(office) == []


def test_a_line_without_a_service_waits(page, office):
    page.heads.choose(None, "Iwona Lis")
    first_day(page, "1")
    choose(page, "lucz")
    type_line(page, "8", "10")
    assert list_visits(office) == []
    assert page.heads.service.hasFocus()
    assert page.line.fields["start"].text() == "8"


def test_sums_by_person_and_service(page, office, service, people):
    other = add_service(office, "Asystent")
    add_visits(
        office,
        [
            VisitDraft(people[0], service, JUNE, minutes=60),
            VisitDraft(people[0], other, JUNE, minutes=30),
            VisitDraft(people[1], service, JUNE, minutes=45),
        ],
    )
    rows = list_visits(office, JUNE)
    assert [(s.name, s.visits, s.minutes) for s in sums(rows, "resident")] == [
        ("Bąk Zofia", 1, 45),
        ("Łuczak Zofia", 2, 90),
    ]
    assert [(s.name, s.minutes) for s in sums(rows, "service")] == [
        ("Asystent", 30),
        ("Usługi opiekuńcze", 105),
    ]


def test_the_sums_leave_room_for_a_whole_name(page):
    sums = page.sums
    name = sums.fontMetrics().horizontalAdvance("Przykładowska-Zmyślona Jolanta"[:26])
    assert sums.columnWidth(0) >= name
    for place in (1, 2):
        heading = sums.headerItem().text(place)
        assert sums.columnWidth(place) >= sums.fontMetrics().horizontalAdvance(heading)


def test_the_way_is_typed_apart_and_a_long_day_is_said(page, office):
    first_day(page, "2")
    choose(page, "lucz")
    page.line.fields["travel"].setText("0:20")
    type_line(page, "8", "15:50")
    found = list_visits(office, JUNE)[0]
    assert (found.minutes, found.travel_minutes) == (470, 20)
    assert "limit" not in page.typing.words.text()

    first_day(page, "2")
    page.line.go_to("start")
    QTest.keyClicks(page.line.fields["start"], "17")
    QTest.keyClicks(page.line.fields["end"], "18")
    page.line.tell()
    assert "Iwona Lis ma tego dnia razem 9:10" in page.typing.words.text()
    page.change(found.id)
    assert page.line.fields["travel"].text() == "0:20"
    page.line.fields["travel"].setText("daleko")
    page.line.tell()
    page.line.enter()
    assert list_visits(office, JUNE)[0].travel_minutes == 20
