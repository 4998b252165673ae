"""What is said of one thing that was looked at, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["bad", "note", "unknown", "fine"]
LEVELS: tuple[Level, ...] = ("bad", "note", "unknown", "fine")
"""From what must be mended to what is well: the order of the page."""
MB = 1_000_000
GB = 1000 * MB


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the page.

    Attributes:
        id: what was looked at; the order of the lines within a level is that of `ORDER`.
        case: what was found; with `id` it names the words.
        level: how serious it is.
        params: what fills the words.
        fix: what can be done about it from here, "" for nothing.
    """

    id: str
    case: str
    level: Level
    params: dict[str, object] = field(default_factory=dict)
    fix: str = ""


ORDER = (
    "file",
    "copy",
    "outside",
    "place",
    "disk",
    "clock",
    "files",
    "folders",
    "printer",
    "sheets",
    "memory",
    "screen",
    "bugs",
)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return what must be mended first, then what deserves a look, then the rest."""
    return sorted(findings, key=lambda it: (LEVELS.index(it.level), ORDER.index(it.id)))


def size_words(size: int) -> str:
    """Return a number of bytes as people say it: `512 MB`, `3,4 GB`."""
    if size < GB:
        return f"{max(0, size) // MB}\u00a0MB"
    tenths = size * 10 // GB
    return f"{tenths // 10},{tenths % 10}\u00a0GB"
