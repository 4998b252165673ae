"""Applications for social services: CUS act, art. 35 to 38 and 42."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
from dataclasses import dataclass

from cusdesk.core.errors import Problem
from cusdesk.domain.checks import check_dates, check_lengths, check_phone
from cusdesk.domain.clocks import Pace, Term, ends_on, pace
from cusdesk.domain.dates import format_date
from cusdesk.domain.times_of_day import MINUTES_OF_DAY, format_time

DEFAULT_NUMBER = "WN/{n}/{year}"


class ApplicationStatus(enum.StrEnum):
    """Where an application stands; all after `RECEIVED` are outcomes."""

    CONTACT = "contact"
    RECEIVED = "received"
    QUALIFIED = "qualified"
    WAITING = "waiting"
    PASSED_ON = "passed_on"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DIED = "died"
    MOVED = "moved"


OPEN = (ApplicationStatus.CONTACT, ApplicationStatus.RECEIVED)
"""Nothing is decided yet."""
UNSETTLED = (*OPEN, ApplicationStatus.WAITING)
"""Somebody still waits for an answer: their case goes on."""
ENDED = (
    ApplicationStatus.PASSED_ON,
    ApplicationStatus.REFUSED,
    ApplicationStatus.WITHDRAWN,
    ApplicationStatus.DIED,
    ApplicationStatus.MOVED,
)
"""Nothing more is done here on the strength of it."""
CLOCK_RUNS = (ApplicationStatus.RECEIVED, ApplicationStatus.QUALIFIED)
"""The thirty days go on (art. 40) until a plan answers them."""
LEADS_TO_PLAN = (ApplicationStatus.RECEIVED, ApplicationStatus.QUALIFIED)
"""A plan can be begun; recognising needs may come before the decision (art. 37)."""
DECIDED = (ApplicationStatus.QUALIFIED, ApplicationStatus.WAITING, ApplicationStatus.REFUSED)
"""What somebody with the right to decide decides; the other outcomes are facts written down."""


class ApplicationChannel(enum.StrEnum):
    """How an application or a first contact came in."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    OTHER = "other"


class ApplicantKind(enum.StrEnum):
    """Who applies (art. 35): the person, the statutory representative, the actual carer."""

    SELF = "self"
    STATUTORY = "statutory"
    CARER = "carer"


@dataclass(frozen=True, slots=True)
class WishedService:
    """A service asked for, out of the catalogue or in the applicant's own words."""

    service_id: bytes | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class AskedDocument:
    """A document the centre asked for (art. 36(3)), with its days."""

    name: str = ""
    asked_on: dt.date | None = None
    due_on: dt.date | None = None
    delivered_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """When and how something came in; the moments are the order of submission.

    Attributes:
        minute: after midnight, local time.
        late_reason: why something that came in earlier is registered only now.
    """

    on: dt.date
    minute: int
    channel: ApplicationChannel = ApplicationChannel.IN_PERSON
    late_reason: str = ""

    @property
    def words(self) -> str:
        """The moment in words: `15.06.2026, 9:40`."""
        return f"{format_date(self.on)}, {format_time(self.minute)}"


@dataclass(slots=True)
class ApplicationDraft:
    """An application as the form edits it; the order of submission is no part of it.

    Attributes:
        applicant_basis: on what ground somebody acts for the person served.
        description: what the applicant asks for, in their own words.
        wishes: days and hours that suit.
        conditions_stated_on, relief_stated_on: the day of the statements of art. 36(1).
        clause_version: which wording of the clause of art. 36(2) stood under them.
    """

    applicant_kind: ApplicantKind = ApplicantKind.SELF
    applicant_name: str = ""
    applicant_phone: str = ""
    applicant_address: str = ""
    applicant_basis: str = ""
    programme: str = ""
    coordinator: str = ""
    description: str = ""
    services: tuple[WishedService, ...] = ()
    wishes: str = ""
    conditions_stated_on: dt.date | None = None
    relief_stated_on: dt.date | None = None
    relief_ground: str = ""
    clause_version: str = ""
    documents: tuple[AskedDocument, ...] = ()
    notes: str = ""


@dataclass(slots=True)
class OutcomeDraft:
    """How an application ends. Which fields count depends on `kind`.

    Attributes:
        reason: why it waits, is withdrawn, or what the notice adds.
        without_plan: qualified for something short that needs no plan (art. 38(2)).
        is_inside: passed on within the centre: no data leave it.
        legal_basis, ruling, facts, law, instruction, signatory, signatory_post: the elements of a
            refusal (art. 42(2) of the CUS act; code of administrative procedure, art. 107 § 1);
            an empty instruction means the office's own.
    """

    kind: ApplicationStatus = ApplicationStatus.QUALIFIED
    decided_on: dt.date | None = None
    reason: str = ""
    by_whom: str = ""
    without_plan: bool = False
    recipient: str = ""
    is_inside: bool = False
    consent_scope: str = ""
    consented_on: dt.date | None = None
    check_back_on: dt.date | None = None
    legal_basis: str = ""
    ruling: str = ""
    facts: str = ""
    law: str = ""
    instruction: str = ""
    signatory: str = ""
    signatory_post: str = ""
    delivered_on: dt.date | None = None


LONG_TEXTS = {"description", "wishes", "notes", "relief_ground"}
LONG_OUTCOME = {"reason", "consent_scope", "legal_basis", "ruling", "facts", "law", "instruction"}
DECISION_PARTS = ("legal_basis", "ruling", "facts", "law", "signatory", "signatory_post")
"""What a refusal must have besides body, date and parties, which the program knows by itself, and
the instruction on appeal, which is a clause the office confirms once."""


def _problem(field: str, key: str, *, blocking: bool = True, **params: object) -> Problem:
    return Problem(field, f"applications.problem.{key}", params, blocking)


def check_application(draft: ApplicationDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong or doubtful; only what cannot be true blocks.

    What is missing never blocks: an application is registered when it comes in, not when it is
    complete.
    """
    found = []
    if draft.applicant_kind != ApplicantKind.SELF:
        if not draft.applicant_name.strip():
            found.append(_problem("applicant_name", "no_applicant", blocking=False))
        found += check_phone("applicant_phone", draft.applicant_phone)
    for name in ("conditions_stated_on", "relief_stated_on"):
        found += _not_ahead(name, getattr(draft, name), today)
    if draft.relief_stated_on is not None and not draft.relief_ground.strip():
        found.append(_problem("relief_ground", "no_relief_ground", blocking=False))
    for place, document in enumerate(draft.documents):
        found += _check_document(document, f"documents.{place}", today)
    return [*found, *check_lengths(draft, LONG_TEXTS), *check_dates(draft)]


def _check_document(document: AskedDocument, field: str, today: dt.date) -> list[Problem]:
    found = check_dates(document, f"{field}.")
    if not document.name.strip():
        found.append(_problem(field, "document_name", blocking=False))
    found += _not_ahead(field, document.delivered_on, today)
    asked = document.asked_on
    if asked is not None and document.due_on is not None and document.due_on < asked:
        found.append(_problem(field, "document_due", name=document.name))
    return [*found, *check_lengths(document, set(), f"{field}.")]


def _not_ahead(field: str, day: dt.date | None, today: dt.date) -> list[Problem]:
    if day is None or day <= today:
        return []
    return [_problem(field, "ahead", date=format_date(day))]


def check_receipt(receipt: Receipt, now: dt.datetime, newest: Receipt | None) -> list[Problem]:
    """Return what stands in the way of registering something with this moment.

    Args:
        receipt: the moment that is wanted.
        now: local wall time.
        newest: the latest moment in the register; whoever stands before it jumps the order, which
            takes a written reason.
    """
    if not 0 <= receipt.minute < MINUTES_OF_DAY:
        return [_problem("received_minute", "no_time")]
    if (receipt.on, receipt.minute) > (now.date(), now.hour * 60 + now.minute):
        return [_problem("received_on", "received_ahead", moment=receipt.words)]
    jumps = newest is not None and (receipt.on, receipt.minute) < (newest.on, newest.minute)
    if jumps and newest is not None and not receipt.late_reason.strip():
        return [_problem("late_reason", "late_reason", moment=newest.words)]
    return check_lengths(receipt, {"late_reason"})


def check_outcome(draft: OutcomeDraft, received_on: dt.date, today: dt.date) -> list[Problem]:
    """Return what is wrong with an outcome; `missing_for_decision` tells what a paper lacks."""
    found = []
    if draft.decided_on is None:
        found.append(_problem("decided_on", "no_day"))
    elif draft.decided_on < received_on:
        found.append(_problem("decided_on", "before_receipt", date=format_date(received_on)))
    else:
        found += _not_ahead("decided_on", draft.decided_on, today)
    found += _REQUIRED.get(draft.kind, _nothing)(draft)
    found += _not_ahead("consented_on", draft.consented_on, today)
    day = draft.delivered_on
    if day is not None and draft.decided_on is not None and day < draft.decided_on:
        found.append(_problem("delivered_on", "delivered_before"))
    return [*found, *check_lengths(draft, LONG_OUTCOME), *check_dates(draft)]


def _nothing(_draft: OutcomeDraft) -> list[Problem]:
    return []


def _waiting(draft: OutcomeDraft) -> list[Problem]:
    return [] if draft.reason.strip() else [_problem("reason", "waiting_reason")]


def _withdrawn(draft: OutcomeDraft) -> list[Problem]:
    return [] if draft.by_whom.strip() else [_problem("by_whom", "withdrawn_by")]


def _passed_on(draft: OutcomeDraft) -> list[Problem]:
    found = []
    if not draft.recipient.strip():
        found.append(_problem("recipient", "no_recipient"))
    if not draft.is_inside:
        if draft.consented_on is None:
            found.append(_problem("consented_on", "no_consent"))
        if not draft.consent_scope.strip():
            found.append(_problem("consent_scope", "no_scope"))
    back, decided = draft.check_back_on, draft.decided_on
    if back is not None and decided is not None and back < decided:
        found.append(_problem("check_back_on", "check_back_before"))
    return found


_REQUIRED = {
    ApplicationStatus.WAITING: _waiting,
    ApplicationStatus.WITHDRAWN: _withdrawn,
    ApplicationStatus.PASSED_ON: _passed_on,
}


def missing_for_decision(draft: OutcomeDraft) -> list[str]:
    """Return the elements of a refusal that are still empty (KPA, art. 107 § 1), by field."""
    if draft.kind != ApplicationStatus.REFUSED:
        return []
    return [name for name in DECISION_PARTS if not getattr(draft, name).strip()]


@dataclass(frozen=True, slots=True)
class PlanClock:
    """The thirty days of art. 40.

    Attributes:
        due: last day to draw the plan up.
        days_left: below zero when it is past.
        pace: how pressing it is, by the thresholds of the office.
    """

    due: dt.date
    days_left: int
    pace: Pace


def plan_clock(
    status: ApplicationStatus,
    received_on: dt.date,
    term: Term,
    *,
    is_answered: bool,
    today: dt.date,
) -> PlanClock | None:
    """Return the clock that runs from an application to its plan; None when none runs.

    An unfinished form, a missing document or a plan that is only begun stops nothing; a plan drawn
    up and agreed, a service without a plan, or another outcome does.

    Args:
        status: of the application.
        received_on: the day the term begins.
        term: as the office has it (art. 40); one that is off runs for nobody.
        is_answered: an agreed plan is there, or none is needed (art. 38(2)).
        today: the day it is looked at.
    """
    if status not in CLOCK_RUNS or is_answered or not term.is_on:
        return None
    due = ends_on(term, received_on)
    days = (due - today).days
    return PlanClock(due, days, pace(days, term))
