"""The sheet's own legend: "x – obecny (1 h), nb – nieobecny, liczba – ile godzin"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.durations import parse_minutes
from cusdesk.domain.polish_text import collapse_spaces, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.importing.attendance.model import Mark

NumberUnit = Literal["hours", "minutes"]
LESSON_MINUTES = 45
_LONGEST_SIGN = 8
_QUOTES = "\"„”“«»'’"
_AMOUNT = re.compile(
    r"\d+(?:[.,]\d+)?\s*(?:h|godz\w*\.?)\s*\d+\s*min\w*\.?|\d+(?:[.,]\d+)?\s*(?:h\b|godz\w*\.?|min\w*\.?|')"
    r"|\d+:\d\d\s*h\b"
)
# Spaces before a short sign with its dash: "x - obecny   nb - nieobecny".
_NEXT_SIGN = re.compile(
    rf"(?<=\w)\s+(?=[{_QUOTES}(]?[^\s{_QUOTES}()]{{1,4}}[{_QUOTES})]?\s*[-–—=]\s+\S)"
    r"|\s{3,}(?=\S{1,4}\s*[-–—=])"
)


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One sign explained. `mark` None: the words do not say whether the person was there."""

    sign: str
    mark: Mark | None
    minutes: int | None
    meaning: str


@dataclass(slots=True)
class Legend:
    """All signs a sheet explains, by the sign as written (small and capital letters differ)."""

    items: dict[str, LegendItem] = field(default_factory=dict)
    numbers: NumberUnit | None = None

    def find(self, text: str) -> LegendItem | None:
        """Return what the legend says of a sign: as written first, then folded, stops left out."""
        if text in self.items:
            return self.items[text]
        wanted = _plain(text)
        return next((item for sign, item in self.items.items() if _plain(sign) == wanted), None)

    @property
    def plain_minutes(self) -> int | None:
        """Return the length of a presence when all signs of presence agree on it."""
        lengths = {i.minutes for i in self.items.values() if i.mark == "present" and i.minutes}
        return lengths.pop() if len(lengths) == 1 else None


def _plain(sign: str) -> str:
    return fold(sign).rstrip(".") or fold(sign)


def mark_of_meaning(words: str) -> Mark | None:
    """Return the mark that an explanation in words speaks of; None for none or for two."""
    text = fold(words)
    if re.search(r"nieobecn|nie obecn", text) and re.search(r"(?<!nie)(?<!nie )obecn", text):
        return None
    for rule in dictionary("marks")["meanings"]:
        if any(word in text for word in rule["words"]):
            return cast("Mark", rule["mark"])
    return None


def minutes_in(words: str) -> int | None:
    """Return the one length of time in a text: `obecny (1 h)`, `45 min`, `1 godz. lekcyjna`."""
    text = fold(words)
    amounts = [found.strip() for found in _AMOUNT.findall(text)]
    exact = [amount for amount in amounts if "min" in amount or "'" in amount]
    if len(amounts) > 1 and len(exact) == 1:
        amounts = exact
    if len(amounts) != 1:
        return None
    lesson = ("lekcyjn" in text or "dydakt" in text) and not exact
    amount = re.sub(r"(\d)\s*(?:godz\w*\.?)", r"\1 h", amounts[0])
    amount = re.sub(r"min\w*\.?", "min", amount)
    reading = parse_minutes(amount)
    if reading.problem is not None or reading.minutes is None:
        return None
    return reading.minutes * LESSON_MINUTES // 60 if lesson else reading.minutes


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lists = dictionary("marks")["legend"]
    special = "|".join(
        re.escape(word)
        for word in sorted((*lists["number_keys"], *lists["empty_keys"]), key=len, reverse=True)
    )
    sign = (
        rf"[{_QUOTES}]\s*(?P<q>[^{_QUOTES}]{{1,12}}?)\s*[{_QUOTES}]"
        rf"|\(\s*(?P<b>[^()]{{1,4}}?)\s*\)|(?P<n>{special})"
        rf"|(?P<k>[-–—+*/\\•|.✓✔√☑✗?]{{1,3}}(?=[\s=:])|[^\W_]{{1,{_LONGEST_SIGN}}}\.?(?:\s*(?:/|lub)\s*[^\W_]{{1,4}}\.?)?)"
    )
    forward = re.compile(
        rf"^\s*(?:{sign})\s*(?:[-–—=:→]+|\boznacza\b|\bto\b)\s*(?P<v>.+)$", re.IGNORECASE
    )
    spaced = re.compile(rf"^\s*(?:{sign})\s+(?P<v>\D{{3}}.*)$", re.IGNORECASE)
    backward = re.compile(
        rf"^\s*(?P<v>[^\d=:()]{{4,60}}?)\s*(?:[-–—=:(]+|\boznaczamy\b|\bznak\b)\s*"
        rf"[{_QUOTES}]?(?P<k>[^\s{_QUOTES}()]{{1,3}})[{_QUOTES}]?\s*\)?\s*$"
    )
    return forward, spaced, backward


def _pieces(text: str) -> list[str]:
    """Split a legend at commas and the like, but not inside brackets, quotes or numbers."""
    text = _NEXT_SIGN.sub("\n", text)
    pieces, depth, quoted, current = [], 0, False, ""
    for place, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        quoted = quoted != (letter in _QUOTES and letter != "'")
        decimal = letter == "," and text[place + 1 : place + 2].isdigit()
        as_sign = letter in "•|" and re.match(r"\s*[-–—=:]", text[place + 1 :]) is not None
        if letter in ",;\n•|" and not as_sign and depth <= 0 and not quoted and not decimal:
            pieces.append(current)
            current = ""
        else:
            current += letter
    return [piece for piece in [*pieces, current] if piece.strip()]


def _item(sign: str, meaning: str) -> LegendItem | None:
    mark = mark_of_meaning(meaning)
    minutes = minutes_in(meaning)
    if mark is None and minutes is not None:
        mark = "present"
    return LegendItem(sign, mark, minutes, collapse_spaces(meaning)) if mark else None


def _items(match: re.Match[str] | None, waiting: list[str]) -> list[LegendItem]:
    """Return what one piece explains, for its sign and for the bare signs before it."""
    if match is None:
        return []
    groups = match.groupdict()
    sign = groups.get("q") or groups.get("b") or groups.get("k") or ""
    made = (_item(one.strip(), groups["v"]) for one in (*waiting, *_signs(sign)) if one.strip())
    return [item for item in made if item]


def _signs(text: str) -> list[str]:
    whole = text.strip()
    parts = [part.strip() for part in re.split(r"/|\blub\b", whole)]
    return [whole, *parts] if len(parts) > 1 and all(parts) else [whole]


def read_legend_text(text: str, legend: Legend, *, titled: bool = False) -> int:
    """Add what one text explains to the legend; return how many signs it explained.

    Args:
        text: a cell outside the table.
        legend: filled in place; what is there already wins.
        titled: the text stands under the word "Legenda", so `+ obecny` without a dash counts too.
    """
    body = _without_title(text)
    titled = titled or body != text
    forward, spaced, backward = _patterns()
    found: list[LegendItem] = []
    waiting: list[str] = []
    for piece in _pieces(body):
        match = forward.match(piece) or (spaced.match(piece) if titled else None)
        if match and (special := match.groupdict().get("n")):
            _special(special, match["v"], legend)
            continue
        items = _items(match, waiting) or _items(backward.match(piece), waiting)
        short = len(piece.strip()) <= 3 and not items
        waiting = [*waiting, piece.strip()] if short else []
        found += items
    for item in found:
        legend.items.setdefault(item.sign, item)
    return len(found) + (legend.numbers is not None)


def _special(key: str, meaning: str, legend: Legend) -> None:
    lists = dictionary("marks")["legend"]
    if fold(key) not in lists["number_keys"] or legend.numbers:
        return
    said = fold(f"{key} {meaning}")
    if any(word in said for word in lists["minutes"]):
        legend.numbers = "minutes"
    elif any(word in said for word in lists["hours"]):
        legend.numbers = "hours"


def _without_title(text: str) -> str:
    head, colon, rest = text.partition(":")
    words = fold(head).split()
    if (
        colon
        and words
        and any(words[0].startswith(t) for t in dictionary("marks")["legend"]["titles"])
    ):
        return rest
    return text


def has_legend_title(text: str) -> bool:
    """Return True for a cell that begins with `Legenda`, `Oznaczenia` and the like."""
    folded = fold(text)
    return any(folded.startswith(title) for title in dictionary("marks")["legend"]["titles"])


def read_legend(texts: Iterable[str], used: frozenset[str]) -> Legend:
    """Return the legend written in the texts around a table.

    A text is taken for a legend when it says so, when it explains two signs, or when it explains
    one that is used in the table.

    Args:
        texts: the cells outside the table, and pairs of cells joined by ` = `.
        used: folded signs that stand in the table.
    """
    legend = Legend()
    titled = False
    for text in texts:
        trial = Legend(dict(legend.items), legend.numbers)
        count = read_legend_text(text, trial, titled=titled)
        titled = titled or has_legend_title(text)
        new = [item for sign, item in trial.items.items() if sign not in legend.items]
        in_use = any(_plain(item.sign) in used for item in new)
        if titled or count > 1 or (count and in_use) or (trial.numbers and not legend.numbers):
            legend = trial
    return legend
