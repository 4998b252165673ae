"""A part of a page that is as high as its words need at the width it really has."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLayout, QWidget


class AsHighAsItsWords(QWidget):
    """A page or a form that is as high as its words need at their width.

    Qt alone would keep room for words wrapped at the narrowest, or, where a form is narrower than
    its page, too little: it asks for the height at the width of the page.
    """

    def event(self, event: QEvent) -> bool:
        """Measure again whenever the width or the words are others."""
        done = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            layout = self.layout()
            needed = self.height_needed(layout) if layout is not None else 0
            if needed > 0 and needed != self.minimumHeight():
                self.setMinimumHeight(needed)
        return done

    def height_needed(self, layout: QLayout) -> int:
        """Return the least height of what stands here at the present width."""
        return layout.totalMinimumHeightForWidth(self.width())
