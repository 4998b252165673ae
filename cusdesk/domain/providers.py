"""Providers: who gives a service and on what footing."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stdnum.pl import nip as _nip
from stdnum.pl import regon as _regon

from cusdesk.domain.checks import (
    check_dates,
    check_email,
    check_lengths,
    check_not_negative,
    check_phone,
    error,
    warning,
)
from cusdesk.domain.dates import format_date

if TYPE_CHECKING:
    from cusdesk.core.errors import Problem


class ProviderKind(enum.StrEnum):
    """Kinds of providers; CUS act, art. 7, whose list is open."""

    GMINA_OFFICE = "gmina_office"
    GMINA_UNIT = "gmina_unit"
    CUS = "cus"
    NGO = "ngo"
    CONTRACTOR = "contractor"
    NATURAL_PERSON = "natural_person"
    SOCIAL_ECONOMY = "social_economy"
    MEDICAL = "medical"
    OTHER = "other"


class ProcurementMode(enum.StrEnum):
    """How the service was commissioned."""

    PUBLIC_BENEFIT = "public_benefit"
    PROCUREMENT_LAW = "procurement_law"
    BELOW_THRESHOLD = "below_threshold"
    OWN = "own"
    AGREEMENT = "agreement"
    MANDATE = "mandate"
    OTHER = "other"


class StakeholderType(enum.StrEnum):
    """What reintegration is to the provider: main goal (A), one goal of many (B), no goal (C)."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(slots=True)
class ProviderDraft:
    """A provider as forms edit and services store it.

    Attributes:
        keeper: who in the CUS looks after this provider.
        rate_gr: agreed rate for one unit in grosze.
    """

    name: str = ""
    kind: ProviderKind = ProviderKind.OTHER
    stakeholder_type: StakeholderType | None = None
    nip: str = ""
    regon: str = ""
    address: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    keeper: str = ""
    procurement_mode: ProcurementMode | None = None
    rate_gr: int | None = None
    qualifications: str = ""
    insurance_until: dt.date | None = None
    notes: str = ""
    is_social_economy: bool = False


def check_provider(draft: ProviderDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong with a provider; only blocking problems stop the save.

    NIP and REGON are checked by their digits and only warned about; spaces and hyphens in them do
    not matter.
    """
    found = []
    if not draft.name.strip():
        found.append(error("name", "provider.name_missing"))
    if draft.nip and not is_nip(draft.nip):
        found.append(warning("nip", "provider.nip"))
    if draft.regon and not is_regon(draft.regon):
        found.append(warning("regon", "provider.regon"))
    until = draft.insurance_until
    if until is not None and until < today:
        found.append(
            warning("insurance_until", "provider.insurance_ended", date=format_date(until))
        )
    return [
        *found,
        *check_not_negative(draft, ("rate_gr",)),
        *check_phone("contact_phone", draft.contact_phone),
        *check_email("contact_email", draft.contact_email),
        *check_lengths(draft, {"qualifications", "notes"}),
        *check_dates(draft),
    ]


def is_nip(text: str) -> bool:
    """Return True for a right NIP, with or without hyphens and the `PL` in front."""
    return bool(_nip.is_valid(text))


def is_regon(text: str) -> bool:
    """Return True for a right REGON of 9 or 14 digits."""
    return bool(_regon.is_valid(text))
