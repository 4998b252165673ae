"""Thirty people, twenty days, no mouse: how many keys it takes."""

from __future__ import annotations

import random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.services.attendance import month_grid
from cusdesk.ui.attendance.board_page import BoardPage
from tests.services.attendance_office import JUNE, make_group

PEOPLE, DAYS = 30, 20
SECONDS_A_KEY = 0.2
"""Of an average skilled typist, in the keystroke-level model of Card, Moran and Newell."""
KEYS = {"present": "x", "absent": "n", "excused": "u"}


class Typist:
    """Presses keys and counts them."""

    def __init__(self, grid):
        self.grid = grid
        self.count = 0

    def press(self, key, modifiers=None):
        self.count += 1
        if isinstance(key, str):
            QTest.keyClick(self.grid, key)
        else:
            QTest.keyClick(self.grid, key, modifiers or Qt.KeyboardModifier.NoModifier)


def truth():
    draw = random.Random(7)
    return [
        [draw.choices(["present", "absent", "excused"], [86, 9, 5])[0] for _ in range(DAYS)]
        for _ in range(PEOPLE)
    ]


def opened(qtbot, here, office):
    days = [d for d in range(1, 29) if JUNE.replace(day=d).weekday() < 5][:DAYS]
    group = make_group(office, [f"Osoba {n:02d}" for n in range(PEOPLE)], days)
    page = BoardPage(here)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.show_group(group, JUNE)
    return page, group


def check(office, group, marks):
    month = month_grid(office, group, JUNE)
    found = [
        [str(month.cells[p.resident_id, m.id].mark) for m in month.meetings] for p in month.people
    ]
    assert found == marks


def test_every_cell_by_its_own_key(qtbot, here, office):
    page, group = opened(qtbot, here, office)
    typist, marks = Typist(page.session.grid), truth()
    for day in range(DAYS):
        for person in range(PEOPLE):
            typist.press(KEYS[marks[person][day]])
    check(office, group, marks)
    assert typist.count == PEOPLE * DAYS
    assert typist.count * SECONDS_A_KEY <= 120


def test_all_present_and_then_exceptions(qtbot, here, office):
    page, group = opened(qtbot, here, office)
    grid, marks = page.session.grid, truth()
    typist = Typist(grid)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    typist.press(Qt.Key.Key_A, control)
    typist.press(Qt.Key.Key_P, control | shift)
    typist.press(Qt.Key.Key_Home, control)
    for day in range(DAYS):
        down = day % 2 == 0  # the eye goes down one day and up the next
        order = range(PEOPLE) if down else reversed(range(PEOPLE))
        for person in (p for p in order if marks[p][day] != "present"):
            while grid.place[0] != person:
                typist.press(Qt.Key.Key_Down if grid.place[0] < person else Qt.Key.Key_Up)
            typist.press(KEYS[marks[person][day]])
        if day < DAYS - 1:
            while grid.place[1] == day:
                typist.press(Qt.Key.Key_Right)
    check(office, group, marks)
    print(f"keys: {typist.count}")
    assert typist.count * SECONDS_A_KEY <= 120
