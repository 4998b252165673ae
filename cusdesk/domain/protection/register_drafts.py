"""One entry of each register as it is edited; the fields are those of the tables."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
from dataclasses import dataclass


class AgreementStatus(enum.StrEnum):
    """How far a processing agreement has come."""

    PREPARED = "prepared"
    SIGNED = "signed"
    ENDED = "ended"


class ConsentPurpose(enum.StrEnum):
    """What a consent is asked for; everything else rests on the act (CUS act, art. 50)."""

    IMAGE = "image"
    NEWS = "news"
    OUTSIDE_PLAN = "outside_plan"
    OTHER_UNIT = "other_unit"
    OTHER = "other"


class BreachRisk(enum.StrEnum):
    """The risk of a breach to people: whether to notify (art. 33) and to inform them (art. 34)."""

    UNLIKELY = "unlikely"
    RISK = "risk"
    HIGH = "high"


class RequestKind(enum.StrEnum):
    """What a person asks for (RODO, arts. 15-22)."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    AUTOMATED = "automated"


@dataclass(slots=True)
class AuthorisationDraft:
    """See `models.protection.Authorisation`."""

    number: str = ""
    person: str = ""
    post: str = ""
    user_id: bytes | None = None
    login: str = ""
    scope: str = ""
    purpose: str = ""
    place: str = ""
    granted_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    withdrawn_on: dt.date | None = None


@dataclass(slots=True)
class SecrecyPledgeDraft:
    """See `models.protection.SecrecyPledge`."""

    person: str = ""
    post: str = ""
    pledged_on: dt.date | None = None
    note: str = ""


@dataclass(slots=True)
class ProcessingActivityDraft:
    """See `models.protection.ProcessingActivity`."""

    name: str = ""
    purpose: str = ""
    legal_basis: str = ""
    persons: str = ""
    data_kinds: str = ""
    recipients: str = ""
    transfers: str = ""
    erasure_terms: str = ""
    security: str = ""
    is_confirmed: bool = False


@dataclass(slots=True)
class ProcessingAgreementDraft:
    """See `models.protection.ProcessingAgreement`."""

    number: str = ""
    provider_id: bytes | None = None
    party: str = ""
    subject: str = ""
    scope: str = ""
    signed_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    status: AgreementStatus | None = AgreementStatus.SIGNED


@dataclass(slots=True)
class ConsentDraft:
    """See `models.protection.Consent`."""

    purpose: ConsentPurpose | None = None
    scope: str = ""
    given_on: dt.date | None = None
    valid_to: dt.date | None = None
    withdrawn_on: dt.date | None = None
    note: str = ""


@dataclass(slots=True)
class DisclosureDraft:
    """See `models.protection.Disclosure`."""

    recipient: str = ""
    what: str = ""
    legal_basis: str = ""
    disclosed_on: dt.date | None = None
    note: str = ""


@dataclass(slots=True)
class BreachDraft:
    """See `models.protection.Breach`."""

    number: str = ""
    found_on: dt.date | None = None
    found_time: str = ""
    description: str = ""
    persons: str = ""
    consequences: str = ""
    measures: str = ""
    risk: BreachRisk | None = None
    notified_on: dt.date | None = None
    notified_time: str = ""
    delay_reason: str = ""
    informed_on: dt.date | None = None


@dataclass(slots=True)
class DataRequestDraft:
    """See `models.protection.DataRequest`."""

    person: str = ""
    kind: RequestKind | None = None
    details: str = ""
    received_on: dt.date | None = None
    extended_on: dt.date | None = None
    extension_reason: str = ""
    answered_on: dt.date | None = None
    answer: str = ""


@dataclass(slots=True)
class InformationClauseDraft:
    """See `models.protection.InformationClause`."""

    title: str = ""
    version: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    text: str = ""
    is_confirmed: bool = False


@dataclass(slots=True)
class ClauseDeliveryDraft:
    """See `models.protection.ClauseDelivery`."""

    clause_id: bytes | None = None
    given_on: dt.date | None = None
    note: str = ""


RegisterDraft = (
    AuthorisationDraft
    | SecrecyPledgeDraft
    | ProcessingActivityDraft
    | ProcessingAgreementDraft
    | ConsentDraft
    | DisclosureDraft
    | BreachDraft
    | DataRequestDraft
    | InformationClauseDraft
    | ClauseDeliveryDraft
)
