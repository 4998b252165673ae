"""Whether the office file is whole and its copies are fresh."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass

from cusdesk.domain.computer.findings import Finding, size_words
from cusdesk.domain.copies import LATE_COPY, OUTSIDE_AFTER, is_due


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """How the office stands with its copies; moments are local.

    Attributes:
        last: the newest checked copy on this computer.
        outside: the newest checked copy on another disk.
        outside_folder: where copies to a stick go, "" for nowhere yet.
        failure: why the last copy that should have made itself was not made, "" for none.
        drill_problem: what was wrong when a copy was tried out, "" for nothing.
    """

    now: dt.datetime
    last: dt.datetime | None
    outside: dt.datetime | None
    outside_folder: str = ""
    failure: str = ""
    drill_problem: str = ""


def judge_copy(facts: CopyFacts, when: str) -> Finding:
    """Return whether a fresh, usable copy lies on this computer; `when` says its age in words."""
    if facts.last is None:
        return Finding("copy", "none", "bad", fix="copy_now")
    shown: dict[str, object] = {"when": when}
    if facts.drill_problem:
        shown["reason"] = facts.drill_problem
        return Finding("copy", "broken", "bad", shown, "copy_now")
    if facts.failure:
        shown["reason"] = facts.failure
        return Finding("copy", "failed", "bad", shown, "copy_now")
    if is_due(facts.last, facts.now, LATE_COPY):
        return Finding("copy", "late", "note", shown, "copy_now")
    return Finding("copy", "fine", "fine", shown)


def judge_outside(facts: CopyFacts, when: str) -> Finding:
    """Return whether a fresh copy lies on another disk; `when` says its age in words."""
    if facts.outside is None:
        return Finding("outside", "never", "note", fix="copy_elsewhere")
    shown: dict[str, object] = {"when": when, "folder": facts.outside_folder}
    if is_due(facts.outside, facts.now, OUTSIDE_AFTER):
        return Finding("outside", "late", "note", shown, "copy_elsewhere")
    return Finding("outside", "fine", "fine", shown)


def judge_file(residents: int | None, size: int) -> Finding:
    """Return the line of the office file after every page of it was read; None: it is damaged."""
    if residents is None:
        return Finding("file", "damaged", "bad", fix="restore")
    return Finding("file", "fine", "fine", {"n": residents, "size": size_words(size)})
