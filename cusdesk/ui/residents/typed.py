"""What somebody typed to find a person, turned into the beginning of a card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cusdesk.domain.dates import parse_date
from cusdesk.domain.person_names import parse_person_name
from cusdesk.domain.pesel import LENGTH
from cusdesk.domain.pesel import check as check_pesel
from cusdesk.domain.phones import parse_phones
from cusdesk.domain.polish_text import fold
from cusdesk.domain.residents import PhoneDraft, ResidentDraft

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d)")
_NUMBERS = re.compile(r"\+?\d[\d -]{3,}\d")
_STRAY = re.compile(r"[\d,;/]+\S*")


def draft_from_search(text: str, today: dt.date, localities: Iterable[str] = ()) -> ResidentDraft:
    """Return a draft with what the words say: name, PESEL, birth date, telephone, village.

    A doubtful date is left out, and so is what cannot be understood: the card is open before the
    person's eyes.
    """
    draft = ResidentDraft()
    rest = _take_date(text, draft, today)
    rest = _take_numbers(rest, draft)
    rest = _take_locality(_STRAY.sub(" ", rest), draft, localities)
    name = parse_person_name(rest)
    if name.readings:
        reading = name.readings[0]
        draft.surname, draft.given_name = reading.surname, reading.given_name.rstrip(".")
        draft.second_name = reading.second_name
        draft.birth_surname = name.birth_surname
    return draft


def _take_date(text: str, draft: ResidentDraft, today: dt.date) -> str:
    match = _DATE.search(text)
    if match is None:
        return text
    reading = parse_date(match[0], today)
    if reading.problem is None and reading.value is not None and reading.value <= today:
        draft.birth_date = reading.value
    return f"{text[: match.start()]} {text[match.end() :]}"


def _take_numbers(text: str, draft: ResidentDraft) -> str:
    for match in _NUMBERS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) == LENGTH and not match[0].startswith("+"):
            apply_pesel(draft, digits)
        else:
            found = parse_phones(match[0]).phones
            draft.phones += [PhoneDraft(phone.number, phone.label) for phone in found]
    return _NUMBERS.sub(" ", text)


def _take_locality(text: str, draft: ResidentDraft, localities: Iterable[str]) -> str:
    """Take a known village off the end: `Kowalska Anna Wola nad Wisłą`."""
    words = text.split()
    known = {tuple(fold(place).split()): place for place in localities}
    for length in range(min(4, len(words) - 2), 0, -1):
        place = known.get(tuple(fold(word) for word in words[-length:]))
        if place is not None:
            draft.locality = place
            return " ".join(words[:-length])
    return text


def apply_pesel(draft: ResidentDraft, number: str) -> None:
    """Put a PESEL into a draft, with the birth date and sex in it where none are given yet."""
    read = check_pesel(number)
    draft.pesel = read.normalised
    if read.ok:
        draft.birth_date = draft.birth_date or read.birth_date
        draft.sex = draft.sex or read.sex


def draft_name(draft: ResidentDraft) -> str:
    """Return surname and given name as they stand, possibly nothing."""
    return f"{draft.surname} {draft.given_name}".strip()
