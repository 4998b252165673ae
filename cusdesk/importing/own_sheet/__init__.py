"""The office's own workbook: what stands in it, and the same file with the figures of a month.

Nothing of the file is lost: the cells that get a figure are changed in the XML of their sheet, and
everything else, what no library of ours understands included, comes out byte for byte.
"""

from __future__ import annotations

from cusdesk.importing.own_sheet.cells import box_of, column_letters, split_place
from cusdesk.importing.own_sheet.filling import (
    CellValues,
    HeldCell,
    OwnSheet,
    fill_sheet,
    open_sheet,
)
from cusdesk.importing.own_sheet.guessing import (
    SheetWords,
    find_moved,
    guess_marks,
)
from cusdesk.importing.own_sheet.values import Figure

__all__ = [
    "CellValues",
    "Figure",
    "HeldCell",
    "OwnSheet",
    "SheetWords",
    "box_of",
    "column_letters",
    "fill_sheet",
    "find_moved",
    "guess_marks",
    "open_sheet",
    "split_place",
]
