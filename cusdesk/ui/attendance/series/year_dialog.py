"""The meetings of the next year, made of those of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services.attendance.series import SeriesPreview, add_series, preview_series
from cusdesk.ui.attendance.series.preview import PreviewList
from cusdesk.ui.attendance.series.words import series_words
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.attendance.series import AddedSeries, SeriesDraft
    from cusdesk.ui.common.context import ScreenContext


class NextYearDialog(CommandDialog):
    """Every series of the last year a year later, with each day and each clash."""

    def __init__(self, context: ScreenContext, drafts: list[SeriesDraft], parent: QWidget) -> None:
        super().__init__(context, tr("attendance.series.year_title"), "", parent)
        self._drafts = drafts
        for draft in drafts:
            self.body.addWidget(label(series_words(draft), wrap=True))
        self.said = label("", "hint", wrap=True)
        self.body.addWidget(self.said)
        self.preview = PreviewList()
        self.preview.setMinimumHeight(current().row_height * 8)
        self.body.addWidget(self.preview, 1)
        resize_within_screen(self, current().chars(84), current().line * 30)
        self._show(SeriesPreview(()))
        operation = context.ops.read(preview_series, context.office, drafts)
        operation.on_success(self._show).on_error(self._on_refused).run()

    def _show(self, preview: SeriesPreview) -> None:
        self.preview.show_series(preview)
        self.said.setText(
            tr("attendance.series.clashes", n=len(preview.clashes))
            if preview.clashes
            else tr("attendance.series.year_intro")
        )
        self.do.setText(tr("attendance.meetings.add", n=preview.count))
        self.do.setEnabled(preview.count > 0)

    def confirm(self) -> None:
        """Make the meetings."""
        office = self._context.office
        operation = self._context.ops.write(add_series, office, self._drafts, repeats=True)
        self.start(operation, self._on_done)

    def _on_done(self, added: AddedSeries) -> None:
        self._context.notifier.success(tr("attendance.meetings.added", n=added.meetings))
        self.accept()
