"""An office for tests: a real encrypted file with a cheap password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.db.keys import KeyCost
from cusdesk.services.office import CreatedOffice, Office, create_office, put_setting

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


def change_setting(office: Office, key: str, value: object) -> None:
    """Set an office setting: the smallest step that can be taken back."""
    with office.write("office.setting") as work:
        put_setting(work.session, key, value)
