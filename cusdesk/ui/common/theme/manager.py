"""Applying a palette and a text size to the running application."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from cusdesk.core.paths import resource_dir
from cusdesk.ui.common.theme.colours import LIGHT, PALETTES, Colours
from cusdesk.ui.common.theme.sheet import style_sheet

GRID = 8
_PREFERRED_FAMILIES = ["Segoe UI", "Noto Sans", "Inter", "DejaVu Sans"]
_KINDS_WITH_A_FONT = (
    "QMenu", "QMenuBar", "QMessageBox", "QTipLabel", "QStatusBar", "QMdiSubWindowTitleBar",
    "QDockWidgetTitle", "QPushButton", "QCheckBox", "QRadioButton", "QToolButton",
    "QAbstractItemView", "QListView", "QHeaderView", "QListBox", "QComboMenuItem", "QComboLineEdit",
    "QSmallFont", "QMiniFont",
)  # fmt: skip
"""Widgets a system may have a font of their own for: those of menus and tables stayed as small
as Windows had them whatever the person chose."""
_SMALLEST_BASE = 10.0
_FULL = 100
_THEMES: list[Theme] = []


class Theme(QObject):
    """The present look. One object for the life of the application.

    Signals:
        changed: after another palette or text size was applied; delegates and headers that
            compute sizes themselves listen to it.
        system_changed: the system turned light or dark, or to high contrast, and the person
            follows it; the window draws its pages anew, what it leaves is applied after it.
    """

    changed = Signal()
    system_changed = Signal()

    def __init__(self, application: QApplication, name: str = "auto", percent: int = _FULL) -> None:
        super().__init__(application)
        self._application = application
        base = application.font().pointSizeF()
        self._base_size = max(base, _SMALLEST_BASE)
        self.colours: Colours = LIGHT
        self.icons: dict[tuple[str, str, str, str, int], QIcon] = {}  # drawn in these colours
        self.percent = percent
        self.name = name
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_colours)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_colours)
        _THEMES.append(self)  # first: widgets restyled below ask for it
        application.setStyle(QStyleFactory.create("Fusion"))
        self.apply(name, percent)

    def apply(self, name: str, percent: int) -> None:
        """Show palette `name` (auto, light, dark, contrast) with text at `percent` of normal."""
        self.name, self.percent = name, percent
        shown = self._shown = self._resolved(name)
        self.colours = PALETTES[shown]
        self.icons.clear()
        self._application.setFont(self._font())
        self._application.setPalette(self._palette())
        pictures = {
            name: (resource_dir("icons") / f"{name}_{shown}.svg").as_posix()
            for name in ("arrow", "tick")
        }
        self._application.setStyleSheet(
            style_sheet(self.colours, self.line, self.text_points, pictures)
        )
        self._same_font_everywhere()
        self.changed.emit()

    @property
    def text_points(self) -> float:
        """Size of ordinary text in points."""
        return self._base_size * self.percent / _FULL

    @property
    def line(self) -> int:
        """Height of one line of ordinary text in pixels: the measure of everything else."""
        return QFontMetrics(self._font()).height()

    @property
    def row_height(self) -> int:
        """Height of a table row and of a one-line field."""
        return round(self.line * 1.7)

    @property
    def icon_size(self) -> int:
        """Edge of an icon beside words."""
        return round(self.line * 1.15)

    def chars(self, count: float) -> int:
        """Return the width in pixels of `count` average characters."""
        return round(QFontMetrics(self._font()).averageCharWidth() * count)

    def space(self, steps: float = 1) -> int:
        """Return `steps` steps of the 8-pixel grid, grown with the text."""
        return round(GRID * steps * max(1.0, math.sqrt(self.percent / _FULL)))

    def tabular_font(self) -> QFont:
        """Return the text font with figures of one width, for columns of numbers."""
        font = self._font()
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def colour(self, tone: str) -> QColor:
        """Return a named colour of the palette."""
        return QColor(getattr(self.colours, tone))

    def _on_system_colours(self) -> None:
        if self.name == "auto" and self._resolved(self.name) != self._shown:
            self.system_changed.emit()
            if self._resolved(self.name) != self._shown:  # no window is there to do it
                self.apply(self.name, self.percent)

    def _resolved(self, name: str) -> str:
        if name != "auto":
            return name
        hints = self._application.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _same_font_everywhere(self) -> None:
        """Give menus, tables and tips the font too: a style sheet brings the system's back."""
        font = self._font()
        for kind in _KINDS_WITH_A_FONT:
            if QApplication.font(kind) != font:  # type: ignore[call-overload]  # takes no bytes
                QApplication.setFont(font, kind)  # type: ignore[arg-type]  # takes no bytes

    def _font(self) -> QFont:
        font = QFont(_PREFERRED_FAMILIES)
        font.setPointSizeF(self.text_points)
        return font

    def _palette(self) -> QPalette:
        c, palette = self.colours, QPalette()
        role = QPalette.ColorRole
        for place, colour in (
            (role.Window, c.window),
            (role.WindowText, c.text),
            (role.Base, c.surface),
            (role.AlternateBase, c.window),
            (role.Text, c.text),
            (role.PlaceholderText, c.muted),
            (role.Button, c.surface),
            (role.ButtonText, c.text),
            (role.BrightText, c.error),
            (role.Highlight, c.accent),
            (role.HighlightedText, c.on_accent),
            (role.Link, c.accent),
            (role.LinkVisited, c.accent),
            (role.ToolTipBase, c.surface),
            (role.ToolTipText, c.text),
            (role.Accent, c.accent),
            (role.Light, c.raised),
            (role.Midlight, c.raised),
            (role.Mid, c.line),
            (role.Dark, c.border),
            (role.Shadow, c.border),
        ):
            palette.setColor(place, QColor(colour))
        for place in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(c.disabled))
        return palette


def current() -> Theme:
    """Return the theme of the running application; a plain light one if none was applied yet."""
    import shiboken6

    while _THEMES and not shiboken6.isValid(_THEMES[-1]):
        _THEMES.pop()
    if not _THEMES:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            message = "a theme needs a QApplication"
            raise TypeError(message)
        return Theme(application, "light")
    return _THEMES[-1]


def space(steps: float = 1) -> int:
    """Return `steps` steps of the grid in pixels."""
    return current().space(steps)
