"""The list to sign: which days, then the preview."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from cusdesk.core.messages import tr
from cusdesk.services.attendance import MeetingRow, list_meetings, sign_in_list
from cusdesk.ui.attendance.series.words import weekday_words
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.noting import watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.reports import SignInList
    from cusdesk.ui.common.context import ScreenContext

_DATE = int(Qt.ItemDataRole.UserRole)


class PaperDialog(QDialog):
    """The days for which the list is printed: one wide column, or a column a day."""

    def __init__(
        self, context: ScreenContext, group_id: bytes, meetings: list[MeetingRow], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._owner = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("attendance.paper.title"))
        self._context, self._group_id = context, group_id
        self._month = meetings[0].date.replace(day=1)
        self.days = QListWidget()
        self.days.setAccessibleName(tr("attendance.paper.days"))
        today = context.office.clock.today()
        nearest = min(meetings, key=lambda m: (m.date < today, abs((m.date - today).days)))
        for meeting in meetings:
            item = QListWidgetItem(weekday_words(meeting.date))
            item.setData(_DATE, meeting.date)
            item.setSizeHint(QSize(0, current().row_height))
            chosen = meeting.id == nearest.id
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.days.addItem(item)
        self.days.setCurrentRow(meetings.index(nearest))
        layout = column(self, margin=3, gap=1.5)
        layout.addWidget(label(tr("attendance.paper.intro"), wrap=True))
        layout.addWidget(self.days, 1)
        everything = button(tr("attendance.paper.all"), self._choose_all, look="link")
        blank = button(tr("attendance.paper.blank"), self._blank, look="link")
        show = button(tr("attendance.paper.show"), self.show_paper, look="main")
        layout.addLayout(command_line(self, show, everything, blank))
        resize_within_screen(self, current().chars(70), current().line * 22)

    def chosen(self) -> list[dt.date]:
        """Return the ticked days."""
        items = (self.days.item(n) for n in range(self.days.count()))
        return [i.data(_DATE) for i in items if i.checkState() is Qt.CheckState.Checked]

    def show_paper(self) -> None:
        """Show the preview of the ticked days."""
        _preview(self._context, self._group_id, self._month, self.chosen(), self._owner)
        self.accept()

    def _blank(self) -> None:
        _preview(self._context, self._group_id, self._month, [], self._owner)
        self.accept()

    def _choose_all(self) -> None:
        for number in range(self.days.count()):
            self.days.item(number).setCheckState(Qt.CheckState.Checked)


def show_sign_in_list(
    context: ScreenContext, group_id: bytes, month: dt.date, parent: QWidget
) -> None:
    """Ask for the days, then show the list; without meetings a list with an empty date."""

    def ask(meetings: list[MeetingRow]) -> None:
        """Ask which days to print, when there are any."""
        if meetings:
            PaperDialog(context, group_id, meetings, parent).open()
        else:
            _preview(context, group_id, month, [], parent)

    context.ops.read(list_meetings, context.office, group_id, month).on_success(ask).run()


def _preview(
    context: ScreenContext,
    group_id: bytes,
    month: dt.date,
    dates: list[dt.date],
    parent: QWidget,
) -> None:
    operation = context.ops.read(sign_in_list, context.office, group_id, month, dates)
    operation.on_success(partial(_render, context, parent)).run()


def _render(context: ScreenContext, parent: QWidget, paper: SignInList) -> None:
    def show(pdf: bytes) -> None:
        """Show the pages, noting in the log whoever prints or keeps them."""
        name = tr("attendance.paper.file", group=paper.group)
        title = tr("attendance.paper.window", group=paper.group)
        large = partial(_as_pdf, paper, large=True)
        file = f"{name}.pdf"
        preview = PdfPreview(parent, title, pdf, file, context.ops, render_large=large)
        watch_preview(context, preview, "attendance", detail=title)
        preview.open()

    context.ops.files(_as_pdf, paper).on_success(show).run()


def _as_pdf(paper: SignInList, *, large: bool = False) -> bytes:
    from cusdesk.export.pdf.sign_in import render_sign_in_list

    out = io.BytesIO()
    render_sign_in_list(paper, out, large_print=large)
    return out.getvalue()
