"""What a centre sets up once: its name and address on papers, plan numbers, people to propose."""

from __future__ import annotations

import string
from dataclasses import dataclass

from cusdesk.core.errors import Problem
from cusdesk.domain.applications import DEFAULT_NUMBER as DEFAULT_APPLICATION_NUMBER
from cusdesk.domain.locking import DEFAULT, LockAfter

DEFAULT_NUMBER = "IPUS/{n}/{year}"
_PLACES = {"n", "year"}


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Somebody who writes plans (KIPUS), proposed as the coordinator of a plan."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who approves plans: the director or an authorised organiser (CUS act, art. 41)."""

    name: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class OfficeSettingsDraft:
    """The settings of the centre as the screen edits them.

    Attributes:
        name: stands at the head of every paper and in the title of the window.
        address: lines of the address.
        contact: phones and e-mail in one line.
        place: where papers are drawn up, in the nominative.
        number_pattern: of plan numbers; `{n}` is the number within the year, `{year}` the year.
        application_pattern: of application numbers, in the same way.
        lock_after: idle time until the program locks itself.
    """

    name: str = ""
    address: str = ""
    contact: str = ""
    place: str = ""
    number_pattern: str = DEFAULT_NUMBER
    application_pattern: str = DEFAULT_APPLICATION_NUMBER
    lock_after: LockAfter = DEFAULT
    coordinators: tuple[Coordinator, ...] = ()
    approvers: tuple[Approver, ...] = ()


def pattern_problem(pattern: str) -> str:
    """Return the message key of what is wrong with a pattern of numbers, "" when it is good."""
    try:
        found = [part for part in string.Formatter().parse(pattern) if part[1] is not None]
    except ValueError:
        return "office.problem.pattern_braces"
    names = [name for _text, name, _form, _conversion in found]
    plain = all(not form and not conversion for _text, _name, form, conversion in found)
    if not plain or not set(names) <= _PLACES:
        return "office.problem.pattern_braces"
    if names.count("n") != 1:
        return "office.problem.pattern_number"
    return ""


def number_of(pattern: str, n: int, year: int) -> str:
    """Return the plan number by a good pattern."""
    return pattern.format(n=n, year=year)


def check_office_settings(draft: OfficeSettingsDraft) -> list[Problem]:
    """Return what is wrong or doubtful with the settings."""
    problems = []
    if not draft.name.strip():
        problems.append(Problem("name", "office.problem.name_missing"))
    for name in ("number_pattern", "application_pattern"):
        pattern = getattr(draft, name)
        key = pattern_problem(pattern)
        if key:
            problems.append(Problem(name, key))
        elif "{year}" not in pattern:
            problems.append(Problem(name, "office.problem.pattern_year", {}, False))
    if any(person.post and not person.name for person in draft.approvers):
        problems.append(Problem("approvers", "office.problem.approver_name"))
    return problems
