"""The base of every screen: a titled page in the window, with what the shell may ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cusdesk.ui.common.following import Following
from cusdesk.ui.common.page_area import PageArea
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import CutLabel, column, label, row
from cusdesk.ui.common.word_high import AsHighAsItsWords
from cusdesk.ui.common.words_area import WordsArea

if TYPE_CHECKING:
    from cusdesk.ui.common.context import ScreenContext


LARGE_TEXT = 140
"""Per cent; above it a small screen has no room for wide edges."""


class Screen(QWidget):
    """A page of the window.

    A feature subclasses it, calls `self.header_row` for its buttons and fills `self.body`::

        class ProvidersScreen(Screen):
            def __init__(self, context: ScreenContext) -> None:
                super().__init__(context, tr("providers.title"))
                self.header_row.addWidget(button(tr("providers.new"), self._new, look="main"))
                self.body.addWidget(self._panel)

    Attributes:
        context: the office and the roads out of the screen.
        header_row: the line of the title; buttons stand at its right end.
        body: everything under the title.
    """

    def __init__(self, context: ScreenContext, title: str) -> None:
        super().__init__()
        self.context = context
        self.setAccessibleName(title)
        is_large = current().percent > LARGE_TEXT
        self._room = PageArea()
        column(self).addWidget(self._room)
        outer = column(self._room.page, margin=1.5 if is_large else 3, gap=1.5 if is_large else 2)
        self.header_row: QHBoxLayout = row(gap=1)
        self.title_label = label("", "title", wrap=True) if is_large else CutLabel("title")
        self.title_label.setText(title)
        if is_large:  # the buttons beside it would leave nothing of the title
            outer.addWidget(self.title_label)
        else:
            self.header_row.addWidget(self.title_label)
        self.header_row.addStretch()
        outer.addLayout(self.header_row)
        self.body: QVBoxLayout = column(gap=2)
        outer.addLayout(self.body, 1)

    def show_record(self, record_id: bytes) -> None:
        """Show one record; called when another screen or Ctrl+K leads here."""

    @property
    def is_busy(self) -> bool:
        """Whether something on the screen cannot be found again when it is made anew."""
        return False

    def place(self) -> Any:  # noqa: ANN401 (known to the same class only)
        """Return where the person is: which record, which filters; None at the beginning.

        Text size and colours make the screen anew; the new one gets this in `return_to`.
        """
        return None

    def return_to(self, place: Any) -> None:  # noqa: ANN401 (what `place` returned)
        """Go where `place` of the same screen was."""

    def run_command(self, command_id: str) -> None:
        """Do one of the screen's commands (`ScreenSpec.commands`)."""

    def begin(self) -> None:
        """Put the keyboard where work begins: the office was opened at this screen."""

    def flush(self) -> None:
        """Keep what is being typed: the person leaves the screen or closes the program."""


def scrolled(content: QWidget, *, gap: float = 1.5) -> WordsArea:
    """Return a vertical scroll area round `content`, `gap` steps from its scroll bar."""
    area = WordsArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded if gap else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    area.setHorizontalScrollBarPolicy(needed)
    holder = AsHighAsItsWords()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, space(gap), 0)
    layout.addWidget(content)
    area.setWidget(holder)
    Following(area)
    return area
