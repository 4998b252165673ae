"""A list and the form of one of its records, on one screen: what catalogue and providers share."""

from __future__ import annotations

from cusdesk.ui.common.record.editor import RecordCalls, RecordEditor
from cusdesk.ui.common.record.parts import RecordParts, RecordPlace, RecordWords
from cusdesk.ui.common.record.screen import RecordScreen

__all__ = [
    "RecordCalls",
    "RecordEditor",
    "RecordParts",
    "RecordPlace",
    "RecordScreen",
    "RecordWords",
]
