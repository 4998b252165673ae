"""What is typed is never lost silently and never waits for the disk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.core.errors import StorageError
from cusdesk.services import history
from cusdesk.services.attendance import month_grid, retire_meetings
from cusdesk.ui.attendance.board_page import BoardPage
from cusdesk.ui.attendance.grid import saver as saver_module
from cusdesk.ui.common.operations import Operations
from tests.services.attendance_office import JUNE


class HeldExecutor:
    """Runs nothing until told to: a slow disk."""

    is_inline = True

    def __init__(self):
        self.jobs = []

    def submit(self, job):
        self.jobs.append(job)

    def run_all(self):
        while self.jobs:
            self.jobs.pop(0)()

    def stop(self):
        pass


@pytest.fixture
def slow(qtbot, here, group, bus, notices):
    """A grid over a disk that answers only when told to."""
    disk = HeldExecutor()
    context = replace(here, ops=Operations(bus, notices, database=disk, files=disk))
    page = BoardPage(context)
    qtbot.addWidget(page)
    page.show()
    page.show_group(group, JUNE)
    disk.run_all()
    page.disk = disk
    return page


def test_typing_never_waits(slow, written):
    grid = slow.session.grid
    QTest.keyClicks(grid, "xnuxnu")
    assert [grid.source.text((row, 0)) for row in range(3)] == ["x", "nb", "u"]
    assert slow.status.saved.text() == "Zapisuję…"
    assert written() == [[None, None]] * 3

    slow.disk.run_all()
    assert [line[1][0] for line in written()] == ["present", "absent", "excused"]
    assert slow.status.saved.text() == "Wszystko zapisane"


def test_the_last_key_of_a_cell_wins(slow, written):
    grid = slow.session.grid
    for key in "xnuxnuxnuxnuxnux":  # more than may wait one by one
        grid.go_to((0, 0))
        QTest.keyClicks(grid, key)
    slow.disk.run_all()
    assert written()[0][0] == ("present", 90)


def test_closing_hands_over_every_step(slow, written):
    QTest.keyClicks(slow.session.grid, "xxx")
    QTest.keyClicks(slow.session.grid, "4")
    slow.flush()
    assert len(slow.disk.jobs) == 4
    slow.disk.run_all()
    assert [line[0] for line in written()] == [("present", 90)] * 3
    assert written()[0][1] == ("present", 240)


def test_a_refused_cell_keeps_what_was_typed(board, grid, written, monkeypatch):
    def full(*_arguments):
        raise StorageError("storage.disk_full")

    monkeypatch.setattr(saver_module, "write_marks", full)
    QTest.keyClicks(grid, "xn")
    monkeypatch.undo()
    assert [grid.source.text((row, 0)) for row in range(2)] == ["x", "nb"]
    assert "Niezapisane" in grid.source.trouble((0, 0))
    assert board.status.trouble.text() == "2 pola niezapisane"
    assert written() == [[None, None]] * 3

    board.status.again.click()
    assert [line[0] for line in written()] == [("present", 90), ("absent", 0), None]
    assert not board.session.state.troubles


def test_the_next_word_in_a_refused_cell_heals_it(board, grid, written, office, group):
    meeting = month_grid(office, group, JUNE).meetings[0]
    retire_meetings(office, [meeting.id])
    QTest.keyClicks(grid, "x")
    assert grid.source.trouble((0, 0))
    history.undo(office)
    grid.go_to((0, 0))
    QTest.keyClicks(grid, "u")
    assert written()[0][0] == ("excused", 0)
    assert not board.session.state.troubles


def test_a_day_without_a_meeting_gets_one_by_typing(board, grid, written):
    board.all_days.click()
    assert len(board.session.state.columns) == 30
    grid.go_to((0, 2))
    QTest.keyClicks(grid, "x")
    grid.go_to((1, 2))
    QTest.keyClick(grid, Qt.Key.Key_N)
    assert [line[1] for line in written()] == [("present", 60), ("absent", 0), None]
    assert not board.session.state.columns[2].is_new


def test_changes_made_elsewhere_come_in_while_typing(slow, office, bus, written):
    grid = slow.session.grid
    QTest.keyClicks(grid, "x")
    slow.disk.run_all()
    QTest.keyClicks(grid, "n")
    bus.publish(history.undo(office).changes)
    slow.disk.run_all()
    assert [grid.source.text((row, 0)) for row in range(2)] == ["", "nb"]
    assert [line[0] for line in written()[:2]] == [None, ("absent", 0)]
