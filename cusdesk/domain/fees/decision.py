"""What a resident's fee for a service is counted from, for a time."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.domain.checks import check_dates, check_lengths, check_order
from cusdesk.domain.fees.checks import check_amounts
from cusdesk.domain.fees.rule import WHOLE
from cusdesk.domain.fees.situation import GrantedRelief, Situation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cusdesk.domain.fees.rule import FeeRelief

_MOST_PERSONS = 30


class Regime(enum.StrEnum):
    """On what ground the fee stands."""

    PROGRAMME = "programme"
    """A service of a CUS programme: the programme sets the fee, there is no decision."""
    DECISION = "decision"
    """Care services of the social assistance act, art. 50: a decision with hours and fee."""


@dataclass(frozen=True, slots=True)
class DecisionRelief:
    """A relief of the rule given to this resident."""

    relief_id: bytes | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A decision, or what the programme needs to know instead of one.

    Attributes:
        income_gr: of the whole household in a month; None when it was not shown.
        persons: of the family; None for a person who keeps house alone.
        fixed_percent: hundredths of a per cent, when the decision itself names the share.
        fixed_rate_gr: rate of one unit, when the decision itself names it.
        monthly_minutes: hours a month of the decision.
    """

    resident_id: bytes | None = None
    service_id: bytes | None = None
    regime: Regime = Regime.PROGRAMME
    number: str = ""
    decided_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    is_single: bool = True
    persons: int | None = None
    income_gr: int | None = None
    income_month: dt.date | None = None
    fixed_percent: int | None = None
    fixed_rate_gr: int | None = None
    monthly_minutes: int | None = None
    reliefs: tuple[DecisionRelief, ...] = ()
    notes: str = ""

    @property
    def sharers(self) -> int:
        """Persons who share the income."""
        return 1 if self.is_single else max(1, self.persons or 1)

    def situation(self, reliefs: Mapping[bytes, FeeRelief]) -> Situation:
        """Return who pays; a relief that the rule in force does not know any more is left out."""
        granted = [
            GrantedRelief(reliefs[each.relief_id], each.valid_from, each.valid_to)
            for each in self.reliefs
            if each.relief_id is not None and each.relief_id in reliefs
        ]
        return Situation(
            self.income_gr,
            self.sharers,
            self.is_single,
            tuple(granted),
            self.fixed_percent,
            self.fixed_rate_gr,
        )


def check_decision(draft: DecisionDraft) -> list[Problem]:
    """Return what is wrong with a decision; only blocking problems stop the save."""
    needed = ("resident_id", "service_id", "valid_from")
    found = [
        Problem(name, f"fees.problem.{name}") for name in needed if getattr(draft, name) is None
    ]
    if not draft.is_single and not 1 < (draft.persons or 0) <= _MOST_PERSONS:
        found.append(Problem("persons", "fees.problem.persons", {"most": _MOST_PERSONS}))
    if draft.fixed_percent is not None and draft.fixed_percent > WHOLE:
        found.append(Problem("fixed_percent", "fees.problem.relief_over_whole"))
    if draft.fixed_percent is not None and draft.fixed_rate_gr is not None:
        found.append(Problem("fixed_rate_gr", "fees.problem.fixed_twice"))
    if draft.regime is Regime.DECISION and not draft.number.strip():
        found.append(Problem("number", "fees.problem.decision_number", blocking=False))
    amounts = ("income_gr", "fixed_percent", "fixed_rate_gr", "monthly_minutes")
    return [
        *found,
        *check_amounts(draft, amounts),
        *_check_reliefs(draft),
        *check_order("valid_to", draft.valid_from, draft.valid_to),
        *check_dates(draft),
        *check_lengths(draft, {"notes"}),
    ]


def _check_reliefs(draft: DecisionDraft) -> list[Problem]:
    found = []
    for relief in draft.reliefs:
        if relief.relief_id is None:
            found.append(Problem("reliefs", "fees.problem.relief_missing"))
        found += check_order("reliefs", relief.valid_from, relief.valid_to)
    return found
