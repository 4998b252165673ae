"""Advice about passwords: length first, and no words a stranger would try."""

from __future__ import annotations

from dataclasses import dataclass

from cusdesk.domain.polish_text import fold

SHORTEST = 12
_COMFORTABLE = 16
_FEW_SIGNS = 5


@dataclass(frozen=True, slots=True)
class Advice:
    """`level`: weak, fair, good; `key`: what to say."""

    level: str
    key: str


def advise(password: str, *known: str) -> Advice:
    """Return what to think of a password; `known` are words to avoid (names of office, person)."""
    folded = fold(password)
    if len(password) < SHORTEST:
        return Advice("weak", "shell.password.short")
    if len(set(folded)) <= _FEW_SIGNS or folded.isdigit():
        return Advice("weak", "shell.password.monotonous")
    words = {word for text in known for word in fold(text).split() if len(word) >= _FEW_SIGNS}
    if any(word in folded for word in words):
        return Advice("fair", "shell.password.known_words")
    if len(password) < _COMFORTABLE:
        return Advice("fair", "shell.password.fair")
    return Advice("good", "shell.password.good")
