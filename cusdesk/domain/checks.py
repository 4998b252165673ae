"""Small checks shared by the features: lengths of texts, order of dates, numbers, contacts."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.domain import phones
from cusdesk.domain.dates import EARLIEST, LATEST, format_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from _typeshed import DataclassInstance

LINE_LIMIT = 200
TEXT_LIMIT = 20_000


def error(field: str, key: str, **params: object) -> Problem:
    """Return a problem that stops the save; `key` is below `domain.`."""
    return Problem(field, f"domain.{key}", params)


def warning(field: str, key: str, **params: object) -> Problem:
    """Return a problem that only warns; `key` is below `domain.`."""
    return Problem(field, f"domain.{key}", params, blocking=False)


def check_lengths(
    draft: DataclassInstance, long_texts: Collection[str], prefix: str = ""
) -> list[Problem]:
    """Check every text of a draft against the room there is for it.

    Args:
        draft: a draft dataclass.
        long_texts: names of fields that hold many lines; all others hold one.
        prefix: what stands before the field's name in the problems, e.g. `goals.0.`.
    """
    found = []
    for field in fields(draft):
        value = getattr(draft, field.name)
        limit = TEXT_LIMIT if field.name in long_texts else LINE_LIMIT
        if isinstance(value, str) and len(value) > limit:
            found.append(
                error(f"{prefix}{field.name}", "text.too_long", length=len(value), limit=limit)
            )
    return found


def check_dates(draft: DataclassInstance, prefix: str = "") -> list[Problem]:
    """Refuse dates before 1900 and after 2100: always a slip of the hand or of a spreadsheet."""
    found = []
    for field in fields(draft):
        value = getattr(draft, field.name)
        if hasattr(value, "toordinal") and not EARLIEST <= value <= LATEST:
            found.append(
                error(
                    f"{prefix}{field.name}",
                    "date.out_of_range",
                    date=format_date(value),
                    first=EARLIEST.year,
                    last=LATEST.year,
                )
            )
    return found


def check_order(
    field: str, start: dt.date | None, end: dt.date | None, key: str = "date.end_before_start"
) -> list[Problem]:
    """Refuse an end before its start; the sentence names both days."""
    if start is None or end is None or end >= start:
        return []
    return [error(field, key, start=format_date(start), end=format_date(end))]


def check_not_negative(
    draft: DataclassInstance, names: Iterable[str], prefix: str = ""
) -> list[Problem]:
    """Refuse amounts below zero."""
    found = []
    for name in names:
        value = getattr(draft, name)
        if value is not None and value < 0:
            found.append(error(f"{prefix}{name}", "number.negative"))
    return found


def check_phone(field: str, number: str) -> list[Problem]:
    """Warn about a number with a wrong count of digits."""
    if not number or phones.normalise_phone(number) is not None:
        return []
    return [warning(field, "contact.phone_digits", number=number)]


def check_email(field: str, address: str) -> list[Problem]:
    """Warn about an e-mail address that cannot be one."""
    problem = phones.check_email(address) if address else None
    return [warning(field, f"contact.email_{problem}", address=address)] if problem else []
