"""Residents: what is kept of a person, as it is edited, and what can be wrong with it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.domain import pesel
from cusdesk.domain.addresses import normalise_postcode
from cusdesk.domain.checks import (
    check_dates,
    check_email,
    check_lengths,
    check_order,
    check_phone,
    error,
    warning,
)
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.periods import age_on
from cusdesk.domain.pesel import Sex

if TYPE_CHECKING:
    from cusdesk.core.errors import Problem

__all__ = [
    "DisabilityDegree",
    "PhoneDraft",
    "RepresentativeDraft",
    "RepresentativeKind",
    "ResidentDraft",
    "ResidentStatus",
    "Sex",
    "check_resident",
]


class ResidentStatus(enum.StrEnum):
    """Whether the office works with the person now."""

    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"
    DECEASED = "deceased"


class DisabilityDegree(enum.StrEnum):
    """Degree in the certificate; `child` is the certificate of a person under 16.

    Degrees: act of 27 August 1997 on vocational and social rehabilitation, art. 3 and 4a.
    """

    NONE = "none"
    LIGHT = "light"
    MODERATE = "moderate"
    SIGNIFICANT = "significant"
    CHILD = "child"


class RepresentativeKind(enum.StrEnum):
    """Who may act or be called for a resident (CUS act, art. 35; civil and family law)."""

    PARENT = "parent"
    LEGAL_GUARDIAN = "legal_guardian"
    CURATOR = "curator"
    ATTORNEY = "attorney"
    ACTUAL_CARER = "actual_carer"
    CONTACT = "contact"


@dataclass(slots=True)
class PhoneDraft:
    """A telephone: nine digits, or a plus sign and a foreign number, and whose it is."""

    number: str = ""
    label: str = ""


@dataclass(slots=True)
class RepresentativeDraft:
    """A person who acts for the resident or is to be called."""

    kind: RepresentativeKind = RepresentativeKind.CONTACT
    name: str = ""
    phone: str = ""
    address: str = ""
    note: str = ""


@dataclass(slots=True)
class ResidentDraft:
    """A resident as forms edit and services store it; nothing but the name is required.

    Attributes:
        pesel_reason: why a wrong or missing PESEL stands as it is.
        other_document: number and kind of another identity document.
        status_date: since when the status holds.
        household_id: household the person belongs to; None when not recorded.
        disability, health_notes, addiction, ethnic_origin, convictions: only when a programme
            switches them on; see `domain.special_fields`.
    """

    surname: str = ""
    given_name: str = ""
    second_name: str = ""
    birth_surname: str = ""
    pesel: str = ""
    pesel_reason: str = ""
    other_document: str = ""
    birth_date: dt.date | None = None
    sex: Sex | None = None
    locality: str = ""
    street: str = ""
    house: str = ""
    flat: str = ""
    postcode: str = ""
    post: str = ""
    solectwo: str = ""
    phones: list[PhoneDraft] = field(default_factory=list)
    email: str = ""
    status: ResidentStatus = ResidentStatus.ACTIVE
    status_date: dt.date | None = None
    disability: DisabilityDegree = DisabilityDegree.NONE
    disability_number: str = ""
    disability_valid_from: dt.date | None = None
    disability_valid_to: dt.date | None = None
    representatives: list[RepresentativeDraft] = field(default_factory=list)
    household_id: bytes | None = None
    accessibility: str = ""
    notes: str = ""
    health_notes: str = ""
    addiction: str = ""
    ethnic_origin: str = ""
    convictions: str = ""


_LONG_TEXTS = {"notes", "accessibility", "health_notes", "addiction", "convictions"}
_NAMES = ("surname", "given_name", "second_name", "birth_surname")
_NAME_SIGNS = re.compile(r"[^\w\s.,'’\-‐‑–()]|[\d_]")
_OLDEST_AGE = 115
_CHILD_AGE = 16


def check_resident(draft: ResidentDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong with a resident's data; only blocking problems stop the save.

    A wrong PESEL never stops it: it is a warning, and a reason given by a person silences it.
    """
    return [
        *_check_names(draft),
        *_check_pesel(draft),
        *_check_birth(draft, today),
        *_check_status(draft, today),
        *_check_disability(draft, today),
        *_check_contacts(draft),
        *check_lengths(draft, _LONG_TEXTS),
        *check_dates(draft),
    ]


def _check_names(draft: ResidentDraft) -> list[Problem]:
    found = []
    if not draft.surname.strip():
        found.append(error("surname", "resident.surname_missing"))
    if not draft.given_name.strip():
        found.append(error("given_name", "resident.given_name_missing"))
    for name in _NAMES:
        signs = sorted(set(_NAME_SIGNS.findall(getattr(draft, name))))
        if signs:
            found.append(warning(name, "resident.name_signs", signs=" ".join(signs)))
    return found


def _check_pesel(draft: ResidentDraft) -> list[Problem]:
    """Check the number itself and beside the birth date and sex typed."""
    if draft.pesel_reason.strip():
        return []
    if not draft.pesel.strip():
        return [warning("pesel", "resident.pesel_missing")]
    read = pesel.check(draft.pesel)
    if not read.ok:
        return [warning("pesel", f"resident.pesel_{read.kind}", digits=len(read.normalised))]
    found = []
    if draft.birth_date and read.birth_date and draft.birth_date != read.birth_date:
        days = {"pesel": format_date(read.birth_date), "typed": format_date(draft.birth_date)}
        found.append(warning("birth_date", "resident.birth_date_not_of_pesel", **days))
    if draft.sex and read.sex and draft.sex is not read.sex:
        found.append(warning("sex", "resident.sex_not_of_pesel", pesel=label(read.sex)))
    return found


def _check_birth(draft: ResidentDraft, today: dt.date) -> list[Problem]:
    born = draft.birth_date
    if born is None:
        return []
    if born > today:
        return [error("birth_date", "resident.birth_date_in_future", date=format_date(born))]
    age = age_on(born, today)
    alive = draft.status is not ResidentStatus.DECEASED
    if alive and age > _OLDEST_AGE:
        return [warning("birth_date", "resident.birth_date_very_old", age=age)]
    return []


def _check_status(draft: ResidentDraft, today: dt.date) -> list[Problem]:
    since, closed = draft.status_date, {ResidentStatus.DECEASED, ResidentStatus.LEFT}
    if since is None:
        missing = draft.status in closed
        return [warning("status_date", f"resident.{draft.status}_without_date")] if missing else []
    if draft.birth_date and since < draft.birth_date:
        return [error("status_date", "resident.status_before_birth", date=format_date(since))]
    if since > today and draft.status is ResidentStatus.DECEASED:
        return [error("status_date", "resident.death_in_future", date=format_date(since))]
    return []


def _check_disability(draft: ResidentDraft, today: dt.date) -> list[Problem]:
    if draft.disability is DisabilityDegree.NONE:
        return []
    start, end = draft.disability_valid_from, draft.disability_valid_to
    found = check_order("disability_valid_to", start, end)
    if end and end < today and not found:
        found.append(
            warning("disability_valid_to", "resident.disability_expired", date=format_date(end))
        )
    child = draft.disability is DisabilityDegree.CHILD
    if child and draft.birth_date and age_on(draft.birth_date, today) >= _CHILD_AGE:
        found.append(warning("disability", "resident.child_certificate_over_16"))
    return found


def _check_contacts(draft: ResidentDraft) -> list[Problem]:
    found = check_email("email", draft.email)
    if draft.postcode and normalise_postcode(draft.postcode) is None:
        found.append(warning("postcode", "contact.postcode", postcode=draft.postcode))
    for place, phone in enumerate(draft.phones):
        found += check_phone(f"phones.{place}.number", phone.number)
        found += check_lengths(phone, (), f"phones.{place}.")
    for place, person in enumerate(draft.representatives):
        prefix = f"representatives.{place}."
        if not person.name.strip():
            found.append(error(f"{prefix}name", "resident.representative_without_name"))
        found += check_phone(f"{prefix}phone", person.phone)
        found += check_lengths(person, {"note"}, prefix)
    return found
