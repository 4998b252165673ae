"""Terms and clocks: how long something may take, when it ends, and how pressing it is."""

from __future__ import annotations

from cusdesk.domain.clocks.counting import CALENDAR, Done, ends_on, next_duty, pace, yearly_day
from cusdesk.domain.clocks.terms import (
    COUNTED,
    OwnTerm,
    Pace,
    Term,
    TermGroup,
    TermKind,
    TermUnit,
    check_own_term,
    law_term,
    term_keys,
    with_length,
    with_own,
)
from cusdesk.domain.clocks.words import (
    group_name,
    kind_name,
    length_words,
    pace_name,
    term_name,
    unit_name,
)

__all__ = [
    "CALENDAR",
    "COUNTED",
    "Done",
    "OwnTerm",
    "Pace",
    "Term",
    "TermGroup",
    "TermKind",
    "TermUnit",
    "check_own_term",
    "ends_on",
    "group_name",
    "kind_name",
    "law_term",
    "length_words",
    "next_duty",
    "pace",
    "pace_name",
    "term_keys",
    "term_name",
    "unit_name",
    "with_length",
    "with_own",
    "yearly_day",
]
