"""What the keys of the grid mean. No widgets: the view asks, and does it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from cusdesk.domain.attendance import Mark  # noqa: TC001 (field of a dataclass)
from cusdesk.ui.attendance.grid.cells import begins_word, mark_of_key, mark_of_word
from cusdesk.ui.attendance.grid.state import Place  # noqa: TC001 (field of a dataclass)

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_K = Qt.Key

COMMANDS: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (_K.Key_P, _CTRL | _SHIFT): "all_present",
    (_K.Key_N, _CTRL | _SHIFT): "all_absent",
    (_K.Key_D, _CTRL): "fill_down",
    (_K.Key_R, _CTRL): "fill_right",
    (_K.Key_C, _CTRL): "copy",
    (_K.Key_Insert, _CTRL): "copy",
    (_K.Key_X, _CTRL): "cut",
    (_K.Key_V, _CTRL): "paste",
    (_K.Key_Insert, _SHIFT): "paste",
    (_K.Key_Space, _CTRL): "select_day",
    (_K.Key_Space, _SHIFT): "select_person",
    (_K.Key_Delete, _NONE): "clear",
    (_K.Key_Backspace, _NONE): "clear",
    (_K.Key_F2, _NONE): "edit",
    (_K.Key_F4, _NONE): "reasons",
    (_K.Key_F6, _NONE): "leave",
    (_K.Key_Return, _NONE): "enter",
    (_K.Key_Enter, _NONE): "enter",
    (_K.Key_Enter, _KEYPAD): "enter",
    (_K.Key_Return, _SHIFT): "enter_up",
    (_K.Key_Tab, _NONE): "tab",
    (_K.Key_Backtab, _SHIFT): "tab_back",
    (_K.Key_Home, _NONE): "first_day",
    (_K.Key_End, _NONE): "last_day",
}


class Advance(StrEnum):
    """Where the cursor goes by itself after a mark of one key."""

    DOWN = "down"
    RIGHT = "right"
    STAY = "stay"


def command_of(key: int, modifiers: Qt.KeyboardModifier) -> str:
    """Return the command of a key, "" for typing and Qt's own moves."""
    try:
        return COMMANDS.get((Qt.Key(key), modifiers), "")
    except ValueError:  # a key Qt has no name for
        return ""


@dataclass(slots=True)
class TypedWord:
    """The letters typed since a mark was written: after `n` a `b` belongs to „nb”.

    Attributes:
        place: the cell that was written; the cursor may be further already.
    """

    text: str
    place: Place

    def takes(self, key: str) -> bool:
        """Return True when the key only goes on with the word, and is no mark of its own."""
        return mark_of_key(key) is None and begins_word(self.text + key)

    def add(self, key: str) -> Mark | None:
        """Take the key; return the mark when the letters are a whole word now."""
        self.text += key
        return mark_of_word(self.text)
