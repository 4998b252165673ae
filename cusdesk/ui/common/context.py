"""What a screen is given: the office and the roads to everything outside the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.core.settings import Settings
    from cusdesk.services.office import Office
    from cusdesk.ui.common.notices import ChangeBus, Notifier
    from cusdesk.ui.common.operations import Operations


def _no_road(feature: str, record_id: bytes | None = None) -> None:
    """Go nowhere: for screens shown outside the main window (tests)."""


def _nowhere(feature: str) -> bool:
    """Return False: no other screen exists."""
    return False


def _no_command(feature: str, command_id: str) -> None:
    """Begin nothing: no other screen exists."""


def _stay() -> None:
    """Leave the office where it lies: for screens shown outside the main window (tests)."""


@dataclass(frozen=True)
class ScreenContext:
    """Handed to every screen by the shell; screens never look for anything else.

    Attributes:
        office: the open office, first argument of every service.
        ops: background work and its errors.
        bus: what changed; connect a bound method to `bus.changed`.
        notifier: the message bar.
        settings: the person's options.
        open_record: `open_record("residents", id)` shows a record on its own screen;
            `open_record("residents")` shows the screen.
        can_open: whether a screen of that feature exists.
        run_command: `run_command("plans", "plans.new:<resident's id in hex>")` begins something
            on another screen (`Screen.run_command`).
        bring_home: puts the office on this computer and goes on with it there.
    """

    office: Office
    ops: Operations
    bus: ChangeBus
    notifier: Notifier
    settings: Settings
    open_record: Callable[..., None] = _no_road
    can_open: Callable[[str], bool] = _nowhere
    run_command: Callable[[str, str], None] = _no_command
    bring_home: Callable[[], None] = _stay
