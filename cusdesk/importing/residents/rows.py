"""What is read out of a list of residents."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (part of the public dataclass)
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.domain.addresses import Address
from cusdesk.importing.problems import CellProblem, Severity

if TYPE_CHECKING:
    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.status_words import Status
    from cusdesk.importing.tables import Skipped


@dataclass(frozen=True, slots=True)
class ImportedPhone:
    """One telephone: `+48` and nine digits, or a foreign number, and whose it is."""

    number: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class OtherDocument:
    """A document in place of a PESEL; country as two letters, empty when not said."""

    kind: str
    number: str
    country: str = ""


@dataclass(slots=True)
class ResidentRow:
    """One person as the list has them.

    Attributes:
        sources: (sheet, row) of every row the record was read from.
        pesel: eleven digits, also with a wrong check digit (`pesel_valid` is False then).
        pesel_as_written: what stood there when it is wrong.
        services_since: ISO date, or only `2025-01` or `2025` when no more was written.
        notes: from the columns of remarks; `extra_notes` is everything else without a home.
        doubts: fields whose value is the best reading and has to be confirmed.
        problems: findings with their place.
    """

    sources: list[tuple[str, int]]
    surname: str = ""
    given_name: str = ""
    second_name: str = ""
    birth_surname: str = ""
    pesel: str = ""
    pesel_valid: bool = False
    pesel_as_written: str = ""
    birth_date: dt.date | None = None
    sex: str = ""
    address: Address = field(default_factory=Address)
    other_addresses: list[Address] = field(default_factory=list)
    solectwo: str = ""
    phones: list[ImportedPhone] = field(default_factory=list)
    email: str = ""
    status: Status = "active"
    status_date: dt.date | None = None
    disability: str = ""
    disability_from: dt.date | None = None
    disability_until: dt.date | None = None
    contact_person: str = ""
    services: list[str] = field(default_factory=list)
    services_since: str = ""
    plan_number: str = ""
    folder_number: str = ""
    other_document: OtherDocument | None = None
    notes: str = ""
    extra_notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    section: str = ""
    doubts: set[str] = field(default_factory=set)
    problems: list[CellProblem] = field(default_factory=list)

    def doubt(self, *fields: str) -> None:
        """Mark fields as best readings."""
        self.doubts.update(fields)

    @property
    def all_notes(self) -> str:
        """Return everything that has no field of its own, line by line; nothing is lost."""
        lines = [self.notes, *self.extra_notes, *self.comments]
        return "\n".join(dict.fromkeys(line for line in lines if line))


@dataclass(slots=True)
class ResidentsFile:
    """Everything read from a workbook.

    Attributes:
        rows: the people.
        problems: findings about sheets and rows that hold no person; those of people are in `rows`.
        maps: the column maps used, one for each differently built table.
        skipped: (sheet, row) texts that were passed over: titles, totals, footers.
        skipped_sheets: sheets without people.
    """

    rows: list[ResidentRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    maps: list[ColumnMap] = field(default_factory=list)
    skipped: list[tuple[str, Skipped]] = field(default_factory=list)
    skipped_sheets: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Place:
    """Where a row is being read, to say problems with their place."""

    record: ResidentRow
    sheet: str
    row: int

    def problem(self, kind: str, column: int | None, severity: Severity, **params: object) -> None:
        """Note a finding about a cell of this row (column None: the whole row)."""
        letters = column_letters(column) if column else None
        self.record.problems.append(
            CellProblem(kind, self.sheet, self.row, letters, severity, dict(params))
        )

    def drop(self, kind: str, column: int | None) -> None:
        """Take a finding back that something else in the file has settled."""
        letters = column_letters(column) if column else None
        problems = self.record.problems
        problems[:] = [p for p in problems if (p.kind, p.column) != (kind, letters)]


def column_letters(column: int) -> str:
    """Return `A` for 1, `AA` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
