"""A new version out of a file, and the way back: see docs/packaging.md."""

from __future__ import annotations

from cusdesk.services.updates.offer import Offer, check_update
from cusdesk.services.updates.run import (
    Installed,
    Ready,
    copy_before,
    find_installed,
    prepare,
    start_installer,
    start_return,
)
from cusdesk.services.updates.way_back import WayBack, way_back

__all__ = [
    "Installed",
    "Offer",
    "Ready",
    "WayBack",
    "check_update",
    "copy_before",
    "find_installed",
    "prepare",
    "start_installer",
    "start_return",
    "way_back",
]
