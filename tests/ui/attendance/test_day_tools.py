"""Reasons, people from outside the list, heads without names, make-up meetings, sums of cells."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from cusdesk.domain.attendance import Mark
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services.attendance import list_members, month_grid
from cusdesk.services.attendance.heads import HeadLine, head_lines
from cusdesk.services.residents import create_resident
from cusdesk.ui.common.form_dialog import FormDialog
from tests.services.attendance_office import JUNE, mark_all

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def menus(board):
    return {menu.title(): menu for menu in board.tools.findChildren(QMenu)}


def entries(menu):
    return {action.text().split("   ")[-2]: action for action in menu.actions() if action.text()}


def cell(office, group, row=0, column=0):
    grid = month_grid(office, group, JUNE)
    return grid.cells.get((grid.people[row].resident_id, grid.meetings[column].id))


def test_a_reason_brings_its_mark_and_is_said(board, grid, office, group):
    grid.go_to((0, 0))
    QTest.keyClick(grid, K.Key_F4)
    menu = next(iter(menus(board).values()))
    entries(menu)["wyjazd"].trigger()
    assert (cell(office, group).mark, cell(office, group).reason) == (Mark.EXCUSED, "travel")
    assert "wyjazd" in board.status.where.text()
    entries(menu)["nie wiadomo, nie uprzedzono"].trigger()
    assert cell(office, group).mark is Mark.ABSENT
    menu.close()


def test_typing_the_same_mark_keeps_the_reason(board, grid, office, group):
    grid.go_to((0, 0))
    QTest.keyClick(grid, K.Key_F4)
    entries(next(iter(menus(board).values())))["wyjazd"].trigger()
    grid.go_to((0, 0))
    QTest.keyClick(grid, "u")
    assert cell(office, group).reason == "travel"
    grid.go_to((0, 0))
    QTest.keyClick(grid, "x")
    assert cell(office, group).reason == ""


def test_somebody_from_outside_the_list_is_present_once(board, grid, office, group, notices):
    draft = ResidentDraft(surname="Gościnna", given_name="Ewa", locality="Dolina")
    person = create_resident(office, draft).id
    grid.go_to((1, 1))
    QTest.keyClicks(board.tools.guest, "gosci")
    QTest.keyClick(board.tools.guest, K.Key_Return)

    month = month_grid(office, group, JUNE)
    assert month.cells[person, month.meetings[1].id].mark is Mark.PRESENT
    assert len(list_members(office, group)) == 3
    assert [line.name for line in board.session.state.people][-1] == "Gościnna Ewa"
    assert "Gościnna Ewa" in notices.list[-1].text
    assert board.tools.guest.text() == ""


def test_heads_are_counted_for_the_day_under_the_cursor(board, grid, office, group):
    grid.go_to((0, 1))
    board.tools.heads.click()
    window = next(iter(board.tools.findChildren(FormDialog)))
    window.form.set_value("lines", (HeadLine("6-12", "Dolina", 7),))
    window.confirm()
    day = month_grid(office, group, JUNE).meetings[1].id
    assert head_lines(office, day) == [HeadLine("6-12", "Dolina", 7)]
    assert board.tools.heads.text() == "Bez nazwisk: 7…"
    grid.go_to((0, 0))
    assert board.tools.heads.text() == "Bez nazwisk…"


def test_a_day_without_a_meeting_counts_no_heads(board, grid, notices):
    board.all_days.click()
    grid.go_to((0, 0))
    board.tools.heads.click()
    assert "nie ma spotkania" in notices.list[-1].text


def test_a_presence_makes_up_for_a_missed_day(board, grid, office, group):
    mark_all(office, group, "nx" + "xx" + "xx")
    board.session.reload()
    grid.go_to((0, 1))
    board.tools.show_menu(grid.visualRect(grid.currentIndex()).center())
    menu = menus(board)["Odrabia spotkanie"]
    menu.actions()[0].trigger()
    assert cell(office, group, 0, 1).makes_up == month_grid(office, group, JUNE).meetings[0].id
    assert "odrabia" in board.status.where.text()
    for one in menus(board).values():
        one.close()


def test_selected_cells_are_counted_and_added_up(board, grid, office, group):
    mark_all(office, group, "xn" + "xx" + ".u")
    board.session.reload()
    grid.go_to((0, 0))
    QTest.keyClick(grid, K.Key_A, CTRL)
    said = board.status.where.text()
    assert said == "Zaznaczono 6 pól   ·   obecności: 3   ·   nieobecności: 2   ·   4:30"
    grid.go_to((0, 0))
    QTest.keyClick(grid, K.Key_Space, CTRL)
    assert "Zaznaczono 3 pola" in board.status.where.text()
    assert dt.date(2026, 6, 2) == board.tools.day.date
