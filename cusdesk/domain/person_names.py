"""A person's name as somebody wrote it in a sheet, and the ways it can be read.

Nothing is decided here that the text does not say: the text stays as written, beside it stand the
candidate readings, the likeliest first. Who is meant is settled by `person_match`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from cusdesk.domain.dictionaries import dictionary, words
from cusdesk.domain.polish_text import collapse_spaces, fold, strip_controls, title_name

NameTrait = Literal[
    "all_caps", "prefix", "initial", "surname_only", "given_first", "order_unknown", "place",
    "letters_lost", "several_people", "too_long",
]  # fmt: skip
"""What is unusual in the way a name was written."""

LONGEST_NAME = 120
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]?")
_NUMBERING = re.compile(r"^\d{1,3}\s*[.)]\s*")
_LONG_DASH = re.compile(r"\s+[-–—]\s*|\s*[–—]\s*|\s*[/;]\s*")
_GLUED_INITIAL = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_])")
_INITIAL = re.compile(r"^(?:[^\W\d_]|[^\W\d_]{2,3}\.|[^\W\d_]\.)$")
_TWO_PEOPLE = re.compile(r"\s(?:i|oraz|&|\+)\s", re.IGNORECASE)
_LOST_LETTER = re.compile(r"(?<=\w)[?\ufffd]|[?\ufffd](?=\w)")


@dataclass(frozen=True, slots=True)
class NameReading:
    """One way to read a written name; `given_name` may be an initial or empty."""

    surname: str
    given_name: str = ""
    second_name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A written name taken apart.

    Attributes:
        as_written: the text as it stood in the cell.
        words: the words of the name itself, titles and remarks taken off, in the written order.
        note: what stood in brackets or after a dash, often a village.
        birth_surname: what stood after "z domu".
        readings: the ways to read the words, the likeliest first; empty when this is no name.
        traits: what is unusual.
    """

    as_written: str
    words: tuple[str, ...] = ()
    note: str = ""
    birth_surname: str = ""
    readings: tuple[NameReading, ...] = ()
    traits: frozenset[NameTrait] = frozenset()

    @property
    def surname(self) -> str:
        """Return the surname of the likeliest reading, or an empty text."""
        return self.readings[0].surname if self.readings else ""

    @property
    def given_name(self) -> str:
        """Return the given name (or initial) of the likeliest reading, or an empty text."""
        return self.readings[0].given_name if self.readings else ""

    @property
    def key(self) -> str:
        """Return a text equal for the same words in any order, case and diacritics."""
        note = fold(self.note)
        return " ".join(sorted(fold(word).rstrip(".") for word in self.words)) + (
            f" | {note}" if note else ""
        )


def is_initial(word: str) -> bool:
    """Return True for one letter, with or without a full stop, or a short cut such as `Wł.`."""
    return bool(_INITIAL.match(word))


def is_given_name(word: str) -> bool:
    """Return True for a given name usual in Poland; foreign and rare ones are not known."""
    return fold(word) in _given_names()


@cache
def _given_names() -> frozenset[str]:
    # Without the everyday short forms: Jurek, Bartek and Franek are surnames as well.
    lists = dictionary("given_names")
    return frozenset(fold(name) for name in (lists["women"] + lists["men"]).split())


@lru_cache(maxsize=4096)
def parse_person_name(text: str) -> PersonName:
    """Take a written name apart: order, capitals, initials, "p.", village, name at birth.

    Never raises; a text without any letter gives a `PersonName` without readings.
    """
    clean = collapse_spaces(strip_controls(text))
    traits: set[NameTrait] = set()
    if len(clean) > LONGEST_NAME:
        traits.add("too_long")
        clean = clean[:LONGEST_NAME]
    if _TWO_PEOPLE.search(clean) or _is_list_of_people(clean):
        traits.add("several_people")
    if _LOST_LETTER.search(clean):
        traits.add("letters_lost")
    rest, birth = _take_birth_name(_NUMBERING.sub("", clean))
    rest, note = _take_note(rest)
    found = _words_of(rest, traits)
    if note:
        traits.add("place")
    if not any(letter.isalpha() for letter in "".join(found)):
        return PersonName(text, note=note, traits=frozenset(traits))
    letters = "".join(found)
    if letters.isupper() and len(letters) > 3:
        traits.add("all_caps")
    readings = tuple(_titled(reading) for reading in _read(found, traits))
    return PersonName(text, tuple(found), note, birth, readings, frozenset(traits))


def _is_list_of_people(text: str) -> bool:
    parts = [part.split() for part in text.split(",")]
    return len(parts) > 1 and all(
        len(part) >= 2 and any(is_given_name(word) for word in part) for part in parts
    )


def _take_birth_name(text: str) -> tuple[str, str]:
    for word in dictionary("given_names")["birth_words"]:
        pattern = rf"(?i)[(,]?\s*\b{re.escape(word)}\s+([^\W\d_]+(?:-[^\W\d_]+)?)\s*\)?"
        match = re.search(pattern, text)
        if match and match.start() > 0:
            return collapse_spaces(text[: match.start()] + " " + text[match.end() :]), match[1]
    return text, ""


def _take_note(text: str) -> tuple[str, str]:
    """Split off what stands in brackets, after a dash or after a comma."""
    notes = [found.strip() for found in _BRACKETS.findall(text)]
    rest = collapse_spaces(_BRACKETS.sub(" ", text)).strip(" ,;")
    parts = _LONG_DASH.split(rest, maxsplit=1)
    if len(parts) > 1 and parts[1]:
        if " " in parts[0].strip():
            rest, note = parts
            notes.append(note.strip())
        else:  # "Kowalska - Nowak Anna": a surname of two parts
            rest = "-".join(part.strip() for part in parts)
    head, comma, tail = rest.partition(",")
    if comma:
        if " " in head.strip():
            rest = head
            notes.append(tail.strip())
        else:
            rest = f"{head} {tail}"
    return collapse_spaces(rest), " ".join(note for note in notes if note)


def _words_of(text: str, traits: set[NameTrait]) -> list[str]:
    prefixes = words("given_names", "prefixes")
    found = _GLUED_INITIAL.sub(". ", text).split()
    while len(found) > 1 and fold(found[0]) in prefixes:
        found.pop(0)
        traits.add("prefix")
    if found and "." in found[0] and fold(found[0].partition(".")[0] + ".") in prefixes:
        glued = found[0].partition(".")[2]
        if glued:
            found[0] = glued
            traits.add("prefix")
    return [word.strip(",;:\"'*") for word in found if word.strip(",;:.\"'*-")]


def _read(found: list[str], traits: set[NameTrait]) -> list[NameReading]:
    if len(found) == 1:
        traits.add("surname_only")
        return [NameReading(found[0])]
    first, second = found[0], found[1]
    if any(is_initial(word) for word in found):
        traits.add("initial")
    first_given = is_given_name(first) or is_initial(first)
    second_given = is_given_name(second) or is_initial(second)
    plain, swapped = _surname_first(found), _given_first(found)
    if first_given and not second_given:
        traits.add("given_first")
        return [swapped] if is_initial(first) else [swapped, plain]
    if first_given == second_given:
        last_given = is_given_name(found[-1])
        if len(found) > 2 and first_given and not last_given:
            traits.add("given_first")
            return [swapped, plain]
        traits.add("order_unknown")
    return [plain] if is_initial(second) else [plain, swapped]


def _surname_first(found: list[str]) -> NameReading:
    rest = found[2:]
    second = rest.pop(0) if rest and (is_given_name(rest[0]) or is_initial(rest[0])) else ""
    return NameReading(found[0], found[1], second, " ".join(rest))


def _given_first(found: list[str]) -> NameReading:
    rest = found[1:]
    second = ""
    if len(rest) > 1 and (is_given_name(rest[0]) or is_initial(rest[0])):
        second = rest.pop(0)
    return NameReading(rest[0], found[0], second, " ".join(rest[1:]))


def _titled(reading: NameReading) -> NameReading:
    return NameReading(
        title_name(reading.surname),
        title_name(reading.given_name),
        title_name(reading.second_name),
        reading.note,
    )
