"""Finding a paragraph of the help by a few words, as a person types them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.core.help_pages import HelpPage, help_pages
from cusdesk.core.help_words import words_of
from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\w+")
_TITLE, _HEADING, _FIELD, _TEXT = 8, 5, 3, 1
_WHOLE, _BEGINS, _ALIKE = 4, 3, 1
"""A word found whole, one that begins as asked, one with another ending („grupie”, „grupa”)."""
_ENDING = 2
_LONG = 5
"""Letters from which on a word may have another ending."""
_MOST = 40
_SNIPPET = 90


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph that fits.

    Attributes:
        page: title of its topic, for the eye; `topic` and `part` lead there. Fields are counted on
            after the paragraphs of the page.
        snippet: a piece of its text round the first of the words.
    """

    topic: str
    part: int
    page: str
    heading: str
    snippet: str


def search_help(typed: str) -> list[Found]:
    """Return the paragraphs that hold every word typed, the best first.

    Diacritics and capitals do not matter, and the beginning of a word is enough. A word in a title
    or heading counts more than one in the text; of equal ones the earlier topic stands first.
    """
    words = _words(typed)
    wanted = [word for word in words if len(word) > 1] or words  # „w”, „z”, „i” say nothing
    if not wanted:
        return []
    scored = [
        (score, -place, found)
        for place, (weights, found) in enumerate(_index())
        if (score := _score(weights, wanted))
    ]
    scored.sort(key=lambda one: (one[0], one[1]), reverse=True)
    return [_with_snippet(found, wanted) for _score_, _place, found in scored[:_MOST]]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _score(weights: dict[str, int], wanted: list[str]) -> int:
    """Return how well a paragraph fits; 0 when one of the words is missing."""
    total = 0
    for word in wanted:
        best = max((weight * _likeness(known, word) for known, weight in weights.items()))
        if not best:
            return 0
        total += best
    return total


def _likeness(known: str, wanted: str) -> int:
    if known.startswith(wanted):
        return _WHOLE if known == wanted else _BEGINS
    if len(wanted) >= _LONG and known.startswith(wanted[:-_ENDING]):
        return _ALIKE
    return 0


@cache
def _index() -> tuple[tuple[dict[str, int], Found], ...]:
    """Return every paragraph and field with the weight of each of its words, in their order."""
    return tuple(entry for page in help_pages() for entry in _entries(page))


def _entries(page: HelpPage) -> Iterator[tuple[dict[str, int], Found]]:
    for number, part in enumerate(page.parts):
        found = Found(page.topic, number, page.title, part.heading, part.text)
        yield _weights((part.text, _TEXT), (part.heading, _HEADING), (page.title, _TITLE)), found
    for number, (key, text) in enumerate(page.fields.items(), start=len(page.parts)):
        name = words_of(key)
        found = Found(page.topic, number, page.title, name, text)
        yield _weights((text, _TEXT), (name, _FIELD), (page.title, _TEXT)), found


def _weights(*sources: tuple[str, int]) -> dict[str, int]:
    made: dict[str, int] = {}
    for text, weight in sources:
        for word in _words(text):
            made[word] = max(made.get(word, 0), weight)
    return made


def _with_snippet(found: Found, wanted: list[str]) -> Found:
    """Return the hit with the words of its text round the first of those wanted."""
    text = found.snippet
    start = next(
        (
            match.start()
            for match in _WORD.finditer(text)
            if any(_likeness(fold(match[0]), word) for word in wanted)
        ),
        0,
    )
    first = max(text.rfind(" ", 0, max(start - _SNIPPET // 3, 0)) + 1, 0)
    piece = text[first : first + _SNIPPET]
    if first + _SNIPPET < len(text):
        piece = piece.rpartition(" ")[0] + "…"
    return Found(found.topic, found.part, found.page, found.heading, ("…" if first else "") + piece)
