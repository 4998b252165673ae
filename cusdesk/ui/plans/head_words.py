"""What the head of a plan says in words: number, status, period, days since the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label as enum_label

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.plans import PlanDraft
    from cusdesk.services.plans import PlanDetails


def gone_words(details: PlanDetails) -> str:
    """Return what to do about a plan of somebody who died or moved out, "" for nothing."""
    if not details.gone:
        return ""
    if details.gone_on is None:
        return tr(f"plans.gone_resident.{details.gone}")
    return tr(f"plans.gone_resident.{details.gone}_on", date=format_date(details.gone_on))


def number_words(details: PlanDetails, draft: PlanDraft) -> str:
    """Return the number, with the version from the second on."""
    number = draft.number or tr("plans.header.unnumbered")
    if details.version_number == 1:
        return number
    return tr("plans.header.version", number=number, version=details.version_number)


def status_words(details: PlanDetails) -> str:
    """Return where the plan stands; an update and the wait for approval in words of their own."""
    if details.is_submitted:
        return tr("plans.header.submitted")
    if details.is_update:
        return tr("plans.header.update", stage=enum_label(details.stage))
    return enum_label(details.status)


def period_words(start: dt.date | None, end: dt.date | None) -> str:
    """Return from when to when, with dots for a day that is not known."""
    return tr(
        "plans.header.period",
        start=format_date(start) if start else "…",
        end=format_date(end) if end else "…",
    )


def clock_words(draft: PlanDraft, today: dt.date, *, is_update: bool = False) -> str:
    """Return the day of the application as a fact; what runs from it stands under the head."""
    applied = draft.application_date
    if applied is None:
        return tr("plans.clock.no_application")
    day = (today - applied).days
    is_done = is_update or draft.approved_on is not None or draft.agreed_on is not None
    if is_done or day < 0:  # the thirty days are those of the first version
        return tr("plans.clock.applied", date=format_date(applied))
    return tr("plans.clock.day", n=day, date=format_date(applied))
