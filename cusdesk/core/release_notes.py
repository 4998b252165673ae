"""What is new in each version, ten Polish lines: `resources/dictionaries/release_notes.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.core.paths import resource_dir

if TYPE_CHECKING:
    import datetime as dt

MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class Release:
    """One version.

    Attributes:
        made_on: the day of its making; the program cannot run earlier than that.
        lines: what is new, at most `MOST_LINES`.
    """

    version: str
    made_on: dt.date
    lines: tuple[str, ...]


@cache
def releases() -> tuple[Release, ...]:
    """Return every version, the newest first; the first is this program's."""
    with (resource_dir("dictionaries") / "release_notes.toml").open("rb") as file:
        found = tomllib.load(file)["release"]
    return tuple(Release(it["version"], it["date"], tuple(it["lines"])) for it in found)
