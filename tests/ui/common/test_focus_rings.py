"""Where the keyboard is can be seen: at least two pixels at 3:1, on every kind of control."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cusdesk.ui.common.theme.colours import PALETTES, contrast
from cusdesk.ui.common.widgets import WrappedLink, button

WIDTH, HEIGHT = 120, 60
SMALL = (QCheckBox, QRadioButton, QLineEdit, QComboBox, QSpinBox)
LOOKS = ("", "main", "danger", "quiet", "link", "nav", "search", "door")


def _line(look="", state="", *, read_only=False):
    made = QLineEdit("Nowak")
    made.setProperty("look", look)
    made.setProperty("state", state)
    made.setReadOnly(read_only)
    return made


def _list(look=""):
    made = QListWidget()
    made.setProperty("look", look)
    made.addItems(["jeden", "dwa"])
    return made


def _tree():
    made = QTreeWidget()
    made.addTopLevelItem(QTreeWidgetItem(["jeden"]))
    return made


def _combo(state=""):
    made = QComboBox()
    made.addItem("tak")
    made.setProperty("state", state)
    return made


def _text(state=""):
    made = QPlainTextEdit()
    made.setProperty("state", state)
    return made


def _tabs():
    made = QTabBar()
    made.addTab("Dane")
    return made


def _pages():
    made = QScrollArea()
    made.setProperty("look", "pages")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def _link():
    made = WrappedLink(lambda: None)
    made.setText("Kopia")
    return made


def _tool():
    made = QToolButton()
    made.setText("Ab")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


KINDS = {
    **{f"button_{look}": (lambda look=look: button("Plan", look=look)) for look in LOOKS},
    "tool": _tool,
    "check": lambda: QCheckBox("Zgoda"),
    "radio": lambda: QRadioButton("Tak"),
    "line": _line,
    "line_problem": lambda: _line(state="problem"),
    "line_warning": lambda: _line(state="warning"),
    "line_read_only": lambda: _line(read_only=True),
    "filter": lambda: _line("filter"),
    "combo": _combo,
    "combo_problem": lambda: _combo("problem"),
    "text": _text,
    "text_problem": lambda: _text("problem"),
    "spin": QSpinBox,
    "tabs": _tabs,
    "list": _list,
    "list_plain": lambda: _list("plain"),
    "list_choices": lambda: _list("choices"),
    "tree": _tree,
    "pages": _pages,
    "browser": QTextBrowser,
    "wrapped_link": _link,
}


@pytest.fixture(scope="module")
def pictures(qapp):
    """Return (kind, palette) -> the control without and with the keyboard."""
    from cusdesk.ui.common.theme import current

    theme, taken = current(), {}
    for palette in PALETTES:
        theme.apply(palette, 100)
        for kind, make in KINDS.items():
            taken[kind, palette] = _both(make)
    theme.apply("light", 100)
    return taken


def _both(make):
    holder = QWidget()
    layout = QVBoxLayout(holder)
    control, other = make(), QLineEdit()
    control.setFixedSize(WIDTH, HEIGHT // 2 if isinstance(control, SMALL) else HEIGHT)
    layout.addWidget(control)
    layout.addWidget(other)
    holder.show()
    holder.activateWindow()
    found = []
    for focused in (other, control):
        focused.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.qWait(0)
        found.append(holder.grab(control.geometry()).toImage())
    assert control.hasFocus()
    holder.close()
    holder.deleteLater()
    return found


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("kind", KINDS)
def test_ring_is_two_pixels_of_three_to_one(pictures, kind, palette):
    before, after = pictures[kind, palette]
    width, height = before.width(), before.height()
    changed = {
        (x, y)
        for x in range(width)
        for y in range(height)
        if (a := before.pixelColor(x, y).name()) != (b := after.pixelColor(x, y).name())
        and contrast(a, b) >= 3
    }

    middle = width // 2, height // 2
    for step in ((x, middle[1]) for x in (*range(8),)), ((middle[0], y) for y in range(8)):
        if kind != "tabs":  # the ring stands round the tab, not round the bar
            assert len(changed & set(step)) >= 2
    assert len(changed) >= 2 * (height if kind == "tabs" else width)
