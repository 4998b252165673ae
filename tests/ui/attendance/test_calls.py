"""Whom to call after three absences: on the day sheet, in the list, done with a note."""

from __future__ import annotations

import pytest

from cusdesk.services.attendance import add_meetings, month_grid
from cusdesk.services.attendance.absences import list_calls
from cusdesk.services.today import day_sheet
from cusdesk.ui.attendance.screen import AttendanceScreen
from cusdesk.ui.common.form_dialog import FormDialog
from tests.services.attendance_office import JUNE, mark_all


@pytest.fixture
def away(office, group):
    """The second person of the list, absent three times."""
    add_meetings(office, group, [JUNE.replace(day=11)])
    mark_all(office, group, "xxx" + "nun" + "xnn")
    return month_grid(office, group, JUNE).people[1].resident_id


@pytest.fixture
def screen(qtbot, here, group):
    made = AttendanceScreen(here)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def test_a_line_of_the_day_leads_to_the_call_and_the_note_settles_it(screen, office, away):
    section = next(s for s in day_sheet(office).sections if s.key == "absences")
    line = section.lines[0]
    assert "Bąk" in line.text
    assert (line.feature, line.id) == ("attendance", away)

    screen.show_record(line.id)
    page = screen.calls
    assert screen.tabs.currentWidget() is page
    assert page.current.resident_id == away
    page.write_call()
    window = next(iter(page.findChildren(FormDialog)))
    window.confirm()
    assert list_calls(office) == []
    window.form.set_value("note", "Złamała nogę, wraca w lipcu.")
    window.confirm()
    assert [call.note for call in list_calls(office)] == ["Złamała nogę, wraca w lipcu."]
    assert page.current is None
    assert page.made.topLevelItemCount() == 1
    assert "absences" not in {s.key for s in day_sheet(office).sections}


def test_a_record_of_another_kind_leaves_the_screen_as_it_is(screen, away):
    before = screen.tabs.currentWidget()
    screen.show_record(b"0" * 16)
    assert screen.tabs.currentWidget() is before
