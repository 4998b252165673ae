"""Sending the pages of a PDF to a printer, at the size and direction of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from cusdesk.core.cancel import CancelToken, Progress, no_progress
from cusdesk.ui.common.pdf_pages import page_image

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from cusdesk.export.render import PdfPages

PRINT_DPI = 300


def set_up_printer(printer: QPrinter, title: str, pages: PdfPages) -> None:
    """Tell the printer the name and the paper of a document."""
    width, height = pages.size(0)
    printer.setDocName(title.replace("/", "-"))  # may become the name of a file
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setPageSize(
        QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point)
    )
    landscape = width > height
    orientation = QPageLayout.Orientation
    printer.setPageOrientation(orientation.Landscape if landscape else orientation.Portrait)


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
            image = page_image(pages, number - 1, PRINT_DPI)
            painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), image)
            progress(number - first + 1, last - first + 1)
    finally:
        painter.end()
        pages.close()
    return last - first + 1
