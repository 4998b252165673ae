"""Needs talks (CUS act, art. 37), needs without a service, and their way into a plan."""

from __future__ import annotations

from cusdesk.services.needs_talks.carry import carry_into_plan, plans_for_talk
from cusdesk.services.needs_talks.commands import (
    change_answer,
    change_talk,
    create_talk,
    restore_talk,
    retire_talk,
)
from cusdesk.services.needs_talks.paper import blank_talk_paper, talk_paper
from cusdesk.services.needs_talks.queries import (
    EarlierAnswer,
    TalkDetails,
    TalkRow,
    get_talk,
    list_talks,
    retired_talks,
    talk_json,
    talks_of_resident,
)
from cusdesk.services.needs_talks.unmet import (
    BY,
    CountRow,
    UnmetRow,
    add_unmet_need,
    change_unmet_need,
    list_unmet_needs,
    retire_unmet_need,
    unmet_counts,
    unmet_draft,
    unmet_json,
)

__all__ = [
    "BY",
    "CountRow",
    "EarlierAnswer",
    "TalkDetails",
    "TalkRow",
    "UnmetRow",
    "add_unmet_need",
    "blank_talk_paper",
    "carry_into_plan",
    "change_answer",
    "change_talk",
    "change_unmet_need",
    "create_talk",
    "get_talk",
    "list_talks",
    "list_unmet_needs",
    "plans_for_talk",
    "restore_talk",
    "retire_talk",
    "retire_unmet_need",
    "retired_talks",
    "talk_json",
    "talk_paper",
    "talks_of_resident",
    "unmet_counts",
    "unmet_draft",
    "unmet_json",
]
