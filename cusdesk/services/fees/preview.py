"""What can be chosen in a decision, and what one unit costs by it, before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.fees.charging import charge
from cusdesk.domain.fees.rule import FeeUnit
from cusdesk.domain.fees.situation import Usage
from cusdesk.domain.labels import label
from cusdesk.domain.money import format_money
from cusdesk.domain.polish_text import sort_key
from cusdesk.services import catalogue
from cusdesk.services.fees.counting import read_book
from cusdesk.services.fees.income_change import IncomeHint, income_hint

if TYPE_CHECKING:
    from cusdesk.domain.fees.decision import DecisionDraft
    from cusdesk.domain.fees.steps import Step
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class DecisionChoices:
    """Services that have a fee rule, and the reliefs of the rules: (id, name)."""

    services: tuple[tuple[bytes, str], ...]
    reliefs: tuple[tuple[bytes, str], ...]


@needs("fees.see")
def decision_choices(office: Office) -> DecisionChoices:
    """Return what can be chosen in a decision, by name."""
    names = dict(catalogue.names(office))
    with office.read() as session:
        rules = read_book(session, resident_id=b"").rules
    services = {service for rule in rules.values() for service in rule.services}
    listed = sorted(((s, names[s]) for s in services if s in names), key=_second)
    reliefs = {
        (relief.id, f"{relief.name} ({rule.name})" if len(rules) > 1 else relief.name)
        for rule in rules.values()
        for relief in rule.reliefs
        if relief.id is not None and not relief.is_for_all
    }
    return DecisionChoices(tuple(listed), tuple(sorted(reliefs, key=_second)))


def _second(pair: tuple[bytes, str]) -> str:
    return sort_key(pair[1])


@dataclass(frozen=True, slots=True)
class DecisionPreview:
    """What one unit costs by a decision.

    Attributes:
        words: the rate in one line, or what is missing.
        hint: what the new income means beside the one before; None without anything to compare.
    """

    words: str
    steps: tuple[Step, ...] = ()
    hint: IncomeHint | None = None


@needs("fees.see")
def preview_decision(
    office: Office, draft: DecisionDraft, decision_id: bytes | None = None
) -> DecisionPreview:
    """Return what one unit costs by a draft on its first day, and what its income means."""
    day = draft.valid_from or office.clock.today()
    hint = income_hint(office, draft, decision_id)
    if draft.service_id is None:
        return DecisionPreview(tr("fees.decision.choose_service"), hint=hint)
    with office.read() as session:
        book = read_book(session, resident_id=b"")
    ruled = book.rule_on(draft.service_id, day)
    if ruled is None:
        return DecisionPreview(tr("fees.decision.no_rule"), hint=hint)
    rule = ruled[1]
    usage = Usage(day, rule.unit_minutes if rule.unit is FeeUnit.HOUR else 0)
    situation = draft.situation(book.reliefs_of(rule))
    found = charge(rule, situation, (usage,), day.replace(day=1), draft.service_id)
    if found.problem is not None:
        words = tr("fees.decision.waits", what=label(found.problem))
    else:
        unit = tr(f"fees.per_unit.{rule.unit.value}")
        words = tr("fees.decision.rate", amount=format_money(found.total_gr), unit=unit)
    return DecisionPreview(words, found.steps[1:], hint)
