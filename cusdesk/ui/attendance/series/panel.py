"""Planning a series beside the meetings of the month: fields, preview, one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.services.attendance.series import SeriesPreview, add_series, preview_series
from cusdesk.ui.attendance.series.form import SeriesForm
from cusdesk.ui.attendance.series.preview import PreviewList
from cusdesk.ui.common.widgets import button, card, column, keep_from_writing, label

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.attendance import GroupRow
    from cusdesk.services.attendance.series import AddedSeries
    from cusdesk.ui.common.context import ScreenContext


class SeriesPanel(QWidget):
    """A new series of the group shown."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._group: GroupRow | None = None
        self._month: dt.date | None = None
        side = column(self, gap=1)
        side.addWidget(label(tr("attendance.meetings.plan"), "heading"))
        frame, inside = card()
        self.form = SeriesForm(context.office.clock.today())
        self.form.changed.connect(self.refresh)
        inside.addWidget(self.form)
        self.said = label("", "label", wrap=True)
        inside.addWidget(self.said)
        self.preview = PreviewList()
        inside.addWidget(self.preview, 1)
        self.add = button("", self.add_series, look="main", icon_name="add")
        inside.addWidget(self.add)
        side.addWidget(frame, 1)
        keep_from_writing(context, "attendance", self.form)
        self._show(SeriesPreview(()))

    def show_group(self, group: GroupRow, month: dt.date) -> None:
        """Plan for a group, beginning with the month shown."""
        if self._group is None or self._group.id != group.id:
            self.form.clear()
        if self._group is None or self._group.id != group.id or self._month != month:
            self.form.show_new(group, month)
        self._group, self._month = group, month
        self.refresh()

    def refresh(self) -> None:
        """Work the days out anew."""
        problem = self.form.problem
        if self._group is None or self.form.is_empty or problem:
            self._show(SeriesPreview(()), problem)
            return
        draft = self.form.draft(self._group.id)
        operation = self._context.ops.read(preview_series, self._context.office, [draft])
        operation.replacing(f"series-{id(self)}").on_success(self._show)
        operation.on_error(self._on_refused).run()

    def _on_refused(self, error: CusdeskError) -> None:
        self._show(SeriesPreview(()), describe(error))

    def _show(self, preview: SeriesPreview, problem: str = "") -> None:
        self.preview.show_series(preview)
        words = problem or tr("attendance.meetings.preview")
        if preview.clashes:
            words = tr("attendance.series.clashes", n=len(preview.clashes))
        self.said.setText(words)
        self.add.setText(tr("attendance.meetings.add", n=preview.count))
        self.add.setEnabled(preview.count > 0 and self._context.office.can_change("attendance"))

    def add_series(self) -> None:
        """Add every day of the preview that is new."""
        if self._group is not None:
            draft = self.form.draft(self._group.id)
            operation = self._context.ops.write(add_series, self._context.office, [draft])
            operation.on_success(self._on_added).run()

    def _on_added(self, added: AddedSeries) -> None:
        self._context.notifier.success(tr("attendance.meetings.added", n=added.meetings))
