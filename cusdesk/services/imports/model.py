"""What an import is going to do: a plan made of rows, the very one that is executed."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from cusdesk.core.messages import tr
from cusdesk.domain.special_fields import SpecialField, field_names
from cusdesk.importing.problems import CellProblem

if TYPE_CHECKING:
    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.layout import FoundTable

_ISO = re.compile(r"(?:1[89]|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
Kind = Literal["residents", "applications", "services", "attendance", "hours", "invoices"]
KINDS: tuple[Kind, ...] = (
    "residents", "applications", "services", "attendance", "hours", "invoices",
)  # fmt: skip
"""What the wizard of the window offers."""
Outcome = Literal["new", "changed", "unchanged", "doubtful", "rejected"]
OUTCOMES: tuple[Outcome, ...] = ("new", "changed", "unchanged", "doubtful", "rejected")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that an import would set, as stored text: `old` → `new`."""

    field: str
    old: str
    new: str


@dataclass(slots=True)
class PlannedRow:
    """One row of the plan.

    Attributes:
        outcome: what will happen: only `new` and `changed` are written.
        sheet, row, column: where it stands; column empty for a whole row.
        title: what the row is called in the preview, usually a name.
        payload: what would be written, as JSON values; its shape belongs to the kind.
        target: id of the record that is changed or unchanged; of a new person once written.
        differences: for `changed` and for a doubt between two records.
        candidates: records a doubtful row may belong to, likeliest first.
        reason: kind of the problem that made it doubtful or rejected.
        problems: findings of the reader about this row.
        weight: how many entries the row stands for (marks of a person).
        raw: the cells as they stood, for rows a person has to look at.
        twin: another row of the plan that may be about the same person.
    """

    outcome: Outcome
    sheet: str
    row: int | None
    title: str
    payload: dict[str, Any]
    column: str = ""
    target: bytes | None = None
    differences: list[Difference] = field(default_factory=list)
    candidates: tuple[bytes, ...] = ()
    reason: str = ""
    reason_params: dict[str, object] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    weight: int = 1
    raw: list[object] = field(default_factory=list)
    twin: PlannedRow | None = None

    def says_something_new(self, said: set[tuple[str, ...]]) -> bool:
        """Return True unless the reason is about the whole sheet and was said already."""
        if self.outcome in {"doubtful", "rejected"} or not self.reason.startswith("service_"):
            return True
        key = (self.sheet, self.reason, str(self.reason_params.get("service", "")))
        if key in said:
            return False
        said.add(key)
        return True


@dataclass(slots=True)
class ImportPlan:
    """What the import of one file will do.

    Attributes:
        problems: findings about the file as a whole; those of rows are in the rows.
        maps: the column maps used, one for each differently built table.
        as_of: number of the last operation the plan knows of; it is executed only on that state.
        tables: of lists and work cards: how each table was understood.
        imported_before: when this very file was brought in last; None when it never was.
        special_fields: what the rows speak about and no programme has on; the import switches
            them on.
    """

    kind: Kind
    file_name: str
    sha256: str
    rows: list[PlannedRow]
    problems: list[CellProblem] = field(default_factory=list)
    maps: list[ColumnMap] = field(default_factory=list)
    tables: list[FoundTable] = field(default_factory=list)
    as_of: int = 0
    imported_before: dt.datetime | None = None
    special_fields: frozenset[SpecialField] = frozenset()

    def counts(self) -> dict[str, int]:
        """Return how many entries have each outcome."""
        found: Counter[str] = Counter()
        for row in self.rows:
            found[row.outcome] += row.weight
        return {outcome: found[outcome] for outcome in OUTCOMES}

    def headings(self) -> dict[str, str]:
        """Return column number → heading of the table that most rows come from."""
        if not self.maps:
            return {}
        sheets = Counter(row.sheet for row in self.rows)
        columns = max(self.maps, key=lambda found: sheets[found.sheet])
        return {str(guess.column): guess.heading for guess in columns.guesses if guess.heading}

    def report(self) -> dict[str, Any]:
        """Return the report of the command line: counts and problems with their places."""
        problems = [_problem(p) for p in self.problems]
        if self.imported_before is not None:
            params: dict[str, object] = {"date": f"{self.imported_before:%d.%m.%Y}"}
            problems.append(
                _problem(CellProblem("file_imported_before", "", None, None, "warning", params))
            )
        if self.special_fields:
            params = {"fields": field_names(self.special_fields)}
            problems.append(
                _problem(CellProblem("special_field", "", None, None, "warning", params))
            )
        said: set[tuple[str, ...]] = set()
        for row in self.rows:
            problems += [_problem(p) for p in row.problems]
            if row.reason and row.says_something_new(said):
                problems.append(
                    {
                        "sheet": row.sheet,
                        "row": row.row,
                        "column": row.column or None,
                        "kind": row.reason,
                        "message": reason_text(row.reason, row.reason_params),
                    }
                )
        return {"counts": self.counts(), "problems": problems}


def problem_text(kind: str, params: dict[str, object]) -> str:
    """Return the Polish sentence of a reader's finding."""
    from cusdesk.core.messages import all_messages

    known = all_messages()
    for prefix in ("imports.problem", "imports_hours.problem", "imports_plan.reason"):
        if f"{prefix}.{kind}" in known:
            return tr(f"{prefix}.{kind}", **{n: _in_words(n, v) for n, v in params.items()})
    return tr("imports_plan.reason.other", kind=kind)


def _in_words(name: str, value: object) -> object:
    """Return a parameter as people write it: 4,5 and 3, a date with full stops; `raw` as it is."""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, str) and name != "raw" and _ISO.fullmatch(value):
        year, month, day = value.split("-")
        return f"{day}.{month}.{year}"
    return f"{value:%d.%m.%Y}" if isinstance(value, dt.date) else value


def reason_text(kind: str, params: dict[str, object]) -> str:
    """Return why a row is doubtful or rejected, in a Polish sentence."""
    return problem_text(kind, params)


def _problem(problem: CellProblem) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "kind": problem.kind,
        "message": problem_text(problem.kind, problem.params),
    }


def to_json(value: object) -> str:
    """Return JSON of a payload: dates as ISO text, ids as hex, sets as lists."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)


def date_of(value: object) -> dt.date | None:
    """Return the date of a payload value, which is a date or ISO text."""
    if isinstance(value, str):
        return dt.date.fromisoformat(value) if value else None
    return value if isinstance(value, dt.date) else None


def id_of(value: object) -> bytes | None:
    """Return the id of a payload value, which is bytes or hex."""
    if isinstance(value, str):
        return bytes.fromhex(value) if value else None
    return value if isinstance(value, bytes) else None
