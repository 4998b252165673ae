"""Whom a free text names: a person's numbers and names, also declined, as a careful reader would.

A declined name is recognised by its beginning, so that "Kowalskiego" is found for "Kowalski". That
finds a little too much, which is meant: a person looks at every place before anything is done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from cusdesk.domain.polish_text import collapse_spaces, fold

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d(?:[ \-/.]?\d)*")
_ENDING = 4
_SHORTEST = 3
_PHONE = 9
_ROUND = 60
_VOWELS = "aeiouy"
_AFTER_FLEETING_E = "kclrn"


class Sign(StrEnum):
    """What in a text tells of the person, from the surest to the weakest."""

    PESEL = "pesel"
    PHONE = "phone"
    NAME = "name"
    """Surname and given name, as written or declined."""
    SURNAME = "surname"
    """The surname alone."""


@dataclass(frozen=True, slots=True)
class PersonWords:
    """How a person may stand in a text; everything folded, former values as well.

    Attributes:
        pesels, phones: digits only.
        surnames, given_names: single words.
    """

    pesels: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()

    def sign_in(self, text: str) -> Sign | None:
        """Return the surest sign of the person in a text, None when there is none."""
        if self.pesels or self.phones:
            numbers = _numbers(text)
            if _any_in(self.pesels, numbers):
                return Sign.PESEL
            if _any_in(self.phones, numbers):
                return Sign.PHONE
        words = _WORD.findall(fold(text))
        if not any(_is_form(word, name) for name in self.surnames for word in words):
            return None
        named = any(_is_form(word, name) for name in self.given_names for word in words)
        return Sign.NAME if named else Sign.SURNAME

    def names_person(self, text: str) -> bool:
        """Return True for a number of the person, or surname and given name together."""
        return self.sign_in(text) in {Sign.PESEL, Sign.PHONE, Sign.NAME}

    def excerpt(self, text: str) -> str:
        """Return the part of a text round the first sign, in one line."""
        line = collapse_spaces(text)
        start = 0
        for match in re.finditer(r"\S+", line):
            if self.sign_in(match[0]) is not None or _digits(match[0]) in self.pesels:
                start = max(0, match.start() - _ROUND // 2)
                break
        part = line[start : start + 2 * _ROUND]
        end = "…" if start + 2 * _ROUND < len(line) else ""
        return ("…" if start else "") + part + end

    def beginnings(self) -> frozenset[str]:
        """Return what every text with a sign begins a word with; for a coarse search."""
        return frozenset(_beginning(name) for name in self.surnames) | self.pesels


def person_words(
    surnames: set[str], given_names: set[str], pesels: set[str], phones: set[str]
) -> PersonWords:
    """Return the words of a person out of the values of the card; empty ones are left out."""
    return PersonWords(
        frozenset(filter(None, map(_digits, pesels))),
        frozenset(filter(None, map(_last_nine, phones))),
        _single_words(surnames),
        _single_words(given_names),
    )


def _single_words(names: set[str]) -> frozenset[str]:
    found = {word for name in names for word in _WORD.findall(fold(name))}
    return frozenset(word for word in found if len(word) >= _SHORTEST)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _last_nine(text: str) -> str:
    """Return a telephone without its country, "" for one too short to be told from a number."""
    digits = _digits(text)
    return digits[-_PHONE:] if len(digits) >= _PHONE else ""


def _numbers(text: str) -> list[str]:
    return [_digits(match) for match in _NUMBER.findall(text)]


def _any_in(wanted: frozenset[str], numbers: list[str]) -> bool:
    return any(one in number for one in wanted for number in numbers)


def _beginning(name: str) -> str:
    """Return the letters all forms of a name share: Kowalska -> kowalsk, Marek -> mar.

    A vowel at the end is an ending, and the `e` before a last consonant is dropped in other cases.
    """
    shorter = name
    if name[-1] in _VOWELS:
        shorter = name[:-1]
    elif name[-2:-1] == "e" and name[-1] in _AFTER_FLEETING_E:
        shorter = name[:-2]
    return shorter if len(shorter) >= _SHORTEST else name


def _is_form(word: str, name: str) -> bool:
    return word.startswith(_beginning(name)) and len(word) <= len(name) + _ENDING
