"""Cells with a tone: a sign beside the words, and the same colour of them in a selected row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyledItemDelegate

from cusdesk.ui.common.theme import current, icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

    from cusdesk.ui.common.table.spec import ColumnSpec

_SIGNS = {"error": "error", "warning": "warning"}
"""Tone -> picture; what is calm or done needs none."""


def sign_column(columns: Sequence[ColumnSpec]) -> int:
    """Return the column that carries the sign of its row: the first with a tone, -1 without any."""
    return next((n for n, column in enumerate(columns) if column.tone is not None), -1)


def colour_of(tone: str) -> str:
    """Return the name of the colour of a tone, "" for that of all the rest."""
    return tone.partition(" ")[0]


def sign_of(tone: str) -> QIcon | None:
    """Return the sign of a tone, None where the colour says nothing that has to be noticed."""
    colour, _space, picture = tone.partition(" ")
    picture = picture or _SIGNS.get(colour, "")
    return icon(picture, colour) if picture else None


def sign_width(columns: Sequence[ColumnSpec], number: int) -> int:
    """Return the pixels a column needs beside its words for a sign."""
    return current().icon_size + current().space(0.5) if number == sign_column(columns) else 0


class ToneDelegate(QStyledItemDelegate):
    """Paints a selected cell in its own tone: the colour of the selection would hide it."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let the words of a selected cell have the colour they have in any other row.

        The sign grows with the text.
        """
        super().initStyleOption(option, index)
        palette = option.palette
        words = palette.brush(QPalette.ColorRole.Text)
        palette.setBrush(QPalette.ColorRole.HighlightedText, words)
        option.palette = palette
        option.decorationSize = QSize(current().icon_size, current().icon_size)


def keep_tones(view: QTableView, columns: Sequence[ColumnSpec]) -> None:
    """Let the columns of a list that have tones keep them in selected rows."""
    delegate = ToneDelegate(view)
    for number, column in enumerate(columns):
        if column.tone is not None:
            view.setItemDelegateForColumn(number, delegate)
