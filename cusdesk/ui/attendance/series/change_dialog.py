"""Changing a series: this and the following meetings, or all that are still ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QRadioButton, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.domain.dates import format_date
from cusdesk.services.attendance.series import change_series, preview_change
from cusdesk.ui.attendance.series.form import SeriesForm
from cusdesk.ui.attendance.series.preview import PreviewList
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.services.attendance import GroupRow
    from cusdesk.services.attendance.series import ChangePreview, SeriesRow
    from cusdesk.ui.common.context import ScreenContext


class SeriesDialog(CommandDialog):
    """The fields of a series and what a change does to every meeting it reaches."""

    def __init__(
        self,
        context: ScreenContext,
        group: GroupRow,
        series: SeriesRow,
        day: dt.date,
        parent: QWidget,
    ) -> None:
        title = tr("attendance.series.change_title")
        super().__init__(context, title, tr("attendance.series.change"), parent)
        self._series, self._day = series, day
        today = context.office.clock.today()
        self.following = QRadioButton(
            tr("attendance.series.following", date=format_date(max(day, today)))
        )
        self.all = QRadioButton(tr("attendance.series.all"))
        self.following.setChecked(True)
        for choice in (self.following, self.all):
            self.body.addWidget(choice)
        self.body.addWidget(label(tr("attendance.series.past_stays"), "hint", wrap=True))
        self.form = SeriesForm(today)
        self.form.show_new(group, day.replace(day=1))
        self.form.show_draft(series.draft)
        self.body.addWidget(self.form)
        self.preview = PreviewList()
        self.preview.setMinimumHeight(current().row_height * 6)
        self.body.addWidget(self.preview, 1)
        resize_within_screen(self, current().chars(84), current().line * 38)
        self.form.changed.connect(self.refresh)
        self.following.toggled.connect(self.refresh)
        self.refresh()

    @property
    def from_day(self) -> dt.date:
        """The first day that may change."""
        return self._day if self.following.isChecked() else self._context.office.clock.today()

    def refresh(self) -> None:
        """Work out what the change would do."""
        self.say(self.form.problem)
        self.do.setEnabled(False)
        if self.form.problem:
            return
        draft = self.form.draft(self._series.draft.group_id)
        operation = self._context.ops.read(
            preview_change, self._context.office, self._series.id, draft, self.from_day
        )
        operation.replacing(f"change-{id(self)}").on_success(self._show)
        operation.on_error(self._on_unclear).run()

    def _show(self, preview: ChangePreview) -> None:
        self.preview.show_change(preview)
        self.do.setEnabled(bool(preview.changes))

    def _on_unclear(self, error: CusdeskError) -> None:
        self.preview.clear()
        self.say(describe(error))

    def confirm(self) -> None:
        """Change the series."""
        draft = self.form.draft(self._series.draft.group_id)
        office, row = self._context.office, self._series
        operation = self._context.ops.write(
            change_series, office, row.id, row.version, draft, self.from_day
        )
        self.start(operation, self._on_done)

    def _on_done(self, _changes: Changes) -> None:
        self._context.notifier.success(tr("attendance.series.changed"))
        self.accept()
