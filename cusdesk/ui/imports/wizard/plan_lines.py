"""The rows of a plan as a list: filtered and sorted in memory, worded when they are seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.domain.polish_text import fold, sort_key
from cusdesk.services.imports import difference_texts, problem_text, reason_text
from cusdesk.ui.common.table.spec import ColumnSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.imports import ImportPlan
    from cusdesk.services.imports.model import PlannedRow
    from cusdesk.ui.common.table.spec import TableQuery

_TONES = {"doubtful": "warning", "rejected": "error", "unchanged": "muted"}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row of the plan in words."""

    id: bytes
    outcome: str
    title: str
    place: str
    said: str
    changes: str
    weight: int
    sheet: str
    number: int


COLUMNS = (
    ColumnSpec("outcome", "imports_ui.column.outcome", "enum", 14,
               enum_prefix="imports_plan.outcome", tone=lambda line: _TONES.get(line.outcome, "")),
    ColumnSpec("title", "imports_ui.column.title", width=28),
    ColumnSpec("place", "imports_ui.column.place", width=24),
    ColumnSpec("said", "imports_ui.column.said", width=52),
    ColumnSpec("changes", "imports_ui.column.changes", width=40),
    ColumnSpec("weight", "imports_ui.column.entries", "number", 9, is_visible=False),
)  # fmt: skip


class PlanLines:
    """Answers the questions of the list out of the plan; `outcome` empty shows everything."""

    def __init__(self, plan: ImportPlan, outcome: str = "") -> None:
        self._plan = plan
        self._outcome = outcome

    def list_ids(self, query: TableQuery) -> Sequence[bytes]:
        """Return the numbers of the rows that fit, as ids."""
        numbers = [n for n, row in enumerate(self._plan.rows) if self._outcome in {"", row.outcome}]
        if query.filters or query.sort:
            lines = [self.line(number) for number in numbers]
            lines = [line for line in lines if _fits(line, query)]
            if query.sort:
                lines.sort(key=lambda line: _order(line, query.sort), reverse=query.descending)
            return [line.id for line in lines]
        return [_id(number) for number in numbers]

    def rows_for(self, ids: Sequence[bytes]) -> list[PlanLine]:
        """Return the rows in words."""
        return [self.line(int.from_bytes(i, "big")) for i in ids]

    def row(self, line_id: bytes) -> PlannedRow:
        """Return the planned row behind a line."""
        return self._plan.rows[int.from_bytes(line_id, "big")]

    def line(self, number: int) -> PlanLine:
        """Return one row in words."""
        row = self._plan.rows[number]
        changes = "" if row.outcome == "doubtful" else changes_text(self._plan.kind, row)
        said = findings(row)
        place = place_text(row.sheet, row.row)
        return PlanLine(
            _id(number), row.outcome, row.title, place, " ".join(said), changes, row.weight,
            row.sheet, row.row or 0,
        )  # fmt: skip


def findings(row: PlannedRow) -> list[str]:
    """Return why the row is as it is, and what the reader found in it, in sentences."""
    said = [reason_text(row.reason, row.reason_params)] if row.reason else []
    said += [problem_text(p.kind, p.params) for p in row.problems if p.severity != "info"]
    return list(dict.fromkeys(said))


def changes_text(kind: str, row: PlannedRow) -> str:
    """Return what changes, in one line."""
    return "; ".join(
        tr("imports_ui.change", field=name, old=old, new=new)
        if old
        else tr("imports_ui.addition", field=name, new=new)
        for name, old, new in difference_texts(kind, row.differences)
    )


def place_text(sheet: str, row: int | None, column: str = "") -> str:
    """Return where something stands in the workbook."""
    if row is None:
        return sheet
    return tr("imports_ui.place", sheet=sheet, cell=f"{column}{row}")


def _id(number: int) -> bytes:
    return number.to_bytes(4, "big")


def _fits(line: PlanLine, query: TableQuery) -> bool:
    return all(fold(text) in fold(_word(line, key)) for key, text in query.filters.items())


def _word(line: PlanLine, key: str) -> str:
    value: Any = getattr(line, key)
    return tr(f"imports_plan.outcome.{value}") if key == "outcome" else str(value)


def _order(line: PlanLine, key: str) -> Any:  # noqa: ANN401 (a sort key)
    if key == "place":
        return (line.sheet, line.number)
    return line.weight if key == "weight" else sort_key(_word(line, key))
