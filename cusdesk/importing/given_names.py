"""Given names of Poland and its neighbours: whose they are, and their right letters."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold

LOST = "?\ufffd"


@cache
def _table() -> dict[str, tuple[str, frozenset[str]]]:
    """Return folded name → (spelling with its letters, sexes)."""
    table: dict[str, tuple[str, frozenset[str]]] = {}
    lists = dictionary("given_names")
    for key, sex in (("women", "K"), ("men", "M"), ("short_women", "K"), ("short_men", "M")):
        for name in lists[key].split():
            spelling, sexes = table.get(fold(name), (name, frozenset[str]()))
            table[fold(name)] = (spelling, sexes | {sex})
    return table


@lru_cache(maxsize=65_536)
def is_given(word: str) -> bool:
    """Return True for a known given name; letters, case and a missing ogonek do not matter."""
    return fold(word) in _table()


def sexes(word: str) -> frozenset[str]:
    """Return the sexes of those who bear the name; empty for an unknown one."""
    return _table().get(fold(word), ("", frozenset[str]()))[1]


def spelling(word: str) -> str | None:
    """Return the name with its Polish letters, None for an unknown one."""
    found = _table().get(fold(word))
    return found[0] if found else None


def has_lost(word: str) -> bool:
    """Return True when a letter of the word became a question mark."""
    return any(sign in word for sign in LOST)


def restore_lost(word: str) -> str | None:
    """Return the only given name that fits a word with question marks in it, or None."""
    pattern = "".join("[^a-z]" if sign in LOST else re.escape(sign) for sign in word.lower())
    fitting = {name for name, _ in _table().values() if re.fullmatch(pattern, name.lower())}
    return fitting.pop() if len(fitting) == 1 else None


@cache
def _surnames() -> dict[str, str]:
    """Return folded surname → spelling, for surnames that have Polish letters, both sexes."""
    table: dict[str, str] = {}
    for name in dictionary("import_surnames")["with_letters"].split():
        forms = [name]
        if name.endswith(("ski", "cki", "dzki")):
            forms.append(name[:-1] + "a")
        for form in forms:
            if fold(form) != form.lower():
                table[fold(form)] = form
    return table


@cache
def _lost_ending() -> tuple[re.Pattern[str], str]:
    lost, right = dictionary("import_surnames")["ending"]
    return re.compile(rf"(?<=[aeiouy]){lost}(?=[ia]$)"), right


def surname_with_letters(word: str, seen: dict[str, str]) -> str | None:
    """Return the likely spelling of a surname that lost its letters, None when none is likely.

    Args:
        word: the surname as written, without Polish letters or with question marks.
        seen: folded surname → spelling of the surnames with letters in the same file.
    """
    if has_lost(word):
        pattern = "".join("[^a-z]" if sign in LOST else re.escape(sign) for sign in word.lower())
        known = (*seen.values(), *_surnames().values())
        fitting = {name for name in known if re.fullmatch(pattern, name.lower())}
        return fitting.pop() if len(fitting) == 1 else None
    found = seen.get(fold(word)) or _surnames().get(fold(word))
    if found is None and word.isascii():
        ending, right = _lost_ending()
        found = ending.sub(right, word)
    return found if found and found != word else None
