"""What an importer has to say about a cell, a row or a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["info", "warning", "error"]
"""`info`: handled quietly, nothing to decide. `warning`: repaired or read with a doubt a person
should see. `error`: cannot be taken over as it stands; the row waits in the queue or is
rejected."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One finding, with its place.

    Attributes:
        kind: stable English word, e.g. `pesel_checksum`; the sentence is `imports.problem.<kind>`.
        sheet: name of the sheet.
        row: row from 1; None for a whole sheet or column.
        column: column letter(s) as in the spreadsheet program; None for a whole row.
        severity: see `Severity`.
        params: values for the message (may hold what stands in the cell: never log it).
    """

    kind: str
    sheet: str
    row: int | None
    column: str | None
    severity: Severity
    params: dict[str, object] = field(default_factory=dict)
