"""What may be said of an edition and of its candidates."""

from __future__ import annotations

import enum


class TieRule(enum.StrEnum):
    """Who goes first of those with equal points; the order of submission decides in the end."""

    SUBMISSION = "submission"
    YOUNGER = "younger"
    OLDER = "older"
    MORE_CRITERIA = "more_criteria"


class CriterionMark(enum.StrEnum):
    """Whether a criterion is met; unknown needs no decision and gives no points."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class CandidateStatus(enum.StrEnum):
    """Where a candidate stands."""

    APPLIED = "applied"
    SEATED = "seated"
    WAITING = "waiting"
    EXCLUDED = "excluded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def is_out(self) -> bool:
        """Whether the candidate stands on no list any more."""
        return self in {self.EXCLUDED, self.DECLINED, self.WITHDRAWN}


class CallOutcome(enum.StrEnum):
    """What came of a call about a freed seat."""

    CALLED = "called"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
