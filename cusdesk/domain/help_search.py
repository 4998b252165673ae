"""Finding a paragraph of the help by a few words, as a person types them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from os.path import commonprefix
from typing import TYPE_CHECKING

from cusdesk.core.help_cards import help_cards
from cusdesk.core.help_pages import HelpPage, help_pages
from cusdesk.core.help_words import words_of
from cusdesk.core.messages import all_messages, tr
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\w+")
KEYS, CARDS = "keys", "cards"
"""Topics that are no page of their own: the list of keys, the cards to print."""
_WHOLE_TITLE, _TITLE, _HEADING, _FIELD, _TEXT = 16, 8, 6, 2, 1
_WHOLE, _BEGINS, _ALIKE = 4, 3, 3
"""A word found whole, one that begins as asked, one with another ending („grupie”, „grupa”)."""
_STEM, _ENDING = 4, 4
"""Letters two words must begin with alike, and how many each may have after them."""
_SHARE = 0.6
"""Part of the longer word that must be the same in both."""
_SEVERAL = 3
"""Words from which on one may be missing where no paragraph has them all."""
_MOST = 40
_SNIPPET = 90


_Meant = tuple[tuple[str, int], ...]
"""What a word may stand for, and what is taken off for not being the word itself."""


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


_Entry = tuple[dict[str, int], Found]
"""The weight of each word of a paragraph, and the paragraph."""


def search_help(typed: str) -> list[Found]:
    """Return the paragraphs that hold every word typed, the best first.

    Diacritics, capitals and endings do not matter, and the beginning of a word is enough; a word of
    everyday speech finds what the help calls otherwise (`resources/dictionaries/help_words.toml`).
    Of three words and more one may be missing where no paragraph has them all. A word in a title or
    heading counts more than one in the text; of equal ones the earlier topic stands first.
    """
    wanted = [_meant(word) for word in _wanted(typed)]
    if not wanted:
        return []
    found = _holding(wanted, len(wanted))
    if not found and len(wanted) >= _SEVERAL:
        found = _holding(wanted, len(wanted) - 1)
    return [_with_snippet(each, wanted) for each in found[:_MOST]]


def _wanted(typed: str) -> list[str]:
    """Return the words that say something: „w”, „jak” and „zrobić” do only where they are alone."""
    words = _words(typed)
    ignored = _ignored()
    return [word for word in words if len(word) > 1 and word not in ignored] or words


@cache
def _ignored() -> frozenset[str]:
    return frozenset(map(fold, dictionary("help_words")["ignored"]))


@cache
def _meant(word: str) -> _Meant:
    """Return what a word may stand for."""
    other = {
        fold(means)
        for entry in dictionary("help_words")["alike"]
        if any(_stands_for(fold(known), word) for known in entry["typed"])
        for means in entry["means"]
    }
    return ((word, 0), *((means, 1) for means in sorted(other - {word})))


def _stands_for(known: str, word: str) -> bool:
    """Tell whether a word typed is one of the list, not just the beginning of one."""
    return known == word or (len(word) > _STEM and bool(_likeness(known, word)))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _holding(wanted: list[_Meant], least: int) -> list[Found]:
    """Return the paragraphs with at least so many of the words, the best first."""
    sums, counts = Counter[int](), Counter[int]()
    for word in wanted:
        scores = _scores(word)
        sums.update(scores)
        counts.update(scores.keys())
    fitting = [place for place, count in counts.items() if count >= least]
    fitting.sort(key=lambda place: (-sums[place], place))
    return [_index()[place] for place in fitting]


def _scores(word: _Meant) -> dict[int, int]:
    """Return how well each paragraph fits a word, by its place; without those that do not."""
    found: dict[int, int] = {}
    for known, held in _vocabulary().items():
        like = max(_likeness(known, meant) - less for meant, less in word)
        for place, weight in held if like > 0 else ():
            found[place] = max(found.get(place, 0), weight * like)
    return found


def _likeness(known: str, wanted: str) -> int:
    if known.startswith(wanted):
        return _WHOLE if known == wanted else _BEGINS
    if known[:_STEM] != wanted[:_STEM]:
        return 0
    same = len(commonprefix((known, wanted)))  # noqa: RUF071 (letters of words are meant)
    longer = max(len(known), len(wanted))
    is_alike = same >= max(_STEM, _SHARE * longer) and longer - same <= _ENDING
    return _ALIKE if is_alike else 0


@cache
def _index() -> tuple[Found, ...]:
    """Return every paragraph, field and card in their order."""
    return tuple(found for _weights_, found in _entries())


@cache
def _vocabulary() -> dict[str, list[tuple[int, int]]]:
    """Return where each word stands, and with what weight."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, (weights, _found) in enumerate(_entries()):
        for word, weight in weights.items():
            found.setdefault(word, []).append((place, weight))
    return found


def _entries() -> Iterator[_Entry]:
    for page in help_pages():
        yield from _parts(page)
    yield from _cards()
    yield _keys()


def _cards() -> Iterator[_Entry]:
    place = tr("shell.help.cards")
    for card in help_cards():
        text = " ".join((card.lead, *card.steps, card.trouble))
        yield (
            _weights((text, _TEXT), (card.title, _FIELD)),
            Found(CARDS, -1, place, card.title, text),
        )


def _keys() -> _Entry:
    title = tr("shell.keys.title")
    lines = (str(text) for key, text in all_messages().items() if key.startswith("shell.keys."))
    text = " ".join(lines)
    return _weights((text, _TEXT), (title, _TITLE)), Found(KEYS, -1, title, title, text)


def _parts(page: HelpPage) -> Iterator[_Entry]:
    for number, part in enumerate(page.parts):
        found = Found(page.topic, number, page.title, part.heading, part.text)
        title = _TITLE if len(_words(page.title)) > 1 else _WHOLE_TITLE
        yield _weights((part.text, _TEXT), (part.heading, _HEADING), (page.title, title)), found
    for number, (key, text) in enumerate(page.fields.items(), start=len(page.parts)):
        name = words_of(key)
        found = Found(page.topic, number, page.title, name, text)
        yield _weights((text, _TEXT), (name, _FIELD), (page.title, _TEXT)), found


def _weights(*sources: tuple[str, int]) -> dict[str, int]:
    made: dict[str, int] = {}
    for text, weight in sources:
        for word in set(_words(text)):
            made[word] = made.get(word, 0) + weight
    return made


def _with_snippet(found: Found, wanted: list[_Meant]) -> Found:
    """Return the hit with the words of its text round the first of those wanted."""
    text = found.snippet
    start = next(
        (
            match.start()
            for match in _WORD.finditer(text)
            if any(_likeness(fold(match[0]), meant) for word in wanted for meant, _less in word)
        ),
        0,
    )
    first = max(text.rfind(" ", 0, max(start - _SNIPPET // 3, 0)) + 1, 0)
    piece = text[first : first + _SNIPPET]
    if first + _SNIPPET < len(text):
        piece = piece.rpartition(" ")[0] + "…"
    return Found(found.topic, found.part, found.page, found.heading, ("…" if first else "") + piece)
