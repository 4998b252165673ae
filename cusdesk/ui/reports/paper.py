"""The monthly sheet on paper: preview and printing."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services.attendance import monthly_sheet
from cusdesk.ui.common.month_switch import month_words
from cusdesk.ui.common.noting import watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.reports import MonthlySheet
    from cusdesk.ui.common.context import ScreenContext


def show_month_paper(
    context: ScreenContext, month: dt.date, service_id: bytes | None, parent: QWidget
) -> None:
    """Show the pages of the office's month, or of one service."""

    def show(pdf: bytes) -> None:
        """Show the pages, noting in the log whoever prints or keeps them."""
        title = tr("reports.month.paper_title", month=month_words(month))
        file_name = f"{tr('reports.month.file', month=f'{month:%Y-%m}')}.pdf"
        preview = PdfPreview(parent, title, pdf, file_name, context.ops)
        watch_preview(context, preview, "reports", detail=title)
        preview.open()

    def render(sheet: MonthlySheet) -> None:
        """Make pages of the figures away from the window."""
        operation = context.ops.files(as_pdf, sheet, office_page=service_id is None)
        operation.with_waiting("reports.month.rendering").on_success(show).run()

    operation = context.ops.read(partial(monthly_sheet, context.office, month, service_id))
    operation.on_success(render).run()


def as_pdf(sheet: MonthlySheet, *, office_page: bool = True) -> bytes:
    """Return the sheet as a PDF."""
    from cusdesk.export.pdf.month import render_month

    out = io.BytesIO()
    render_month(sheet, out, office_page=office_page)
    return out.getvalue()
