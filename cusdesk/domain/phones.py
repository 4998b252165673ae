"""Telephone numbers and e-mail addresses out of cells and fields where people put several.

A Polish number has nine digits, mobile and landline alike (numbering plan for the public network);
it is kept as these digits. A foreign number is kept with its plus sign.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import cache

from cusdesk.domain.dictionaries import words
from cusdesk.domain.polish_text import collapse_spaces, fold

_POLISH_LENGTH = 9
_SHORTEST_FOREIGN, _LONGEST = 7, 15
_DIGITS = re.compile(r"\+?\(?\d(?:[\d\s().\-‐-―/]*\d)?")
_AREA_SLASH = re.compile(r"\(?\b0?[\s-]?\d\d\)?\s?/\s?(?=\d[\d\s-]{5,})")
_BRACKETED = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_SEPARATOR = re.compile(r"[,;|\n\r/\\]+")
_EMAIL = re.compile(r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}")


class ContactProblem(enum.StrEnum):
    """Why a number or an address needs a person's eye."""

    DIGITS = "digits"
    UNREADABLE = "unreadable"
    POLISH_LETTERS = "polish_letters"


@dataclass(frozen=True, slots=True)
class Phone:
    """One number: nine digits, or a plus sign and a foreign number, and whose or what it is."""

    number: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class PhonesReading:
    """Every number of a cell in its order.

    Attributes:
        phones: the good ones.
        problems: what looks like a number and is none, with the reason.
        note: words of the cell that belong to no number.
    """

    phones: tuple[Phone, ...] = ()
    problems: tuple[tuple[str, ContactProblem], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class EmailsReading:
    """Every e-mail address of a cell in its order, and what looks like one and is none."""

    emails: tuple[str, ...] = ()
    problems: tuple[tuple[str, ContactProblem], ...] = ()


def normalise_phone(text: str) -> str | None:
    """Return the number as it is kept, or None when the count of digits is wrong.

    The Polish country code and the old trunk zero are dropped: `+48 600 123 456`, `0048…`,
    `48600123456` and `0 32 646 12 34` become nine digits.
    """
    digits = re.sub(r"\D", "", text)
    international = text.lstrip(" (").startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00")
    if international and not digits.startswith("48"):
        long_enough = _SHORTEST_FOREIGN <= len(digits) <= _LONGEST
        return f"+{digits}" if long_enough and digits[0] != "0" else None
    if len(digits) == _POLISH_LENGTH + 2 and digits.startswith("48"):
        digits = digits[2:]
    elif len(digits) == _POLISH_LENGTH + 1 and digits.startswith("0"):
        digits = digits[1:]
    return digits if len(digits) == _POLISH_LENGTH and digits[0] != "0" else None


def covers_phone(scope: str) -> bool:
    """Tell whether the scope of a consent lets a telephone number be passed on."""
    said = fold(scope)
    return any(word in said for word in words("phones", "consent"))


def format_phone(number: str) -> str:
    """Return `600 123 456` for a mobile and `32 646 12 34` for a landline with its area code.

    A Polish number with its country code reads the same; a foreign one stays as it is, and so does
    a number with words beside it: showing must not lose them.
    """
    if any(letter.isalpha() for letter in number):
        return number
    number = normalise_phone(number) or number
    if len(number) != _POLISH_LENGTH or not number.isdigit():
        return number
    if number[:2] in words("phones", "area_codes"):
        return f"{number[:2]} {number[2:5]} {number[5:7]} {number[7:]}"
    return f"{number[:3]} {number[3:6]} {number[6:]}"


@cache
def _separator_words() -> re.Pattern[str]:
    listed = "|".join(sorted(words("phones", "separators")))
    return re.compile(rf"(?<=[\d)\s])\b(?:{listed})\b\.?(?=\D*\d)", re.IGNORECASE)


def _label(text: str) -> str:
    """Return what a label says, without `tel.` and punctuation around it."""
    pieces = collapse_spaces(text).split(" ")
    noise = words("phones", "noise")
    kept = [piece for piece in pieces if fold(piece).strip(".:-–()") not in noise]
    return " ".join(kept).strip(" .:-–—()[]=")


def _numbers(run: str) -> list[str] | None:
    """Return the numbers in one run of digits, two when two stand side by side."""
    number = normalise_phone(run)
    if number is not None:
        return [number]
    groups = run.split()
    for cut in range(1, len(groups)):
        head, tail = " ".join(groups[:cut]), " ".join(groups[cut:])
        both = [normalise_phone(head), normalise_phone(tail)]
        if all(both):
            return [part for part in both if part]
    return None


def _piece(text: str, phones: list[Phone], problems: list[tuple[str, ContactProblem]]) -> str:
    """Read one piece between separators; return its words when it holds no number."""
    runs = list(_DIGITS.finditer(text))
    runs = [run for run in runs if len(re.sub(r"\D", "", run[0])) > 2]
    if not runs:
        return _label(text)
    lead = _label(text[: runs[0].start()])
    for place, run in enumerate(runs):
        end = runs[place + 1].start() if place + 1 < len(runs) else len(text)
        after = text[run.end() : end]
        bracket = _BRACKETED.match(after)
        label = _label(bracket[1]) if bracket else ""
        rest = _label(after[bracket.end() :] if bracket else after)
        if lead:
            label, lead = label or lead, rest
        else:
            label = label or rest
        numbers = None if after[:1].isalpha() else _numbers(run[0])
        if numbers is None:
            problems.append((collapse_spaces(run[0]), ContactProblem.DIGITS))
            continue
        phones.extend(Phone(number, label) for number in numbers)
    return ""


def parse_phones(text: str) -> PhonesReading:
    """Read every number of a cell with its label.

    Examples: `600 123 456, 32 646-12-34 (córka)`, `tel. dom: 32/646 12 34`, `syn 600123456`.
    A number of a wrong count of digits becomes a problem and is left as it was typed.
    """
    if fold(text) in words("phones", "none") | {""}:
        return PhonesReading()
    joined = _AREA_SLASH.sub(lambda m: m[0].replace("/", " "), text)
    joined = _separator_words().sub(";", joined)
    phones: list[Phone] = []
    problems: list[tuple[str, ContactProblem]] = []
    notes: list[str] = []
    for part in _SEPARATOR.split(joined):
        words_only = _piece(part, phones, problems)
        if not words_only:
            continue
        if phones and not phones[-1].label and not problems:
            phones[-1] = Phone(phones[-1].number, words_only)
        else:
            notes.append(words_only)
    unique = tuple(dict.fromkeys(phones))
    return PhonesReading(unique, tuple(problems), "; ".join(notes))


def check_email(text: str) -> ContactProblem | None:
    """Return what is wrong with one e-mail address, None when nothing is.

    Letters with diacritics are told apart, because the EU projects' system refuses them.
    """
    if _EMAIL.fullmatch(text):
        return None
    if not text.isascii() and _EMAIL.fullmatch(fold(text)):
        return ContactProblem.POLISH_LETTERS
    return ContactProblem.UNREADABLE


def parse_emails(text: str) -> EmailsReading:
    """Read every e-mail address of a cell; the part after @ becomes small letters."""
    emails: list[str] = []
    problems: list[tuple[str, ContactProblem]] = []
    for piece in re.split(r"[\s,;|<>()]+", text.replace("mailto:", " ")):
        candidate = piece.strip(".:")
        if "@" not in candidate:
            continue
        problem = check_email(candidate)
        if problem is None:
            name, _, domain = candidate.rpartition("@")
            emails.append(f"{name}@{domain.lower()}")
        else:
            problems.append((candidate, problem))
    return EmailsReading(tuple(dict.fromkeys(emails)), tuple(problems))
