"""What the screens see of a recruitment."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (fields of public rows)
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.domain.applications import OPEN, ApplicationStatus
from cusdesk.domain.recruitment import CandidateStatus

if TYPE_CHECKING:
    from cusdesk.domain.recruitment import (
        CallOutcome,
        CriterionMark,
        EditionDraft,
        FamilySign,
    )


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition in the list.

    Attributes:
        candidates, seated, waiting: how many; before the approval nobody is seated.
        in_doubt: pasted rows that wait for a decision.
        approved_on: when the ranking was frozen; None while points are given.
    """

    id: bytes
    name: str
    services: str
    opens_on: dt.date | None
    closes_on: dt.date | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    seats: int | None
    candidates: int
    seated: int
    waiting: int
    in_doubt: int
    approved_on: dt.date | None


@dataclass(frozen=True, slots=True)
class EditionDetails:
    """One edition with its criteria."""

    id: bytes
    draft: EditionDraft
    version: int
    approved_on: dt.date | None
    approved_by: str


@dataclass(frozen=True, slots=True)
class MarkRow:
    """Whether a candidate meets a criterion, and why this is not known."""

    mark: CriterionMark
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call that was made."""

    id: bytes
    at: dt.datetime
    outcome: CallOutcome
    number: str
    author: str
    note: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate.

    Attributes:
        position: number of the application.
        points: of the marks, or frozen with the approval.
        rank: place on the ranking; None for somebody who stands on no list.
        has_seat: before the approval: would get one.
        by_tie: equal points; the rule decided.
        open_criteria: how many nobody has decided.
        missed: required criteria that are not met, in words.
        family: others of the edition who look like one family: (candidate's name, sign).
        phone, phone_owner: whom to call; the owner empty for the candidate's own.
        application: where the application stands in the register; None when it has none.
    """

    id: bytes
    resident_id: bytes
    position: int
    name: str
    surname: str
    given_name: str
    birth_date: dt.date | None
    locality: str
    address: str
    submitted_on: dt.date
    submitted_minute: int | None
    status: CandidateStatus
    status_on: dt.date | None
    reason: str
    points: int
    rank: int | None
    has_seat: bool
    by_tie: bool
    open_criteria: int
    missed: tuple[str, ...]
    family: tuple[tuple[str, FamilySign], ...]
    guardian: str
    phone: str
    phone_owner: str
    is_dead: bool
    version: int
    application_id: bytes | None
    application: ApplicationStatus | None
    paper_id: bytes | None
    marks: dict[bytes, MarkRow] = field(default_factory=dict)
    calls: tuple[CallRow, ...] = ()

    @property
    def awaits_refusal(self) -> bool:
        """Whether the person was excluded and nobody has decided about the application yet."""
        return self.status is CandidateStatus.EXCLUDED and self.application in OPEN

    @property
    def is_closed_beside(self) -> bool:
        """Whether the register closed the application while the person stands on the list."""
        gone = (*OPEN, ApplicationStatus.QUALIFIED, ApplicationStatus.WAITING, None)
        return not self.status.is_out and self.application not in gone


@dataclass(frozen=True, slots=True)
class EditionBoard:
    """Everything the screen of one edition shows; candidates by rank, then by application.

    Attributes:
        taken: seats that are taken, or would be by the ranking of this moment.
        free: seats that are free; None without a limit.
        in_doubt: pasted rows that wait for a decision.
        batches: imports those rows came with, the newest last.
        next_id: the one candidate to be called; None when nobody is or no seat is free.
    """

    edition: EditionDetails
    candidates: tuple[CandidateRow, ...]
    taken: int
    free: int | None
    in_doubt: int
    batches: tuple[bytes, ...]
    next_id: bytes | None

    @property
    def is_approved(self) -> bool:
        """Whether the ranking is frozen."""
        return self.edition.approved_on is not None

    def candidate(self, candidate_id: bytes | None) -> CandidateRow | None:
        """Return one candidate."""
        return next((row for row in self.candidates if row.id == candidate_id), None)
