"""The few fields in which a person says what a list or a work card leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.attendance import Mark
from cusdesk.domain.dates import parse_date
from cusdesk.domain.durations import parse_minutes
from cusdesk.services.imports import Answer
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, label

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.imports import Issue

_LISTS = {"attendance", "hours"}
_NEEDED = {
    "mark_in_doubt": ("date", "mark", "minutes"),
    "day_in_doubt": ("date",),
    "visit_in_doubt": ("date", "minutes", "worker"),
    "worker_missing": ("worker",),
    "service_in_doubt": ("service",),
    "service_missing": ("service",),
}


class AnswerFields(QWidget):
    """Service, day, mark, time and worker; only what the row may need is shown."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(self)
        self.service, self.mark = QComboBox(), QComboBox()
        self.date, self.minutes, self.worker = QLineEdit(), QLineEdit(), QLineEdit()
        self._boxes: dict[str, QWidget] = {}
        for name in ("service", "mark", "date", "minutes", "worker"):
            field: QWidget = getattr(self, name)
            box = QWidget()
            inside = column(box, gap=0)
            words = label(tr(f"imports_ui.answer.{name}"), "label")
            words.setBuddy(field)
            field.setAccessibleName(words.text())
            inside.addWidget(words)
            inside.addWidget(field)
            field.setMinimumWidth(current().chars(22))
            flow.addWidget(box)
            self._boxes[name] = box
        self.mark.addItem(tr("imports_ui.answer.as_written"), None)
        for mark in Mark:
            self.mark.addItem(tr(f"enums.mark.{mark.value}"), mark)

    def set_services(self, services: list[tuple[bytes, str]]) -> None:
        """Offer the services of the catalogue."""
        self.service.clear()
        self.service.addItem(tr("imports_ui.answer.as_written"), None)
        for service_id, name in services:
            self.service.addItem(name, service_id)

    def show_issue(self, issue: Issue | None) -> None:
        """Show the fields this row may need, empty."""
        for field in (self.date, self.minutes, self.worker):
            field.clear()
        for combo in (self.service, self.mark):
            combo.setCurrentIndex(0)
        wanted = _wanted(issue)
        for name, box in self._boxes.items():
            box.setVisible(name in wanted)
        self.setVisible(bool(wanted))

    def problem(self) -> str:
        """Return the sentence about what cannot be read in the fields; empty when all is well."""
        if self.date.text().strip() and self._date() is None:
            return tr("imports_ui.answer.bad_date", text=self.date.text())
        if self.minutes.text().strip() and self._minutes() is None:
            return tr("imports_ui.answer.bad_minutes", text=self.minutes.text())
        return ""

    def _date(self) -> dt.date | None:
        reading = parse_date(self.date.text())
        return None if reading.problem else reading.value

    def _minutes(self) -> int | None:
        reading = parse_minutes(self.minutes.text())
        return None if reading.problem else reading.minutes

    def answer(self) -> Answer:
        """Return what was said; empty fields leave the file's own reading."""
        return Answer(
            service_id=self.service.currentData(),
            date=self._date() if self.date.text().strip() else None,
            mark=self.mark.currentData(),
            minutes=self._minutes() if self.minutes.text().strip() else None,
            worker=self.worker.text().strip() or None,
        )


def _wanted(issue: Issue | None) -> set[str]:
    if issue is None or issue.kind not in _LISTS:
        return set()
    wanted = set(_NEEDED.get(issue.reason, ()))
    if not issue.payload.get("service_id") and not issue.payload.get("service_is_new"):
        wanted.add("service")
    if issue.kind == "hours":
        return wanted - {"mark"}
    single = len(issue.payload.get("marks", ())) == 1
    return wanted if single else wanted & {"service"}
