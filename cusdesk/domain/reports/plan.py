"""The individual plan of social services (IPUS; CUS act, art. 38-41) as it is printed.

The order in which the parts appear on paper is not here but in the form definition
(`domain.reports.forms`); the names used there are the attribute paths of `PlanDocument`.
Texts are ready to show; dates, minutes and grosze are turned into words by the renderer. An empty
text or None means "not filled in": when the form requires it, the paper shows a marked gap.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields are inspected at run time)
from dataclasses import dataclass
from enum import StrEnum

from cusdesk.domain.reports.common import ClauseText, OfficeHeader, ServiceUnit


class GoalTerm(StrEnum):
    """Whether a goal is near or far. The values are the codes of the database."""

    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both inclusive; either may be unknown."""

    start: dt.date | None
    end: dt.date | None

    def __bool__(self) -> bool:
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class ServiceAmount:
    """How much of a service: per day, week or month, or in all.

    Attributes:
        quantity: minutes when `unit` is an hour or a lesson hour, else whole units.
        unit: what is counted.
        per: `day`, `week`, `month`, or `plan` for the whole plan.
        unit_minutes: length of one time unit when the office counts it its own way.
    """

    quantity: int
    unit: ServiceUnit = ServiceUnit.HOUR
    per: str = "week"
    unit_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ServiceFee:
    """What the resident pays.

    Attributes:
        amount_gr: grosze for one unit; 0 is free of charge, None is not known.
        unit: what the amount is for.
        note: the rule in words, such as a relief; may stand alone.
    """

    amount_gr: int | None = None
    unit: ServiceUnit = ServiceUnit.HOUR
    note: str = ""

    def __bool__(self) -> bool:
        return self.amount_gr is not None or bool(self.note)


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """What identifies the plan.

    Attributes:
        number: such as „IPUS/12/2026”.
        version: 1 for the first plan, higher for its updates (art. 41).
        case_sign: znak sprawy by the office's own pattern.
        programmes: programme or programmes of social services.
        application_date: the day that starts the 30 days of art. 40.
        drawn_on: the day the plan was drawn up.
        period: at most one year (art. 40).
        coordinator: name of the KIPUS.
        change_reason: for an update, why the plan changed.
        change_summary: for an update, what changed.
    """

    number: str = ""
    version: int = 1
    case_sign: str = ""
    programmes: tuple[str, ...] = ()
    application_date: dt.date | None = None
    drawn_on: dt.date | None = None
    period: Period | None = None
    coordinator: str = ""
    change_reason: str = ""
    change_summary: str = ""


@dataclass(frozen=True, slots=True)
class PlanPerson:
    """The resident the plan is for; PESEL or the birth date suffices."""

    name: str
    pesel: str = ""
    birth_date: dt.date | None = None
    address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class PlanRepresentative:
    """Statutory representative or actual carer, when the plan is agreed with one (art. 35).

    `role` says which, in words for the paper.
    """

    name: str
    role: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """One goal; `number` is how services refer to it, `need` the need it answers."""

    number: int
    text: str
    term: GoalTerm = GoalTerm.SHORT
    measure: str = ""
    criterion: str = ""
    due: dt.date | None = None
    need: int | None = None


@dataclass(frozen=True, slots=True)
class PlanNeed:
    """One need; `number` is how goals refer to it."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class PlanService:
    """One row of the services table: the schedule, providers and places of art. 39(1).

    Attributes:
        number: position on the list, from 1.
        form: words such as „indywidualnie” or „w grupie”.
        amount: in a week or month; `total` in the whole plan.
        goals: numbers of the goals the service is for.
    """

    number: int
    name: str
    programme: str = ""
    provider: str = ""
    form: str = ""
    place: str = ""
    schedule: str = ""
    amount: ServiceAmount | None = None
    total: ServiceAmount | None = None
    period: Period | None = None
    fee: ServiceFee | None = None
    funding: str = ""
    goals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """The administrative decision a planned service rests on (social assistance act, art. 106).

    Attributes:
        service: number of the service in the plan, `name` what it is called.
        hours: granted a month.
    """

    service: int
    name: str
    number: str = ""
    decided_on: dt.date | None = None
    hours: ServiceAmount | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class PlanAction:
    """A supporting action (art. 39(2)): what, who does it, when."""

    what: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class PlanDuty:
    """What one side has promised; `who` in words, such as „koordynator”."""

    who: str
    duties: str = ""


@dataclass(frozen=True, slots=True)
class PlanReview:
    """A date on which the plan is looked at again; `done` once it was."""

    due: dt.date | None
    subject: str = ""
    done: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PlanSignature:
    """Who signs and when; an empty date leaves a line to be filled by hand.

    `at` is the time of day, for what was approved in the program.
    """

    name: str = ""
    post: str = ""
    signed_on: dt.date | None = None
    at: dt.time | None = None


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """Everything an IPUS shows.

    Shape: goals, services, actions, duties and reviews hold 0..n items in the order of the paper.
    Source: CUS act (Dz.U. 2019 poz. 1818), art. 37-41.

    Attributes:
        unmet: needs no service covers.
        decisions: of services granted under the social assistance act.
        fee_information: what the resident was told about fees (art. 37(2)(4)).
        agreed: resident or representative; coordinated: KIPUS; approved: director or the
            authorised organiser (art. 41).
        printed_on: date of the file and of the print; also chooses the form when the plan has no
            date of drawing up.
        is_draft: prints „PROJEKT” at the head until the plan is approved.
        clauses: the wordings of the office; one that is not there is the program's own.
    """

    office: OfficeHeader
    header: PlanHeader
    person: PlanPerson
    printed_on: dt.date
    representative: PlanRepresentative | None = None
    needs: str = ""
    resources: str = ""
    unmet: str = ""
    need_rows: tuple[PlanNeed, ...] = ()
    goals: tuple[PlanGoal, ...] = ()
    services: tuple[PlanService, ...] = ()
    decisions: tuple[PlanDecision, ...] = ()
    actions: tuple[PlanAction, ...] = ()
    duties: tuple[PlanDuty, ...] = ()
    reviews: tuple[PlanReview, ...] = ()
    contingency: str = ""
    crisis: str = ""
    fee_information: str = ""
    agreed: PlanSignature = PlanSignature()
    coordinated: PlanSignature = PlanSignature()
    approved: PlanSignature = PlanSignature()
    is_draft: bool = False
    clauses: tuple[ClauseText, ...] = ()
