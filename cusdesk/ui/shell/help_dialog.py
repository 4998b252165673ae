"""F1: the topics of the help on one page each, the keys of the program among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QListWidget, QStackedWidget, QWidget

from cusdesk.core.help_pages import HelpPage, help_pages
from cusdesk.core.messages import all_messages, tr
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from cusdesk.ui.shell.actions import Actions

KEYS = "keys"
"""The topic whose page is made of the window's own actions."""
SECTIONS = ("forms", "lists", "grid")


def window_keys(actions: Actions) -> list[tuple[str, str]]:
    """Return (key, what it does) of every action of the window that has a key."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (QKeySequence(spec.shortcut).toString(native), tr(spec.text).replace("&", ""))
        for spec in actions.specs.values()
        if spec.shortcut
    ]


def section_keys(section: str) -> list[tuple[str, str]]:
    """Return (keys, what they do) of a part of the screen, as its messages say."""
    start = f"shell.keys.{section}."
    names = [key for key in all_messages() if key.startswith(start)]
    keys = [tr(name).split(" – ", 1) for name in names if name != f"{start}title"]
    return [(key, what) for key, what in keys]


class HelpDialog(QDialog):
    """The list of topics, and the page of the chosen one.

    Attributes:
        topics: the list; the first row is the keys.
    """

    def __init__(self, parent: QWidget, actions: Actions, topic: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("shell.help.title"))
        self.topics = QListWidget()
        self.topics.setAccessibleName(tr("shell.help.topics"))
        self.topics.setWordWrap(True)
        self._pages = QStackedWidget()
        names = [KEYS, *(page.topic for page in help_pages())]
        self._add(tr("shell.keys.title"), _keys_page(actions))
        for page in help_pages():
            self._add(page.title, _text_page(page))
        self.topics.currentRowChanged.connect(self._pages.setCurrentIndex)
        self.topics.setCurrentRow(names.index(topic))
        self._build()
        width = current().chars(110)
        resize_within_screen(self, width, min(current().row_height * 20, parent.height()))
        self.topics.setFocus()

    def _add(self, title: str, page: QWidget) -> None:
        self.topics.addItem(title)
        self._pages.addWidget(scrolled(page))

    def _build(self) -> None:
        layout = column(self, margin=3, gap=2)
        across = row(gap=3)
        self.topics.setFixedWidth(current().chars(28))
        across.addWidget(self.topics)
        across.addWidget(self._pages, 1)
        layout.addLayout(across, 1)
        buttons = row()
        buttons.addStretch()
        close = button(tr("common.button.close"), self.accept)
        close.setDefault(True)
        buttons.addWidget(close)
        layout.addLayout(buttons)


def _text_page(page: HelpPage) -> QWidget:
    made = QWidget()
    inner = column(made, gap=1)
    inner.addWidget(label(page.title, "title", wrap=True))
    for part in page.parts:
        inner.addSpacing(space(1))
        inner.addWidget(label(part.heading, "heading", wrap=True))
        inner.addWidget(label(part.text, wrap=True))
    inner.addStretch()
    return made


def _keys_page(actions: Actions) -> QWidget:
    made = QWidget()
    inner = column(made, gap=2)
    parts = [(tr("shell.keys.everywhere"), window_keys(actions))]
    parts += [(tr(f"shell.keys.{name}.title"), section_keys(name)) for name in SECTIONS]
    for title, lines in parts:
        inner.addWidget(label(title, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(0.75))
        grid.setColumnMinimumWidth(0, current().chars(20))
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for place, (key, what) in enumerate(lines):
            grid.addWidget(label(key, "label"), place, 0, top)
            grid.addWidget(label(what, wrap=True), place, 1, top)
        inner.addLayout(grid)
    inner.addStretch()
    return made
