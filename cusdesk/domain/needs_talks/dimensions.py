"""Dimensions of the reintegration potential: `resources/dictionaries/reintegration.toml`."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (read by annotations)
from dataclasses import dataclass
from functools import cache
from typing import Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.special_fields import SpecialField


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """A group of factors with the open question that begins its part of the talk."""

    code: str
    name: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension.

    Attributes:
        group: code of its group of factors.
        special: field of special categories it belongs to; None for an ordinary one.
    """

    code: str
    name: str
    group: str
    special: SpecialField | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a talk of a certain day asks about.

    Attributes:
        levels: (level, words) from support needed to a strong side.
    """

    valid_from: dt.date
    levels: tuple[tuple[int, str], ...]
    groups: tuple[FactorGroup, ...]
    dimensions: tuple[Dimension, ...]

    def of_group(self, code: str) -> list[Dimension]:
        """Return the dimensions of a group, in order."""
        return [dimension for dimension in self.dimensions if dimension.group == code]


@cache
def schemes() -> tuple[Scheme, ...]:
    """Return every scheme, oldest first."""
    rows = sorted(dictionary("reintegration")["scheme"], key=lambda row: row["valid_from"])
    return tuple(_scheme(row) for row in rows)


def scheme_on(day: dt.date) -> Scheme:
    """Return the scheme in force on a day; before the first one, the first."""
    valid = [scheme for scheme in schemes() if scheme.valid_from <= day]
    return valid[-1] if valid else schemes()[0]


def dimension_of(code: str) -> Dimension | None:
    """Return a dimension by its code, of the newest scheme that has it."""
    found = [d for scheme in schemes() for d in scheme.dimensions if d.code == code]
    return found[-1] if found else None


def dimension_name(code: str) -> str:
    """Return the Polish name of a dimension; an unknown code as it is."""
    dimension = dimension_of(code)
    return dimension.name if dimension else code


def level_name(level: int | None, day: dt.date) -> str:
    """Return a level in words, "" for none."""
    return dict(scheme_on(day).levels).get(level or 0, "")


def _scheme(row: dict[str, Any]) -> Scheme:
    return Scheme(
        row["valid_from"],
        tuple((entry["level"], entry["name"]) for entry in row["levels"]),
        tuple(FactorGroup(**entry) for entry in row["groups"]),
        tuple(
            Dimension(
                entry["code"],
                entry["name"],
                entry["group"],
                SpecialField(entry["special"]) if entry.get("special") else None,
            )
            for entry in row["dimensions"]
        ),
    )
