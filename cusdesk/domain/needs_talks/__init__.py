"""Needs talks: what is written down, the dimensions, what changed, and needs no service answers."""

from __future__ import annotations

from cusdesk.domain.needs_talks.dimensions import (
    Dimension,
    FactorGroup,
    Scheme,
    dimension_name,
    level_name,
    scheme_on,
)
from cusdesk.domain.needs_talks.drafts import (
    AnswerDraft,
    AnswerSource,
    LevelAt,
    NeedUrgency,
    TalkDraft,
    TalkPlace,
    UsedService,
    change_words,
    check_answer,
    check_talk,
    level_marks,
)
from cusdesk.domain.needs_talks.unmet import (
    Proposal,
    UnmetDraft,
    UnmetSource,
    age_group_name,
    age_group_of,
    check_unmet,
    masked_counts,
    proposals,
)

__all__ = [
    "AnswerDraft",
    "AnswerSource",
    "Dimension",
    "FactorGroup",
    "LevelAt",
    "NeedUrgency",
    "Proposal",
    "Scheme",
    "TalkDraft",
    "TalkPlace",
    "UnmetDraft",
    "UnmetSource",
    "UsedService",
    "age_group_name",
    "age_group_of",
    "change_words",
    "check_answer",
    "check_talk",
    "check_unmet",
    "dimension_name",
    "level_marks",
    "level_name",
    "masked_counts",
    "proposals",
    "scheme_on",
]
