"""What happened and what changed, told to whoever shows it: two small main-thread bridges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.domain.changes import Changes


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the message bar.

    Attributes:
        level: info, success, warning or error; also the name of the icon.
        text: the sentence, plain text.
        action_text, action: an offered next step, e.g. undo; both or neither.
    """

    level: str
    text: str
    action_text: str = ""
    action: Callable[[], None] | None = None

    @property
    def stays(self) -> bool:
        """Whether the sentence waits to be closed by the person."""
        return self.level in {"warning", "error"}


class Notifier(QObject):
    """The way from any screen to the message bar.

    Notices posted before somebody listens are kept and handed over by `take_waiting`.

    Signals:
        posted: a `Notice` was posted.
    """

    posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Notice] = []
        self._has_listener = False

    def info(self, text: str) -> None:
        """Say something worth knowing; goes away by itself."""
        self.post(Notice("info", text))

    def success(
        self, text: str, action_text: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Say that something was done, with an offered next step; goes away by itself."""
        self.post(Notice("success", text, action_text, action))

    def warning(self, text: str) -> None:
        """Say something the person should look at."""
        self.post(Notice("warning", text))

    def error(self, text: str) -> None:
        """Say that something was not done, and what to do."""
        self.post(Notice("error", text))

    def post(self, notice: Notice) -> None:
        """Show a notice, or keep it until somebody can."""
        if self._has_listener:
            self.posted.emit(notice)
        else:
            self._waiting.append(notice)

    def take_waiting(self) -> list[Notice]:
        """Return what was posted so far and send the rest by the signal from now on."""
        self._has_listener = True
        waiting, self._waiting = self._waiting, []
        return waiting


class ChangeBus(QObject):
    """The one road from a write to the screens: `Changes` published after every operation.

    Signals:
        changed: (Changes, initiator or None). A screen that made the change itself may compare
            `initiator` with itself and leave its own fields alone.
    """

    changed = Signal(object, object)

    def publish(self, changes: Changes, initiator: object | None = None) -> None:
        """Tell every screen."""
        self.changed.emit(changes, initiator)
