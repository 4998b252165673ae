"""The dimensions of a talk under one another, in the groups of its scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.widgets import card, column, label
from cusdesk.ui.needs_talks.dimension_box import DimensionBox

if TYPE_CHECKING:
    from cusdesk.core.clock import Clock
    from cusdesk.domain.needs_talks import Dimension, Scheme
    from cusdesk.services.needs_talks import TalkDetails


class DimensionList(QWidget):
    """A box a dimension; the boxes are kept for the next talk with the same dimensions.

    Attributes:
        boxes: dimension -> its box.

    Signals:
        left: (dimension, field name) a field was left.
    """

    left = Signal(str, str)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.boxes: dict[str, DimensionBox] = {}
        self._drawn: tuple[Scheme, tuple[Dimension, ...]] | None = None
        layout = column(self, gap=1.5)
        self.hidden = label("", "hint", wrap=True)
        layout.addWidget(self.hidden)
        self._lines: QVBoxLayout = column(gap=2)
        layout.addLayout(self._lines)

    @property
    def is_drawn(self) -> bool:
        """Whether there are boxes to be filled."""
        return self._drawn is not None

    def show_talk(self, details: TalkDetails, *, anew: bool, can_write: bool) -> None:
        """Fill the boxes, and say how many dimensions are not for this person."""
        for box in self.boxes.values():
            box.show_talk(details, anew=anew, can_write=can_write)
        self.hidden.setText(tr("needs_talks.page.hidden", n=details.hidden))
        self.hidden.setVisible(bool(details.hidden))

    def draw(self, scheme: Scheme, dimensions: tuple[Dimension, ...]) -> bool:
        """Draw the dimensions, unless they are those that are drawn; return whether they were."""
        if (scheme, dimensions) == self._drawn:
            return False
        self._drawn = (scheme, dimensions)
        self._clear()
        for group in scheme.groups:
            wanted = [dimension for dimension in dimensions if dimension.group == group.code]
            if not wanted:
                continue
            self._lines.addWidget(label(group.name, "heading"))
            self._lines.addWidget(label(group.prompt, "hint", wrap=True))
            for dimension in wanted:
                box = DimensionBox(dimension, scheme, self._clock)
                box.left.connect(self.left)
                self.boxes[dimension.code] = box
                self._lines.addWidget(_lined(box))
        return True

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = {}


def _lined(box: DimensionBox) -> QFrame:
    frame, inside = card(margin=1.5, gap=1)
    inside.addWidget(box)
    return frame
