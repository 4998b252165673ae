"""Column maps a person corrected, remembered by the shape of the source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.access import needs
from cusdesk.importing.layout import recalled, remembered
from cusdesk.models.imports import ImportMapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.layout import Fixes, FoundTable
    from cusdesk.importing.workbook import Workbook
    from cusdesk.services.office import Office

Corrections = dict[str, dict[int, str]]
"""Signature of a table → column number → meaning."""


@needs("imports.run")
def maps_for(
    office: Office,
    kind: str,
    workbook: Workbook,
    guess: Callable[[Workbook], Sequence[ColumnMap]],
    corrections: Corrections | None,
) -> list[ColumnMap]:
    """Return the guessed maps with what was remembered and, over it, what was just corrected."""
    saved = saved_maps(office, kind)
    if not saved and not corrections:
        return []  # the reader guesses by itself, and only once
    found = []
    for columns in guess(workbook):
        fields = {str(n): f for n, f in (corrections or {}).get(columns.signature, {}).items()}
        merged = {**saved.get(columns.signature, {}), **fields}
        if merged:
            found.append(columns.with_saved(merged))
    return found


@needs("imports.run")
def saved_maps(office: Office, kind: str) -> dict[str, dict[str, Any]]:
    """Return signature → what is kept: column number as text → meaning, or `remembered`."""
    query = select(ImportMapping.signature, ImportMapping.mapping_json).where(
        ImportMapping.kind == kind, ImportMapping.retired_at.is_(None)
    )
    with office.read() as session:
        return {signature: json.loads(text) for signature, text in session.execute(query)}


@needs("imports.run")
def save_map(office: Office, kind: str, columns: ColumnMap) -> None:
    """Remember a corrected map; the next file built the same way is read by it."""
    fields = {str(g.column): g.field for g in columns.guesses if g.source == "person"}
    if not fields:
        return
    _save(office, kind, columns.signature, fields)


@needs("imports.run")
def fixes_for(
    office: Office, kind: str, tables: Sequence[FoundTable], corrections: Fixes | None
) -> Fixes:
    """Return what was remembered of tables built like these and, over it, what was just corrected.

    Args:
        office: the open office.
        kind: attendance or hours.
        tables: of the file, as the program itself understands them.
        corrections: of this run, by table.
    """
    saved: dict[str, dict[str, Any]] = saved_maps(office, kind)
    fixes = {t.key: recalled(saved[t.signature]) for t in tables if t.signature in saved}
    return {**fixes, **(corrections or {})}


@needs("imports.run")
def save_tables(office: Office, kind: str, tables: Iterable[FoundTable]) -> None:
    """Remember how corrected tables are to be read; nothing for those that nobody corrected."""
    for table in tables:
        if table.corrected and table.layout != "skip":
            _save(office, kind, table.signature, remembered(table))


def _save(office: Office, kind: str, signature: str, kept: dict[str, Any]) -> None:
    with office.write("imports.save_map") as work:
        row = work.session.scalars(
            select(ImportMapping).where(
                ImportMapping.kind == kind,
                ImportMapping.signature == signature,
                ImportMapping.retired_at.is_(None),
            )
        ).first()
        text = json.dumps(kept, ensure_ascii=False)
        if row is None:
            work.session.add(ImportMapping(kind=kind, signature=signature, mapping_json=text))
        elif row.mapping_json != text:
            row.mapping_json = text
