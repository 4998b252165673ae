"""A family in one row: `matka`, `ojciec`, `dziecko 1`, `dziecko 2` side by side are people too.

Such a table is read once for every member, each time with a map of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.importing import contents
from cusdesk.importing.columns import ColumnGuess, ColumnMap
from cusdesk.importing.lexicon import Lexicon, plain

if TYPE_CHECKING:
    from cusdesk.importing.tables import Table

_IDENTITY = frozenset({"pesel", "birth_date"})
_OWN = frozenset({
    "given_name", "name", "surname", "second_name", "birth_surname", "pesel", "birth_date", "sex",
    "phone", "email", "disability", "other_document", "status", "notes",
})  # fmt: skip
_WHO = ("given_name", "name")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_LEAST_CHILDREN = 2


@dataclass(slots=True)
class _Member:
    """One member: role and number (`child`, `2`), and its columns by meaning."""

    role: str
    number: str
    columns: dict[int, str] = field(default_factory=dict)

    @property
    def name_column(self) -> int | None:
        """Return the column of the member's name."""
        return next((c for f in _WHO for c, is_f in self.columns.items() if is_f == f), None)

    @property
    def is_person(self) -> bool:
        """Return True for a member who is a resident, not only somebody to call."""
        known = bool(_IDENTITY & set(self.columns.values()))
        return self.name_column is not None and (known or self.role == "child")


@cache
def _roles() -> dict[str, str]:
    return {word: role for role, words in dictionary("import_residents")["family"].items()
            for word in words}  # fmt: skip


def split_family(
    table: Table, columns: ColumnMap, lexicon: Lexicon
) -> list[tuple[Table, ColumnMap]]:
    """Return the table once for every member of the family, or once as it is.

    Args:
        table: a table of people.
        columns: its map as guessed.
        lexicon: the headings of lists of residents.
    """
    members = _members(table, lexicon)
    people = [member for member in members if member.is_person]
    children = sum(member.role == "child" for member in people)
    couple = any(member.role == "spouse" for member in people)
    if children < _LEAST_CHILDREN and not couple:
        return [(table, columns)]
    belongs = {column: member for member in people for column in member.columns}
    shared = [guess for guess in columns.guesses if guess.column not in belongs]
    found = []
    own_name = next((g.column for f in _WHO for g in shared if g.field == f), None)
    if own_name is not None:
        found.append(_part(table, columns, _Member("", "", {own_name: ""}), belongs))
    found += [_part(table, columns, member, belongs) for member in people]
    return found


def _members(table: Table, lexicon: Lexicon) -> list[_Member]:
    """Return the members the headings name, with what each of their columns means."""
    found: dict[tuple[str, str], _Member] = {}
    repeated = Counter(plain(" ".join(parts)) for parts in table.headings.values())
    last: _Member | None = None
    for column in table.columns:
        heading = plain(" ".join(table.headings.get(column, ())))
        key, rest = _key(heading)
        if key is not None:
            last = found.setdefault(key, _Member(*key))
        elif last is None or repeated[heading] < _LEAST_CHILDREN:
            last = None
            continue
        meaning = _meaning(table, column, rest, lexicon)
        if meaning and meaning not in last.columns.values():
            last.columns[column] = meaning
    return list(found.values())


def _key(heading: str) -> tuple[tuple[str, str] | None, str]:
    """Return (role, number) a heading names, if any, and the other words of it."""
    role, number, rest = "", "", []
    for word in re.sub(r"(?<=[a-z])(?=\d)", " ", heading).split():
        if word in _roles() and not role:
            role = _roles()[word]
        elif role and (word.isdigit() or word in _ROMAN):
            number = _ROMAN.get(word, word)
        else:
            rest.append(word)
    return ((role, number) if role else None), " ".join(rest)


def _meaning(table: Table, column: int, rest: str, lexicon: Lexicon) -> str:
    """Return what a column of a member holds; a heading of the role alone stands over names."""
    meanings = lexicon.meanings(rest) if rest else ()
    told = next((meaning for meaning, _ in meanings if meaning in _OWN), "")
    if rest and not told:
        return ""
    if told not in {"", "name"}:
        return told
    cells = contents.sample(table.sheet.cell(row, column) for row in table.rows)
    if cells and all(map(contents.is_date, cells)):
        return "birth_date"
    return "name" if contents.share(cells, "name") >= 0.5 else "given_name"


def _part(
    table: Table, columns: ColumnMap, member: _Member, belongs: dict[int, _Member]
) -> tuple[Table, ColumnMap]:
    """Return the table with the rows of one member and the map that reads it."""
    guesses = tuple(_guess(guess, member, belongs) for guess in columns.guesses)
    text = f"{columns.signature}:{member.role}{member.number}"
    signature = hashlib.sha256(text.encode()).hexdigest()[:16]
    name = member.name_column or next(iter(member.columns))
    rows = [row for row in table.rows if str(table.sheet.cell(row, name) or "").strip()]
    return replace(table, rows=rows), ColumnMap(
        signature, columns.sheet, guesses, is_part=bool(member.role)
    )


def _guess(guess: ColumnGuess, member: _Member, belongs: dict[int, _Member]) -> ColumnGuess:
    if guess.column in member.columns and member.role:
        return replace(guess, field=member.columns[guess.column], confidence=0.9)
    owner = belongs.get(guess.column)
    if owner is not None:
        call = member.role == "child" and owner.columns[guess.column] == "phone"
        return replace(guess, field="contact_phone" if call else "ignored", confidence=0.9)
    if guess.field == "name" and member.role and "name" not in member.columns.values():
        return replace(guess, field="family_name")
    own = guess.field in _OWN and guess.field not in {"surname", "notes", "phone", "email"}
    if own and member.role:
        return replace(guess, field="ignored")
    return guess
