"""How an edition stands, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date

if TYPE_CHECKING:
    from cusdesk.services.recruitment import ApprovalFacts, EditionBoard


def state_words(board: EditionBoard) -> str:
    """Return how the edition stands, in one line."""
    draft = board.edition.draft
    people = [row for row in board.candidates if not row.status.is_out]
    parts = [tr("recruitment.state.people", n=len(people))]
    if draft.seats is None:
        parts.append(tr("recruitment.state.unlimited"))
    else:
        key = "none" if draft.seats == 0 else "seats"
        parts.append(tr(f"recruitment.state.{key}", n=draft.seats))
    key = "taken" if board.is_approved else "would"
    parts.append(tr(f"recruitment.state.{key}", n=board.taken))
    parts.append(tr("recruitment.state.waiting", n=len(people) - board.taken))
    out = len(board.candidates) - len(people)
    if out:
        parts.append(tr("recruitment.state.out", n=out))
    approved = board.edition.approved_on
    if approved is not None:
        parts.append(tr("recruitment.state.approved", date=format_date(approved)))
    return " · ".join(parts)


def keys_words(board: EditionBoard) -> str:
    """Return what the keyboard does in the grid, or how to begin."""
    if not board.candidates:
        return tr("recruitment.empty.people_text")
    return tr("recruitment.grid.frozen" if board.is_approved else "recruitment.grid.keys")


def approval_words(facts: ApprovalFacts) -> list[str]:
    """Return what to know before the list is frozen."""
    lines = [
        tr("recruitment.approval.seated", n=facts.seated),
        tr("recruitment.approval.waiting", n=facts.waiting),
    ]
    for name in ("open_people", "unknown_people", "missed", "in_doubt", "dead", "without_plan"):
        count = getattr(facts, name)
        if count:
            lines.append(tr(f"recruitment.approval.{name}", n=count))
    return [*lines, tr("recruitment.approval.for_good")]
