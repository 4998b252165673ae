"""What stays the same from line to line: the service, and who gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, row

if TYPE_CHECKING:
    from collections.abc import Sequence


class VisitHeads(QWidget):
    """Service and worker.

    Signals:
        changed: another service or another worker.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ids: list[bytes | None] = [None]
        self._expected: bytes | None = None
        self.service = QComboBox()
        self.service.addItem(tr("attendance.visits.choose_service"))
        self.service.setMinimumWidth(current().chars(24))
        self.worker = QLineEdit()
        self.worker.setPlaceholderText(tr("attendance.visits.worker_hint"))
        line = row(self, gap=1)
        for key, field in (("service", self.service), ("worker", self.worker)):
            words = label(tr(f"attendance.visits.{key}"), "label")
            words.setBuddy(field)
            field.setAccessibleName(words.text())
            line.addWidget(words)
            line.addWidget(field, 2 if key == "service" else 1)
        self.service.activated.connect(self.changed)
        self.worker.editingFinished.connect(self.changed)

    @property
    def service_id(self) -> bytes | None:
        """The chosen service."""
        place = self.service.currentIndex()
        return self._ids[place] if 0 <= place < len(self._ids) else None

    @property
    def worker_name(self) -> str:
        """Who gives the service; may be empty."""
        return self.worker.text().strip()

    def offer(self, services: Sequence[tuple[bytes, str]], workers: Sequence[str]) -> None:
        """Take over which services and names can be chosen; what is chosen stays."""
        kept = self.service_id or self._expected
        self._expected = None
        self._ids = [None, *(service_id for service_id, _ in services)]
        self.service.clear()
        self.service.addItem(tr("attendance.visits.choose_service"))
        self.service.addItems([name for _, name in services])
        self.choose(kept, self.worker.text())
        completer = QCompleter(list(workers), self.worker)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.worker.setCompleter(completer)

    def expect(self, service_id: bytes | None, worker: str) -> None:
        """Choose a service, now or as soon as it is offered."""
        self._expected = service_id
        self.choose(service_id, worker)

    def choose(self, service_id: bytes | None, worker: str) -> None:
        """Show a service and a worker."""
        known = service_id if service_id in self._ids else None
        self.service.setCurrentIndex(self._ids.index(known))
        self.worker.setText(worker)
