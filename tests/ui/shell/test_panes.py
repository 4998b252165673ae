"""F6 goes round the parts of the window, Shift+F6 the other way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTableView

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft, ServiceStatus
from cusdesk.services import catalogue
from cusdesk.ui.common.executors import InlineExecutor
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.shell.main_window import MainWindow
from cusdesk.ui.shell.panes import step


@pytest.fixture
def work(theme, bus, notifier, settings, qtbot, office):
    draft = ServiceDraft("Pranie", area=ServiceArea.HEALTH, status=ServiceStatus.REGULAR)
    catalogue.create(office, draft)
    ops = Operations(bus, notifier, database=InlineExecutor(), files=InlineExecutor())
    made = MainWindow(ops, bus, notifier, settings)
    ops.setParent(made)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.enter(office)
    made.open_screen("catalogue")
    yield made
    made.close()


def _round(window, direction):
    found = []
    for _ in range(12):
        step(window, direction)
        found.append(window.focusWidget())
    return found


def test_every_part_comes_and_then_the_first_again(work):
    found = _round(work, 1)

    entries = [w for w in found if work.workspace.navigation.isAncestorOf(w)]
    assert any(isinstance(widget, QTableView) for widget in found)
    assert entries
    assert all(isinstance(w, QAbstractButton) and w.isChecked() for w in entries)
    assert len(set(found)) < len(found)


def test_the_other_way_is_the_way_back(work):
    step(work, 1)
    start = work.focusWidget()

    step(work, 1)
    step(work, -1)

    assert work.focusWidget() is start


def test_the_key_is_known_to_the_window(work):
    work.workspace.navigation.setFocus()
    before = work.focusWidget()

    QTest.keyClick(work, Qt.Key.Key_F6)

    assert work.focusWidget() is not before


def test_without_an_office_nothing_happens(window):
    step(window, 1)

    assert window.workspace is None
