"""Figures of a month in the office's own workbook: which there are, and where they go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import Problem
from cusdesk.core.messages import tr
from cusdesk.domain.dictionaries import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_NAME = 80


class Scope(StrEnum):
    """Of what a figure is."""

    OFFICE = "office"
    SERVICE = "service"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A figure that a cell can wait for; the words are folded, see the dictionary `own_sheets`."""

    key: str
    scope: Scope
    headings: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What a person reads."""
        return tr(f"own_sheets.figure.{self.key}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell of the workbook and the figure it waits for.

    Attributes:
        cell: address such as `D8`; of a merged range the first.
        figure: key of a figure.
        service_id: whose figure; None for the office, and for a line of a repeated list.
        position: line of a repeated list, from 1: the n-th service of the month, or the n-th
            person of a service; None for a single cell.
        left, above: the nearest words beside and over the cell when it was marked; by them a cell
            that moved is noticed.
    """

    sheet: str
    cell: str
    figure: str
    service_id: bytes | None = None
    position: int | None = None
    left: str = ""
    above: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Sheet and address."""
        return self.sheet, self.cell


@cache
def figure_kinds() -> dict[str, FigureKind]:
    """Return the figures by key, in the order in which headings are tried."""
    found: dict[str, dict[str, Any]] = dictionary("own_sheets")["figures"]
    return {
        key: FigureKind(
            key,
            Scope(words["scope"]),
            tuple(words.get("headings", ())),
            tuple(words.get("labels", ())),
            tuple(words.get("names", ())),
        )
        for key, words in found.items()
    }


def kinds_to_choose() -> list[FigureKind]:
    """Return the figures in the order in which a person chooses: the usual ones first."""
    return [figure_kinds()[key] for key in dictionary("own_sheets")["order"]]


def check_marks(name: str, marks: Sequence[Mark]) -> list[Problem]:
    """Return what is wrong with a workbook's name and marks; empty when nothing is."""
    problems = []
    if not name.strip() or len(name) > LONGEST_NAME:
        problems.append(Problem("name", "own_sheets.check.name", {"n": LONGEST_NAME}))
    seen: set[tuple[str, str]] = set()
    for mark in marks:
        if mark.place in seen:
            problems.append(Problem("marks", "own_sheets.check.twice", {"cell": mark.cell}))
        seen.add(mark.place)
        kind = figure_kinds().get(mark.figure)
        if kind is None or (kind.scope is Scope.OFFICE) != (
            mark.service_id is None and mark.position is None
        ):
            problems.append(Problem("marks", "own_sheets.check.whose", {"cell": mark.cell}))
    return problems


def lines_missing(marks: Iterable[Mark], service_count: int) -> int:
    """Return how many services of the month find no line in the list of services; 0 without one."""
    lines = {
        mark.position
        for mark in marks
        if mark.position is not None
        and mark.service_id is None
        and figure_kinds()[mark.figure].scope is Scope.SERVICE
    }
    return max(0, service_count - len(lines)) if lines else 0
