"""Preview of a PDF inside the program: the very same pages go to the screen, printer and file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.pdf_pages import PageList
from cusdesk.ui.common.pdf_printing import print_pages, set_up_printer
from cusdesk.ui.common.screen import LARGE_TEXT
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.ui.common.operations import Operations


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
        set_up_printer(printer, self._title, self._pages)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(self._pages))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            operation = self._ops.files(print_pages, self._pdf, printer)
            operation.with_progress("common.preview.printing").cancellable().run()
            self.went_out.emit("print")

    def _larger(self) -> None:
        self.pages.step(1)

    def _smaller(self) -> None:
        self.pages.step(-1)

    def _show_where(self) -> None:
        page = self.pages.page_in_sight()
        self._where.setText(tr("common.preview.page_of", page=page, count=len(self._pages)))
