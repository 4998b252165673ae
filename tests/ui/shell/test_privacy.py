"""The view for the front desk covers lists, fields, papers and names, also in later windows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QGraphicsBlurEffect,
    QLabel,
    QLineEdit,
    QTableWidget,
    QVBoxLayout,
)

from cusdesk.ui.common.privacy import initials, mark_personal


def is_blurred(widget):
    return isinstance(widget.graphicsEffect(), QGraphicsBlurEffect)


def window_with(qtbot, *widgets):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    for widget in widgets:
        layout.addWidget(widget)
    return dialog


def named(text="Zofia Nowak-Leśna"):
    made = QLabel(text)
    mark_personal(made, "name")
    return made


def test_everything_with_data_is_covered_and_comes_back(entered, qtbot):
    table, field, name, plain = (
        QTableWidget(2, 2),
        QLineEdit("50010112345"),
        named(),
        QLabel("Wiek"),
    )
    shown = window_with(qtbot, QLineEdit(), table, field, name, plain)
    shown.show()
    entered.actions_registry.action("view.privacy").trigger()

    assert is_blurred(table.viewport())
    assert is_blurred(field)
    assert not is_blurred(plain)
    assert name.text() == "Z. N. L."
    assert entered.workspace.navigation._privacy.isVisible()

    entered.privacy.toggle()
    assert not is_blurred(table.viewport())
    assert not is_blurred(field)
    assert name.text() == "Zofia Nowak-Leśna"
    assert not entered.workspace.navigation._privacy.isVisible()


def test_a_window_opened_later_is_covered_too(entered, qtbot):
    entered.privacy.set_on(True)
    table, name = QTableWidget(2, 2), named()
    shown = window_with(qtbot, table, name)
    shown.show()

    assert is_blurred(table.viewport())
    assert name.text() == "Z. N. L."
    entered.privacy.set_on(False)


def test_another_name_on_the_same_card_is_shortened(entered, qtbot):
    entered.privacy.set_on(True)
    name = named()
    shown = window_with(qtbot, name)
    shown.show()
    name.setText("Jan Kos")

    qtbot.waitUntil(lambda: name.text() == "J. K.")
    entered.privacy.set_on(False)
    assert name.text() == "Jan Kos"


def test_the_field_one_types_in_stays_sharp(entered, qtbot):
    entered.privacy.set_on(True)
    first, second = QLineEdit("a"), QLineEdit("b")
    dialog = window_with(qtbot, first, second)
    dialog.show()
    second.setFocus()
    QTest.qWait(1)

    assert is_blurred(first)
    assert is_blurred(second) is not second.hasFocus()
    entered.privacy.set_on(False)


def test_tool_tips_repeat_no_names(entered, qtbot):
    label = QLabel("x")
    qtbot.addWidget(label)
    tip = QHelpEvent(QEvent.Type.ToolTip, QPoint(), QPoint())
    entered.privacy.set_on(True)
    assert entered.privacy.eventFilter(label, tip)
    entered.privacy.set_on(False)


def test_initials():
    assert initials("Nowak-Leśna Zofia") == "N. L. Z."
    assert initials("  łukasz  (wnuk) 3") == "Ł."
    assert initials("") == ""
