"""Which meaning a Polish heading has: dictionaries of headings, compared folded and forgivingly."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold

EXACT = 1.0
WITHOUT_BRACKETS = 0.97
ABBREVIATED = 0.92
BEGINS = 0.82
SIMILAR = 0.8
_SIMILARITY = 88
_LONGEST = 90
_SHORTEST_BEGIN = 5
_TOO_SHORT = 2
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
_NO_WORD = re.compile(r"[\W_]+")
_GLUED_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
_GLUED_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plain(text: object) -> str:
    """Return a heading or a cell reduced to folded words: `Data  Ur.` gives `data ur`."""
    if not isinstance(text, str):
        return "" if text is None else str(text)
    return _plain(text)


@lru_cache(maxsize=131_072)
def _plain(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text)).strip()


def _with_base(name: str) -> list[dict[str, Any]]:
    data = dictionary(name)
    return [data, *(_with_base(data["base"]) if "base" in data else [])]


def headings_of(name: str) -> list[tuple[str, list[str]]]:
    """Return (meaning, headings) of a dictionary, its own first; a meaning may come twice."""
    own, *bases = _with_base(name)
    left_out = own.get("without", [])
    found = list(own["headings"].items())
    for data in bases:
        found += [pair for pair in data["headings"].items() if pair[0] not in left_out]
    return found


class Lexicon:
    """The headings of one kind of table.

    Args:
        name: dictionary in `resources/dictionaries` with tables `headings` and maybe `parents`; it
            may name a `base` whose headings count after its own, all but the meanings `without`.
    """

    def __init__(self, name: str) -> None:
        self._phrases: dict[str, str] = {}
        for meaning, phrases in headings_of(name):
            for phrase in phrases:
                self._phrases.setdefault(plain(phrase), meaning)
        self._parents = {
            plain(phrase): meaning
            for data in reversed(_with_base(name))
            for meaning, phrases in data.get("parents", {}).items()
            for phrase in phrases
        }
        self._by_length: dict[int, list[tuple[list[str], str]]] = {}
        for phrase, meaning in self._phrases.items():
            words = phrase.split()
            self._by_length.setdefault(len(words), []).append((words, meaning))
        self._memo: dict[str, tuple[tuple[str, float], ...]] = {}

    def is_exact(self, text: object) -> bool:
        """Return True when a cell says a heading of the dictionary word for word."""
        return isinstance(text, str) and plain(text) in self._phrases

    def parent(self, text: str) -> str | None:
        """Return what a heading above other headings is about."""
        return self._parents.get(plain(text)) or self._parents.get(plain(_BRACKETS.sub(" ", text)))

    def meanings(self, text: object) -> tuple[tuple[str, float], ...]:
        """Return (meaning, confidence) of a heading, best first; empty for no heading at all."""
        if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST:
            return ()
        if text not in self._memo:
            self._memo[text] = self._find(text)
        return self._memo[text]

    def _find(self, text: str) -> tuple[tuple[str, float], ...]:
        whole = plain(text)
        found: dict[str, float] = {}
        forms = [(whole, EXACT), (plain(_BRACKETS.sub(" ", text)), WITHOUT_BRACKETS)]
        if (parted := _GLUED_DIGIT.sub(" ", whole)) != whole:  # IMIE1 of another program
            forms.append((parted, WITHOUT_BRACKETS))
        if (parted := plain(_GLUED_WORD.sub(" ", text))) != whole:  # LastName
            forms.append((parted, WITHOUT_BRACKETS))
        for form, factor in forms:
            for meaning, score in self._scores(form):
                found[meaning] = max(found.get(meaning, 0.0), score * factor)
        ranked = sorted(found.items(), key=lambda item: -item[1])
        return tuple(ranked[:4])

    def _scores(self, form: str) -> list[tuple[str, float]]:
        if not form:
            return []
        if form in self._phrases:
            return [(self._phrases[form], EXACT)]
        words = form.split()
        turned = " ".join(reversed(words))
        if len(words) == 2 and turned in self._phrases:
            return [(self._phrases[turned], WITHOUT_BRACKETS)]
        found = [
            (meaning, ABBREVIATED)
            for phrase, meaning in self._by_length.get(len(words), [])
            if _same_words(words, phrase)
        ]
        if len(form) <= _TOO_SHORT and len({meaning for meaning, _score in found}) > 1:
            return []  # `st` may be a street, a status or a degree
        found += self._beginnings(form)
        return found or self._similar(form)

    def _beginnings(self, form: str) -> list[tuple[str, float]]:
        """Return the meaning of the longest phrase the heading begins with."""
        fitting = [
            phrase
            for phrase in self._phrases
            if len(phrase) >= _SHORTEST_BEGIN and form.startswith(phrase + " ")
        ]
        if not fitting:
            return []
        return [(self._phrases[max(fitting, key=len)], BEGINS)]

    def _similar(self, form: str) -> list[tuple[str, float]]:
        from rapidfuzz import fuzz, process

        if len(form) < _SHORTEST_BEGIN:
            return []
        best = process.extractOne(
            form, self._phrases.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILARITY
        )
        return [(self._phrases[best[0]], SIMILAR)] if best else []


def _same_words(words: list[str], phrase: list[str]) -> bool:
    """Return True when every word is the other or its beginning: `nr tel` and `numer telefonu`."""
    for one, other in zip(words, phrase, strict=True):
        shorter, longer = sorted((one, other), key=len)
        if {one, other} == {"nr", "numer"}:
            continue
        if not longer.startswith(shorter) or (len(shorter) < 2 and shorter != longer):
            return False
    return True


@cache
def lexicon(name: str) -> Lexicon:
    """Return the headings of a dictionary, loaded once."""
    return Lexicon(name)
