"""Where the money for services comes from: funding sources and their place in the budget."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.checks import (
    check_dates,
    check_lengths,
    check_order,
    error,
    warning,
)

if TYPE_CHECKING:
    from cusdesk.core.errors import Problem

_DIGITS = {"division": 3, "chapter": 5, "paragraph": 4}
"""Digits of the three parts of the budget classification, as budgets of communes write them."""
_PERCENT = 100


class FundingKind(enum.StrEnum):
    """What sort of money it is."""

    OWN = "own"
    STATE = "state"
    EU_PROJECT = "eu_project"
    GRANT = "grant"
    OTHER = "other"


@dataclass(slots=True)
class FundingSourceDraft:
    """A funding source as forms edit and services store it.

    Attributes:
        division, chapter, paragraph: dział, rozdział and paragraf of the budget classification.
        task, cost_category, share_percent: what a project's accounts ask for beside it.
    """

    name: str = ""
    kind: FundingKind = FundingKind.OWN
    project_number: str = ""
    division: str = ""
    chapter: str = ""
    paragraph: str = ""
    task: str = ""
    cost_category: str = ""
    share_percent: int | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    notes: str = ""


def check_funding_source(draft: FundingSourceDraft) -> list[Problem]:
    """Return what is wrong with a funding source; only blocking problems stop the save.

    The codes are only warned about: three digits of the division, five of the chapter (which begin
    with those three), four of the paragraph (regulation on the budget classification).
    """
    found = []
    if not draft.name.strip():
        found.append(error("name", "funding.name_missing"))
    for name, digits in _DIGITS.items():
        code = getattr(draft, name)
        if code and not re.fullmatch(rf"\d{{{digits}}}", code):
            found.append(warning(name, f"funding.{name}", digits=digits))
    if draft.division and draft.chapter and not draft.chapter.startswith(draft.division):
        found.append(warning("chapter", "funding.chapter_elsewhere"))
    if draft.share_percent is not None and not 0 <= draft.share_percent <= _PERCENT:
        found.append(error("share_percent", "funding.share"))
    if draft.kind is FundingKind.EU_PROJECT and not draft.project_number.strip():
        found.append(warning("project_number", "funding.project_missing"))
    return [
        *found,
        *check_order("valid_to", draft.valid_from, draft.valid_to),
        *check_lengths(draft, {"notes"}),
        *check_dates(draft),
    ]


def classification(division: str, chapter: str, paragraph: str) -> str:
    """Return the three codes joined as papers write them: `852-85228-4300`."""
    return "-".join(code for code in (division, chapter, paragraph) if code)
