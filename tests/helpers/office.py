"""An office for tests: a real encrypted file with a cheap password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.db.keys import KeyCost
from cusdesk.services.office import CreatedOffice, create_office

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.clock import Clock

PASSWORD = "Zielona-Dolina-2026"
CHEAP = KeyCost(passes=1, memory_kib=64, lanes=1)


def make_office(folder: Path, clock: Clock, name: str = "CUS Testowo") -> CreatedOffice:
    """Make a new office file in `folder`."""
    return create_office(
        folder / "biuro.cusdesk",
        name=name,
        user_name="Anna Testowa",
        password=PASSWORD,
        clock=clock,
        cost=CHEAP,
    )
