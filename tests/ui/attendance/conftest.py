"""Screens over a real office with a group of three people and two meetings of 90 minutes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cusdesk.services.attendance import month_grid
from cusdesk.ui.attendance.board_page import BoardPage
from tests.services.attendance_office import JUNE, make_group


@pytest.fixture
def group(office):
    return make_group(office, ["Łuczak", "Bąk", "Żak"], [2, 9], minutes=90)


@pytest.fixture
def here(context, office):
    """The context of screens with the office."""
    return replace(context, office=office)


@pytest.fixture
def board(qtbot, here, group):
    """The grid of June with the keyboard in it."""
    page = BoardPage(here)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    page.show_group(group, JUNE)
    return page


@pytest.fixture
def grid(board):
    return board.session.grid


@pytest.fixture
def written(office, group):
    """What the office file says, person by person: the marks as they are seen."""

    def read():
        month = month_grid(office, group, JUNE)
        return [
            [
                None
                if (cell := month.cells.get((p.resident_id, m.id))) is None
                else (str(cell.mark), cell.minutes)
                for m in month.meetings
            ]
            for p in month.people
        ]

    return read
