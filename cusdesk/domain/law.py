"""Numbers set by law, by the day they hold from.

Terms are in `resources/dictionaries/clocks.toml`, other numbers in `law.toml`. What an office sets
for itself about a term counts for its clocks, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.domain.clocks import ends_on, law_term
from cusdesk.domain.dictionaries import dictionary

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class PlanRules:
    """What the CUS act says of a plan.

    Attributes:
        longest_months: longest period of a plan in months (art. 40).
        sense_months: a plan is meant for services of at least so many months (art. 38(2)).
    """

    longest_months: int
    sense_months: int


def plan_rules(on: dt.date) -> PlanRules:
    """Return the rules of plans in force on a day; before the act, the first ones."""
    keys = ("plan_longest", "plan_sense")
    return PlanRules(*(law_term(key, on).amount for key in keys))


def plan_due(application_date: dt.date) -> dt.date:
    """Return the last day for drawing up a plan after an application.

    CUS act, art. 40; a term that ends on a day off moves to the next working day (art. 57 § 4 of
    the code of administrative procedure, applied through art. 48 of the CUS act).
    """
    return ends_on(law_term("plan_due", application_date), application_date)


def log_years(on: dt.date) -> int:
    """Return for how many years at least a log of access to data is kept.

    KRI regulation of 21 May 2024 (Dz.U. 2024 poz. 773), § 20.
    """
    return int(_in_force("log", on)["kept_years"])


def breach_hours(on: dt.date) -> int:
    """Return within how many hours a breach is notified to the authority (RODO, art. 33(1))."""
    return law_term("breach", on).amount


def request_months(on: dt.date) -> tuple[int, int]:
    """Return the months to answer a person and those of an extension (RODO, art. 12(3))."""
    return law_term("data_request", on).amount, law_term("data_request_extension", on).amount


def _in_force(name: str, on: dt.date) -> dict[str, Any]:
    """Return the table of the law valid on a day; before the first one, the first."""
    rows: list[dict[str, Any]] = sorted(dictionary("law")[name], key=lambda row: row["valid_from"])
    valid = [row for row in rows if row["valid_from"] <= on] or rows[:1]
    return valid[-1]
