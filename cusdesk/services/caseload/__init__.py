"""Caseload: who carries what, what was given lately, what is late, and the limit."""

from __future__ import annotations

from cusdesk.services.caseload.cases import (
    CaseRow,
    caseload_json,
    is_recent,
    list_cases,
    sees_all_first,
)
from cusdesk.services.caseload.hours import ServiceHours, hours_in, service_hours
from cusdesk.services.caseload.loads import (
    LoadRow,
    get_limit,
    loads,
    loads_by_programme,
    over_limit,
    set_limit,
)

__all__ = [
    "CaseRow",
    "LoadRow",
    "ServiceHours",
    "caseload_json",
    "get_limit",
    "hours_in",
    "is_recent",
    "list_cases",
    "loads",
    "loads_by_programme",
    "over_limit",
    "sees_all_first",
    "service_hours",
    "set_limit",
]
