"""Fields of special categories: health, disability, addiction, ethnic origin, convictions.

The programme of social services must name the data it needs (CUS act, art. 5(3)(9)); data of
special categories (GDPR art. 9, 10) are therefore off until a programme in force switches them on.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import Problem
from cusdesk.core.messages import tr
from cusdesk.domain.checks import check_dates, check_lengths, check_order
from cusdesk.domain.dictionaries import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class SpecialField(enum.StrEnum):
    """What is switched on together."""

    DISABILITY = "disability"
    HEALTH = "health"
    ADDICTION = "addiction"
    ETHNIC_ORIGIN = "ethnic_origin"
    CONVICTIONS = "convictions"


@dataclass(frozen=True, slots=True)
class ProgrammeDraft:
    """A programme of social services, as the form edits it.

    Attributes:
        resolution: number and date of the council's resolution that adopted it.
        valid_from, valid_to: inclusive; None leaves that side open.
        special_fields: what it lets the cards hold.
    """

    name: str = ""
    resolution: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    special_fields: tuple[SpecialField, ...] = ()


def check_programme(draft: ProgrammeDraft) -> list[Problem]:
    """Return what is wrong with a programme."""
    problems = [*check_lengths(draft, ()), *check_dates(draft)]
    problems += check_order("valid_to", draft.valid_from, draft.valid_to)
    if not draft.name.strip():
        problems.append(Problem("name", "programmes.problem.no_name"))
    return problems


def parse_fields(text: str) -> frozenset[SpecialField]:
    """Return the fields of a stored, blank-separated list; words nobody knows are left out."""
    known = {field.value for field in SpecialField}
    return frozenset(SpecialField(word) for word in text.split() if word in known)


def format_fields(fields: Iterable[SpecialField]) -> str:
    """Return fields as they are stored: sorted, separated by a blank."""
    return " ".join(sorted(field.value for field in set(fields)))


def columns_of(field: SpecialField) -> tuple[str, ...]:
    """Return the columns of a card that belong to a field, in the order of the form."""
    return tuple(dictionary("special_fields")["columns"][field.value])


def columns_without(on: Iterable[SpecialField]) -> frozenset[str]:
    """Return the columns of every field that is not among those switched on."""
    off = set(SpecialField) - set(on)
    return frozenset(column for field in off for column in columns_of(field))


def empty_value(column: str) -> object:
    """Return what an empty column of this kind holds."""
    if column.endswith(("_from", "_to")):
        return None
    return dictionary("special_fields")["empty"].get(column, "")


def fields_said(values: Mapping[str, Any]) -> frozenset[SpecialField]:
    """Return the fields about which values by column say something."""
    return frozenset(
        field
        for field in SpecialField
        for column in columns_of(field)
        if values.get(column) not in (None, "", empty_value(column))
    )


def field_name(field: SpecialField) -> str:
    """Return the Polish name of a field."""
    return tr(f"programmes.field.{field.value}")


def field_names(fields: Iterable[SpecialField]) -> str:
    """Return the names of fields in their usual order, parted by commas."""
    wanted = set(fields)
    return ", ".join(field_name(field) for field in SpecialField if field in wanted)
