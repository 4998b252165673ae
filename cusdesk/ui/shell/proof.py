"""The window drawn once for the program's self-test, without being shown to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSize
from PySide6.QtGui import QColor, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from cusdesk.core.settings import load_settings
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.theme.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QImage

    from cusdesk.core.settings import Settings
    from cusdesk.ui.shell.main_window import MainWindow

_SIZE = QSize(1366, 768)
_FEWEST_COLOURS = 8
_STEP = 7
_ICON = 32


def draw(make_window: Callable[[Settings], MainWindow], folder: Path) -> list[str]:
    """Draw the first page of the window; return what is missing: picture, icons, words, printing.

    Args:
        make_window: how the program makes its window; the application speaks Polish already.
        folder: where the picture and a PDF of it are written.
    """
    current()  # the light theme, unless there is one
    window = make_window(load_settings())
    try:
        window.start.show_doors()
        window.resize(_SIZE)
        picture = window.grab().toImage()
        picture.save(str(folder / "okno.png"))
        found = {
            "picture": _colours(picture) >= _FEWEST_COLOURS,
            "icons": _colours(icon("add", size=_ICON).pixmap(_ICON).toImage()) > 1,
            "words": QApplication.translate("QPlatformTheme", "Cancel") != "Cancel",
            "printing": _printed(picture, folder / "okno.pdf"),
        }
    finally:
        window.closed.emit()  # what ends the threads; a window never shown is not closed
    return [name for name, is_there in found.items() if not is_there]


def _colours(picture: QImage) -> int:
    """Return how many colours a grid of points has: an empty or black window has one."""
    return len(
        {
            picture.pixel(x, y)
            for x in range(0, picture.width(), _STEP)
            for y in range(0, picture.height(), _STEP)
        }
    )


def _printed(picture: QImage, path: Path) -> bool:
    """Print the picture into a PDF, through the part of Qt that prints papers."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(10, 10, 10, 10))
    printer.setOutputFileName(str(path))
    painter = QPainter(printer)
    painter.fillRect(0, 0, 100, 100, QColor("black"))
    painter.drawImage(0, 0, picture)
    painter.end()
    return path.is_file() and path.read_bytes().startswith(b"%PDF")
