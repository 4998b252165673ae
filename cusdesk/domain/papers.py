"""Rules of issued papers: their numbers, case signs, signatories."""

from __future__ import annotations

import enum
import re
import string
from dataclasses import dataclass
from functools import lru_cache

from cusdesk.core.errors import Problem

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


def sign_number(pattern: str, record_class: str, year: int, sign: str) -> int | None:
    """Return the number in a case sign of this class and year, None for another kind of sign."""
    form = _sign_form(pattern, record_class, year)
    found = form.fullmatch(sign) if form else None
    return int(found[1]) if found else None


@lru_cache(maxsize=64)
def _sign_form(pattern: str, record_class: str, year: int) -> re.Pattern[str] | None:
    if sign_problem(pattern) or not pattern.strip():
        return None
    places = {"class": re.escape(record_class), "n": r"(\d+)", "year": str(year)}
    parts = (
        re.escape(text) + (places[name] if name else "")
        for text, name, _form, _conversion in string.Formatter().parse(pattern)
    )
    return re.compile("".join(parts))


def check_cancel(reason: str) -> list[Problem]:
    """Return what stands against cancelling a paper: it needs a reason."""
    return [] if reason.strip() else [Problem("reason", "papers.problem.reason")]
