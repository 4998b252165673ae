"""The few calls of `services.office` the start pages make; each runs on the database thread.

The services are imported inside: they bring SQLAlchemy, which must not be loaded before the first
picture of the window is on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.office import CreatedOffice, Office
    from cusdesk.ui.shell.start.new_office import NewOffice


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """What opens an office: a password or the recovery code, the other empty."""

    password: str
    recovery_code: str


def open_existing(path: Path, key: Key, *, read_only: bool) -> Office:
    """Open an office file."""
    from cusdesk.services.office import open_office

    return open_office(
        path,
        password=key.password or None,
        recovery_code=key.recovery_code or None,
        read_only=read_only,
    )


def create_new(wanted: NewOffice) -> CreatedOffice:
    """Make a new office file."""
    from cusdesk.services.office import create_office

    wanted.path.parent.mkdir(parents=True, exist_ok=True)
    return create_office(
        wanted.path, name=wanted.name, user_name=wanted.user_name, password=wanted.password
    )


def open_demo(folder: Path, progress: Progress = no_progress) -> Office:
    """Open the fictional commune in `folder`; make it first when it is not there yet."""
    from cusdesk.services.demo import DEMO_PASSWORD, build_demo
    from cusdesk.services.office import FILE_SUFFIX, open_office

    made = next(iter(sorted(folder.glob(f"*{FILE_SUFFIX}"))), None)
    if made is None:
        made = build_demo(folder, progress=progress).path
    return open_office(made, password=DEMO_PASSWORD)
