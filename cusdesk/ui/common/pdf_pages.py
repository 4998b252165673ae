"""The pages of a PDF on the screen, under one another, and as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import space
from cusdesk.ui.common.widgets import column

if TYPE_CHECKING:
    from cusdesk.export.render import PdfPages

_ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_SCREEN_DPI = 96
_POINTS = 72


def page_image(pages: PdfPages, index: int, dpi: int) -> QImage:
    """Return a page as a picture that outlives the document; `index` from 0."""
    width, height, data = pages.render(index, dpi)
    image = QImage(data, width, height, width * 3, QImage.Format.Format_RGB888)
    return image.copy()


class PageList(QScrollArea):
    """The pages under one another; a page is drawn when it comes into sight.

    Signals:
        moved: another page, or another part of it, is in sight.
    """

    moved = Signal()

    def __init__(self, pages: PdfPages) -> None:
        super().__init__()
        self._pages = pages
        self.percent = 100
        self.fits_width = True
        holder = QWidget()
        self._layout = column(holder, margin=2, gap=2)
        self._labels: list[QLabel] = []
        for index in range(len(pages)):
            sheet = QLabel()
            mark_personal(sheet)
            sheet.setAccessibleName(tr("common.preview.page_of", page=index + 1, count=len(pages)))
            sheet.setStyleSheet("background: white;")
            self._labels.append(sheet)
            self._layout.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("look", "pages")
        self._first = QSizeF(*pages.size(0))
        self.verticalScrollBar().valueChanged.connect(self._draw_visible)

    def zoom(self, percent: int) -> None:
        """Show the pages at a percentage of their real size."""
        self.percent = max(_ZOOMS[0], min(percent, _ZOOMS[-1]))
        for sheet in self._labels:
            sheet.clear()
        self._lay_out()

    def step(self, direction: int) -> None:
        """Go to the next larger (1) or smaller (-1) size."""
        self.fits_width = False
        larger = [z for z in _ZOOMS if z > self.percent]
        smaller = [z for z in _ZOOMS if z < self.percent]
        if direction > 0:
            self.zoom(larger[0] if larger else _ZOOMS[-1])
        else:
            self.zoom(smaller[-1] if smaller else _ZOOMS[0])

    def fit_width(self) -> None:
        """Fill the width of the window."""
        self.fits_width = True
        room = self.viewport().width() - 2 * space(2)
        width = max(1.0, self._first.width()) * _SCREEN_DPI / _POINTS
        self.zoom(int(room * 100 / width) - 1)

    def page_in_sight(self) -> int:
        """Return the number of the page in the middle of the window, from 1."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        for number, sheet in enumerate(self._labels, start=1):
            if sheet.y() + sheet.height() >= middle:
                return number
        return len(self._labels)

    def go_to(self, number: int) -> None:
        """Scroll to a page, from 1."""
        self.verticalScrollBar().setValue(self._labels[number - 1].y() - space(1))

    def _dpi(self) -> int:
        return round(_SCREEN_DPI * self.percent / 100)

    def _lay_out(self) -> None:
        for index, sheet in enumerate(self._labels):
            sheet.setFixedSize((QSizeF(*self._pages.size(index)) * self._dpi() / _POINTS).toSize())
        self._layout.activate()
        self._draw_visible()

    def _draw_visible(self) -> None:
        self.moved.emit()
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        ratio = self.devicePixelRatioF()
        for index, sheet in enumerate(self._labels):
            seen = sheet.y() <= bottom and sheet.y() + sheet.height() >= top
            if seen and sheet.pixmap().isNull():
                image = page_image(self._pages, index, round(self._dpi() * ratio))
                picture = QPixmap.fromImage(image)
                picture.setDevicePixelRatio(ratio)
                sheet.setPixmap(picture)
            elif not seen and not sheet.pixmap().isNull():
                sheet.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep filling the width."""
        super().resizeEvent(event)
        if self.fits_width:
            self.fit_width()
        else:
            self._draw_visible()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw once the size is known."""
        super().showEvent(event)
        self.fit_width()
