"""The individual plan of social services (IPUS) as it is edited: CUS act, art. 38 to 41."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
from dataclasses import dataclass, field

from cusdesk.domain.catalogue import ServiceUnit  # noqa: TC001 (as above)


class PlanStatus(enum.StrEnum):
    """Where a plan stands between the first word and the end."""

    DRAFT = "draft"
    AGREED = "agreed"
    APPROVED = "approved"
    ENDED = "ended"
    RESIGNED = "resigned"


class PlanStage(enum.StrEnum):
    """The status as people are told it: also whether an approval is waited for, or an update open.

    The values of `PlanStatus` are among these.
    """

    DRAFT = "draft"
    AGREED = "agreed"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    UPDATE = "update"
    UPDATE_SUBMITTED = "update_submitted"
    ENDED = "ended"
    RESIGNED = "resigned"


class GoalTerm(enum.StrEnum):
    """Reach of a goal."""

    SHORT = "short"
    LONG = "long"


class PlanUpdateReason(enum.StrEnum):
    """Why an approved plan gets a new version (CUS act, art. 41)."""

    NEEDS = "needs"
    PROGRAMME = "programme"
    RESIGNATION = "resignation"
    OTHER = "other"


class GoalOutcome(enum.StrEnum):
    """What came of a goal, as the closing talk found it."""

    REACHED = "reached"
    PARTLY = "partly"
    NO = "no"


class PlanNoteForm(enum.StrEnum):
    """How a note of monitoring came about."""

    VISIT = "visit"
    PHONE = "phone"
    PROVIDER = "provider"
    OTHER = "other"


class AmountPer(enum.StrEnum):
    """What the amount of a planned service is counted for."""

    WEEK = "week"
    MONTH = "month"
    TOTAL = "total"


class PlanServiceForm(enum.StrEnum):
    """Alone or in a group."""

    INDIVIDUAL = "individual"
    GROUP = "group"


@dataclass(slots=True)
class NeedDraft:
    """One need; `row_id` here and in the other parts is the stored row, None for a new one."""

    text: str = ""
    row_id: bytes | None = None


@dataclass(slots=True)
class GoalDraft:
    """One goal with how it is measured and when it counts as reached.

    Attributes:
        need_index: place of the need it answers in the plan's list, counted from 0.
    """

    term: GoalTerm = GoalTerm.SHORT
    text: str = ""
    measure: str = ""
    criterion: str = ""
    due: dt.date | None = None
    need_index: int | None = None
    row_id: bytes | None = None


@dataclass(slots=True)
class PlanServiceDraft:
    """One planned service.

    Attributes:
        goal_index: place of the goal it serves in the plan's list, counted from 0.
        amount: per `amount_per`; minutes when the unit is an hour, otherwise whole units.
        total_amount: for the whole period, in the same measure.
        fee_gr: fee for one unit in grosze; None when not set, 0 when free.
        decision_number, decided_on, decision_minutes, decided_by: of care services granted by an
            administrative decision (social assistance act, art. 50 and 106); minutes a month.
    """

    service_id: bytes | None = None
    goal_index: int | None = None
    provider_id: bytes | None = None
    form: PlanServiceForm = PlanServiceForm.INDIVIDUAL
    place: str = ""
    schedule: str = ""
    amount: int | None = None
    amount_per: AmountPer = AmountPer.WEEK
    unit: ServiceUnit | None = None
    total_amount: int | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    fee_gr: int | None = None
    fee_note: str = ""
    funding: str = ""
    decision_number: str = ""
    decided_on: dt.date | None = None
    decision_minutes: int | None = None
    decided_by: str = ""
    row_id: bytes | None = None

    @property
    def has_decision(self) -> bool:
        """Whether anything of a decision is written down: the service is of the second regime."""
        return bool(
            self.decision_number.strip()
            or self.decided_on
            or self.decision_minutes
            or self.decided_by.strip()
        )


@dataclass(slots=True)
class ActionDraft:
    """A supporting action: what, by whom, when (CUS act, art. 39(2))."""

    what: str = ""
    who: str = ""
    when: str = ""
    row_id: bytes | None = None


@dataclass(slots=True)
class ReviewDraft:
    """A review of the plan, due and done."""

    due: dt.date | None = None
    done: dt.date | None = None
    note: str = ""
    row_id: bytes | None = None


@dataclass(slots=True)
class PlanDraft:
    """A plan as the screen edits and services store it; the order is that of the paper.

    Attributes:
        application_id: the application it was begun from, when the register has it.
        application_date: day of the application; the 30 days of art. 40 run from it.
        drawn_on: day the plan was drawn up.
        coordinator: name of the coordinator (KIPUS).
        contingency: what happens when a planned service fails.
        crisis: services for a crisis.
        need_rows: the needs one by one; `needs` holds the free words of the talk.
        approved_post: director, or the organiser authorised to approve (art. 41).
    """

    resident_id: bytes | None = None
    number: str = ""
    application_id: bytes | None = None
    application_date: dt.date | None = None
    drawn_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    programme: str = ""
    coordinator: str = ""
    needs: str = ""
    resources: str = ""
    unmet_needs: str = ""
    need_rows: list[NeedDraft] = field(default_factory=list)
    goals: list[GoalDraft] = field(default_factory=list)
    services: list[PlanServiceDraft] = field(default_factory=list)
    actions: list[ActionDraft] = field(default_factory=list)
    coordinator_duties: str = ""
    resident_duties: str = ""
    partner_duties: str = ""
    reviews: list[ReviewDraft] = field(default_factory=list)
    contingency: str = ""
    crisis: str = ""
    fee_information: str = ""
    agreed_by: str = ""
    agreed_on: dt.date | None = None
    coordinator_agreed_on: dt.date | None = None
    approved_by: str = ""
    approved_post: str = ""
    approved_on: dt.date | None = None
    notes: str = ""
