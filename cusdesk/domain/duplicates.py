"""Whether a person being written is already in the office's file.

PESEL alone is no safe key (it may be missing or wrong), so name with birth date and near name with
address are looked at too. The service chooses the candidates (same folded surname, PESEL or house);
here they are only compared. Nothing is merged by itself: a warning shows both.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (read by annotations, as drafts are)
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain import pesel
from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.domain.residents import ResidentDraft

_SAME = 100
_SLIP_SCORE = 95
_ADDRESS_SCORE = 90
_PER_SLIP = 8
_FEWEST_WORDS = 2
# Slips allowed in a word of so many letters: none in a short one, for it would find everybody.
_SLIPS = ((7, 2), (4, 1))


class DuplicateKind(enum.StrEnum):
    """Why two records look like one person, the surest first."""

    PESEL = "pesel"
    NAME_AND_BIRTH = "name_and_birth"
    NEAR_NAME = "near_name"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is compared of a person already in the file."""

    id: bytes
    surname: str
    given_name: str
    birth_surname: str = ""
    pesel: str = ""
    birth_date: dt.date | None = None
    locality: str = ""
    street: str = ""
    house: str = ""


@dataclass(frozen=True, slots=True)
class DuplicateWarning:
    """A candidate worth showing; `score` from 0 to 100, only for the order on the screen."""

    kind: DuplicateKind
    id: bytes
    score: int


def find_duplicates(
    draft: ResidentDraft, candidates: Iterable[Candidate]
) -> list[DuplicateWarning]:
    """Return the candidates that may be the same person, surest first."""
    person = _of_draft(draft)
    found = [warning for other in candidates if (warning := _compare(person, other))]
    order = list(DuplicateKind)
    return sorted(found, key=lambda warning: (order.index(warning.kind), -warning.score))


def _of_draft(draft: ResidentDraft) -> Candidate:
    read = pesel.check(draft.pesel)
    return Candidate(
        id=b"",
        surname=draft.surname,
        given_name=draft.given_name,
        birth_surname=draft.birth_surname,
        pesel=read.normalised,
        birth_date=draft.birth_date or read.birth_date,
        locality=draft.locality,
        street=draft.street,
        house=draft.house,
    )


def _compare(person: Candidate, other: Candidate) -> DuplicateWarning | None:
    if person.pesel and person.pesel == other.pesel:
        return DuplicateWarning(DuplicateKind.PESEL, other.id, _SAME)
    name = _name_score(person, other)
    if not name:
        return None
    if person.birth_date and person.birth_date == other.birth_date:
        kind = DuplicateKind.NAME_AND_BIRTH if name == _SAME else DuplicateKind.NEAR_NAME
        return DuplicateWarning(kind, other.id, name)
    if _slip(person, other):
        return DuplicateWarning(DuplicateKind.NEAR_NAME, other.id, min(name, _SLIP_SCORE))
    if _same_house(person, other) and not _known_to_differ(person, other):
        return DuplicateWarning(DuplicateKind.NEAR_NAME, other.id, min(name, _ADDRESS_SCORE))
    return None


def _names(person: Candidate) -> list[list[str]]:
    """Return the folded words of the names a person goes by, with each of the surnames."""
    surnames = {fold(person.surname), fold(person.birth_surname)} - {""}
    given = fold(person.given_name)
    return [f"{surname} {given}".replace("-", " ").split() for surname in sorted(surnames)]


def _name_score(person: Candidate, other: Candidate) -> int:
    """Return how near the names are, 100 for the same letters; the order of words is free."""
    return max(
        (_pair_score(mine, theirs) for mine in _names(person) for theirs in _names(other)),
        default=0,
    )


def _pair_score(mine: list[str], theirs: list[str]) -> int:
    """Compare two names word by word; a sister's name is not near because the surname is long.

    Every word of the shorter name must have its own near word in the longer one (a second given
    name or half of a double surname may be missing), and at least two words must fit.
    """
    from rapidfuzz.distance import OSA

    shorter, longer = sorted((mine, theirs), key=len)
    left, slips = list(longer), 0
    for word in shorter:
        nearest = min(left, key=lambda other: OSA.distance(word, other))
        distance = int(OSA.distance(word, nearest))
        if distance > _allowed_slips(word):
            return 0
        slips += distance
        left.remove(nearest)
    if len(shorter) < _FEWEST_WORDS:
        return 0
    return max(_SAME - _PER_SLIP * slips - _PER_SLIP * bool(left), 0)


def _allowed_slips(word: str) -> int:
    """Return how many wrong, missing, extra or exchanged letters a word may have."""
    return next((slips for length, slips in _SLIPS if len(word) >= length), 0)


def _slip(person: Candidate, other: Candidate) -> bool:
    """Return True for one slip of the hand: one place of PESEL, day and month exchanged."""
    from rapidfuzz.distance import OSA

    if len(person.pesel) == len(other.pesel) == pesel.LENGTH:
        return bool(OSA.distance(person.pesel, other.pesel) == 1)
    mine, theirs = person.birth_date, other.birth_date
    if mine is None or theirs is None or mine.year != theirs.year:
        return False
    return (mine.day, mine.month) == (theirs.month, theirs.day)


def _same_house(person: Candidate, other: Candidate) -> bool:
    mine = (fold(person.locality), fold(person.street), fold(person.house))
    theirs = (fold(other.locality), fold(other.street), fold(other.house))
    return mine == theirs and bool(mine[0]) and bool(mine[2])


def _known_to_differ(person: Candidate, other: Candidate) -> bool:
    """Return True for a father and a son: one name and house, but two right PESEL numbers."""
    mine, theirs = pesel.check(person.pesel), pesel.check(other.pesel)
    return mine.ok and theirs.ok and mine.birth_date != theirs.birth_date
