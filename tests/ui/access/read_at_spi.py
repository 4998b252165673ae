"""Run by the system's own Python: print role and name of what a screen reader finds in cusdesk."""

from __future__ import annotations

import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 (the version is chosen first)

_DEEPEST = 30


def program():
    """Return the root of cusdesk on the bus, waiting for it up to half a minute."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(number)
            if found is not None and "cusdesk" in (found.get_name() or "").lower():
                return found
        time.sleep(0.5)
    sys.exit("nothing called cusdesk on the bus")


def tell(node, depth=0):
    """Print a node that is shown and what it holds."""
    if node is None or depth > _DEEPEST:
        return
    if depth > 1 and not node.get_state_set().contains(Atspi.StateType.SHOWING):
        return
    name = " ".join((node.get_name() or "").split())
    print(f"{node.get_role_name()}\t{name}")
    for number in range(node.get_child_count()):
        tell(node.get_child_at_index(number), depth + 1)


if __name__ == "__main__":
    Atspi.init()
    time.sleep(3)
    tell(program())
