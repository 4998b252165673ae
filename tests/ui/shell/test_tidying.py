"""Dead cycles go on the thread of the window, when its timer says so."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QObject

from cusdesk.ui.shell.tidying import tidy_here


@pytest.fixture(autouse=True)
def _collector_as_before():
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


def test_collector_rests_and_the_timer_collects(qtbot):
    gc.enable()
    owner = QObject()
    timer = tidy_here(owner)
    assert not gc.isenabled()
    assert timer.isActive()

    litter = [[] for _ in range(gc.get_threshold()[0] * 2)]
    for each in litter:
        each.append(each)
    del litter
    timer.timeout.emit()
    assert gc.get_count()[0] < gc.get_threshold()[0]
    timer.stop()
