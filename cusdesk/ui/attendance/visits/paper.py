"""The work card as pages."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_month
from cusdesk.services.attendance.cards import work_card
from cusdesk.ui.common.noting import watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.reports import WorkCard
    from cusdesk.ui.common.context import ScreenContext


def show_work_card(
    context: ScreenContext,
    month: dt.date,
    service_id: bytes | None,
    worker: str,
    parent: QWidget,
) -> None:
    """Show the card of the entries that the list shows."""
    operation = context.ops.read(
        work_card, context.office, month, service_id=service_id, worker=worker
    )
    operation.on_success(partial(_render, context, parent)).run()


def _render(context: ScreenContext, parent: QWidget, card: WorkCard) -> None:
    def show(pdf: bytes) -> None:
        """Show the pages, noting in the log whoever prints or keeps them."""
        who = card.worker or card.service or tr("attendance.card.all")
        title = tr("attendance.card.window", name=who, month=format_month(card.month))
        large = partial(as_pdf, card, large=True)
        file = f"{title}.pdf"
        preview = PdfPreview(parent, title, pdf, file, context.ops, render_large=large)
        watch_preview(context, preview, "attendance", detail=title)
        preview.open()

    context.ops.files(as_pdf, card).on_success(show).run()


def as_pdf(card: WorkCard, *, large: bool = False) -> bytes:
    """Return the card as it is printed, or in large letters."""
    from cusdesk.export.pdf.work_card import render_work_card

    out = io.BytesIO()
    render_work_card(card, out, large_print=large)
    return out.getvalue()
