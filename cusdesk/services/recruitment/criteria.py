"""Columns of a list that are criteria of the edition, and the marks that stand in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.domain.recruitment import CriterionMark, criterion_of, read_listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cusdesk.domain.recruitment import CriterionDraft
    from cusdesk.importing.columns import ColumnGuess
    from cusdesk.importing.workbook import CellValue, Sheet, Workbook
    from cusdesk.services.imports import ImportPlan

MEANING = "criterion:"
"""What a person says of a column: `criterion:` and the id of the criterion in hex."""
_NO_HOME = frozenset({"", "kept", "ignored"})
_IN_PAYLOAD = "criteria"

Maps = dict[str, dict[int, str]]


@dataclass(frozen=True, slots=True)
class ListedMark:
    """What a list says of one criterion of a person; `text` is the cell that was not understood."""

    criterion_id: bytes
    mark: CriterionMark
    reason: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class CriterionColumn:
    """A column of a list that is a criterion."""

    signature: str
    sheet: str
    column: int
    heading: str
    criterion: CriterionDraft


def without_criteria(maps: Mapping[str, Mapping[int, str]]) -> Maps:
    """Return what a person said of the columns, for a reader who knows no criteria."""
    return {
        key: {
            column: "ignored" if meaning.startswith(MEANING) else meaning
            for column, meaning in columns.items()
        }
        for key, columns in maps.items()
    }


def read_apart(maps: Maps, columns: Iterable[tuple[str, int]]) -> Maps:
    """Return the meanings with some columns, by signature and number, left to the recruitment."""
    found = {key: dict(meanings) for key, meanings in without_criteria(maps).items()}
    for signature, column in columns:
        found.setdefault(signature, {}).setdefault(column, "ignored")
    return found


def criterion_columns(
    plan: ImportPlan, workbook: Workbook, criteria: Sequence[CriterionDraft], maps: Maps
) -> tuple[CriterionColumn, ...]:
    """Return the columns that are criteria: a person said so, or the heading fits one.

    A column whose heading is that of a field of the card is a criterion only where half of its
    cells or more are marks; each criterion is taken from one column, the first.
    """
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    found: dict[tuple[str, bytes], CriterionColumn] = {}
    for columns in plan.maps:
        said = maps.get(columns.signature, {})
        for guess in columns.guesses:
            of = _criterion(guess, said.get(guess.column), criteria, sheets.get(columns.sheet))
            if of is not None and of.id is not None:
                one = CriterionColumn(
                    columns.signature, columns.sheet, guess.column, guess.heading, of
                )
                found.setdefault((columns.sheet, of.id), one)
    return tuple(found.values())


def _criterion(
    guess: ColumnGuess,
    said: str | None,
    criteria: Sequence[CriterionDraft],
    sheet: Sheet | None,
) -> CriterionDraft | None:
    if said is not None:
        wanted = said.removeprefix(MEANING) if said.startswith(MEANING) else ""
        return next((c for c in criteria if c.id is not None and c.id.hex() == wanted), None)
    of = criterion_of(guess.heading, criteria)
    if of is None or guess.field in _NO_HOME or guess.source != "heading":
        return of
    return of if sheet is not None and _holds_marks(sheet, guess, of.points or 0) else None


def _holds_marks(sheet: Sheet, guess: ColumnGuess, points: int) -> bool:
    cells = [sheet.cell(row, guess.column) for row in range(1, len(sheet.rows) + 1)]
    filled = [cell for cell in cells if cell not in {None, "", guess.heading}]
    read = [cell for cell in filled if read_listed(cell, points) is not None]
    return bool(read) and 2 * len(read) >= len(filled)


def listed_marks(
    plan: ImportPlan, workbook: Workbook, columns: Sequence[CriterionColumn]
) -> dict[int, tuple[ListedMark, ...]]:
    """Return `id(row)` of the plan → its marks; a cell that means nothing is to be looked at."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    found: dict[int, tuple[ListedMark, ...]] = {}
    for row in plan.rows:
        sheet = sheets.get(row.sheet)
        if sheet is not None and row.row is not None:
            own = [one for one in columns if one.sheet == row.sheet]
            marks = (_mark(sheet.cell(row.row, one.column), one.criterion) for one in own)
            found[id(row)] = tuple(mark for mark in marks if mark is not None)
    return found


def _mark(cell: CellValue, criterion: CriterionDraft) -> ListedMark | None:
    found = read_listed(cell, criterion.points or 0)
    if criterion.id is None or found == (None, ""):
        return None
    if found is None or found[0] is None:
        text = str(cell).strip()
        reason = tr("recruitment.intake.unread_mark", text=text)
        return ListedMark(criterion.id, CriterionMark.UNKNOWN, reason, text)
    return ListedMark(criterion.id, found[0], found[1])


def kept_marks(marks: Sequence[ListedMark]) -> dict[str, Any]:
    """Return marks as a waiting row keeps them until somebody decides about it."""
    return {_IN_PAYLOAD: [[m.criterion_id.hex(), m.mark.value, m.reason] for m in marks]}


def marks_kept(payload: Mapping[str, Any], criteria: Iterable[bytes]) -> Iterator[ListedMark]:
    """Give the marks a waiting row kept, of the criteria that are still there."""
    living = set(criteria)
    for key, mark, reason in payload.get(_IN_PAYLOAD, ()):
        if bytes.fromhex(key) in living:
            yield ListedMark(bytes.fromhex(key), CriterionMark(mark), reason)


def doubts_in(
    marks: Sequence[ListedMark], columns: Sequence[CriterionColumn]
) -> Iterator[tuple[str, str]]:
    """Give (text of the criterion, cell) of the cells that were not understood."""
    texts = {one.criterion.id: one.criterion.text for one in columns}
    for mark in marks:
        if mark.text:
            yield texts[mark.criterion_id], mark.text


def shown(columns: Sequence[CriterionColumn], guess: ColumnGuess, signature: str) -> ColumnGuess:
    """Return a column with the criterion it is, for whoever may correct it."""
    for one in columns:
        if (one.signature, one.column) == (signature, guess.column):
            key = (one.criterion.id or b"").hex()
            return replace(guess, field=f"{MEANING}{key}")
    return guess
