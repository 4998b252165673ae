"""Tables that are typed in: keyboard as in a spreadsheet, paste with a preview.

`GridView` shows any model that keeps to `GridEdits`; `RowsModel` is a ready one over a list of
small dataclasses (lines of a plan, hours of a worker).
"""

from __future__ import annotations

from cusdesk.ui.common.grid.paste import PastedCell, PastePreview, split_clipboard
from cusdesk.ui.common.grid.rows_model import GridColumn, RowsModel
from cusdesk.ui.common.grid.view import GridEdits, GridView

__all__ = [
    "GridColumn",
    "GridEdits",
    "GridView",
    "PastePreview",
    "PastedCell",
    "RowsModel",
    "split_clipboard",
]
