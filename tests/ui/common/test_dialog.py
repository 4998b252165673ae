"""The window that gives one command."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import describe
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.widgets import label

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


def test_no_hole_stands_under_wrapped_words(context, parent, qtbot):
    dialog = Command(context, None, parent)
    for _ in range(12):
        dialog.body.addWidget(
            label("Kilka słów, które w wąskim oknie mają dwa wiersze.", wrap=True)
        )
    dialog.body.addStretch()
    dialog.resize(700, 200)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.inside.minimumHeight() > 0)
    needed = dialog.body.totalHeightForWidth(dialog.inside.width())
    assert dialog.inside.height() == needed
    dialog.resize(300, 200)
    assert dialog.inside.height() == dialog.body.totalHeightForWidth(dialog.inside.width())
    assert dialog.inside.height() > needed
    dialog.reject()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_gives_the_command_from_any_field(qtbot, context, parent, key):
    dialog = Command(context, REFUSAL, parent)
    field = QLineEdit()
    dialog.body.addWidget(field)
    dialog.show()
    dialog.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)

    assert dialog.problem.text() == describe(REFUSAL)
    dialog.close()


def test_a_refusal_leaves_the_keyboard_where_the_command_was_given(qtbot, context, parent):
    dialog = Command(context, REFUSAL, parent)
    dialog.show()
    dialog.activateWindow()
    dialog.do.setFocus()
    qtbot.waitUntil(dialog.do.hasFocus)

    QTest.keyClick(dialog.do, Qt.Key.Key_Return)

    assert dialog.do.hasFocus()
    dialog.close()
