"""Groups from the empty list to the first mark, without a mouse where it matters."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import history
from cusdesk.services.attendance import list_groups, list_meetings, list_members, month_grid
from cusdesk.services.residents import create_resident
from cusdesk.ui.attendance.board_page import BoardPage
from cusdesk.ui.attendance.group_dialog import NewGroupDialog
from cusdesk.ui.attendance.meeting_dialog import MeetingDialog
from cusdesk.ui.attendance.member_dialogs import LeaveDialog, PlanDialog
from cusdesk.ui.attendance.screen import AttendanceScreen
from tests.services.attendance_office import JUNE, add_service, make_group

K = Qt.Key


@pytest.fixture
def screen(qtbot, here):
    made = AttendanceScreen(here)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


@pytest.fixture
def people(office):
    return [
        create_resident(office, ResidentDraft(surname=s, given_name="Zofia", locality="Dolina")).id
        for s in ("Gajewska", "Hołub", "Zając")
    ]


def dialog(owner, kind):
    return next(child for child in owner.children() if isinstance(child, kind))


def names(office, group):
    return [member.name for member in list_members(office, group)]


def type_person(field, text):
    QTest.keyClicks(field, text)
    QTest.keyClick(field, K.Key_Return)


def test_the_list_counts_people_and_meetings(group, screen):
    row = screen.groups.panel.model.row_at(0)
    assert (row.name, row.members, row.meetings) == ("Wtorki", 3, 2)
    QTest.keyClick(screen, K.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert screen.groups.panel.model.row_at(0).meetings == 0


def test_a_new_group_leads_to_its_people(screen, office, people):
    service = add_service(office, "Klub seniora")
    screen.run_command("attendance.new_group")
    form = dialog(screen, NewGroupDialog).form
    form.set_value("service_id", service)
    form.set_value("name", "Klub w Dolinie")
    dialog(screen, NewGroupDialog).create_group()

    assert screen.title_label.text() == "Klub w Dolinie"
    assert screen.group.tabs.currentWidget() is screen.group.members
    type_person(screen.group.members.person, "gajew")
    type_person(screen.group.members.person, "zajac")
    group = next(g for g in list_groups(office) if g.name == "Klub w Dolinie")
    assert names(office, group.id) == ["Gajewska Zofia", "Zając Zofia"]


def test_a_group_without_a_service_is_refused_beside_the_field(screen, office):
    screen.new_group()
    dialog(screen, NewGroupDialog).create_group()
    assert list_groups(office) == []
    assert "usługę" in dialog(screen, NewGroupDialog).form._boxes["service_id"].shown_problem


def test_somebody_in_the_group_is_not_added_twice(screen, group, office, people, notices):
    screen.open_group(group)
    screen.group.show_people()
    type_person(screen.group.members.person, "gajewska")
    type_person(screen.group.members.person, "gajewska")
    assert names(office, group).count("Gajewska Zofia") == 1
    assert "już w tej grupie" in notices.list[-1].text


def test_order_is_changed_by_the_keyboard_and_shown_in_the_grid(screen, group, office):
    screen.open_group(group)
    screen.group.show_people()
    people = screen.group.members.list
    people.setCurrentItem(people.topLevelItem(2))
    QTest.keyClick(people, K.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(office, group) == ["Łuczak", "Żak", "Bąk"]
    state = screen.group.board.session.state
    assert [line.name for line in state.people] == ["Łuczak", "Żak", "Bąk"]


def test_leaving_keeps_earlier_months(screen, group, office):
    screen.open_group(group)
    screen.group.show_people()
    page = screen.group.members
    page._ask_leave()
    leave = dialog(page, LeaveDialog)
    assert leave.minimumWidth() <= leave.minimumSizeHint().width()  # no word of a button is cut
    leave.form.set_value("left_on", dt.date(2026, 6, 5))
    leave.write()
    assert list_members(office, group)[-1].left_on == dt.date(2026, 6, 5)
    assert len(month_grid(office, group, JUNE).people) == 3
    state = screen.group.board.session.state
    assert (state.belongs(0, 0), state.belongs(0, 1)) == (True, False)


@pytest.mark.parametrize(("typed", "minutes"), [("8", 480), ("1,5", 90), ("", None)])
def test_plan_of_a_person_is_typed_in_units(screen, group, office, typed, minutes):
    screen.open_group(group)
    screen.group.show_people()
    screen.group.members._ask_plan()
    plan = dialog(screen.group.members, PlanDialog)
    plan.form.set_value("amount", typed)
    plan.write()
    assert list_members(office, group)[0].planned_minutes == minutes
    assert screen.group.board.session.state.line(0).planned == (minutes or 180)


def test_meetings_are_seen_before_they_are_added(screen, group, office):
    screen.open_group(group)
    page = screen.group.meetings
    screen.group.tabs.setCurrentWidget(page)
    page.planning.form.weekdays[3].setFocus()
    QTest.keyClick(page.planning.form.weekdays[3], K.Key_Space)
    texts = [page.planning.preview.item(n).text() for n in range(page.planning.preview.count())]
    assert len(texts) == 4
    assert "Boże" in texts[0] or "Ciała" in texts[0]
    assert page.planning.add.text() == "Dodaj 3 spotkania"
    QTest.keyClick(page.planning.add, K.Key_Space)
    assert [m.date.day for m in list_meetings(office, group, JUNE)] == [2, 9, 11, 18, 25]
    assert len(screen.group.board.session.state.columns) == 5


def test_a_single_day_is_added_changed_and_removed(screen, group, office, notices):
    screen.open_group(group)
    page = screen.group.meetings
    screen.group.tabs.setCurrentWidget(page)
    QTest.keyClicks(page.single, "17")
    QTest.keyClick(page.single, K.Key_Return)
    assert list_meetings(office, group, JUNE)[-1].date.day == 17

    page.list.setCurrentRow(2)
    page._change()
    change = dialog(page, MeetingDialog)
    change.date.setText("18.06")
    change.time.show_time(16 * 60, 45)
    change.write()
    last = list_meetings(office, group, JUNE)[-1]
    assert (last.date.day, last.start_minute, last.minutes) == (18, 960, 45)

    page.list.setCurrentRow(2)
    page.remove()
    assert len(list_meetings(office, group, JUNE)) == 2
    history.undo(office)
    assert len(list_meetings(office, group, JUNE)) == 3


def test_a_bad_date_adds_nothing(screen, group, office, notices):
    screen.open_group(group)
    page = screen.group.meetings
    QTest.keyClicks(page.single, "31")
    QTest.keyClick(page.single, K.Key_Return)
    assert len(list_meetings(office, group, JUNE)) == 2
    assert notices.list[-1].level == "warning"


def test_data_of_the_group_are_written_when_a_field_is_left(screen, group, office):
    screen.open_group(group)
    form = screen.group.data.form
    screen.group.tabs.setCurrentIndex(3)
    form.focus("leader")
    editor = form.field("leader").widget
    editor.selectAll()
    QTest.keyClicks(editor, "Adam Lis")
    QTest.keyClick(editor, K.Key_Tab)
    assert list_groups(office)[0].leader == "Adam Lis"


def test_a_removed_group_comes_back(screen, group, office, notices):
    screen.open_group(group)
    screen.group.data.retire_wanted.emit()
    assert list_groups(office) == []
    assert screen.pages.currentWidget() is screen.tabs
    notices.list[-1].action()
    assert [g.name for g in list_groups(office)] == ["Wtorki"]


def test_paper_has_the_order_of_the_grid(qtbot, screen, group, office):
    from cusdesk.services.attendance import sign_in_list
    from cusdesk.ui.attendance.paper import PaperDialog, _as_pdf

    screen.open_group(group)
    screen._paper.click()
    paper = dialog(screen.group, PaperDialog)
    assert len(paper.chosen()) == 1
    assert _as_pdf(sign_in_list(office, group, JUNE, paper.chosen())).startswith(b"%PDF")
    paper.reject()


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (ServiceUnit.HOUR, "Razem godz."),
        (ServiceUnit.LESSON_HOUR, "Godz. lekc."),
        (ServiceUnit.MEETING, None),
    ],
)
def test_the_time_of_a_meeting_is_named_by_the_unit(qtbot, here, office, unit, words):
    group = make_group(office, ["Bąk"], [2], minutes=90, unit=unit)
    page = BoardPage(here)
    qtbot.addWidget(page)
    page.resize(1000, 900)
    page.show()
    page.show_group(group, JUNE)
    below = page.session.panes.below
    assert below.isRowHidden(2) is (words is None)
    if words is not None:
        assert below.model().headerData(2, Qt.Orientation.Vertical) == words
