"""What the screens are made of is imported before they are opened, while the person reads.

Services come in on a thread. Modules of the window come in on the window's own thread, one at a
time: classes of Qt that were made on a thread beside a painting window brought the program down.
"""

from __future__ import annotations

import threading
from importlib import import_module
from importlib.util import find_spec

from PySide6.QtCore import QObject, QTimer

from cusdesk.ui.shell.features import SCREENS, screen_modules

_QUIET_MS = 1500
_STEP_MS = 250
"""Between two modules, so that what is typed meanwhile is never far behind."""


class ScreenLoader(QObject):
    """Imports the screens in small steps once an office is open."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._modules = list(screen_modules())
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self.step)

    def begin(self) -> None:
        """Begin when the first page has settled: services on a thread, screens step by step."""
        QTimer.singleShot(_QUIET_MS, self._go)

    def _go(self) -> None:
        threading.Thread(target=load_services, name="cusdesk-services", daemon=True).start()
        self._timer.start()

    def step(self) -> None:
        """Import the next module; after the last one the steps end."""
        if self._modules:
            import_module(self._modules.pop(0))
        if not self._modules:
            self._timer.stop()


def load_services() -> None:
    """Import the services behind the screens; they know nothing of Qt."""
    for spec in SCREENS:
        name = f"cusdesk.services.{spec.id}"
        if find_spec(name) is not None:
            import_module(name)
