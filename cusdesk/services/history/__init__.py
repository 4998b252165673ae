"""Undo and redo, the history of records, taking one change back, the bin."""

from __future__ import annotations

from cusdesk.db.undo_one import OneChange
from cusdesk.services.history.bin import RECENT_DAYS, BinRow, bin_rows, restore
from cusdesk.services.history.records import ALL_SETTINGS, HistoryEntry, history_of
from cusdesk.services.history.steps import (
    Undone,
    next_redo,
    next_undo,
    redo,
    take_back,
    take_back_all,
    undo,
)
from cusdesk.services.history.take_back import TakeBackView, look_at_change, take_back_change
from cusdesk.services.history.words import operation_label, shown_value

__all__ = [
    "ALL_SETTINGS",
    "RECENT_DAYS",
    "BinRow",
    "HistoryEntry",
    "OneChange",
    "TakeBackView",
    "Undone",
    "bin_rows",
    "history_of",
    "look_at_change",
    "next_redo",
    "next_undo",
    "operation_label",
    "redo",
    "restore",
    "shown_value",
    "take_back",
    "take_back_all",
    "take_back_change",
    "undo",
]
