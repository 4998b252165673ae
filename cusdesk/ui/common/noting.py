"""What the log of the office is told by the screens: who looked, what was printed or saved.

Written in the background after the screen has its data: nobody waits for the log.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cusdesk.services.audit import record_output, record_view

if TYPE_CHECKING:
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.pdf_preview import PdfPreview


def note_view(context: ScreenContext, feature: str, record_id: bytes, subject_id: bytes) -> None:
    """Note that a record about a resident is on the screen.

    It goes to the threads of the files: the database thread has the person's next wish to answer,
    and a log that waits for another writer must not hold it up.
    """
    context.ops.files(record_view, context.office, feature, record_id, subject_id).run()


def note_output(
    context: ScreenContext,
    how: str,
    feature: str = "",
    record_id: bytes | None = None,
    *,
    detail: str = "",
    count: int = 1,
) -> None:
    """Note that something left the program; see `services.audit.record_output`."""
    context.ops.write(
        record_output, context.office, how, feature, record_id, detail=detail, count=count
    ).run()


def watch_preview(
    context: ScreenContext,
    preview: PdfPreview,
    feature: str = "",
    record_id: bytes | None = None,
    *,
    detail: str = "",
) -> None:
    """Note whenever the pages of a preview are printed or saved."""
    preview.went_out.connect(partial(_on_went_out, context, feature, record_id, detail))


def _on_went_out(
    context: ScreenContext, feature: str, record_id: bytes | None, detail: str, how: str
) -> None:
    note_output(context, how, feature, record_id, detail=detail)
