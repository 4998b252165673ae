"""Rules of issued papers: their numbers, case signs, signatories."""

from __future__ import annotations

import enum
import string
from dataclasses import dataclass

from cusdesk.core.errors import Problem

LAYOUTS = ("normal", "large")
_SIGN_PLACES = {"class", "n", "year"}


class PaperStatus(enum.StrEnum):
    """A cancelled paper stays in the register."""

    ISSUED = "issued"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class FormSetting:
    """What the office decides for one form.

    Attributes:
        record_class: symbol of the class of records, for the case sign.
        signatory: who signs; `post` their post.
    """

    form: str
    record_class: str = ""
    signatory: str = ""
    post: str = ""


def paper_number(prefix: str, sequence: int, year: int) -> str:
    """Return the number of a paper in its register: `ZAKW/3/2026`."""
    return f"{prefix}/{sequence}/{year}"


def sign_problem(pattern: str) -> str:
    """Return the message key of what is wrong with a pattern of case signs, "" when it is good.

    An empty pattern is good: signs are then given outside the program.
    """
    if not pattern.strip():
        return ""
    try:
        found = [part for part in string.Formatter().parse(pattern) if part[1] is not None]
    except ValueError:
        return "papers.problem.sign_braces"
    names = [name for _text, name, _form, _conversion in found]
    plain = all(not form and not conversion for _text, _name, form, conversion in found)
    if not plain or not set(names) <= _SIGN_PLACES:
        return "papers.problem.sign_braces"
    return "" if names.count("n") == 1 else "papers.problem.sign_number"


def case_sign(pattern: str, record_class: str, n: int, year: int) -> str:
    """Return a case sign by a good pattern; "" without a pattern, or without a class it needs."""
    if not pattern.strip() or ("{class}" in pattern and not record_class):
        return ""
    return pattern.format_map({"class": record_class, "n": n, "year": year})


def check_cancel(reason: str) -> list[Problem]:
    """Return what stands against cancelling a paper: it needs a reason."""
    return [] if reason.strip() else [Problem("reason", "papers.problem.reason")]
