"""Whose figure a cell most likely waits for, before somebody says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.own_sheets import Scope, figure_kinds
from cusdesk.domain.polish_text import fold
from cusdesk.importing.own_sheet import column_letters, split_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.own_sheets.filling import KeptSheet


def likely_whose(
    kept: KeptSheet, sheet: str, cell: str, services: Sequence[tuple[bytes, str]]
) -> tuple[bytes | None, int | None]:
    """Return (service, line of the list) a cell most likely waits for; (None, None) for no idea.

    What another cell of the same row waits for; else the service named left of the cell, the
    longest name where several are.

    Args:
        kept: the workbook with its marks.
        sheet: name of the sheet.
        cell: address of the cell.
        services: (id, name) of the catalogue.
    """
    column, row = split_place(cell)
    for mark in kept.marks:
        is_service = figure_kinds()[mark.figure].scope is Scope.SERVICE
        if mark.sheet == sheet and split_place(mark.cell)[1] == row and is_service:
            return mark.service_id, mark.position
    words = " ".join(
        fold(kept.own.text(sheet, f"{column_letters(number)}{row}")) for number in range(1, column)
    )
    named = [(len(name), key) for key, name in services if fold(name) and fold(name) in words]
    return (max(named)[1], None) if named else (None, None)
