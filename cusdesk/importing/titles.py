"""What stands around a table: labels with values ("Miesiąc: maj 2026"), names of services."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import collapse_spaces, fold
from cusdesk.importing.grid import key_of
from cusdesk.importing.headings import is_heading, is_sure_name, is_total
from cusdesk.importing.months import months_in_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.importing.grid import Grid

_ROLES = ("worker", "name", "person", "service", "group", "provider", "month")
_ANY_LABEL = re.compile(r"\s{2,}|\s+[^\s:]+(?:\s[^\s:]+){0,2}:\s|\t|\n")
_WHO = ("worker", "name", "person")
_LONGEST_VALUE = 200
_OPENING = "„“\"«'"
_QUOTES = "„”“\"»«'"


@dataclass(slots=True)
class Titles:
    """Texts outside a table, in reading order, and the values of the labels we know."""

    texts: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


@cache
def _labels() -> tuple[dict[str, str], re.Pattern[str]]:
    lists = dictionary("sheet_words")["titles"]
    roles = {word: role for role in _ROLES for word in lists[role]}
    words = "|".join(map(re.escape, sorted(roles, key=len, reverse=True)))
    return roles, re.compile(rf"(?<!\w)(?P<l>{words})\.?\s*(?:\([^)]*\)\s*)?:")


def read_titles(grid: Grid, rows: Iterable[int]) -> Titles:
    """Return the texts of the rows and the labelled values in them.

    A value follows its label's colon in the same cell, or stands in the next filled cell.
    """
    titles = Titles()
    for row in rows:
        filled = [c for c in range(1, grid.width + 1) if isinstance(grid.at(row, c), str)]
        for column in filled:
            text = str(grid.at(row, column))
            titles.texts.append(text)
            following = _next_text(grid, row, column)
            for role, value in labelled_values(text, following):
                titles.values.setdefault(role, value)
    return titles


def _next_text(grid: Grid, row: int, column: int) -> str:
    values = (grid.at(row, c) for c in range(column + 1, min(column + 12, grid.width + 1)))
    return next((grid_text for v in values if v is not None and (grid_text := str(v))), "")


def labelled_values(text: str, following: str = "") -> list[tuple[str, str]]:
    """Return (role, value) of the known labels in a text: `Opiekunka: Anna Żak  Miesiąc: maj`."""
    roles, pattern = _labels()
    clean = text.strip()
    folded = "".join(fold(letter) or " " for letter in clean)
    if len(folded) != len(clean):
        folded = clean.lower()
    matches = list(pattern.finditer(folded))
    if not matches:
        alone = fold(clean).rstrip(" .")
        said = alone in roles and following.strip()
        if said and roles[alone] in _WHO and not any(map(str.isalpha, following)):
            return []  # a heading over numbers, not a label
        return [(roles[alone], following.strip())] if said else []
    found = []
    for place, match in enumerate(matches):
        end = matches[place + 1].start() if place + 1 < len(matches) else len(clean)
        value = _ANY_LABEL.split(clean[match.end() : end].strip(), maxsplit=1)[0]
        value = value.strip(" ,;.…_")
        if not value and end == len(clean):
            value = "" if _labels()[1].search(fold(following)) else following.strip()
        if value:
            found.append((roles[match["l"]], collapse_spaces(value)[:_LONGEST_VALUE]))
    return found


@cache
def _papers() -> re.Pattern[str]:
    papers = dictionary("sheet_words")["titles"]["papers"]
    words = "|".join(map(re.escape, sorted(papers, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def without_noise(text: str) -> str:
    """Return a title without months, numbers and the words that only say what paper it is."""
    clean = whole = collapse_spaces(text.replace("_", " "))
    folded = "".join(fold(letter) or " " for letter in clean)
    if len(folded) == len(clean):
        kept = list(clean)
        for match in _papers().finditer(folded):
            kept[match.start() : match.end()] = " " * (match.end() - match.start())
        clean = collapse_spaces("".join(kept))
    words = [word for word in clean.split() if not _is_noise(word)]
    fillers = _fillers() if clean != whole else frozenset()
    while words and (fold(words[0]).strip(".") in fillers or not any(map(str.isalnum, words[0]))):
        words.pop(0)
    while words and (fold(words[-1]).strip(".") in fillers or not any(map(str.isalnum, words[-1]))):
        words.pop()
    if all(fold(word).strip(" .,:-–()") in _empty_words() for word in words):
        return ""
    return _unquoted(" ".join(words).strip(" -–—:,."))


def _unquoted(text: str) -> str:
    """Return a text without quotes round it; `Klub „Babie lato”` keeps those round its name."""
    bare = text.strip(_QUOTES)
    if not bare or (text[-1] in _QUOTES and any(sign in bare for sign in _OPENING)):
        return text
    return bare


def _after_paper(text: str) -> str:
    """Return what `Lista obecności: Rehabilitacja` is a list of; empty for any other text."""
    head, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(text) > _LONGEST_VALUE or ":" in rest:
        return ""
    if not _papers().search(fold(head)) or without_noise(head) or is_sure_name(rest.strip()):
        return ""
    return "" if months_in_text(rest) and not without_noise(rest) else without_noise(rest)


def _before_paper(text: str) -> str:
    """Return what `Klub seniora: lista obecności, maj` is a list of; empty for other texts."""
    head, colon, rest = text.partition(":")
    if not colon or len(text) > _LONGEST_VALUE or fold(head).strip(" .") in _labels()[0]:
        return ""
    match = _papers().search(fold(rest))
    begins = match is not None and not fold(rest)[: match.start()].strip()
    return "" if not begins or _papers().search(fold(head)) else without_noise(head)


def _empty_words() -> frozenset[str]:
    """Return words that name no service even where nothing else stands."""
    return frozenset(dictionary("sheet_words")["titles"]["empty_words"])


def _fillers() -> frozenset[str]:
    return frozenset(dictionary("sheet_words")["titles"]["fillers"])


def _is_noise(word: str) -> bool:
    months = dictionary("calendar_words")["months"]
    plain = fold(word).strip(" .,-–()")
    names = [name for kind in ("plain", "of") for group in months[kind] for name in group]
    romans = set(re.split(r"[-–/]", plain)) <= set(months["roman"])
    unnamed = re.fullmatch(r"(?:arkusz|sheet|tabelle|hoja)\d*", plain) is not None
    return bool(plain) and (unnamed or plain in names or romans or not any(map(str.isalpha, plain)))


def service_of_trade(texts: Iterable[str]) -> str:
    """Return the service that workers of a trade usually do: carers do care at home."""
    folded = " ".join(fold(text) for text in texts)
    trades = dictionary("sheet_words")["services_by_trade"]
    stems = [stem for stem in trades if re.search(_by_stems(stem), folded)]
    longest = [s for s in stems if not any(o != s and o.startswith(s) for o in stems)]
    found = {trades[stem] for stem in longest}
    return found.pop() if len(found) == 1 else ""


def _by_stems(trade: str) -> str:
    """Return a pattern for a trade by the beginnings of its words: `asystent rodzin`."""
    return r"\w*\s+".join(["(?<!\\w)" + re.escape(stem) for stem in trade.split()])


def service_texts(
    titles: Titles, sheet_name: str, file_name: str, trade: str = ""
) -> tuple[str, ...]:
    """Return the texts that may name the service, the most trusted first, each once.

    The label "Usługa:", then what a title says beside "Lista obecności", then other titles
    without a label, the sheet's name, the service of the workers' trade (as found before), and the
    file's name without months.
    """
    found = [titles.values["service"]] if "service" in titles.values else []
    plain = [text for text in titles.texts if ":" not in text and len(text) <= _LONGEST_VALUE]
    plain = [text for text in plain if not is_heading(key_of(text)) and not is_total(key_of(text))]
    plain = [text for text in plain if not is_sure_name(text)]
    papers = [text for text in plain if _papers().search(fold(text))]
    others = [text for text in plain if text not in papers and not months_in_text(text)]
    dated = [text for text in plain if text not in papers and text not in others]
    for text in titles.texts:
        found += [value for value in (_after_paper(text), _before_paper(text)) if value]
    found += [without_noise(text) for text in (*papers, *others, *dated)]
    if is_sure_name(sheet_name):  # a sheet named after a person names no service
        sheet_name = ""
    found += [without_noise(sheet_name), trade, without_noise(PurePath(file_name).stem)]
    return tuple(dict.fromkeys(text for text in found if sum(map(str.isalpha, text)) > 2))
