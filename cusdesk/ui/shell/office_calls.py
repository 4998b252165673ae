"""The calls of services the window makes itself; each runs on the database thread.

Services are imported inside, after the first picture of the window (see `start.offices`).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cusdesk.domain.locking import LockAfter
    from cusdesk.services.history import Undone
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.shell.palette import Entry


@dataclass(frozen=True, slots=True)
class State:
    """What the frame of the window shows: name, labels of undo and redo, age of the last copy."""

    name: str
    undo: str | None
    redo: str | None
    last_backup: float | None


def state(office: Office) -> State:
    """Return what the frame of the window shows."""
    from cusdesk.services.history import next_redo, next_undo
    from cusdesk.services.office import last_backup
    from cusdesk.services.office_settings import current_name

    name = current_name(office)
    if office.read_only:
        return State(name, None, None, last_backup(office))
    return State(name, next_undo(office), next_redo(office), last_backup(office))


def lock_after(office: Office) -> LockAfter:
    """Return after how much idle time the office is locked."""
    from cusdesk.services.office_settings import get

    return get(office).lock_after


def note_login(office: Office) -> None:
    """Tell the log who opened the office."""
    from cusdesk.services.audit import record_login

    record_login(office)


def note_lock(office: Office) -> None:
    """Tell the log that the office was locked; a log that fails must not keep it open."""
    from cusdesk.core.errors import StorageError
    from cusdesk.services.audit import record_event

    with contextlib.suppress(StorageError):
        record_event(office, "people.lock")


def undo(office: Office) -> Undone | None:
    """Take back the last step."""
    from cusdesk.services import history

    return history.undo(office)


def redo(office: Office) -> Undone | None:
    """Repeat the step taken back."""
    from cusdesk.services import history

    return history.redo(office)


def is_fictional(office: Office) -> bool:
    """Return whether the office is the fictional commune."""
    from cusdesk.services.fictional import is_fictional

    return is_fictional(office)


def remove_fictional(office: Office) -> None:
    """Close the fictional commune and delete it."""
    from cusdesk.services.demo import remove_demo

    remove_demo(office)


def find_anything(context: ScreenContext, text: str) -> list[Entry]:
    """Return what matches a text anywhere in the office, as lines that lead there."""
    from cusdesk.services import search
    from cusdesk.ui.shell.palette import Entry

    return [
        Entry(
            found.title,
            found.subtitle,
            found.feature,
            partial(context.open_record, found.feature, found.id),
        )
        for found in search.find_anything(context.office, text)
        if context.can_open(found.feature)
    ]
