"""What somebody typed into a search box, as conditions on the folded search text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cusdesk.domain.dictionaries import words
from cusdesk.domain.polish_text import fold

_SPLIT = re.compile(r"[\s,;]+")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{1,4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")
_ISO = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?")
_NUMBER = re.compile(r"[\d+][\d()/-]*")
_CENTURIES = {"18", "19", "20", "21", "22"}
_LONGEST = 40
_MOST_WORDS = 8
_PHONE_DIGITS = 7
_FREE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One word to be found.

    Attributes:
        word: as typed, folded; a name or place may be looked up under a near spelling.
        pattern: for SQL LIKE on the folded text.
        is_name: letters only, so that it can begin a surname.
    """

    word: str
    pattern: str
    is_name: bool = False


def parse_terms(text: str) -> tuple[Term, ...]:
    """Return what to look for, the most telling word first; every term must be found.

    Names match anywhere in a word; short numbers (house, day) only at its beginning; dates typed
    the Polish way match a birth date, also while they are still being typed.
    """
    noise = words("search", "noise")
    found = [word for word in _SPLIT.split(fold(text)[:200]) if word and word not in noise]
    found = [word.replace("%", "")[:_LONGEST] for word in _joined_numbers(found)[:_MOST_WORDS]]
    terms = {term.pattern: term for word in found if word and (term := _term(word))}
    return tuple(sorted(terms.values(), key=lambda term: -len(term.word)))


def _joined_numbers(found: list[str]) -> list[str]:
    """Join `600 123 456` to one word once it can only be a telephone."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*found, ""]:
        if word and _NUMBER.fullmatch(word):
            run.append(word)
            continue
        digits = "".join(re.sub(r"\D", "", part) for part in run)
        if len(run) > 1 and len(digits) >= _PHONE_DIGITS and all(len(part) > 1 for part in run):
            joined.append(digits.removeprefix("48") if run[0] in {"+48", "0048"} else digits)
        else:
            joined.extend(run)
        run = []
        if word:
            joined.append(word)
    return joined


def _term(word: str) -> Term | None:
    date = _date_pattern(word)
    if date:
        return Term(word, date)
    if word.startswith("+48"):
        word = word.removeprefix("+48")
    bare = word.strip(".()\"'")
    if not bare:
        return None
    digits = sum(sign.isdigit() for sign in bare)
    is_house = digits == len(bare) < _FREE_DIGITS or 0 < digits < len(bare)
    if is_house:
        return Term(bare, f"% {bare}%")
    return Term(bare, f"%{bare}%", is_name=not digits)


def _date_pattern(word: str) -> str:
    """Return the LIKE pattern of a whole or half-typed birth date, "" for anything else."""
    if _ISO.fullmatch(word):
        return f"% {word}%"
    if match := _DAY_MONTH_YEAR.fullmatch(word):
        day, month, year = match.groups()
        two_digits = len(year) == 2 and year not in _CENTURIES
        shown = f"__{year}" if two_digits else year.ljust(4, "_")
        return f"% {shown}-{int(month):02}-{int(day):02}%"
    if match := _MONTH_YEAR.fullmatch(word):
        return f"% {match[2]}-{int(match[1]):02}-%"
    if match := _DAY_MONTH.fullmatch(word):
        return f"%-{int(match[2]):02}-{int(match[1]):02}%"
    return ""
