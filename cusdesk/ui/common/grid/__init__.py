"""Tables that are typed in: keyboard as in a spreadsheet, paste with a preview.

`GridView` shows any model that keeps to `GridEdits`.
"""

from __future__ import annotations

from cusdesk.ui.common.grid.paste import PastedCell, PastePreview, split_clipboard
from cusdesk.ui.common.grid.view import GridEdits, GridView

__all__ = [
    "GridEdits",
    "GridView",
    "PastePreview",
    "PastedCell",
    "split_clipboard",
]
