"""The window that gives one command."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import describe
from cusdesk.ui.common.dialog import CommandDialog

REFUSAL = RuleError("people.problem.oneself")


@pytest.fixture
def parent(qtbot, theme):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


class Command(CommandDialog):
    """Gives a command that may be refused."""

    def __init__(self, context, refusal, parent):
        super().__init__(context, "Title", "Do", parent)
        self.refusal = refusal

    def confirm(self):
        self.start(self._context.ops.write(self.work), lambda _result: self.accept())

    def work(self):
        if self.refusal is not None:
            raise self.refusal


def test_a_refusal_stands_in_the_window_and_the_command_can_be_given_again(context, parent):
    dialog = Command(context, REFUSAL, parent)

    dialog.do.click()

    assert dialog.problem.text() == describe(REFUSAL)
    assert not dialog.problem.isHidden()
    assert dialog.do.isEnabled()


def test_a_command_that_went_well_closes_the_window(qtbot, context, parent):
    dialog = Command(context, None, parent)

    with qtbot.waitSignal(dialog.accepted):
        dialog.do.click()
