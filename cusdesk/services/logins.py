"""Who can open an office: asked before anything else, so it must not bring the database along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.db import keys
from cusdesk.domain.polish_text import sort_key

if TYPE_CHECKING:
    from pathlib import Path


def login_names(path: Path) -> list[str]:
    """Return who can open an office file by a password, in Polish order; none when unknown.

    The names stand in the key file in clear, beside the wrapped keys: a login page shows them.
    """
    try:
        envelope = keys.read_envelope(path)
    except (StorageError, OSError):
        return []
    names = [entry.name for entry in envelope.users] if envelope else []
    return sorted(names, key=sort_key)
