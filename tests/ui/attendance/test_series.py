"""A series from the fields to the meetings, changed, repeated, and the breaks of the office."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.domain.access import Role
from cusdesk.domain.schedule import Rhythm
from cusdesk.services.attendance import list_meetings
from cusdesk.services.attendance.series import BreakDraft, add_break, list_breaks, list_series
from cusdesk.ui.attendance.meetings_page import MeetingsPage
from cusdesk.ui.attendance.series.breaks_dialog import BreaksDialog
from cusdesk.ui.attendance.series.change_dialog import SeriesDialog
from cusdesk.ui.attendance.series.year_dialog import NextYearDialog
from tests.helpers.people import act_as
from tests.services.attendance_office import JUNE


@pytest.fixture
def page(qtbot, here, group):
    made = MeetingsPage(here)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.show_group(_row(here.office), JUNE)
    return made


def _row(office):
    from cusdesk.services.attendance import list_groups

    return list_groups(office)[0]


def lines(preview):
    return [preview.item(n).text() for n in range(preview.count())]


def made_of(page, kind):
    return next(child for child in page.children() if isinstance(child, kind))


def make_thursdays(page):
    form = page.planning.form
    form.weekdays[3].setChecked(True)
    form.time.show_time(600, 60)
    form.changed.emit()
    page.planning.add_series()


def test_chosen_dates_are_read_and_a_bad_one_is_named(page, office, group):
    form = page.planning.form
    form.rhythm.setCurrentIndex(list(Rhythm).index(Rhythm.DATES))
    form.dates.setText("3, 10, 3.09.2026")
    form.changed.emit()
    assert page.planning.add.text() == "Dodaj 3 spotkania"
    page.planning.add_series()
    assert [m.date.day for m in list_meetings(office, group, JUNE)] == [2, 3, 9, 10]

    form.dates.setText("3, 40")
    form.changed.emit()
    assert "3, 40" in page.planning.said.text()
    assert not page.planning.add.isEnabled()


def test_a_series_is_changed_from_a_meeting_on(page, office, group):
    make_thursdays(page)
    row = next(n for n in range(page.list.count()) if "25.06" in page.list.item(n).text())
    page.list.setCurrentRow(row)
    assert page.whole.isEnabled()
    page.change_series()
    change = made_of(page, SeriesDialog)
    change.form.weekdays[3].setChecked(False)
    change.form.weekdays[4].setChecked(True)
    assert any("pt 26.06.2026" in line and "25.06" in line for line in lines(change.preview))
    change.confirm()
    assert [m.date.day for m in list_meetings(office, group, JUNE)] == [2, 9, 11, 18, 26]


def test_all_that_are_ahead_are_shown_before_the_change(page):
    make_thursdays(page)
    page.list.setCurrentRow(page.list.count() - 1)
    page.change_series()
    change = made_of(page, SeriesDialog)
    assert len(lines(change.preview)) == 1
    change.all.setChecked(True)
    assert [line[:14].strip() for line in lines(change.preview)] == [
        "cz 18.06.2026",
        "cz 25.06.2026",
    ]
    change.form.end.setText("32.13")
    change.form.changed.emit()
    assert "32.13" in change.problem.text()
    assert not change.do.isEnabled()


def test_the_next_year_is_seen_and_made(page, office, group, notices):
    page.repeat()
    assert "nie ma jeszcze serii" in notices.list[-1].text
    make_thursdays(page)
    page.repeat()
    year = made_of(page, NextYearDialog)
    assert year.do.text() == "Dodaj 4 spotkania"
    year.confirm()
    found = list_meetings(office, group, dt.date(2027, 6, 1))
    assert [m.date.day for m in found] == [3, 10, 17, 24]
    assert len(list_series(office, group)) == 2


def test_breaks_are_added_and_taken_away_and_skip_days(page, office):
    page.show_breaks()
    window = made_of(page, BreaksDialog)
    window.confirm()
    assert list_breaks(office) == []
    window.form.set_value("name", "Urlop")
    window.form.set_value("valid_from", dt.date(2026, 6, 18))
    window.confirm()
    page.planning.form.weekdays[3].setChecked(True)
    assert any("Urlop" in line for line in lines(page.planning.preview))
    window.remove_break()
    assert list_breaks(office) == []


def test_who_may_only_look_sees_no_way_to_change(qtbot, here, office, group):
    add_break(office, BreakDraft("Ferie", dt.date(2026, 2, 2)))
    row = _row(office)
    act_as(office, Role.DIRECTOR)
    page = MeetingsPage(replace(here, office=office))
    qtbot.addWidget(page)
    page.show_group(row, JUNE)
    assert not page.planning.form.isEnabled()
    assert not page.planning.add.isEnabled()
    assert not page.whole.isEnabled()
