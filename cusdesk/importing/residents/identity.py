"""PESEL, birth date and sex of a row, each checked against the others."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cusdesk.domain import pesel as pesel_rules
from cusdesk.domain.dates import DateProblem, DateReading, Precision, parse_date
from cusdesk.domain.dictionaries import dictionary
from cusdesk.importing import given_names
from cusdesk.importing.lexicon import plain
from cusdesk.importing.residents.rows import OtherDocument, Place, ResidentRow

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue

# One number is looked at several times in a row: for itself, for the birth date and for the sex.
check = lru_cache(maxsize=1024)(pesel_rules.check)
_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(3_000, 70_000)
_SHORT_NUMBER = re.compile(r"\s*\d{4,5}\s*")
_YEARS = range(1900, 2101)
_LOOKALIKES = str.maketrans("OoQIl|SsB", "000111558")
_DOCUMENT = re.compile(r"\b([A-Z]{1,4})\s?[-]?\s?(\d{5,9})\b")
_OLDEST = 115
_LONGEST_NOTHING = 24


def read_pesel(value: CellValue, column: int | None, place: Place) -> None:
    """Take the PESEL of a cell, or whatever stands in its place."""
    record = place.record
    text = "" if value is None else str(value).strip("\u00a0 '`\t")
    if len(text) == pesel_rules.LENGTH and text.isascii() and text.isdigit():
        _take_digits(text, column, place, typed_as_number=not isinstance(value, str))
        return
    if not text or plain(text) in _no_pesel():
        if text and plain(text) not in _nothing():
            record.extra_notes.append(f"PESEL: {text}")
        return
    compact = re.sub(r"[\s\u00a0\-–.,/]", "", re.sub(r"(?i)^pesel:?", "", text))
    if isinstance(value, str) and re.fullmatch(r"\d{11}[.,]0+", text):
        compact = text[:11]
    if compact.isascii() and compact.isdigit():
        _take_digits(compact, column, place, typed_as_number=not isinstance(value, str))
        return
    if take_document(text, column, place):
        return
    repaired = compact.translate(_LOOKALIKES)
    if len(repaired) == pesel_rules.LENGTH and repaired.isdigit():
        record.pesel_as_written = text
        found = check(repaired)
        record.doubt("pesel")
        if found.ok:
            record.pesel, record.pesel_valid = repaired, True
        place.problem("pesel_letter", column, "error", raw=text, expected=repaired)
        return
    record.pesel_as_written = text
    record.doubt("pesel")
    place.problem("pesel_unreadable", column, "error", raw=text)


@cache
def _no_pesel() -> frozenset[str]:
    empty = dictionary("import_residents")["empty"]
    return frozenset(plain(word) for word in empty["pesel"]) | _nothing()


@cache
def _nothing() -> frozenset[str]:
    return frozenset(plain(word) for word in dictionary("import_residents")["empty"]["values"])


@lru_cache(maxsize=16_384)
def is_nothing(text: str) -> bool:
    """Return True for the ways of writing that there is nothing: `brak`, `-`, `n/d`."""
    if len(text) > _LONGEST_NOTHING:
        return False
    words = plain(text)
    return not words or words in _nothing()


def _take_digits(number: str, column: int | None, place: Place, *, typed_as_number: bool) -> None:
    record = place.record
    found = check(number)
    if found.ok:
        record.pesel, record.pesel_valid = number, True
        return
    if len(number) in {8, 9, 10}:
        padded = number.zfill(pesel_rules.LENGTH)
        if check(padded).ok:
            record.pesel, record.pesel_valid, record.pesel_as_written = padded, True, number
            place.problem("pesel_leading_zero_lost", column, "info", raw=number, expected=padded)
            return
    record.pesel_as_written = number
    record.doubt("pesel")
    if len(number) != pesel_rules.LENGTH:
        place.problem("pesel_length", column, "error", raw=number, n=len(number))
        return
    record.pesel = number
    kind = "pesel_checksum" if found.kind is pesel_rules.PeselKind.CHECKSUM else "pesel_date"
    place.problem(kind, column, "error", raw=number)


def take_document(text: str, column: int | None, place: Place) -> bool:
    """Read a foreigner's document that stands where the PESEL should."""
    lists = dictionary("import_residents")["documents"]
    words = plain(text)
    kinds = [kind for kind in ("passport", "id_card", "residence")
             if any(re.search(rf"\b{re.escape(w)}", words) for w in lists[kind])]  # fmt: skip
    numbers = list(_DOCUMENT.finditer(text.upper()))
    if not numbers or (not kinds and len(numbers[0][2]) == pesel_rules.LENGTH):
        return False
    number = numbers[-1][1] + numbers[-1][2]
    country = ""
    rest = plain(text.upper().replace(numbers[-1][0], " "))
    for code, starts in lists["countries"].items():
        if any(
            re.search(rf"\b{re.escape(w)}{'' if len(w) > 2 else chr(92) + 'b'}", rest)
            for w in starts
        ):
            country = code
    kind = kinds[0] if kinds else "document"
    place.record.other_document = OtherDocument(kind, number, country)
    place.problem("foreign_document", column, "info", raw=text)
    return True


@lru_cache(maxsize=65_536)
def _parse(text: str, today: dt.date | None) -> DateReading:
    return parse_date(text, today)


def date_of(value: CellValue, today: dt.date | None = None) -> DateReading:
    """Read a cell as a date: a date, an Excel day number, a year, or any text."""
    if isinstance(value, dt.datetime):
        return DateReading(value.date())
    if isinstance(value, dt.date):
        return DateReading(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and _SHORT_NUMBER.fullmatch(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _date_of_number(value, today)
    if isinstance(value, str):
        return _date_of_text(value, today)
    problem = DateProblem.EMPTY if value is None else DateProblem.UNREADABLE
    return DateReading(None, Precision.DAY, problem)


def _date_of_number(value: int, today: dt.date | None) -> DateReading:
    if value in _YEARS:
        return DateReading(dt.date(value, 1, 1), Precision.YEAR)
    if value in _SERIALS:
        return DateReading(_EXCEL_DAY_ZERO + dt.timedelta(days=value))
    return _date_of_text(str(value).zfill(8) if value > 10**6 else str(value), today)


def _date_of_text(text: str, today: dt.date | None) -> DateReading:
    reading = _parse(text.strip(" .'`"), today)
    if reading.problem is DateProblem.UNREADABLE:
        return _date_in_words(text, today) or reading
    return reading


_WHOLE_DATE = re.compile(
    r"(?:ur\.?\s*)?(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}\s+[^\W\d]{3,}\s+\d{4})"
    r"\s*r?\.?(?:oku)?"
)
_AMERICAN = re.compile(r"(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/\d{2,4}")
_INSIDE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}\s+[^\W\d]{3,}\s+\d{4}"
    r"|\d{1,2}[./ -](?:X?V?I{0,3}|IX|IV|XI{0,2})[./ -]\d{4}"
)


def _date_in_words(text: str, today: dt.date | None) -> DateReading | None:
    """Find the one date in a cell with other words around it (`12.03.1950 Wola`)."""
    found = _INSIDE.findall(text)
    if len(found) != 1:
        return None
    reading = _parse(found[0], today)
    return reading if reading.problem is None else None


def is_american(value: CellValue) -> bool:
    """Return True for `03/25/1950`: whoever writes so may mean the month first elsewhere too."""
    return isinstance(value, str) and _AMERICAN.fullmatch(value.strip()) is not None


def date_in_place_of_pesel(value: CellValue) -> CellValue:
    """Return a birth date that stands in the column of PESELs, None for anything else."""
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not _WHOLE_DATE.fullmatch(value.strip()):
        return None
    return value if date_of(value).value is not None else None


def read_birth_date(value: CellValue, column: int | None, place: Place, today: dt.date) -> None:
    """Take the birth date; the PESEL, when right, decides and completes."""
    record = place.record
    number = check(record.pesel) if record.pesel else None
    told = number.birth_date if number and number.ok else None
    if value is None or (isinstance(value, str) and is_nothing(value)):
        record.birth_date = told
        return
    reading = date_of(value, today)
    raw = value.isoformat() if isinstance(value, dt.date) else str(value)
    if told is not None:
        _against_pesel(reading, told, raw, column, place)
        return
    if number is not None and number.birth_date is not None:
        _two_digits_by_hint(reading, number.birth_date, record)
        if record.birth_date:
            return
    record.birth_date = reading.value
    if reading.precision is not Precision.DAY and reading.value:
        record.birth_date = None
        record.extra_notes.append(raw)
        record.doubt("birth_date")
        place.problem("birth_date_incomplete", column, "warning", raw=raw)
    elif reading.problem is not None:
        _odd_date(reading, raw, column, place)
    elif reading.value and not _plausible(reading.value, today):
        record.doubt("birth_date")
        place.problem("birth_date_impossible", column, "error", raw=raw)


def _two_digits_by_hint(reading: DateReading, hint: dt.date, record: ResidentRow) -> None:
    both = (reading.value, *reading.alternatives)
    if reading.problem is DateProblem.TWO_DIGIT_YEAR and hint in both:
        record.birth_date = hint


def _plausible(date: dt.date, today: dt.date) -> bool:
    return date <= today and today.year - date.year <= _OLDEST


def _odd_date(reading: DateReading, raw: str, column: int | None, place: Place) -> None:
    record = place.record
    record.doubt("birth_date")
    record.extra_notes.append(raw)
    if reading.problem is DateProblem.UNREADABLE:
        place.problem("birth_date_unreadable", column, "error", raw=raw)
    elif reading.problem in {DateProblem.TWO_DIGIT_YEAR, DateProblem.AMBIGUOUS}:
        place.problem("birth_date_ambiguous", column, "warning", raw=raw)
    else:
        record.birth_date = None
        place.problem("birth_date_impossible", column, "error", raw=raw)


def _against_pesel(
    reading: DateReading, told: dt.date, raw: str, column: int | None, place: Place
) -> None:
    """Follow the PESEL; say when the written date differs."""
    record = place.record
    record.birth_date = told
    written = (reading.value, *reading.alternatives)
    if told in written and reading.precision is Precision.DAY:
        return
    if reading.precision is Precision.YEAR and reading.value and reading.value.year == told.year:
        place.problem("birth_date_incomplete", column, "info", raw=raw, expected=told.isoformat())
        return
    month = reading.precision is Precision.MONTH and reading.value == told.replace(day=1)
    if month:
        place.problem("birth_date_incomplete", column, "info", raw=raw, expected=told.isoformat())
        return
    record.doubt("birth_date")
    kind = "birth_date_disagrees_with_pesel"
    if reading.value is None:
        kind = "birth_date_impossible" if reading.problem else kind
    place.problem(kind, column, "error", raw=raw, expected=told.isoformat())
    if record.pesel_as_written and len(record.pesel_as_written) < pesel_rules.LENGTH:
        record.doubt("pesel")


def confirm_padded(place: Place, column: int | None, written: DateReading | None) -> None:
    """A PESEL completed with zeros needs the birth date to say the same; else it is a doubt."""
    record = place.record
    if not record.pesel_valid or len(record.pesel_as_written) >= pesel_rules.LENGTH:
        return
    if not record.pesel_as_written or not record.pesel_as_written.isdigit():
        return
    told = check(record.pesel).birth_date
    readings = (written.value, *written.alternatives) if written else ()
    agrees = told in readings
    if written and written.precision is Precision.YEAR and written.value and told:
        agrees = written.value.year == told.year
    if agrees:
        record.pesel_as_written = ""
        return
    record.doubt("pesel")
    if written and written.value and written.problem is None:
        # Another date stands beside it: the number is something else than a PESEL without zeros.
        record.pesel, record.pesel_valid = "", False
        place.record.problems = [
            replace(problem, kind="pesel_length", severity="error")
            if problem.kind == "pesel_leading_zero_lost"
            else problem
            for problem in place.record.problems
        ]


@lru_cache(maxsize=1024)
def sex_letter(text: str) -> str:
    """Return `K` or `M` for a folded word that says the sex, empty for any other."""
    groups = dictionary("import_residents")["sex"]
    return next((letter for letter in ("K", "M") if text in groups[letter]), "")


def read_sex(value: CellValue, column: int | None, place: Place) -> None:
    """Take the sex; the PESEL decides, then the given name confirms or objects."""
    record = place.record
    number = check(record.pesel) if record.pesel else None
    told = str(number.sex) if number and number.ok and number.sex else ""
    text = plain(value)
    written = sex_letter(text)
    by_name = given_names.sexes(record.given_name)
    if text and not written and not is_nothing(str(value)):
        place.problem("sex_unreadable", column, "warning", raw=str(value))
        record.doubt("sex")
        record.extra_notes.append(str(value))
    if told:
        record.sex = told
        if written and written != told:
            name_agrees = by_name == {told}
            place.problem(
                "sex_disagrees_with_pesel", column, "error", raw=str(value), expected=told
            )
            record.doubt("sex")
            if not name_agrees:
                record.doubt("pesel")
        elif len(by_name) == 1 and told not in by_name and not written:
            place.problem("sex_disagrees_with_name", column, "warning", expected=told)
            record.doubt("sex")
        return
    if written:
        record.sex = written
        if len(by_name) == 1 and written not in by_name:
            place.problem("sex_disagrees_with_name", column, "warning", raw=str(value))
            record.doubt("sex")
        return
    if len(by_name) == 1:
        record.sex = next(iter(by_name))
        if text:
            record.doubt("sex")
