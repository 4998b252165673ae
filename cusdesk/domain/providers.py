"""Providers: who gives a service and on what footing."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
from dataclasses import dataclass


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
