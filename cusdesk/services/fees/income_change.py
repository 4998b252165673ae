"""What a new income of a resident means beside the one before."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.access import needs
from cusdesk.domain.fees.criteria import IncomeChange, criterion_on, income_change, law_threshold
from cusdesk.domain.fees.decision import DecisionDraft, Regime
from cusdesk.models.fees import FeeDecision
from cusdesk.services.fees.decision_store import drafts_of, same_matter
from cusdesk.services.fees.store import load_rules, rule_on

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class IncomeHint:
    """What a new income means beside the one before.

    Attributes:
        before_gr: income of the household then.
        change: the difference per person, the limit, and whether it matters.
    """

    before_gr: int
    since: dt.date
    change: IncomeChange


@needs("fees.see")
def income_hint(
    office: Office, draft: DecisionDraft, decision_id: bytes | None = None
) -> IncomeHint | None:
    """Compare the income of a draft with the decision before it; None without anything to compare.

    Act on social assistance, art. 106(3b), for services under a decision; for a programme only
    when its rule has such a threshold.
    """
    if draft.income_gr is None or draft.valid_from is None:
        return None
    query = (
        select(FeeDecision)
        .where(
            *same_matter(draft),
            FeeDecision.id != (decision_id or b""),
            FeeDecision.valid_from < draft.valid_from,
            FeeDecision.income_gr.is_not(None),
        )
        .order_by(FeeDecision.valid_from.desc())
    )
    with office.read() as session:
        row = session.scalars(query).first()
        kept = drafts_of(session, [row])[row.id] if row is not None else None
        found = rule_on(load_rules(session), draft.service_id, draft.valid_from)
    rule = found[1] if found is not None else None
    threshold = rule.income_threshold if rule is not None else None
    if threshold is None and draft.regime is Regime.DECISION:
        threshold = law_threshold(draft.valid_from)
    if kept is None or threshold is None or rule is None:
        return None
    if kept.income_gr is None or kept.valid_from is None:
        return None
    criterion = criterion_on(draft.valid_from, rule.base, is_single=draft.is_single)
    before, now = (kept.income_gr, kept.sharers), (draft.income_gr, draft.sharers)
    change = income_change(before, now, criterion.amount_gr, threshold)
    return IncomeHint(kept.income_gr, kept.valid_from, change)
