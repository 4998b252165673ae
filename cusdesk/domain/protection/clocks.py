"""How an entry of a register stands today, and the two clocks of the law.

72 hours to notify a breach (RODO, art. 33(1)) and one month to answer a person, two more when they
were told why (art. 12(3)); the figures are in `resources/dictionaries/clocks.toml`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cusdesk.domain.calendar import next_working_day
from cusdesk.domain.law import breach_hours, request_months
from cusdesk.domain.periods import add_months
from cusdesk.domain.protection import register_drafts as drafts
from cusdesk.domain.protection.register_drafts import AgreementStatus, BreachRisk
from cusdesk.domain.times_of_day import parse_time

if TYPE_CHECKING:
    from cusdesk.domain.protection.register_drafts import RegisterDraft

_NEAR_DAYS = 30
"""How long before its end an authorisation or agreement is shown as ending."""
_REQUEST_NEAR = 7
_HOUR = 3600


class Look(StrEnum):
    """How pressing it is."""

    LATE = "late"
    URGENT = "urgent"
    SOON = "soon"
    CALM = "calm"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stands.

    Attributes:
        key: its sentence: `protection.standing.<key>`.
        look: how pressing it is; with LATE, URGENT and SOON it belongs on the day sheet.
        due: local wall time of the term, None without one; `hours` left only of a breach.
        hours: full hours left until `due`, negative when over.
    """

    key: str
    look: Look = Look.CALM
    due: dt.datetime | None = None
    hours: int | None = None

    @property
    def day(self) -> dt.date | None:
        """The day of the term."""
        return self.due.date() if self.due is not None else None


NOTHING = Standing("")
_PROVISIONAL = Standing("provisional", Look.SOON)


def breach_due(found: dt.datetime) -> dt.datetime:
    """Return until when a breach found at this local time is notified (RODO, art. 33(1)).

    Real hours: a change to or from summer time in between is counted.
    """
    hours = breach_hours(found.date())
    return dt.datetime.fromtimestamp(found.timestamp() + hours * _HOUR)  # noqa: DTZ006 (local)


def request_due(received: dt.date, *, extended: bool = False) -> dt.date:
    """Return the last day for answering a request (RODO, art. 12(3)).

    A month ends on the same day of the next one, or on its last day; a term that ends on a day off
    or a Saturday moves to the next working day (Regulation 1182/71, art. 3).
    """
    months, more = request_months(received)
    return next_working_day(add_months(received, months + (more if extended else 0)))


def standing_of(draft: RegisterDraft, now: dt.datetime) -> Standing:
    """Return how an entry stands at a local moment."""
    match draft:
        case drafts.BreachDraft():
            found = _of_breach(draft, now)
        case drafts.DataRequestDraft():
            found = _of_request(draft, now.date())
        case drafts.ProcessingAgreementDraft():
            found = _of_agreement(draft, now.date())
        case drafts.AuthorisationDraft() | drafts.ConsentDraft():
            found = _of_right(draft, now.date())
        case drafts.ProcessingActivityDraft() | drafts.InformationClauseDraft():
            found = Standing("confirmed") if draft.is_confirmed else _PROVISIONAL
        case _:
            found = NOTHING
    return found


def is_valid(
    begin: dt.date | None, end: dt.date | None, withdrawn: dt.date | None, day: dt.date
) -> bool:
    """Return whether something given from a day to a day (inclusive) holds on a day."""
    if begin is not None and day < begin:
        return False
    if withdrawn is not None and withdrawn <= day:
        return False
    return end is None or day <= end


def _moment(day: dt.date, time: str) -> dt.datetime:
    minute = parse_time(time) or 0 if time else 0
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)


def _of_breach(draft: drafts.BreachDraft, now: dt.datetime) -> Standing:
    if draft.found_on is None:
        return NOTHING
    due = breach_due(_moment(draft.found_on, draft.found_time))
    must_inform = draft.risk is BreachRisk.HIGH and draft.informed_on is None
    if draft.notified_on is not None:
        # Without an hour the whole day counts in favour of the office.
        late = due < _moment(draft.notified_on, draft.notified_time or "0:00")
        if must_inform:
            return Standing("breach_inform", Look.URGENT)
        return Standing("breach_notified_late" if late else "breach_notified", Look.DONE)
    if draft.risk is BreachRisk.UNLIKELY:
        return Standing("breach_not_needed", Look.DONE)
    hours = int((due.timestamp() - now.timestamp()) // _HOUR)
    key, look = ("breach_late", Look.LATE) if hours < 0 else ("breach_running", Look.URGENT)
    return Standing(key, look, due, hours)


def _of_request(draft: drafts.DataRequestDraft, today: dt.date) -> Standing:
    if draft.received_on is None:
        return NOTHING
    extended = draft.extended_on is not None
    day = request_due(draft.received_on, extended=extended)
    due = _moment(day, "")
    if draft.answered_on is not None:
        late = draft.answered_on > day
        return Standing("request_answered_late" if late else "request_answered", Look.DONE, due)
    left = (day - today).days
    if left < 0:
        return Standing("request_late", Look.LATE, due)
    look = Look.URGENT if left <= _REQUEST_NEAR else Look.SOON
    return Standing("request_extended" if extended else "request_running", look, due)


def _of_right(draft: drafts.AuthorisationDraft | drafts.ConsentDraft, today: dt.date) -> Standing:
    if isinstance(draft, drafts.AuthorisationDraft):
        begin = draft.valid_from or draft.granted_on
        return _of_period(begin, draft.valid_to, draft.withdrawn_on, today)
    return _of_period(draft.given_on, draft.valid_to, draft.withdrawn_on, today)


def _of_agreement(draft: drafts.ProcessingAgreementDraft, today: dt.date) -> Standing:
    if draft.status is AgreementStatus.PREPARED:
        return Standing("agreement_prepared", Look.SOON)
    if draft.status is AgreementStatus.ENDED:
        return Standing("ended", Look.DONE)
    return _of_period(draft.valid_from or draft.signed_on, draft.valid_to, None, today)


def _of_period(
    begin: dt.date | None, end: dt.date | None, withdrawn: dt.date | None, today: dt.date
) -> Standing:
    if withdrawn is not None and withdrawn <= today:
        return Standing("withdrawn", Look.DONE, _moment(withdrawn, ""))
    if begin is not None and today < begin:
        return Standing("not_yet", Look.CALM, _moment(begin, ""))
    if end is None:
        return Standing("valid")
    due = _moment(end, "")
    if end < today:
        return Standing("over", Look.DONE, due)
    near = (end - today).days <= _NEAR_DAYS
    return Standing("ending" if near else "valid_to", Look.SOON if near else Look.CALM, due)
