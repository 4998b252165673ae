"""Where an application stands, who applies and what was corrected, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.applications import ApplicantKind, ApplicationStatus
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.applications.dto import ApplicationRow


def applicant_words(kind: ApplicantKind, name: str) -> str:
    """Return who applies: the name with what makes them apply, "" for the person served."""
    if kind == ApplicantKind.SELF:
        return ""
    return tr("applications.words.applicant", name=name, kind=label(kind)) if name else label(kind)


def standing_words(row: ApplicationRow) -> str:
    """Return where an application stands and what it waits for."""
    parts = [_head(row)]
    if row.status in {ApplicationStatus.CONTACT, ApplicationStatus.RECEIVED}:
        if row.missing_documents:
            parts.append(tr("applications.words.missing", n=row.missing_documents))
    elif row.status == ApplicationStatus.QUALIFIED and row.plan_number:
        parts.append(tr("applications.words.plan", number=row.plan_number))
    if row.clock is not None:
        parts.append(clock_words(row.clock.days_left))
    return "; ".join(parts)


def _head(row: ApplicationRow) -> str:
    if row.status == ApplicationStatus.WAITING and row.place is not None:
        return tr("applications.words.waiting", place=row.place, date=format_date(row.status_on))
    key = f"applications.words.{row.status.value}"
    return tr(key, date=format_date(row.status_on or row.received_on))


def clock_words(days_left: int) -> str:
    """Return how much of the thirty days is left (art. 40)."""
    if days_left < 0:
        return tr("applications.words.days_over", n=-days_left)
    if days_left == 0:
        return tr("applications.words.days_none")
    return tr("applications.words.days_left", n=days_left)


def moment_correction(on: dt.date, before: str, after: str, reason: str) -> str:
    """Return what was corrected in the order of submission, and why."""
    if before == after:
        return tr("applications.words.late", after=after, date=format_date(on), reason=reason)
    key = "applications.words.moved_moment"
    return tr(key, before=before, after=after, date=format_date(on), reason=reason)


def state_correction(on: dt.date, status: ApplicationStatus, reason: str) -> str:
    """Return which state was corrected, and why."""
    key = "applications.words.restated"
    return tr(key, state=label(status), date=format_date(on), reason=reason)
