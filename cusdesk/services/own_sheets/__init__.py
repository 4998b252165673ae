"""The office's own workbooks, filled with the figures of a month."""

from __future__ import annotations

from cusdesk.services.own_sheets.commands import (
    MovedMark,
    ReadSheet,
    add,
    change_marks,
    compare,
    read_own_sheet,
    rename,
    replace_file,
    retire,
    with_words,
)
from cusdesk.services.own_sheets.filling import (
    FilledCell,
    FilledSheet,
    KeptSheet,
    SheetRow,
    fill,
    fill_file,
    get,
    list_sheets,
    save_filled,
)
from cusdesk.services.own_sheets.likely import likely_whose

__all__ = [
    "FilledCell",
    "FilledSheet",
    "KeptSheet",
    "MovedMark",
    "ReadSheet",
    "SheetRow",
    "add",
    "change_marks",
    "compare",
    "fill",
    "fill_file",
    "get",
    "likely_whose",
    "list_sheets",
    "read_own_sheet",
    "rename",
    "replace_file",
    "retire",
    "save_filled",
    "with_words",
]
