"""A card of the course: a heading, lines of words and links, buttons; shared by all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import space
from cusdesk.ui.common.widgets import button, card, column, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QPushButton

    from cusdesk.services.plans import PlanCourse
    from cusdesk.ui.plans.course.commands import CourseCommands

_TOP = Qt.AlignmentFlag.AlignTop


class CourseBox(QFrame):
    """A white box with a heading; `show_course` fills it anew.

    Attributes:
        commands: what can be done with the plan.
        inside: where the content goes, under the heading.
    """

    key = ""

    def __init__(self, commands: CourseCommands) -> None:
        super().__init__()
        self.commands = commands
        frame, layout = card(margin=2, gap=1.5)
        outer = column(self)
        outer.addWidget(frame)
        layout.addWidget(label(tr(f"plans.course.{self.key}.title"), "heading"))
        self.inside: QVBoxLayout = column(gap=1)
        layout.addLayout(self.inside)

    @property
    def why_not(self) -> str:
        """Why this person does not change plans, "" where they do."""
        return why_not_change(self.commands.context.office, "plans")

    def step(self, text: str, run: Callable[[], object], icon_name: str = "") -> QPushButton:
        """Return a button that changes the plan; grey, with the reason, where it may not."""
        made = button(text, run, icon_name=icon_name)
        permit(made, self.why_not)
        return made

    def show_course(self, course: PlanCourse) -> None:
        """Show what there is."""
        raise NotImplementedError


def words(text: str, look: str = "", *, wrap: bool = True) -> QLabel:
    """Return words about a person that can be selected and are covered at the desk."""
    made = label(text, look, wrap=wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    mark_personal(made)
    return made


class Lines(QWidget):
    """A small table of words: a heading, then lines as high as their words."""

    def __init__(self, headings: Sequence[str], stretch: Sequence[int]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(2))
        self._grid.setVerticalSpacing(space(0.75))
        for place, share in enumerate(stretch):
            self._grid.setColumnStretch(place, share)
        self._count = 0
        self.add([label(text, "label", wrap=True) for text in headings])

    def add(self, cells: Sequence[QWidget | str]) -> None:
        """Add a line; a text becomes words."""
        for place, cell in enumerate(cells):
            shown = words(cell) if isinstance(cell, str) else cell
            self._grid.addWidget(shown, self._count, place, _TOP)
        self._count += 1
