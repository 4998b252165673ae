"""The registers of data protection: what stands in them, and what is wrong with an entry.

A register is a `RegisterSpec`: the fields of one entry in the order of the form. The list, the
form, the paper and the workbook are made from it. Its drafts are in `register_drafts`, its terms in
`clocks`; the words of a field are `fields.<register>.<field>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cusdesk.core.errors import Problem
from cusdesk.domain.checks import check_dates, check_lengths
from cusdesk.domain.protection import register_drafts as drafts
from cusdesk.domain.protection.register_drafts import (
    AgreementStatus,
    BreachRisk,
    ConsentPurpose,
    RegisterDraft,
    RequestKind,
)
from cusdesk.domain.times_of_day import parse_time

if TYPE_CHECKING:
    import enum

Kind = Literal["text", "multiline", "date", "time", "choice", "check", "record"]


@dataclass(frozen=True, slots=True)
class RegisterField:
    """One field of an entry.

    Attributes:
        name: of the draft's field and of the column.
        kind: `record` is a choice among users, providers or clauses.
        width: in characters in the list; 0 leaves it out of the list until somebody asks for it.
        required: without it the entry is refused.
        choices: of a `choice`.
        beside: stands in the same line as the field before it.
        suggested: today's date is proposed.
    """

    name: str
    kind: Kind = "text"
    width: int = 0
    required: bool = False
    choices: type[enum.StrEnum] | None = None
    beside: bool = False
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """One register.

    Attributes:
        name: of its table and in message keys.
        draft: dataclass of an entry.
        fields: in the order of the form.
        about: whether an entry is about a resident: "yes", "perhaps" (or somebody else), "no".
        newest: the date field by which the list is ordered, the latest first; "" keeps the order
            in which entries were made.
        periods: pairs of fields that must not be the wrong way round.
        as_cards: long texts: printed entry by entry rather than as a table.
        is_signed: one entry is a paper that somebody signs.
    """

    name: str
    draft: type[RegisterDraft]
    fields: tuple[RegisterField, ...]
    about: Literal["yes", "perhaps", "no"] = "no"
    newest: str = ""
    periods: tuple[tuple[str, str], ...] = ()
    as_cards: bool = False
    is_signed: bool = False

    @property
    def rights(self) -> tuple[str, ...]:
        """The rights without which the register is not shown."""
        return ("protection.see",) if self.about == "no" else ("protection.see", "residents.see")

    def field(self, name: str) -> RegisterField:
        """Return a field by its name."""
        return next(field for field in self.fields if field.name == name)


_F = RegisterField
_VALID = (("valid_from", "valid_to"),)

REGISTERS: dict[str, RegisterSpec] = {
    spec.name: spec
    for spec in (
        RegisterSpec(
            "authorisations",
            drafts.AuthorisationDraft,
            (
                _F("person", width=26, required=True),
                _F("post", width=20, beside=True),
                _F("user_id", "record", 22),
                _F("login", beside=True),
                _F("number", width=12),
                _F("granted_on", "date", 12, beside=True, suggested=True),
                _F("place", beside=True),
                _F("scope", "multiline", 28, required=True),
                _F("purpose", "multiline"),
                _F("valid_from", "date", 12, suggested=True),
                _F("valid_to", "date", 12, beside=True),
                _F("withdrawn_on", "date", 12, beside=True),
            ),
            periods=(*_VALID, ("valid_from", "withdrawn_on")),
            is_signed=True,
        ),
        RegisterSpec(
            "secrecy_pledges",
            drafts.SecrecyPledgeDraft,
            (
                _F("person", width=28, required=True),
                _F("post", width=24, beside=True),
                _F("pledged_on", "date", 14, required=True, suggested=True),
                _F("note", "multiline", 36),
            ),
            newest="pledged_on",
            is_signed=True,
        ),
        RegisterSpec(
            "processing_activities",
            drafts.ProcessingActivityDraft,
            (
                _F("name", width=44, required=True),
                _F("purpose", "multiline", 32, required=True),
                _F("legal_basis", "multiline", 26),
                _F("persons", "multiline", 26, required=True),
                _F("data_kinds", "multiline", required=True),
                _F("recipients", "multiline"),
                _F("transfers", "multiline"),
                _F("erasure_terms", "multiline"),
                _F("security", "multiline"),
                _F("is_confirmed", "check"),
            ),
            as_cards=True,
        ),
        RegisterSpec(
            "processing_agreements",
            drafts.ProcessingAgreementDraft,
            (
                _F("provider_id", "record", 26),
                _F("party", width=24, beside=True),
                _F("number", width=14),
                _F("signed_on", "date", 12, beside=True),
                _F("status", "choice", 14, choices=AgreementStatus, beside=True, required=True),
                _F("subject", "multiline", 30, required=True),
                _F("scope", "multiline", required=True),
                _F("valid_from", "date", 12),
                _F("valid_to", "date", 12, beside=True),
            ),
            newest="signed_on",
            periods=_VALID,
        ),
        RegisterSpec(
            "consents",
            drafts.ConsentDraft,
            (
                _F("purpose", "choice", 34, choices=ConsentPurpose, required=True),
                _F("scope", "multiline", 28, required=True),
                _F("given_on", "date", 12, required=True, suggested=True),
                _F("valid_to", "date", 12, beside=True),
                _F("withdrawn_on", "date", 12, beside=True),
                _F("note", "multiline"),
            ),
            about="yes",
            newest="given_on",
            periods=(("given_on", "valid_to"), ("given_on", "withdrawn_on")),
        ),
        RegisterSpec(
            "disclosures",
            drafts.DisclosureDraft,
            (
                _F("recipient", width=28, required=True),
                _F("disclosed_on", "date", 12, required=True, suggested=True, beside=True),
                _F("what", "multiline", 34, required=True),
                _F("legal_basis", width=26, required=True),
                _F("note", "multiline"),
            ),
            about="yes",
            newest="disclosed_on",
        ),
        RegisterSpec(
            "breaches",
            drafts.BreachDraft,
            (
                _F("number", width=10),
                _F("found_on", "date", 12, required=True, suggested=True, beside=True),
                _F("found_time", "time", beside=True),
                _F("description", "multiline", 36, required=True),
                _F("persons", "multiline"),
                _F("consequences", "multiline"),
                _F("measures", "multiline"),
                _F("risk", "choice", 16, choices=BreachRisk),
                _F("notified_on", "date", 12),
                _F("notified_time", "time", beside=True),
                _F("informed_on", "date", 12, beside=True),
                _F("delay_reason", "multiline"),
            ),
            newest="found_on",
            periods=(("found_on", "notified_on"), ("found_on", "informed_on")),
            as_cards=True,
        ),
        RegisterSpec(
            "data_requests",
            drafts.DataRequestDraft,
            (
                _F("person", width=22),
                _F("kind", "choice", 30, choices=RequestKind, required=True),
                _F("received_on", "date", 12, required=True, suggested=True, beside=True),
                _F("details", "multiline", 26),
                _F("extended_on", "date", 12),
                _F("answered_on", "date", 12, beside=True),
                _F("extension_reason", "multiline"),
                _F("answer", "multiline"),
            ),
            about="perhaps",
            newest="received_on",
            periods=(("received_on", "extended_on"), ("received_on", "answered_on")),
        ),
        RegisterSpec(
            "information_clauses",
            drafts.InformationClauseDraft,
            (
                _F("title", width=40, required=True),
                _F("version", width=10, beside=True),
                _F("text", "multiline", required=True),
                _F("valid_from", "date", 12),
                _F("valid_to", "date", 12, beside=True),
                _F("is_confirmed", "check"),
            ),
            periods=_VALID,
            as_cards=True,
        ),
        RegisterSpec(
            "clause_deliveries",
            drafts.ClauseDeliveryDraft,
            (
                _F("clause_id", "record", 40, required=True),
                _F("given_on", "date", 12, required=True, suggested=True),
                _F("note", width=30),
            ),
            about="yes",
            newest="given_on",
        ),
    )
}
"""In the order of the screen."""


def check_entry(spec: RegisterSpec, draft: RegisterDraft) -> list[Problem]:
    """Return what is wrong with an entry."""
    long_texts = {field.name for field in spec.fields if field.kind == "multiline"}
    return [
        *_missing(spec, draft),
        *check_lengths(draft, long_texts),
        *check_dates(draft),
        *_orders(spec, draft),
        *_times(spec, draft),
        *_own_problems(draft),
    ]


def _missing(spec: RegisterSpec, draft: RegisterDraft) -> list[Problem]:
    return [
        Problem(field.name, "protection.entry.problem.missing")
        for field in spec.fields
        if field.required and getattr(draft, field.name) in {None, ""}
    ]


def _orders(spec: RegisterSpec, draft: RegisterDraft) -> list[Problem]:
    found = []
    for first, last in spec.periods:
        begin, end = getattr(draft, first), getattr(draft, last)
        if begin is not None and end is not None and end < begin:
            found.append(Problem(last, "protection.entry.problem.order"))
    return found


def _times(spec: RegisterSpec, draft: RegisterDraft) -> list[Problem]:
    return [
        Problem(field.name, "protection.entry.problem.time")
        for field in spec.fields
        if field.kind == "time"
        and getattr(draft, field.name)
        and parse_time(getattr(draft, field.name)) is None
    ]


def _own_problems(draft: RegisterDraft) -> list[Problem]:
    match draft:
        case drafts.ProcessingAgreementDraft(provider_id=None, party=""):
            return [Problem("party", "protection.entry.problem.party")]
        case drafts.BreachDraft(risk=BreachRisk.HIGH, informed_on=None):
            return [Problem("informed_on", "protection.entry.problem.inform", blocking=False)]
        case drafts.DataRequestDraft(extended_on=day, extension_reason="") if day is not None:
            return [Problem("extension_reason", "protection.entry.problem.extension")]
    return []
