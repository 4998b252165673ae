"""A window over a real office; operations run at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from cusdesk.ui.common.executors import InlineExecutor
from cusdesk.ui.common.notices import Notifier
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.shell.features import ScreenCommand, ScreenSpec
from cusdesk.ui.shell.main_window import MainWindow
from tests.helpers.office import change_setting


class NotesScreen(Screen):
    """Remembers what the shell asked of it."""

    def __init__(self, context):
        super().__init__(context, "Notes")
        self.asked = []
        self.field = QLineEdit()
        self.body.addWidget(self.field)

    def show_record(self, record_id):
        self.asked.append(record_id)

    def run_command(self, command_id):
        self.asked.append(command_id)

    def flush(self):
        if self.field.text():
            change_setting(self.context.office, "test.note", self.field.text())


SCREENS = (
    ScreenSpec("today", "shell.screen.today", "today", NotesScreen),
    ScreenSpec(
        "residents",
        "shell.screen.residents",
        "residents",
        NotesScreen,
        commands=(ScreenCommand("residents.new", "common.button.add"),),
        needs="residents.see",
    ),
)


@pytest.fixture
def notifier(qapp):
    return Notifier()


@pytest.fixture
def window(theme, bus, notifier, settings, qtbot):
    """The main window with two simple screens, no office open yet."""
    ops = Operations(bus, notifier, database=InlineExecutor(), files=InlineExecutor())
    made = MainWindow(ops, bus, notifier, settings, SCREENS)
    ops.setParent(made)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.start.show_doors()
    made.show()
    yield made
    made.close()


@pytest.fixture
def entered(window, office):
    """The same window with an office open."""
    window.enter(office)
    return window
