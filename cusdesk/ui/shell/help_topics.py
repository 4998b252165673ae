"""What stands at the right of the help: the words of a topic, the keys, the cards to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from cusdesk.core.help_cards import help_cards
from cusdesk.core.help_words import words_of
from cusdesk.core.messages import all_messages, tr
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, card, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.core.help_pages import HelpPage
    from cusdesk.ui.shell.actions import Actions
    from cusdesk.ui.shell.help_place import Asked

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


def all_keys(actions: Actions) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every key of the program under the heading of where it works."""
    everywhere = (tr("shell.keys.everywhere"), window_keys(actions))
    return [everywhere, *((tr(f"shell.keys.{s}.title"), section_keys(s)) for s in SECTIONS)]


class TopicPage(QWidget):
    """A topic of the help as it is read.

    Attributes:
        headings: the label above each paragraph and each field, to scroll to.
    """

    def __init__(self, page: HelpPage) -> None:
        super().__init__()
        self._inner = column(self, gap=1)
        self._inner.addWidget(label(page.title, "title", wrap=True))
        self.headings: list[QLabel] = []
        for part in page.parts:
            self._inner.addSpacing(space(1))
            heading = label(part.heading, "heading", wrap=True)
            self.headings.append(heading)
            self._inner.addWidget(heading)
            self._inner.addWidget(label(part.text, wrap=True))
        if page.fields:
            self._inner.addSpacing(space(1))
            self._inner.addWidget(label(tr("shell.help.fields"), "heading", wrap=True))
        for key, text in page.fields.items():
            name = label(words_of(key), "label", wrap=True)
            self.headings.append(name)
            self._inner.addWidget(name)
            self._inner.addWidget(label(text, wrap=True))
        self._inner.addStretch()
        self._asked: QFrame | None = None
        self._asked_part = -1

    def show_field(self, asked: Asked) -> None:
        """Say above the paragraph what is known of the very field F1 was pressed on."""
        frame, layout = card(margin=2, gap=0.5)
        frame.setProperty("look", "bar_info")
        layout.addWidget(label(tr("shell.help.field", name=asked.name), "label", wrap=True))
        for words in (asked.hint, asked.place.field_text):
            if words:
                layout.addWidget(label(words, wrap=True))
        at = self._inner.indexOf(self.headings[asked.place.part]) if asked.place.part >= 0 else 1
        self._inner.insertWidget(at, frame)
        self._asked, self._asked_part = frame, asked.place.part

    def part_to_show(self, number: int) -> QWidget:
        """Return what has to come into sight for a paragraph, -1 for the beginning."""
        if self._asked is not None and number in {-1, self._asked_part}:
            return self._asked
        return self.headings[number] if 0 <= number < len(self.headings) else self


class KeysPage(QWidget):
    """The keys of the program, made of its own actions."""

    def __init__(self, actions: Actions, show_paper: Callable[[], object]) -> None:
        super().__init__()
        inner = column(self, gap=2)
        inner.addWidget(label(tr("shell.keys.title"), "title"))
        across = row()
        across.addWidget(button(tr("shell.help.print_keys"), show_paper, icon_name="print"))
        across.addStretch()
        inner.addLayout(across)
        for title, lines in all_keys(actions):
            inner.addWidget(label(title, "heading"))
            inner.addLayout(_lines(lines))
        inner.addStretch()


def _lines(lines: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(space(3))
    grid.setVerticalSpacing(space(0.75))
    grid.setColumnMinimumWidth(0, current().chars(20))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for place, (key, what) in enumerate(lines):
        grid.addWidget(label(key, "label"), place, 0, top)
        grid.addWidget(label(what, wrap=True), place, 1, top)
    return grid


class CardsPage(QWidget):
    """The one-page cards to print.

    Attributes:
        cards: the button of each card.
    """

    def __init__(self, show_card: Callable[[str], object]) -> None:
        super().__init__()
        inner = column(self, gap=1)
        inner.addWidget(label(tr("shell.help.cards"), "title"))
        inner.addWidget(label(tr("shell.help.cards_text"), "hint", wrap=True))
        self.cards = []
        for each in help_cards():
            across = row()
            made = button(each.title, icon_name="pdf", look="link")
            made.clicked.connect(lambda _checked=False, name=each.name: show_card(name))
            self.cards.append(made)
            across.addWidget(made)
            across.addStretch()
            inner.addLayout(across)
        inner.addStretch()
