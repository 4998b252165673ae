"""Mass recruitment: editions, a list of candidates taken in, points, ranking, seats, calls."""

from __future__ import annotations

from cusdesk.services.recruitment.board import edition_board
from cusdesk.services.recruitment.cloning import (
    NextEdition,
    NextGroup,
    clone_edition,
    next_edition,
)
from cusdesk.services.recruitment.criteria import MEANING, shown
from cusdesk.services.recruitment.declarations import (
    DeclarationRow,
    Declared,
    declarations,
    issue_declarations,
)
from cusdesk.services.recruitment.documents import ranking_document, remark_words, result_words
from cusdesk.services.recruitment.editions import (
    change_edition,
    create_edition,
    get_edition,
    list_editions,
    retire_edition,
)
from cusdesk.services.recruitment.groups import Enrolled, GroupChoice, enrol, groups_for
from cusdesk.services.recruitment.intake import plan_candidates, take_in
from cusdesk.services.recruitment.json_out import candidates_json, editions_json
from cusdesk.services.recruitment.lists import (
    OUTCOMES,
    CandidateList,
    IntakeOutcome,
    IntakePlan,
    IntakeRow,
    Taken,
    opened_list,
    pasted_list,
    with_meaning,
)
from cusdesk.services.recruitment.marks import MarkEntry, write_marks
from cusdesk.services.recruitment.model import (
    CallRow,
    CandidateRow,
    EditionBoard,
    EditionDetails,
    EditionRow,
    MarkRow,
)
from cusdesk.services.recruitment.places import (
    ApprovalFacts,
    CallDraft,
    approval_facts,
    approve_list,
    bring_back,
    give_seat,
    leave,
    log_call,
)

__all__ = [
    "MEANING",
    "OUTCOMES",
    "ApprovalFacts",
    "CallDraft",
    "CallRow",
    "CandidateList",
    "CandidateRow",
    "DeclarationRow",
    "Declared",
    "EditionBoard",
    "EditionDetails",
    "EditionRow",
    "Enrolled",
    "GroupChoice",
    "IntakeOutcome",
    "IntakePlan",
    "IntakeRow",
    "MarkEntry",
    "MarkRow",
    "NextEdition",
    "NextGroup",
    "Taken",
    "approval_facts",
    "approve_list",
    "bring_back",
    "candidates_json",
    "change_edition",
    "clone_edition",
    "create_edition",
    "declarations",
    "edition_board",
    "editions_json",
    "enrol",
    "get_edition",
    "give_seat",
    "groups_for",
    "issue_declarations",
    "leave",
    "list_editions",
    "log_call",
    "next_edition",
    "opened_list",
    "pasted_list",
    "plan_candidates",
    "ranking_document",
    "remark_words",
    "result_words",
    "retire_edition",
    "shown",
    "take_in",
    "with_meaning",
    "write_marks",
]
