"""Residents: what is kept of a person, as it is edited, and what can be wrong with it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
from dataclasses import dataclass, field

from cusdesk.domain.pesel import Sex  # noqa: TC001 (as above)

__all__ = [
    "DisabilityDegree",
    "PhoneDraft",
    "RepresentativeDraft",
    "RepresentativeKind",
    "ResidentDraft",
    "ResidentStatus",
    "Sex",
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
