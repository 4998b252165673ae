"""The waiting rows and warnings as a list: read once, filtered and sorted in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import fold, sort_key
from cusdesk.services.imports import list_issues
from cusdesk.ui.common.table.spec import ColumnSpec
from cusdesk.ui.imports.wizard.plan_lines import place_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.imports import Issue
    from cusdesk.services.office import Office
    from cusdesk.ui.common.table.spec import TableQuery


@dataclass(frozen=True, slots=True)
class IssueLine:
    """One waiting row in words."""

    id: bytes
    title: str
    message: str
    place: str
    file: str
    issue: Issue


COLUMNS = (
    ColumnSpec("title", "imports_ui.column.title", width=26),
    ColumnSpec("message", "imports_ui.column.said", width=60),
    ColumnSpec("place", "imports_ui.column.place", width=18),
    ColumnSpec("file", "imports_ui.column.file", width=30),
)


class IssueLines:
    """Answers the questions of the list; one outcome, of one import or of all."""

    def __init__(self, office: Office, outcome: str, batch_id: bytes | None) -> None:
        self._office, self._outcome, self._batch_id = office, outcome, batch_id
        self._lines: dict[bytes, IssueLine] = {}

    def list_ids(self, query: TableQuery) -> Sequence[bytes]:
        """Read what waits and return the ids that fit."""
        issues = list_issues(self._office, self._batch_id, (self._outcome,))
        self._lines = {issue.id: _line(issue) for issue in issues}
        lines = [line for line in self._lines.values() if _fits(line, query)]
        if query.sort:
            lines.sort(key=lambda li: sort_key(getattr(li, query.sort)), reverse=query.descending)
        return [line.id for line in lines]

    def rows_for(self, ids: Sequence[bytes]) -> list[IssueLine]:
        """Return the rows in words."""
        return [self._lines[i] for i in ids if i in self._lines]

    def issue(self, issue_id: bytes) -> Issue | None:
        """Return the waiting row itself."""
        line = self._lines.get(issue_id)
        return line.issue if line else None

    def all_ids(self) -> list[bytes]:
        """Return the ids of everything read last."""
        return list(self._lines)


def _line(issue: Issue) -> IssueLine:
    place = place_text(issue.sheet, issue.row, issue.column)
    return IssueLine(issue.id, issue.title, issue.message, place, issue.file_name, issue)


def _fits(line: IssueLine, query: TableQuery) -> bool:
    return all(fold(text) in fold(getattr(line, key)) for key, text in query.filters.items())
