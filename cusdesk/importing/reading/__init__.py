"""Any workbook file in, a plain `Workbook` out: `read_workbook`.

Values come from calamine; what only the look of a cell says (fills, strike-through, comments,
hidden and merged places, formulas) comes from a cheap scan of our own, one for each format.
Hostile and broken files are recognised before anything is unpacked into memory.
"""

from __future__ import annotations

from cusdesk.importing.reading.opening import read_workbook

__all__ = ["read_workbook"]
