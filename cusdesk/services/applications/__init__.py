"""Applications: the register in the order of submission, and how each of them ends."""

from __future__ import annotations

from cusdesk.services.applications.commands import (
    Registered,
    change_fields,
    correct_receipt,
    draft_of,
    present_receipt,
    promote,
    register,
)
from cusdesk.services.applications.details import get_application, situation_of, start_plan
from cusdesk.services.applications.dto import (
    ApplicationDetails,
    ApplicationRow,
    CorrectionRow,
    KnownPerson,
    OutcomeRow,
    PersonSituation,
    PlanLink,
)
from cusdesk.services.applications.listing import list_ids, rows_for
from cusdesk.services.applications.outcomes import (
    change_outcome,
    close,
    decide,
    new_outcome,
    possible_outcomes,
    record_check_back,
    reopen,
)
from cusdesk.services.applications.reading import (
    application_json,
    coordinators,
    list_applications,
    without_plan_of,
)

__all__ = [
    "ApplicationDetails",
    "ApplicationRow",
    "CorrectionRow",
    "KnownPerson",
    "OutcomeRow",
    "PersonSituation",
    "PlanLink",
    "Registered",
    "application_json",
    "change_fields",
    "change_outcome",
    "close",
    "coordinators",
    "correct_receipt",
    "decide",
    "draft_of",
    "get_application",
    "list_applications",
    "list_ids",
    "new_outcome",
    "possible_outcomes",
    "present_receipt",
    "promote",
    "record_check_back",
    "register",
    "reopen",
    "rows_for",
    "situation_of",
    "start_plan",
    "without_plan_of",
]
