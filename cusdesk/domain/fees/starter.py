"""Rules an office may begin with, and invented people to try a rule out on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.fees.rule import (
    BandKind,
    Combination,
    CriterionBase,
    FeeBand,
    FeeRelief,
    FeeRule,
    FeeUnit,
    ReliefKind,
    RoundingStage,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """An invented person beside the form of a rule.

    Attributes:
        amount: hours, meetings or days in a month.
    """

    name: str
    income_gr: int | None
    persons: int
    is_single: bool
    amount: int


def starter_names() -> dict[str, str]:
    """Return id -> name of the rules an office may begin with."""
    return {row["id"]: row["name"] for row in dictionary("fees")["starter"]}


def starter_rule(rule_id: str) -> FeeRule:
    """Return such a rule; prices are the office's own and are not in it.

    `suo_national`: the table of the regulation on specialised care services for people with mental
    disorders (text of Dz.U. 2024 poz. 816), rates since 1 May 2023; both columns are counted from
    the criterion of a single person.
    """
    row = next(row for row in dictionary("fees")["starter"] if row["id"] == rule_id)
    where = row["band_paragraph"]
    return FeeRule(
        name=row["name"],
        number=row["number"],
        valid_from=row["valid_from"],
        base=CriterionBase(row["base"]),
        unit=FeeUnit(row["unit"]),
        bands=tuple(_band(band, where) for band in row["bands"]),
        reliefs=tuple(_relief(relief) for relief in row["reliefs"]),
        combination=Combination(row["combination"]),
        rounding_stage=RoundingStage(row["rounding_stage"]),
        rounding_unit_gr=row["rounding_unit_gr"],
        due_day=row["due_day"],
        paragraph_price=row["paragraph_price"],
        paragraph_due=row["paragraph_due"],
    )


def _band(row: dict[str, Any], paragraph: str) -> FeeBand:
    kind = BandKind(row.get("kind", "percent"))
    return FeeBand(row.get("upto"), kind, row["single"], row["family"], paragraph)


def _relief(row: dict[str, Any]) -> FeeRelief:
    kind = ReliefKind(row["kind"])
    return FeeRelief(None, row["name"], kind, row["value"], paragraph=row["paragraph"])


def samples() -> tuple[Sample, ...]:
    """Return three invented people to try a rule out on."""
    return tuple(Sample(**row) for row in dictionary("fees")["samples"])


def relief_names() -> tuple[str, ...]:
    """Return names that are proposed while a relief is typed."""
    return tuple(dictionary("fees")["relief_names"]["names"])
