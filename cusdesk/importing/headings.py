"""Headings of columns: what a written heading means, and where the heading row of a table is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.person_names import is_given_name, is_initial
from cusdesk.importing.grid import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.importing.grid import Grid
    from cusdesk.importing.workbook import CellValue

_LONGEST_HEADING = 70
_LONGEST_NAME = 60
_MOST_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class Headings:
    """A heading row: role -> column, first come first served; `texts` by column, folded."""

    first_row: int
    last_row: int
    roles: dict[str, int]
    texts: dict[int, str]


@cache
def _roles() -> dict[str, str]:
    lists = dictionary("sheet_words")["headings"]
    return {key_of(word): role for role, words in lists.items() for word in words}


@lru_cache(maxsize=4096)
def role_of(text: str) -> str | None:
    """Return the role of a folded heading: as a whole, without brackets, or by its beginning."""
    if not text or len(text) > _LONGEST_HEADING:
        return None
    roles = _roles()
    plain = text.partition("(")[0].strip(" .:") or text
    for candidate in (text, plain):
        if candidate in roles:
            return roles[candidate]
    words = plain.split(" ")
    for length in range(len(words) - 1, 0, -1):
        start = " ".join(words[:length])
        if len(start) > 3 and start in roles:
            return roles[start]
    return None


def is_heading(text: str) -> bool:
    """Return True for a folded text that is a heading as a whole."""
    return text in _roles()


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Return True for a folded label that announces a sum or a count."""
    lists = dictionary("sheet_words")["totals"]
    if text.split(" ", maxsplit=1)[0].rstrip(":.") in lists["words"]:
        return True
    return _begins(text, lists["starts"])


@lru_cache(maxsize=4096)
def is_footer(text: str) -> bool:
    """Return True for a folded label of a row or column that is no person."""
    lists = dictionary("sheet_words")["footers"]
    return _begins(text, lists["starts"])


@lru_cache(maxsize=4096)
def is_group(text: str) -> bool:
    """Return True for a folded heading of a group: `Grupa I`, `Oddział Stara Wieś`."""
    return _begins(text, dictionary("sheet_words")["footers"]["groups"])


def _begins(text: str, starts: Iterable[str]) -> bool:
    """Return True if the text is one of the beginnings or goes on after it with a new word."""
    return any(text.startswith(s) and not text[len(s) : len(s) + 1].isalnum() for s in starts)


def looks_like_name(value: CellValue) -> bool:
    """Return True for a text that may be a person's name: some words of letters, no label."""
    return isinstance(value, str) and _may_name(value)


def is_sure_name(value: CellValue) -> bool:
    """Return True when one of the words is a usual given name or an initial beside a surname."""
    return isinstance(value, str) and _sure_name(value)


@lru_cache(maxsize=4096)
def _may_name(value: str) -> bool:
    text = " ".join(value.split())
    if not 2 <= len(text) <= _LONGEST_NAME:
        return False
    folded = key_of(text)
    words = [word for word in text.split() if any(letter.isalpha() for letter in word)]
    if not 1 <= len(words) <= _MOST_NAME_WORDS or any(letter.isdigit() for letter in words[0]):
        return False
    if role_of(folded) or is_total(folded) or is_group(folded):
        return False
    first = [word for word in words if len(word) > 1]
    lower = text.islower() and len(text) >= 4
    return bool(first) and (words[0][0].isupper() or folded.startswith("p.") or lower)


@lru_cache(maxsize=4096)
def _sure_name(value: str) -> bool:
    if not _may_name(value):
        return False
    words = value.split()
    return len(words) > 1 and any(is_given_name(w.strip(".,()")) or is_initial(w) for w in words)


def read_headings(grid: Grid, row: int) -> Headings:
    """Return the roles of one row taken as headings, with a second row under merged headings.

    A heading merged over several columns ("Godziny" over "od" and "do") lends its words to those
    below it; a second row counts only where it has headings itself.
    """
    upper = {c: _heading(grid, row, c) for c in range(1, grid.width + 1)}
    lower = {c: grid.key(row + 1, c) for c in range(1, grid.width + 1)}
    second = {
        c
        for c, text in lower.items()
        if text and role_of(text) and (not grid.key(row, c) or upper[c])
    }
    two_rows = _is_second_row(grid, row, second)
    texts: dict[int, str] = {}
    roles: dict[str, int] = {}
    for column in range(1, grid.width + 1):
        text = upper[column]
        role = role_of(text)
        if two_rows and lower[column]:
            joined = f"{text} {lower[column]}".strip()
            role = role_of(joined) or role_of(lower[column]) or role
            text = joined
        if text:
            texts[column] = text
        if role:
            roles.setdefault(role, column)
    return Headings(row, row + 1 if two_rows else row, roles, texts)


def _heading(grid: Grid, row: int, column: int) -> str:
    """Return a heading, spread over the columns its merged cell covers."""
    value = grid.at(row, column)
    first = grid.merge_over(row, column) if value is None else None
    if first and first[0] == row:
        value = grid.at(*first)
    return key_of(value)


def _is_second_row(grid: Grid, row: int, second: Iterable[int]) -> bool:
    columns = set(second)
    if not columns:
        return False
    below = [c for c in range(1, grid.width + 1) if grid.at(row + 1, c) is not None]
    return len(columns) * 2 >= len(below)


def find_headings(grid: Grid, wanted: Iterable[frozenset[str]], start: int = 1) -> Headings | None:
    """Return the first heading row from `start` on whose roles hold one of the wanted sets."""
    sets = list(wanted)
    for row in range(start, grid.height + 1):
        if sum(grid.at(row, c) is not None for c in range(1, grid.width + 1)) < 2:
            continue
        headings = read_headings(grid, row)
        if any(roles <= headings.roles.keys() for roles in sets):
            return headings
    return None
