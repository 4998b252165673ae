"""Telephones, e-mail, disability, services, plan number: the smaller cells of a row."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cusdesk.domain.dates import Precision
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.phones import PhonesReading, parse_emails, parse_phones
from cusdesk.domain.polish_text import collapse_spaces
from cusdesk.importing.lexicon import plain
from cusdesk.importing.residents.identity import date_of, is_nothing
from cusdesk.importing.residents.rows import ImportedPhone, Place

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue

_MAX_LABEL = 40
_PLAIN_PHONE = re.compile(r"([1-9]\d\d)[ -]?(\d{3})[ -]?(\d{3})", re.ASCII)
_WITH_DECIMAL = re.compile(r"\d{9,11}[.,]0")
_UNTIL = re.compile(
    r"(?:\bdo|\bwa\wn\w*(?:\s+do)?)\s*:?\s*(?:dnia\s+)?"
    r"(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{4}"
    r"|\d{1,2}\s+[^\W\d]+\s+\d{4}|\d{4})\s*(?:r\.?|roku)?",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"\b(?:0[1-9]|1[0-2])\s?-\s?[A-Z]\b")
_FOREVER = re.compile(r"(?i)na sta\we|bezterminow\w*|trwa\wy|sta\we")
_PLAN = re.compile(r"(?i)(?:ipus|nr|plan)?[\s:./nr-]*(\d{1,4})\s*[/.-]\s*(\d{4})")
_BETWEEN_SERVICES = re.compile(r"[\n;+]|,(?![^(]*\))|\s\|\s")


@lru_cache(maxsize=8192)
def _phones(text: str) -> PhonesReading:
    return parse_phones(text)


def read_phones(value: CellValue, column: int | None, place: Place, whose: str = "") -> None:
    """Take every telephone of a cell; what is none stays in the notes."""
    text = _phone_text(value)
    if plain_phone := _PLAIN_PHONE.fullmatch(text):
        _add_phone(ImportedPhone("+48" + "".join(plain_phone.groups()), whose), place)
        return
    if is_nothing(text):
        return
    record = place.record
    if "@" in text:
        text = _take_emails(text, column, place)
    reading = _phones(text)
    for phone in reading.phones:
        number = phone.number if phone.number.startswith("+") else f"+48{phone.number}"
        label = collapse_spaces(f"{whose} {phone.label}")
        if len(label) > _MAX_LABEL:
            record.extra_notes.append(label)
            label = whose
        if label != whose:
            place.problem("phone_with_note", column, "info", raw=text)
        _add_phone(ImportedPhone(number, label), place)
    for wrong, _ in reading.problems:
        record.extra_notes.append(text)
        record.doubt("phones")
        place.problem("phone_invalid", column, "warning", raw=wrong)
    if reading.note and not reading.problems:
        record.extra_notes.append(reading.note if reading.phones else text)
        place.problem("phone_with_note", column, "info", raw=text)


def _phone_text(value: CellValue) -> str:
    """Return a cell as text; numbers come without a decimal part."""
    if isinstance(value, float):
        return f"{value:.0f}"
    text = "" if value is None else str(value).strip()
    return text[:-2] if _WITH_DECIMAL.fullmatch(text) else text


def _add_phone(phone: ImportedPhone, place: Place) -> None:
    if all(known.number != phone.number for known in place.record.phones):
        place.record.phones.append(phone)


def _take_emails(text: str, column: int | None, place: Place) -> str:
    for piece in re.split(r"[\s,;|<>()]+", text):
        if "@" in piece:
            read_email(piece, column, place)
            text = text.replace(piece, " ")
    return text.strip()


def read_email(value: CellValue, column: int | None, place: Place) -> None:
    """Take the e-mail address; a second one and an unusable one stay in the notes."""
    if value is None or is_nothing(str(value)):
        return
    record = place.record
    text = str(value).strip()
    reading = parse_emails(text)
    whole = len(text.split()) == len(reading.emails) + len(reading.problems)
    first_email = reading.emails[0].lower() if reading.emails else ""
    alone = "@" not in text.lower().replace(first_email, "") or len(reading.emails) > 1
    if reading.emails and not reading.problems and alone:
        first, *others = reading.emails
        if record.email and record.email != first:
            others.insert(0, first)
        record.email = record.email or first
        record.extra_notes += others
        if not whole and collapse_spaces(text) != first:
            record.extra_notes.append(text)
        return
    record.extra_notes.append(text)
    record.doubt("email")
    place.problem("email_invalid", column, "warning", raw=text)


@cache
def _degrees() -> dict[str, str]:
    return {
        plain(word): degree
        for degree, group in dictionary("import_residents")["disability"].items()
        for word in group
    }


def read_disability(value: CellValue, column: int | None, place: Place) -> None:
    """Take the degree of disability, and the end of the certificate when it stands beside it."""
    if value is None:
        return
    record = place.record
    text = str(value).strip()
    rest = text
    if match := _UNTIL.search(text):
        reading = date_of(match[1])
        if (
            reading.value
            and reading.precision is Precision.DAY
            and not reading.problem
            and (not re.match(r"(?i)\s*r\.?\s*[^\W\d]\b", text[match.end() :]))
        ):
            record.disability_until = reading.value
            rest = text[: match.start()] + text[match.end() :]
    rest, symbols = _SYMBOL.sub(" ", rest), _SYMBOL.findall(rest)
    lasting = _FOREVER.search(rest)
    rest = plain(_FOREVER.sub(" ", rest))
    degree = _degree(rest)
    if degree is None:
        if rest:
            record.extra_notes.append(text)
            record.doubt("disability")
            place.problem("disability_unclear", column, "warning", raw=text)
        return
    if symbols or lasting:
        record.extra_notes.append(text)
    if degree.startswith("unclear_"):
        degree = degree.removeprefix("unclear_")
        record.extra_notes.append(text)
        record.doubt("disability")
        place.problem("disability_unclear", column, "warning", raw=text)
        degree = "" if degree == "yes" else degree
    record.disability = degree


def _degree(text: str) -> str | None:
    table = _degrees()
    if text in table:
        return table[text]
    if not text:
        return None
    sure = {"none", "light", "moderate", "significant", "child"}
    found = {
        degree
        for word, degree in table.items()
        if degree in sure and len(word) > 3 and re.search(rf"\b{re.escape(word)}", text)
    }
    return found.pop() if len(found) == 1 else None


def read_until(value: CellValue, column: int | None, place: Place, key: str) -> None:
    """Take a date of the certificate; words such as `na stałe` stay in the notes."""
    if value is None or is_nothing(str(value)):
        return
    reading = date_of(value)
    if reading.value and reading.problem is None and reading.precision is Precision.DAY:
        setattr(place.record, key, reading.value)
        return
    place.record.extra_notes.append(str(value))
    if not _FOREVER.search(str(value)):
        place.record.doubt(key)
        place.problem("date_unclear", column, "warning", raw=str(value))


@cache
def _no_services() -> frozenset[str]:
    return frozenset(plain(word) for word in dictionary("import_residents")["empty"]["services"])


@lru_cache(maxsize=8192)
def split_services(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the services named in a cell as they are written, and what is no service."""
    named: list[str] = []
    other: list[str] = []
    for part in _BETWEEN_SERVICES.split(text):
        clean = collapse_spaces(part).strip(" .-–•*") if part else ""
        if not clean:
            continue
        (other if plain(clean) in _no_services() else named).append(clean)
    return tuple(dict.fromkeys(named)), tuple(other)


def read_services(value: CellValue, place: Place) -> None:
    """Take the names of services; which service is meant is for later to find."""
    if value is None:
        return
    named, other = split_services(str(value))
    place.record.services += [name for name in named if name not in place.record.services]
    place.record.extra_notes += [text for text in other if not is_nothing(text)]


def read_since(value: CellValue, column: int | None, place: Place) -> None:
    """Take since when somebody uses services: a day, a month, or a year."""
    if value is None or is_nothing(str(value)):
        return
    record = place.record
    reading = date_of(value)
    if reading.value is None or reading.problem is not None:
        record.extra_notes.append(str(value))
        record.doubt("services_since")
        place.problem("date_unclear", column, "warning", raw=str(value))
        return
    length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[reading.precision]
    record.services_since = reading.value.isoformat()[:length]


def read_plan_number(value: CellValue, place: Place) -> None:
    """Take the number of the plan in one spelling: `14/2026` and `IPUS 14/2026` are the same."""
    if value is None or is_nothing(str(value)):
        return
    text = collapse_spaces(str(value))
    match = _PLAN.fullmatch(text)
    place.record.plan_number = f"IPUS/{int(match[1])}/{match[2]}" if match else text


_BORN = re.compile(r"(?:^|[;,.(]\s*)(?:z\s?d\.|zd\.|z domu)\s+([^\W\d_]+(?:-[^\W\d_]+)?)")
_DEGREES = (("significant", "znaczn"), ("moderate", "umiarkowan"), ("light", "lekk"))


def read_remark(text: str, place: Place) -> None:
    """Take what belongs to a field of its own but stands only in the remarks, as a doubt."""
    record = place.record
    born = _BORN.search(text)
    if born and not record.birth_surname and born[1][0].isupper():
        record.birth_surname = born[1]
        record.doubt("birth_surname")
        place.problem("birth_surname_in_remark", None, "warning", raw=text)
    folded = plain(text)
    leads = dictionary("import_residents")["disability_words"]["lead"]
    told = {degree for degree, stem in _DEGREES if re.search(rf"(?:^|\s){stem}", folded)}
    if record.disability or len(told) != 1 or not any(lead in folded for lead in leads):
        return
    if re.search(r"(?:^|\s)(?:bez|brak|nie|syn|corka|maz|mez|zona|matka|ojciec|wnuk)", folded):
        return
    record.disability = told.pop()
    record.doubt("disability")
    place.problem("disability_in_remark", None, "warning", raw=text)
