"""The list of every day before anything is made: what comes, what is left out, what clashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from cusdesk.core.messages import tr
from cusdesk.domain.schedule import Fate, Skip
from cusdesk.ui.attendance.series.words import change_words, clash_lines, day_words
from cusdesk.ui.common.theme import current, icon

if TYPE_CHECKING:
    from cusdesk.services.attendance.series import ChangePreview, SeriesPreview

_SKIPPED = {Skip.EXISTS: ("info", "muted")}
_FATES = {
    Fate.CHANGED: ("check", "success"),
    Fate.MOVED: ("check", "success"),
    Fate.NEW: ("add", "success"),
    Fate.GONE: ("close", "error"),
    Fate.KEPT: ("info", "muted"),
}


class PreviewList(QListWidget):
    """Clashes first, because they must not be scrolled past; then the days."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("attendance.meetings.preview"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setWordWrap(True)

    def show_series(self, preview: SeriesPreview) -> None:
        """Show the days of new series."""
        self.clear()
        for words in clash_lines(preview.clashes):
            self._line("warning", "warning", words)
        for day in preview.days:
            name, tone = ("check", "success")
            if day.skip is not None:
                name, tone = _SKIPPED.get(day.skip, ("close", "error"))
            self._line(name, tone, day_words(day))

    def show_change(self, preview: ChangePreview) -> None:
        """Show what becomes of the meetings of a series."""
        self.clear()
        for words in clash_lines(preview.clashes):
            self._line("warning", "warning", words)
        lines = [(one.date, *_FATES[one.fate], change_words(one)) for one in preview.changes]
        lines += [(day.date, "close", "error", day_words(day)) for day in preview.skipped]
        for _date, name, tone, words in sorted(lines, key=lambda line: line[0]):
            self._line(name, tone, words)

    def _line(self, name: str, tone: str, words: str) -> None:
        item = QListWidgetItem(icon(name, tone), words)
        room = self.viewport().width() - current().row_height  # beside the icon
        place = QRect(0, 0, max(room, current().row_height), 10 * current().row_height)
        text = self.fontMetrics().boundingRect(place, Qt.TextFlag.TextWordWrap, words)
        height = max(current().row_height, text.height() + current().line // 2)
        item.setSizeHint(QSize(0, height))
        self.addItem(item)
