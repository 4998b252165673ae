"""What is wrong with a contract as its form writes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.domain.checks import (
    check_dates,
    check_email,
    check_lengths,
    check_not_negative,
    check_order,
    check_phone,
    error,
    warning,
)
from cusdesk.domain.contracts.drafts import last_day
from cusdesk.domain.dates import format_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.core.errors import Problem
    from cusdesk.domain.contracts.drafts import ContractDraft, ContractServiceDraft


def check_contract(draft: ContractDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong with a contract; only blocking problems stop the save."""
    found = []
    if not draft.number.strip():
        found.append(error("number", "contract.number_missing"))
    if draft.provider_id is None:
        found.append(error("provider_id", "contract.provider_missing"))
    if draft.mode is None:
        found.append(warning("mode", "contract.mode_missing"))
    if draft.valid_from is None:
        found.append(warning("valid_from", "contract.start_missing"))
    end = last_day(draft)
    if end is not None and end < today:
        found.append(warning("valid_to", "contract.ended", date=format_date(end)))
    if not any(one.service_id for one in draft.services):
        found.append(warning("services", "contract.no_services"))
    return [
        *found,
        *check_order("valid_to", draft.valid_from, draft.valid_to),
        *check_not_negative(draft, ("value_gr",)),
        *check_phone("contact_phone", draft.contact_phone),
        *check_email("contact_email", draft.contact_email),
        *check_lengths(draft, {"notes", "subject", "legal_basis"}),
        *check_dates(draft),
        *_check_services(draft.services),
        *_check_annexes(draft),
    ]


def _check_services(services: Sequence[ContractServiceDraft]) -> list[Problem]:
    found, seen = [], set()
    for number, one in enumerate(services, 1):
        if one.service_id is None:
            found.append(error("services", "contract.service_missing", n=number))
        elif one.service_id in seen:
            found.append(error("services", "contract.service_twice", n=number))
        seen.add(one.service_id)
        if one.rate_gr is None:
            found.append(warning("services", "contract.rate_missing", n=number))
        elif one.rate_gr < 0:
            found.append(error("services", "number.negative"))
    return found


def _check_annexes(draft: ContractDraft) -> list[Problem]:
    found = []
    known = {one.service_id for one in draft.services}
    for number, annex in enumerate(draft.annexes, 1):
        if annex.valid_from is None:
            found.append(error("annexes", "contract.annex_start", n=number))
        elif draft.valid_from is not None and annex.valid_from < draft.valid_from:
            found.append(warning("annexes", "contract.annex_early", n=number))
        if annex.service_id is not None and annex.service_id not in known:
            found.append(error("annexes", "contract.annex_service", n=number))
        changes = (annex.rate_gr, annex.pool_milli)
        if annex.service_id is None and any(value is not None for value in changes):
            found.append(error("annexes", "contract.annex_whose", n=number))
        found.extend(check_dates(annex))
        found.extend(check_not_negative(annex, ("rate_gr",)))
        found.extend(check_lengths(annex, ()))
    return [problem if problem.field == "annexes" else _at_annexes(problem) for problem in found]


def _at_annexes(problem: Problem) -> Problem:
    """Return a problem of an annex at the field that holds the annexes."""
    return replace(problem, field="annexes")
