"""Stopping long work from outside, and saying how far it is."""

from __future__ import annotations

import threading
from typing import Protocol

from cusdesk.core.errors import OperationCancelledError


class Progress(Protocol):
    """What long work calls between units of work; cheap, from any thread."""

    def __call__(self, done: int, total: int, key: str = "") -> None:
        """Say that `done` of `total` units are finished (`total` 0: unknown).

        `key` is the message key of the step under way, empty to leave the words as they are.
        """
        ...


def no_progress(done: int, total: int, key: str = "") -> None:
    """Do nothing: the default for work nobody watches."""


class CancelToken:
    """A request to stop, checked by the work between units of work."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._event.set()

    def check(self) -> None:
        """Return at once, or stop the work.

        Raises:
            OperationCancelledError: somebody asked to stop.
        """
        if self._event.is_set():
            raise OperationCancelledError
