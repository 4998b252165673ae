"""A form and what belongs to it, beside one another where the window is wide enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.tab_order import stops_as_read
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import column, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_SIDE_CHARS = 34


class SideBySide(QWidget):
    """A form that scrolls and what belongs to it: beside it where there is room, else under it.

    Signals:
        turned: the side went under the form, or back beside it.
    """

    turned = Signal()

    def __init__(self, form: QWidget, side: QWidget) -> None:
        super().__init__()
        self._form, self._side = form, side
        content = QWidget()
        self._under = column(content, gap=3)
        self._under.addWidget(form)
        self.form_area = scrolled(content)
        beside = QWidget()
        self._beside = column(beside)
        self._beside.addWidget(side)
        self._beside.addStretch()
        self._side_scroll = scrolled(beside)
        layout = row(self, gap=2)
        layout.addWidget(self.form_area, 3)
        layout.addWidget(self._side_scroll, 2)
        self._is_wide = True

    @property
    def is_wide(self) -> bool:
        """Whether the side stands beside the form."""
        return self._is_wide

    def show_side(self) -> None:
        """Go to the side, with the keyboard; where it stands under the form, scroll to it."""
        for stop in stops_as_read(self._side)[:1]:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._is_wide:
            QTimer.singleShot(0, self, self._scroll_to_side)  # after what follows the keyboard

    def _scroll_to_side(self) -> None:
        self.form_area.verticalScrollBar().setValue(self._side.y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side under the form when both do not fit beside each other."""
        super().resizeEvent(event)
        layout = self._side.layout()
        widest = layout.minimumSize().width() if layout is not None else 0
        # never narrower than its longest button: words that wrap would be measured too short
        self._side.setMinimumWidth(max(widest, current().chars(_SIDE_CHARS)))
        self._side_scroll.setMinimumWidth(self._side.minimumWidth() + space(4))
        need = self._form.minimumSizeHint().width() + self._side.minimumWidth() + space(9)
        is_wide = self.width() >= need
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self._side_scroll.setVisible(is_wide)
        if is_wide:
            self._beside.insertWidget(0, self._side)
        else:
            self._under.addWidget(self._side)
        self.turned.emit()
