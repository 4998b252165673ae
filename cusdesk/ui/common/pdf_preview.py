"""Preview of a PDF inside the program: the very same pages go to the screen, printer and file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QWidget,
)

from cusdesk.core.cancel import CancelToken, Progress, no_progress
from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.screen import LARGE_TEXT
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

    from cusdesk.export.render import PdfPages
    from cusdesk.ui.common.operations import Operations

PRINT_DPI = 300
_ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_SCREEN_DPI = 96
_POINTS = 72


def _image(pages: PdfPages, index: int, dpi: int) -> QImage:
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
                image = _image(self._pages, index, round(self._dpi() * ratio))
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


class PdfPreview(QDialog):
    """Shows a PDF; prints it through the system dialog; saves it as a file.

    Args:
        title: what it is; also the name of the print job.
        pdf: the whole file.
        file_name: proposed when saving, with `.pdf`.
        ops: for saving and printing in the background.
        render_large: makes the large-print version of the same document, on a worker thread;
            None when there is none.

    Signals:
        went_out: (`print` or `document`) the pages are being printed or saved.
    """

    went_out = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        pdf: bytes,
        file_name: str,
        ops: Operations,
        render_large: Callable[[], bytes] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._title, self._normal, self._file_name, self._ops = title, pdf, file_name, ops
        self._render_large = render_large
        self._where = label("", "hint")
        self._large = QCheckBox(tr("common.preview.large"))
        self._large.setVisible(render_large is not None)
        self._large.clicked.connect(self._on_large)
        self._layout = column(self, gap=0)
        self._layout.addWidget(self._build_bar())
        self._show_pdf(pdf)
        resize_within_screen(self, current().chars(130), current().row_height * 24)
        self.finished.connect(self._on_finished)

    def add_line(self, line: QWidget) -> None:
        """Put a line between the buttons and the pages."""
        self._layout.insertWidget(1, line)

    def _build_bar(self) -> QWidget:
        holder = QWidget()
        holder.setContentsMargins(space(1), space(1), space(1), space(1))
        is_large = current().percent > LARGE_TEXT
        bar = FlowLayout(holder) if is_large else row(holder, gap=1)
        self.print_button = button(
            tr("common.button.print"), self.print, look="main", icon_name="print"
        )
        bar.addWidget(self.print_button)
        bar.addWidget(button(tr("common.button.save_pdf"), self.save, icon_name="save"))
        bar.addWidget(self._large)
        if isinstance(bar, QHBoxLayout):
            bar.addStretch()
        bar.addWidget(self._where)
        for name, slot in (
            ("zoom_out", self._smaller),
            ("zoom_in", self._larger),
            ("fit_width", self._fit),
        ):
            tool = button("", slot, look="quiet", icon_name=name)
            tool.setToolTip(tr(f"common.preview.{name}"))
            tool.setAccessibleName(tr(f"common.preview.{name}"))
            bar.addWidget(tool)
        bar.addWidget(button(tr("common.button.close"), self.close))
        return holder

    def _show_pdf(self, pdf: bytes) -> None:
        from cusdesk.export.render import PdfPages

        self._pdf = pdf
        self._pages = PdfPages(pdf)
        self.pages = PageList(self._pages)
        self._layout.addWidget(self.pages, 1)
        self.pages.moved.connect(self._show_where)

    def _on_large(self, large: bool) -> None:
        if large and self._render_large is not None:
            self._ops.files(self._render_large).on_success(self._replace).run()
        else:
            self._replace(self._normal)

    def _replace(self, pdf: bytes) -> None:
        self._layout.removeWidget(self.pages)
        self.pages.hide()
        self.pages.deleteLater()
        self._pages.close()
        self._show_pdf(pdf)

    def _on_finished(self) -> None:
        self._pages.close()

    def _fit(self) -> None:
        self.pages.fit_width()

    def save(self) -> None:
        """Save the very bytes that are shown."""
        proposed = documents_dir() / self._file_name
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("common.button.save_pdf"), str(proposed), tr("common.preview.pdf_filter")
        )
        if chosen:
            path = Path(chosen)
            path = path if path.suffix.lower() == ".pdf" else Path(f"{chosen}.pdf")
            self.save_as(path)

    def save_as(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        from cusdesk.export.atomic import write_file

        self._ops.files(write_file, path, self._pdf).run()
        self.went_out.emit("document")

    def print(self) -> None:
        """Print the chosen pages through the system dialog."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.set_up_printer(printer)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(self._pages))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            operation = self._ops.files(print_pages, self._pdf, printer)
            operation.with_progress("common.preview.printing").cancellable().run()
            self.went_out.emit("print")

    def set_up_printer(self, printer: QPrinter) -> None:
        """Tell the printer the name and the paper of the document."""
        width, height = self._pages.size(0)
        printer.setDocName(self._title.replace("/", "-"))  # may become the name of a file
        printer.setResolution(PRINT_DPI)
        printer.setFullPage(True)
        printer.setPageSize(
            QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point)
        )
        landscape = width > height
        orientation = QPageLayout.Orientation
        printer.setPageOrientation(orientation.Landscape if landscape else orientation.Portrait)

    def _larger(self) -> None:
        self.pages.step(1)

    def _smaller(self) -> None:
        self.pages.step(-1)

    def _show_where(self) -> None:
        page = self.pages.page_in_sight()
        self._where.setText(tr("common.preview.page_of", page=page, count=len(self._pages)))


def print_pages(
    pdf: bytes,
    printer: QPrinter,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Print the pages the printer was asked for, at 300 dpi; return how many.

    Runs on a thread of its own with its own copy of the document.

    Raises:
        DocumentError: the printer did not take the work.
        OperationCancelledError: stopped; pages already sent come out.
    """
    from cusdesk.core.errors import DocumentError
    from cusdesk.export.render import PdfPages

    pages = PdfPages(pdf)
    first = max(1, printer.fromPage())
    last = min(printer.toPage() or len(pages), len(pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise DocumentError("common.preview.printer_failed")
    try:
        for number in range(first, last + 1):
            if cancel is not None:
                cancel.check()
            if number > first:
                printer.newPage()
            paper = printer.paperRect(printer.Unit.DevicePixel)
            image = _image(pages, number - 1, PRINT_DPI)
            painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), image)
            progress(number - first + 1, last - first + 1)
    finally:
        painter.end()
        pages.close()
    return last - first + 1
