"""Words that say whether somebody still takes part."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold
from cusdesk.importing.lexicon import plain

Status = Literal["active", "paused", "left", "deceased"]

_DATE_AND_REST = re.compile(r"\d.*$")


@cache
def _statuses() -> dict[str, Status]:
    groups = dictionary("import_residents")["status"]
    return {plain(word): status for status, group in groups.items() for word in group}


@lru_cache(maxsize=8192)
def status_of_word(text: str) -> Status | None:
    """Return the status a cell of a status column names: `zgon dn. 12.03`, `aktywna`, `REZ.`."""
    whole = plain(text)
    table = _statuses()
    if whole in table:
        return table[whole]
    start = plain(_DATE_AND_REST.sub("", text))
    for form in (start, re.sub(r"\b(?:od|dn|dnia|z|w|po|r|data)\b", " ", start)):
        clean = " ".join(form.split())
        if clean in table:
            return table[clean]
    return status_of_remark(text)


@lru_cache(maxsize=8192)
def status_of_remark(text: str) -> Status | None:
    """Return the status a remark tells of, None when it tells of none or of somebody else."""
    words = dictionary("import_residents")["status_words"]
    folded = " ".join(re.sub(r"[^\w†]+", " ", fold(text)).split())
    if any(phrase in folded for phrase in words["not_of_person"]):
        return None
    kinds: tuple[Status, ...] = ("deceased", "left", "paused")
    for start in words["deceased_dated"]:
        if re.search(rf"(?:^|\s){re.escape(start)} (?:dn |dnia |w )?\d", folded):
            return "deceased"
    for status in kinds:
        if any(re.search(rf"(?:^|\s){re.escape(start)}", folded) for start in words[status]):
            return status
    return None
