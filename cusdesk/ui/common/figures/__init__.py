"""Tables of figures each of which opens the list behind it."""

from __future__ import annotations

from cusdesk.ui.common.figures.page import FigurePage, FigureWords

__all__ = ["FigurePage", "FigureWords"]
