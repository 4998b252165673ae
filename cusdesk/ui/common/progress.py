"""The window of long work: appears after 0.6 s, stays at least 0.5 s, and can stop the work."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QProgressBar, QPushButton

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from cusdesk.core.cancel import CancelToken

APPEARS_AFTER_MS = 600
STAYS_AT_LEAST_MS = 500


class ProgressDialog(QDialog):
    """Title, bar, what is being done, and cancel when the work can be stopped."""

    def __init__(self, title: str, token: CancelToken | None) -> None:
        super().__init__(QApplication.activeWindow())
        self._token = token
        self._shown_at = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(APPEARS_AFTER_MS)
        self._timer.timeout.connect(self._appear)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(tr("common.progress.title"))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._bar.setTextVisible(False)  # dark letters would stand on the dark part
        self._percent = label("")
        self._step = label("", "hint")
        self._cancel = QPushButton(tr("common.button.cancel"))
        self._cancel.setVisible(token is not None)
        self._cancel.clicked.connect(self._on_cancel)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        layout = column(self, margin=3)
        layout.addWidget(label(title, "heading", wrap=True))
        bar = row()
        bar.addWidget(self._bar, 1)
        bar.addWidget(self._percent)
        layout.addLayout(bar)
        layout.addWidget(self._step)
        layout.addLayout(buttons)
        self.setMinimumWidth(current().chars(60))

    def show_later(self) -> None:
        """Appear if the work is not finished by then."""
        self._timer.start()

    def report(self, done: int, total: int, step: str) -> None:
        """Show how far the work is."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._percent.setText(self._bar.text() if total > 0 else "")
        if step:
            self._step.setText(step)
        elif total:
            self._step.setText(tr("common.progress.done_of", done=done, total=total))

    def remaining_ms(self) -> int:
        """Return how long the window must still be seen; 0 when it never appeared."""
        if not self._shown_at:
            self._timer.stop()
            return 0
        return max(0, STAYS_AT_LEAST_MS - round((time.monotonic() - self._shown_at) * 1000))

    def finish(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def _appear(self) -> None:
        self._shown_at = time.monotonic()
        self.show()

    def _on_cancel(self) -> None:
        if self._token is not None:
            self._token.cancel()
            self._cancel.setEnabled(False)
            self._step.setText(tr("common.progress.cancelling"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window means cancel, where there is one."""
        self._on_cancel()
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape means cancel too; the window itself waits for the work."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
