"""Advice about passwords: length first, and no words a stranger would try.

Nothing above the shortest length is ever forbidden, and no change is forced by the calendar: CERT
Polska's guidance of 2022, and the repeal in 2019 of the regulation of 2004 that asked for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cusdesk.core.errors import RuleError
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold

SHORTEST = 12
FULL = 100
"""The meter's end."""
_COMFORTABLE = 16
_PER_SIGN = 5
_FEW_SIGNS = 5
_SHORTEST_WORD = 4
_SHORTEST_RUN = 5


@dataclass(frozen=True, slots=True)
class Advice:
    """What to think of a password.

    Attributes:
        level: short (refused), weak, fair or good.
        strength: length of the meter, 0 to `FULL`.
        key: what to say; its parameters are `n` (length) and `word`.
        word: the longest guessable part as it was typed, or "".
    """

    level: str
    strength: int
    key: str
    word: str = ""


def advise(password: str, *known: str) -> Advice:
    """Return what to think of a password.

    Args:
        password: as typed.
        known: names a stranger would try: of the office, of the person.
    """
    folded = fold(password)
    parts, left = guessable_parts(folded, *known)
    strength = min(FULL, (left + len(parts)) * _PER_SIGN)
    word = _as_typed(max(parts, key=len, default=""), password, folded)
    if len(password) < SHORTEST:
        return Advice("short", min(strength, 40), "people.password.short", word)
    if len(set(folded)) <= _FEW_SIGNS or folded.isdigit():
        return Advice("weak", min(strength, 20), "people.password.monotonous")
    if parts and left < SHORTEST:
        return Advice("weak", min(strength, 40), "people.password.guessable", word)
    if len(password) < _COMFORTABLE or parts:
        return Advice("fair", min(strength, 80), "people.password.fair")
    return Advice("good", strength, "people.password.good")


def _as_typed(part: str, password: str, folded: str) -> str:
    """Return a guessable part with the letters the person typed, to know it by."""
    place = folded.find(part)
    if not part or place < 0 or len(folded) != len(password):
        return part
    return password[place : place + len(part)]


def guessable_parts(folded: str, *known: str) -> tuple[list[str], int]:
    """Return the parts of a folded password a stranger would try, and how many signs are left."""
    words = {word for text in known for word in fold(text).split() if len(word) >= _SHORTEST_WORD}
    found: list[str] = []
    rest = folded
    for word in sorted(words, key=len, reverse=True) + list(_common()):
        if word in rest:
            found.append(word)
            rest = rest.replace(word, "\0")
    return found, len(rest) - rest.count("\0")


@cache
def _common() -> tuple[str, ...]:
    """Return common words and pieces of runs, the longest first."""
    table = dictionary("passwords")
    pieces = {
        run[start : start + length]
        for run in table["runs"]
        for length in range(_SHORTEST_RUN, len(run) + 1)
        for start in range(len(run) - length + 1)
    }
    return tuple(sorted(pieces | set(table["words"]), key=lambda word: (-len(word), word)))


def check_password(password: str) -> None:
    """Refuse a password that is too short; anything else is only advised against.

    Raises:
        RuleError: `people.password.too_short`.
    """
    if len(password) < SHORTEST:
        raise RuleError("people.password.too_short", shortest=SHORTEST)
