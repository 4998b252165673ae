"""What the use cases of applications hand out: frozen, without any tie to the database."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.times_of_day import format_time

if TYPE_CHECKING:
    from cusdesk.domain.applications import (
        ApplicantKind,
        ApplicationChannel,
        ApplicationDraft,
        ApplicationStatus,
        OutcomeDraft,
        PlanClock,
        Receipt,
    )


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One line of the register, in the order of submission.

    Attributes:
        number: empty for a first contact.
        applicant: kind and name; the person served alone is not repeated.
        services: what is asked for, in one line.
        standing: where it stands, in words, with what it waits for.
        clock: the thirty days, None when none runs.
        place: on the waiting list of its programme, counted from 1.
        corrections: why its moment or state was corrected; stays for ever.
        plan_id: the plan begun from it.
    """

    id: bytes
    number: str
    resident_id: bytes
    resident_name: str
    received_on: dt.date
    received_minute: int
    channel: ApplicationChannel
    applicant_kind: ApplicantKind
    applicant: str
    programme: str
    services: str
    coordinator: str
    status: ApplicationStatus
    status_on: dt.date | None
    standing: str
    clock: PlanClock | None
    place: int | None = None
    missing_documents: int = 0
    corrections: str = ""
    plan_id: bytes | None = None
    plan_number: str = ""
    reason: str = ""

    @property
    def received_time(self) -> str:
        """The time of receipt, as `09:40`."""
        return format_time(self.received_minute).rjust(5, "0")

    @property
    def due(self) -> dt.date | None:
        """Last day to draw the plan up."""
        return self.clock.due if self.clock else None

    @property
    def days_left(self) -> int | None:
        """Days left to the plan, below zero when the day is past."""
        return self.clock.days_left if self.clock else None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome, in force or corrected.

    Attributes:
        replaced_on: the day it was corrected, None for the one in force.
        consent_withdrawn_on: the first day without the consent it rests on.
    """

    id: bytes
    draft: OutcomeDraft
    checked_on: dt.date | None
    checked_note: str
    replaced_on: dt.date | None
    replaced_by: str
    replaced_reason: str
    consent_withdrawn_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """Why an application stands elsewhere in the order than it was registered."""

    made_on: dt.date
    made_by: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A plan begun from the application; its status is a `PlanStage`."""

    id: bytes
    number: str
    status: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who may apply for a resident, as the card has them.

    Attributes:
        kind: what they are to the resident, in words.
    """

    kind: str
    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class ApplicationDetails:
    """One application for its form and what stands beside it.

    Attributes:
        version: to be given with a change.
        draft: what the form edits.
        receipt: when and how it came in.
        reported: the first contact before it, if there was one.
        outcome: the one in force.
        earlier: other outcomes, corrected ones too, the newest first.
        people: who may apply for the person served, as the card has them.
        clause: title and day of the information clause the person was given, or "".
        resident_status: of the card of the person served.
        talk_on: day of the newest needs talk (art. 37), None when none was held; it may be older
            than the application.
        sees_talks: whether talks may be seen by whoever asked; without it `talk_on` says nothing.
    """

    id: bytes
    version: int
    row: ApplicationRow
    draft: ApplicationDraft
    receipt: Receipt
    reported: Receipt | None
    outcome: OutcomeRow | None
    earlier: tuple[OutcomeRow, ...]
    corrections: tuple[CorrectionRow, ...]
    plans: tuple[PlanLink, ...]
    people: tuple[KnownPerson, ...]
    clause: str
    resident_status: str
    talk_on: dt.date | None = None
    sees_talks: bool = False
    is_retired: bool = False

    @property
    def is_contact(self) -> bool:
        """Whether it is only a first contact so far."""
        return not self.row.number

    @property
    def is_talk_earlier(self) -> bool:
        """Whether the newest talk was held before this application came in."""
        return self.talk_on is not None and self.talk_on < self.receipt.on


@dataclass(frozen=True, slots=True)
class PersonSituation:
    """What is worth knowing before an application of a resident is written down.

    Attributes:
        running_plans: (id, number, state in words) of plans that have not ended.
        open_applications: (id, number or "", moment in words) nothing was decided about.
        people: representatives and contacts of the card.
        status: of the card.
    """

    resident_id: bytes
    name: str
    about: str
    status: str
    running_plans: tuple[tuple[bytes, str, str], ...]
    open_applications: tuple[tuple[bytes, str, str], ...]
    people: tuple[KnownPerson, ...]
