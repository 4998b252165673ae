"""Recruitment: editions, criteria with points, the ranking, seats, the waiting list.

No act says how a centre chooses people for its services; the rules of each recruitment do. So the
criteria, the points and the rule for equal points are data of an edition, and the program only
counts: nobody is left out, taken in or passed over unless a person says so.
"""

from __future__ import annotations

from cusdesk.domain.recruitment.editions import (
    CALL_TRIES,
    CriterionDraft,
    EditionDraft,
    check_edition,
    example_criteria,
)
from cusdesk.domain.recruitment.families import FamilySign, FamilySigns, families, family_key
from cusdesk.domain.recruitment.marks import criterion_of, read_listed, read_mark
from cusdesk.domain.recruitment.places import (
    Place,
    Standing,
    Waiting,
    free_seats,
    is_minor,
    is_shorter,
    next_in_line,
    ranking,
)
from cusdesk.domain.recruitment.states import (
    CallOutcome,
    CandidateStatus,
    CriterionMark,
    TieRule,
)

__all__ = [
    "CALL_TRIES",
    "CallOutcome",
    "CandidateStatus",
    "CriterionDraft",
    "CriterionMark",
    "EditionDraft",
    "FamilySign",
    "FamilySigns",
    "Place",
    "Standing",
    "TieRule",
    "Waiting",
    "check_edition",
    "criterion_of",
    "example_criteria",
    "families",
    "family_key",
    "free_seats",
    "is_minor",
    "is_shorter",
    "next_in_line",
    "ranking",
    "read_listed",
    "read_mark",
]
