"""Outcomes and corrections of an application in lines of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.applications import ENDED, missing_for_decision
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.applications import ApplicationDetails, CorrectionRow, OutcomeRow

_TOLD = ("reason", "by_whom", "recipient", "consent_scope")
_DATED = ("consented_on", "check_back_on", "delivered_on")


def talk_line(details: ApplicationDetails) -> tuple[str, str]:
    """Return whether needs were talked about and when, and the look of these words."""
    if details.talk_on is None:
        is_settled = details.row.status in ENDED or details.is_contact
        return tr("applications.side.talk_missing"), "hint" if is_settled else "warning"
    key = "talk_earlier" if details.is_talk_earlier else "talk_held"
    return tr(f"applications.side.{key}", date=format_date(details.talk_on)), ""


def outcome_lines(row: OutcomeRow) -> list[str]:
    """Return what an outcome says, one thing a line, and what its paper still lacks."""
    draft = row.draft
    lines = [_line(name, getattr(draft, name)) for name in _TOLD if getattr(draft, name)]
    lines += [_line(n, format_date(getattr(draft, n))) for n in _DATED if getattr(draft, n)]
    if draft.without_plan:
        lines.append(tr("fields.application_outcomes.without_plan"))
    if draft.is_inside:
        lines.append(tr("fields.application_outcomes.is_inside"))
    if row.consent_withdrawn_on is not None:
        day = format_date(row.consent_withdrawn_on)
        lines.append(tr("applications.side.consent_withdrawn", date=day))
    if row.checked_on is not None:
        lines.append(_line("checked_on", format_date(row.checked_on)))
        if row.checked_note:
            lines.append(_line("checked_note", row.checked_note))
    missing = missing_for_decision(draft)
    if missing:
        names = ", ".join(tr(f"fields.application_outcomes.{name}") for name in missing)
        lines.append(tr("applications.side.missing", names=names))
    return lines


def _line(name: str, value: str) -> str:
    field = tr(f"fields.application_outcomes.{name}")
    return tr("applications.side.fact", field=field, value=value)


def correction_lines(rows: Sequence[CorrectionRow]) -> list[str]:
    """Return every correction of the order with who made it and why."""
    return [_correction(row) for row in rows]


def _correction(row: CorrectionRow) -> str:
    words = {"date": format_date(row.made_on), "who": row.made_by, "reason": row.reason}
    if row.before == row.after:
        return tr("applications.side.late", after=row.after, **words)
    return tr("applications.side.moved", before=row.before, after=row.after, **words)


def earlier_lines(rows: Sequence[OutcomeRow]) -> list[str]:
    """Return earlier and corrected outcomes, the newest first."""
    lines = []
    for row in rows:
        what = label(row.draft.kind)
        day = format_date(row.draft.decided_on)
        if row.replaced_on is None:
            reason = row.draft.reason
            key = "applications.side.earlier_why" if reason else "applications.side.earlier"
            lines.append(tr(key, what=what, day=day, reason=reason))
        else:
            lines.append(
                tr(
                    "applications.side.replaced",
                    what=what,
                    day=day,
                    date=format_date(row.replaced_on),
                    who=row.replaced_by,
                    reason=row.replaced_reason,
                )
            )
    return lines
