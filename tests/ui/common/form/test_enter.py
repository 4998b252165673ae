"""Enter in the fields of a dialog."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.form import FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.widgets import button, column


@dataclass(frozen=True, slots=True)
class Two:
    """What is asked."""

    one: str = ""
    two: str = ""


class Asking(QDialog):
    """Two fields and the buttons."""

    def __init__(self, look: str) -> None:
        super().__init__()
        names = [FieldSpec(name, "fields.plans.number") for name in ("one", "two")]
        self.form: Form[Two] = Form(FormSpec([Section("", names)]))
        self.form.load(Two())
        layout = column(self)
        layout.addWidget(self.form)
        self.go = button("Zapisz", self.accept, look=look)
        layout.addLayout(command_line(self, self.go, button("Obok")))


@pytest.fixture
def asking(qtbot):
    def make(look="main"):
        made = Asking(look)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def press_enter(dialog: Asking, name: str) -> None:
    dialog.form.focus(name)
    QTest.keyClick(dialog.form.field(name).widget, Qt.Key.Key_Return)


def test_enter_goes_to_the_next_field_and_from_the_last_one_does_it(asking):
    dialog = asking()
    press_enter(dialog, "one")
    assert dialog.focusWidget() is dialog.form.field("two").widget
    press_enter(dialog, "two")
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_tab_meets_what_is_done_before_cancel(asking):
    dialog = asking()
    order, here = [], dialog.form.field("two").widget.nextInFocusChain()
    while here is not dialog.form.field("two").widget:
        order += [here.text()] if here in dialog.findChildren(type(dialog.go)) else []
        here = here.nextInFocusChain()
    assert order == ["Obok", "Zapisz", "Anuluj"]


def test_enter_never_does_what_cannot_be_taken_back(asking):
    dialog = asking("danger")
    press_enter(dialog, "two")
    assert dialog.isVisible()
    assert not dialog.go.isDefault()
