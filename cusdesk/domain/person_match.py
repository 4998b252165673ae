"""Who is meant by a written name: certain, probable, ambiguous or nobody; never a guess.

Certain: all words of the name are explained by one person only, letters folded, in any order. An
initial, a lost letter, one typing slip, half a double surname or a village that does not agree make
it probable, to be confirmed. Two people who fit equally well are ambiguous.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cusdesk.domain.person_names import PersonName, is_initial, parse_person_name
from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

PersonId = bytes | str
MatchKind = Literal["certain", "probable", "ambiguous", "none"]
MatchReason = Literal[
    "exact", "locality", "same_name", "locality_differs", "birth_surname", "extra_words",
    "part_of_surname", "initial", "surname_only", "letters_lost", "typo", "several_people",
    "not_found", "no_name",
]  # fmt: skip

_SPLIT = re.compile(r"[\s\-]+")
_LOST = "[?\ufffd]"
_LONG_WORD = 9
_SHORT_WORD = 4


@dataclass(frozen=True, slots=True)
class PersonKey:
    """What is known of a candidate; folded forms are made once, here."""

    id: PersonId
    surname: str
    given_name: str
    second_name: str = ""
    locality: str = ""
    birth_surname: str = ""
    folded_surname: tuple[str, ...] = field(init=False)
    folded_given: tuple[str, ...] = field(init=False)
    folded_second: tuple[str, ...] = field(init=False)
    folded_locality: tuple[str, ...] = field(init=False)
    folded_birth: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        for name, text in (
            ("folded_surname", self.surname),
            ("folded_given", self.given_name),
            ("folded_second", self.second_name),
            ("folded_locality", self.locality),
            ("folded_birth", self.birth_surname),
        ):
            object.__setattr__(self, name, _tokens(text))


@dataclass(frozen=True, slots=True)
class Match:
    """The answer: how sure, who (best first), and why."""

    kind: MatchKind
    ids: tuple[PersonId, ...]
    reason: MatchReason


class CandidateIndex:
    """The residents among whom written names are looked up; built once for a whole import."""

    def __init__(self, people: Iterable[PersonKey]) -> None:
        self._by_surname: dict[str, list[PersonKey]] = {}
        self._localities: set[tuple[str, ...]] = set()
        self._places: dict[int, int] = {}
        for place, person in enumerate(people):
            self._places[id(person)] = place
            for token in {*person.folded_surname, *person.folded_birth}:
                self._by_surname.setdefault(token, []).append(person)
            if person.folded_locality:
                self._localities.add(person.folded_locality)
        self._surnames = list(self._by_surname)

    def with_surname_word(self, tokens: Iterable[str]) -> list[PersonKey]:
        """Return the people one of whose surname words is among the tokens, each once."""
        found: dict[int, PersonKey] = {}
        for token in tokens:
            for person in self._by_surname.get(token, ()):
                found[id(person)] = person
        return sorted(found.values(), key=lambda person: self._places[id(person)])

    def surnames_like(self, token: str) -> list[str]:
        """Return the surname words one slip away (two in a long word), or fitting lost letters."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if re.search(_LOST, token):
            pattern = re.compile(
                "^" + re.sub(_LOST, ".", re.escape(token).replace(r"\?", "?")) + "$"
            )
            return [word for word in self._surnames if pattern.match(word)]
        if len(token) < _SHORT_WORD:
            return []
        slips = 2 if len(token) >= _LONG_WORD else 1
        hits = process.extract(
            token, self._surnames, scorer=OSA.distance, score_cutoff=slips, limit=20
        )
        return [word for word, distance, _place in hits if distance > 0]

    def is_other_place(self, tokens: tuple[str, ...], person: PersonKey) -> bool:
        """Return True when the tokens name a known village that is not the person's."""
        return tokens in self._localities and tokens != person.folded_locality


@dataclass(frozen=True, slots=True)
class _Written:
    full: tuple[str, ...]
    initials: tuple[str, ...]
    note: tuple[str, ...]


def match_person(index: CandidateIndex, written: str | PersonName) -> Match:
    """Return who is meant by a written name, with the reason.

    Args:
        index: the residents to look among.
        written: the text of the cell, or the name already taken apart.
    """
    name = parse_person_name(written) if isinstance(written, str) else written
    parts = _Written(
        tuple(t for w in name.words if not is_initial(w) for t in _tokens(w)),
        tuple(fold(w).rstrip(".") for w in name.words if is_initial(w)),
        _tokens(name.note),
    )
    if not parts.full:
        return Match("none", (), "no_name")
    near = index.with_surname_word(parts.full)
    if "several_people" in name.traits:
        return Match("ambiguous", tuple(person.id for person in near), "several_people")
    return (
        _exact(index, parts, near)
        or _partial(parts, near)
        or _slips(index, parts, near)
        or Match("none", (), "not_found")
    )


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(t for t in _SPLIT.split(fold(text).strip(" .,;")) if t)


def _left_over(said: tuple[str, ...], person: PersonKey) -> tuple[str, ...] | None:
    """Return the words a person does not explain; None when the name itself does not fit."""
    left = Counter(said)
    needed = Counter((*person.folded_surname, *person.folded_given[:1]))
    if not person.folded_given or needed - left:
        return None
    left -= needed
    left -= Counter((*person.folded_given[1:], *person.folded_second))
    left -= Counter(person.folded_birth)
    return tuple(word for word in said if left[word] > 0)


def _lives_there(parts: _Written, left: tuple[str, ...], person: PersonKey) -> bool:
    said = (*left, *parts.note)
    return bool(said) and set(said) <= set(person.folded_locality)


def _exact(index: CandidateIndex, parts: _Written, near: list[PersonKey]) -> Match | None:
    """Match people all of whose needed words are written; the village may decide between them."""
    fits: list[tuple[PersonKey, tuple[str, ...]]] = []
    for person in near:
        left = _left_over(parts.full, person)
        if left is None and parts.note:  # "Ewa Górecka - Łoś": the dash belonged to the surname
            left = _left_over((*parts.full, *parts.note), person)
        if left is not None and _initials_fit(parts.initials, person):
            fits.append((person, left))
    local = [person for person, left in fits if _lives_there(parts, left, person)]
    if len(local) == 1:
        return Match("certain", (local[0].id,), "locality" if len(fits) > 1 else "exact")
    clean = [pair for pair in fits if not pair[1]] or fits
    people = [person for person, _left in clean]
    if len(people) > 1:
        return Match("ambiguous", tuple(person.id for person in people), "same_name")
    if not people:
        return None
    person, left = clean[0]
    if index.is_other_place(left or parts.note, person):
        return Match("probable", (person.id,), "locality_differs")
    if left:
        return Match("probable", (person.id,), "extra_words")
    return Match("certain", (person.id,), "exact")


def _initials_fit(initials: tuple[str, ...], person: PersonKey) -> bool:
    """Return True when written initials beside a full name agree with the further names."""
    others = (*person.folded_given[1:], *person.folded_second, *person.folded_surname[1:])
    return not others or all(any(o.startswith(i) for o in others) for i in initials)


def _decide(people: list[PersonKey], reason: MatchReason, parts: _Written) -> Match | None:
    said = set(parts.note)
    local = [person for person in people if said and said <= set(person.folded_locality)]
    chosen = local or people
    ids = tuple(dict.fromkeys(person.id for person in chosen))
    if not ids:
        return None
    return Match("probable" if len(ids) == 1 else "ambiguous", ids, reason)


def _partial(parts: _Written, near: list[PersonKey]) -> Match | None:
    """Match an initial, a surname alone, half a double surname, or the name at birth."""
    written = set(parts.full)
    rest: dict[MatchReason, list[PersonKey]] = {}
    for person in near:
        reason = _partial_reason(parts, written, person)
        if reason:
            rest.setdefault(reason, []).append(person)
    for wanted in ("initial", "birth_surname", "part_of_surname", "surname_only"):
        match = _decide(rest.get(wanted, []), wanted, parts)
        if match:
            return match
    return None


def _partial_reason(parts: _Written, written: set[str], person: PersonKey) -> MatchReason | None:
    whole = set(person.folded_surname) <= written
    given = bool(written & set(person.folded_given[:1]))
    left = written - {*person.folded_surname, *person.folded_locality}
    if whole and parts.initials and not left:
        fits = person.folded_given[:1] and person.folded_given[0].startswith(parts.initials[0])
        return "initial" if fits else None
    if given and not whole:
        return "birth_surname" if written & set(person.folded_birth) else "part_of_surname"
    if whole and not left and not parts.initials:
        return "surname_only"
    return None


def _slips(index: CandidateIndex, parts: _Written, near: list[PersonKey]) -> Match | None:
    """Match one typing slip, in the surname or in the given name but not in both."""
    found: dict[int, PersonKey] = {}
    lost = any(re.search(_LOST, word) for word in parts.full)
    for word in parts.full:
        others = [other for other in parts.full if other != word]
        for person in index.with_surname_word(index.surnames_like(word)):
            if _given_written(others, parts.initials, person):
                found[id(person)] = person
    for person in near:
        others = [word for word in parts.full if word not in person.folded_surname]
        if person.folded_given and any(_slip(word, person.folded_given[0]) for word in others):
            found[id(person)] = person
    return _decide(list(found.values()), "letters_lost" if lost else "typo", parts)


def _given_written(others: list[str], initials: tuple[str, ...], person: PersonKey) -> bool:
    if not person.folded_given:
        return False
    given = person.folded_given[0]
    fits_lost = any(
        re.search(_LOST, word) and re.fullmatch(re.sub(_LOST, ".", word), given) for word in others
    )
    return (
        given in others or fits_lost or (not others and any(given.startswith(i) for i in initials))
    )


def _slip(word: str, given: str) -> bool:
    """Return True for one slip in a given name; `Marian` for `Maria` is another person."""
    if re.search(_LOST, word):
        return re.fullmatch(re.sub(_LOST, ".", word), given) is not None
    if min(len(word), len(given)) < _SHORT_WORD or word.endswith("a") != given.endswith("a"):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(word, given, score_cutoff=1) == 1
