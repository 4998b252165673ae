"""The calls of services the window makes itself; each runs on the database thread.

Services are imported inside, after the first picture of the window (see `start.offices`).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.places import Place
    from cusdesk.domain.locking import LockAfter
    from cusdesk.services.computer import ComputerLine
    from cusdesk.services.copies.make import Occasion
    from cusdesk.services.history import Undone
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.shell.palette import Entry


@dataclass(frozen=True, slots=True)
class State:
    """What the frame of the window shows: name, labels of undo and redo, state of the copies."""

    name: str
    undo: str | None
    redo: str | None
    copies: str
    urgency: str


def state(office: Office) -> State:
    """Return what the frame of the window shows."""
    from cusdesk.services.copies import copies_state
    from cusdesk.services.history import next_redo, next_undo
    from cusdesk.services.office_settings import current_name

    name, copies = current_name(office), copies_state(office)
    undo = redo = None
    if not office.read_only:
        undo, redo = next_undo(office), next_redo(office)
    return State(name, undo, redo, copies.words, copies.urgency)


def place_of(office: Office) -> Place:
    """Return where the office lies."""
    from cusdesk.services.copies import place_of_office

    return place_of_office(office)


def look_for_danger(office: Office) -> ComputerLine | None:
    """Return what of the computer endangers the office right now; None for nothing."""
    from cusdesk.services.computer import look_for_danger

    return look_for_danger(office)


def copy_here(office: Office, progress: Progress = no_progress) -> Path:
    """Put a checked copy of the office on this computer; return where."""
    from cusdesk.services.copies import copy_here

    return copy_here(office, progress)


def leave_behind(before: Path, today: str) -> Path | None:
    """Give the file that was left a name nobody opens by habit."""
    from cusdesk.services.copies import leave_behind

    return leave_behind(before, today)


def wants_closing_copy(office: Office) -> bool:
    """Return whether something was changed since the last copy; a few reads."""
    return _is_due(office, "closing")


def wants_copy_of_work(office: Office) -> bool:
    """Return whether something was changed since the last copy and that is over an hour old."""
    return _is_due(office, "work")


def _is_due(office: Office, occasion: Occasion) -> bool:
    from cusdesk.services.copies import is_due

    try:
        return is_due(office, occasion)
    except StorageError:
        return False  # closed already, or damaged: there is nothing to copy any more


def copy_and_close(office: Office) -> None:
    """Make the copy of work that is due, then close the office whether it succeeded or not."""
    from cusdesk.services.copies import make_if_due

    try:
        make_if_due(office, "work")
    finally:
        office.close()


def closing_copy(office: Office, progress: Progress = no_progress) -> object:
    """Make a copy if anything was changed since the last one."""
    from cusdesk.services.copies import make_if_due

    return make_if_due(office, "closing", progress)


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


def check_pages(office: Office) -> None:
    """Check every page; a damaged file is kept aside and its copies are no longer thinned."""
    from cusdesk.services.copies import check_pages

    check_pages(office)


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
    from cusdesk.ui.shell.features import SCREENS
    from cusdesk.ui.shell.palette import Entry

    icons = {screen.id: screen.icon for screen in SCREENS}
    return [
        Entry(
            found.title,
            found.subtitle,
            icons[found.feature],
            partial(context.open_record, found.feature, found.id),
        )
        for found in search.find_anything(context.office, text)
        if context.can_open(found.feature)
    ]
