"""Marks for the view at the front desk: which widgets show somebody's data.

Lists and fields are covered without a mark (`ui.shell.privacy`); labels and pictures need one::

    mark_personal(self.name, "name")      # initials
    mark_personal(self._facts)            # blurred
    mark_personal(self._search, "never")  # stays sharp
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PERSONAL = "personal"


def mark_personal(widget: QWidget, how: str = "blur") -> None:
    """Mark a widget: "blur", "name" (a label whose text becomes initials) or "never"."""
    widget.setProperty(PERSONAL, how)


def initials(name: str) -> str:
    """Return „A. N.” for a name; words without letters are left out."""
    words = (word for word in name.replace("-", " ").split() if word[0].isalpha())
    return " ".join(f"{word[0].upper()}." for word in words)
