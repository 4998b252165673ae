"""A list of candidates before it is taken in: where it came from, and what is said of its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence  # noqa: TC003 (fields of public rows)
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from cusdesk.core.messages import tr
from cusdesk.importing.workbook import Sheet, Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.domain.changes import Changes
    from cusdesk.importing.workbook import CellValue
    from cusdesk.services.imports.model import ImportPlan, PlannedRow
    from cusdesk.services.recruitment.criteria import CriterionColumn, ListedMark
    from cusdesk.services.recruitment.model import EditionDetails
    from cusdesk.services.recruitment.submission import Submitted

IntakeOutcome = Literal["new", "known", "here", "doubtful", "rejected"]
OUTCOMES: tuple[IntakeOutcome, ...] = ("new", "known", "here", "doubtful", "rejected")


@dataclass(slots=True)
class IntakeRow:
    """One row of the list.

    Attributes:
        outcome: new (a card will be made), known (a resident), here (already a candidate),
            doubtful (waits for a person), rejected (no name).
        remarks: family, repetition, findings of the reader, in Polish sentences.
        resident_id: who it is for certain, if the office knows the person.
        is_beside: a known person whose row contradicts the card: a candidate at once, the
            contradiction alone waits.
        marks: what the columns of criteria say of the person.
    """

    planned: PlannedRow
    outcome: IntakeOutcome
    submitted: Submitted
    remarks: tuple[str, ...] = ()
    resident_id: bytes | None = None
    is_beside: bool = False
    marks: tuple[ListedMark, ...] = ()

    @property
    def joins(self) -> bool:
        """Whether the row becomes a candidate at once."""
        return self.outcome in {"new", "known"}


@dataclass(slots=True)
class IntakePlan:
    """What taking a list in will do; the very same is executed.

    Attributes:
        rows: in the order of submission.
        unread: headings of columns that go to the notes of the card.
        criteria: columns that are criteria of the edition.
        lacking: what no row has, in sentences.
        is_late: the list of the edition is approved; who comes now waits at its end.
    """

    edition: EditionDetails
    plan: ImportPlan
    rows: list[IntakeRow]
    read: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    is_late: bool = False
    criteria: tuple[CriterionColumn, ...] = ()
    lacking: tuple[str, ...] = ()

    def counts(self) -> dict[IntakeOutcome, int]:
        """Return how many rows have each outcome."""
        return {kind: sum(row.outcome == kind for row in self.rows) for kind in OUTCOMES}

    @property
    def joining(self) -> int:
        """How many become candidates at once."""
        return sum(row.joins for row in self.rows)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in.

    Attributes:
        batch_id: the import in the list of imports; rejected and doubtful rows stand there.
    """

    batch_id: bytes
    candidates: int
    counts: dict[IntakeOutcome, int]
    changes: Changes


@dataclass(frozen=True, slots=True)
class CandidateList:
    """A list that was read from the clipboard or a file and waits to be planned."""

    workbook: Workbook
    sha256: str
    maps: dict[str, dict[int, str]] = field(default_factory=dict)


def pasted_list(cells: Sequence[Sequence[str]]) -> CandidateList:
    """Return the cells of the clipboard as a list of candidates."""
    name = tr("recruitment.intake.pasted")
    rows: list[list[CellValue]] = [[cell.strip() or None for cell in row] for row in cells]
    sheet = Sheet(name, rows, styles_lost=True)
    text = "\n".join("\t".join(row) for row in cells)
    return CandidateList(Workbook(name, [sheet]), hashlib.sha256(text.encode()).hexdigest())


def opened_list(path: Path) -> CandidateList:
    """Return a file as a list of candidates.

    Raises:
        ImportProblemError: the file cannot be read.
    """
    from cusdesk.services.imports.source import read_source

    source = read_source(path)
    return CandidateList(source.workbook, source.sha256)


def with_meaning(source: CandidateList, signature: str, column: int, meaning: str) -> CandidateList:
    """Return the list with one column read as a person says."""
    maps = {key: dict(columns) for key, columns in source.maps.items()}
    maps.setdefault(signature, {})[column] = meaning
    return replace(source, maps=maps)
