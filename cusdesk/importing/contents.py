"""What a column holds, told from its cells: for tables without headings or with odd ones."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cusdesk.domain.dates import parse_date
from cusdesk.domain.dictionaries import dictionary
from cusdesk.importing import given_names
from cusdesk.importing.lexicon import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cusdesk.importing.workbook import CellValue

_SERIALS = (5_000, 60_000)
_POSTCODE = re.compile(r"\d\d-?\d{3}")
_HOUSE = re.compile(r"\d{1,4}\s?[a-zA-Z]?(\s?[/m]\.?\s?\d{1,4})?")
_ADDRESS = re.compile(r"[^\W\d]{3,}.*\s\d{1,4}\s?[a-zA-Z]?(/\d+)?(?!\d)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = {"x", "tak", "+", "1", "v", "t", "nie", "n", "0", "-"}
_SAMPLE = 200
_LOOKED_AT = 200
"""Characters of a cell that are looked at; what is longer is a note, whatever it holds."""


def digits(value: CellValue) -> str:
    """Return a cell's text without spaces and hyphens when that leaves digits only, or ''."""
    if isinstance(value, bool) or value is None:
        return ""
    text = re.sub(r"[\s\-–.]", "", str(value))
    return text if text.isascii() and text.isdigit() else ""


def is_pesel(value: CellValue) -> bool:
    """Return True for eleven digits that hold a date, or nine or ten that lost their zeros."""
    number = digits(value)
    if len(number) in {9, 10} and isinstance(value, int):
        number = number.zfill(11)
    if len(number) != 11:
        return False
    month, day = int(number[2:4]) % 20, int(number[4:6])
    return 1 <= month <= 12 and 1 <= day <= 31


def is_date(value: CellValue) -> bool:
    """Return True for a date, an Excel day number or a text that reads as a full date."""
    if isinstance(value, dt.date | dt.datetime):
        return True
    if isinstance(value, int):
        return _SERIALS[0] <= value <= _SERIALS[1]
    if not isinstance(value, str) or not any(sign.isdigit() for sign in value):
        return False
    if re.fullmatch(r"\d{5}", value.strip()):
        return _SERIALS[0] <= int(value) <= _SERIALS[1]
    reading = parse_date(value)
    return reading.value is not None and len(value.strip()) > 5


def is_phone(value: CellValue) -> bool:
    """Return True for nine digits with whatever people write around them."""
    if value is None or isinstance(value, bool | dt.date):
        return False
    text = str(value)
    number = re.sub(r"\D", "", text)
    letters = sum(sign.isalpha() for sign in text)
    number = number.removeprefix("00").removeprefix("48") if len(number) > 9 else number
    plausible = 9 <= len(number) <= 20 and number[0] != "0" and letters <= 20
    return plausible and not is_pesel(value) and not re.search(r"(?<!\d)\d{11}(?!\d)", text)


def _word(value: CellValue) -> str:
    return value.strip() if isinstance(value, str) else ""


def _is_full_name(value: CellValue) -> bool:
    words = _LETTERS.findall(_word(value))
    if not 2 <= len(words) <= 6 or any(sign.isdigit() for sign in _word(value)):
        return False
    known = [given_names.is_given(word) for word in words]
    return any(known) and not all(known)


def names_someone(value: CellValue) -> bool:
    """Return True when a known given name stands somewhere in the cell."""
    return any(given_names.is_given(word) for word in _LETTERS.findall(_word(value)))


def _is_given_name(value: CellValue) -> bool:
    words = _LETTERS.findall(_word(value))
    return 1 <= len(words) <= 2 and given_names.is_given(words[0])


def _is_surname(value: CellValue) -> bool:
    text = _word(value)
    words = _LETTERS.findall(text)
    plausible = 1 <= len(words) <= 2 and text[:1].isupper() and not _is_given_name(value)
    return plausible and plain(words[-1]).endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(dictionary("import_residents")["names"]["surname_endings"])


@cache
def _known(kind: str) -> frozenset[str]:
    groups = dictionary("import_residents")[kind]
    skipped = {"unclear_yes", "none", "unclear_light", "unclear_moderate"}
    return frozenset(
        plain(word) for name, group in groups.items() if name not in skipped for word in group
    )


def _is_sex(value: CellValue) -> bool:
    return plain(value) in _known("sex")


def _is_status(value: CellValue) -> bool:
    text = plain(value)
    return len(text) > 2 and (text in _known("status") or text.split(" ")[0] in _known("status"))


def _is_disability(value: CellValue) -> bool:
    text = plain(value)
    return len(text) > 1 and (
        text in _known("disability") or text.split(" ")[0] in _known("disability")
    )


_TESTS: dict[str, tuple[Callable[[CellValue], bool], float]] = {
    "pesel": (is_pesel, 0.6),
    "birth_date": (is_date, 0.7),
    "email": (lambda value: bool(_EMAIL.search(_word(value))), 0.6),
    "phone": (is_phone, 0.6),
    "postcode": (lambda value: bool(_POSTCODE.fullmatch(_word(value))), 0.7),
    "sex": (_is_sex, 0.9),
    "name": (_is_full_name, 0.6),
    "given_name": (_is_given_name, 0.7),
    "surname": (_is_surname, 0.4),
    "status": (_is_status, 0.8),
    "disability": (_is_disability, 0.6),
    "address": (lambda value: bool(_ADDRESS.search(_word(value))), 0.6),
    "house": (lambda value: bool(_HOUSE.fullmatch(str(value).strip())), 0.8),
}


def sample(values: Iterable[CellValue]) -> list[CellValue]:
    """Return the first cells of a column that hold something."""
    found: list[CellValue] = []
    for value in values:
        if value is None or (isinstance(value, str) and plain(value) in _nothing()):
            continue
        found.append(value[:_LOOKED_AT] if isinstance(value, str) else value)
        if len(found) >= _SAMPLE:
            break
    return found


@cache
def _nothing() -> frozenset[str]:
    empty = dictionary("import_residents")["empty"]
    return frozenset(plain(word) for word in (*empty["values"], *empty["pesel"])) | {""}


def share(values: list[CellValue], field: str) -> float:
    """Return which part of the sampled cells looks like that field; 0 for a field without looks."""
    if not values or field not in _TESTS:
        return 0.0
    test = _TESTS[field][0]
    return sum(test(value) for value in values) / len(values)


def can_tell(field: str) -> bool:
    """Return True for a field whose cells have a look of their own."""
    return field in _TESTS


def meanings(values: list[CellValue]) -> list[tuple[str, float]]:
    """Return (field, share) of what the cells of a column look like, the surest first."""
    if not values:
        return []
    if _is_row_number(values):
        return [("row_number", 1.0)]
    found = []
    for field, (_, least) in _TESTS.items():
        part = share(values, field)
        if part >= least:
            found.append((field, part))
    names = [field for field, _ in found]
    if not found and _is_place(values):
        return [("locality", 0.6)]
    if "pesel" in names:
        found = [item for item in found if item[0] == "pesel"]
    return sorted(found, key=lambda item: -item[1])


def is_marks(values: list[CellValue]) -> bool:
    """Return True for a column of ticks: `x`, `tak`, `+`."""
    return bool(values) and all(plain(value) in _MARKS or value == "+" for value in values)


def is_named(values: list[CellValue]) -> bool:
    """Return True for a column of words with capitals and without digits."""
    texts = [_word(value) for value in values]
    named = [text for text in texts if text[:1].isupper() and not re.search(r"\d", text)]
    return bool(texts) and len(named) >= 0.8 * len(texts)


def _is_row_number(values: list[CellValue]) -> bool:
    numbers = [int(text) for value in values if (text := digits(str(value).strip(" .)")))]
    if len(numbers) < 0.9 * len(values) or len(numbers) < 2 or max(numbers) > 100_000:
        return False
    steps = sum(after - before == 1 for before, after in pairwise(numbers))
    return steps >= 0.8 * (len(numbers) - 1)


def _is_place(values: list[CellValue]) -> bool:
    """Return True for few names that come again and again."""
    texts = [_word(value) for value in values]
    named = [text for text in texts if text[:1].isupper() and not re.search(r"\d", text)]
    return len(named) >= 0.8 * len(texts) and len({plain(text) for text in named}) <= 0.4 * len(
        texts
    )
