"""Icons: one stroke style in `resources/icons/*.svg`, drawn in the colour of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cusdesk.core.paths import resource_dir
from cusdesk.ui.common.theme.manager import current

_PIXEL_RATIO = 2.0


@cache
def _source(name: str) -> str:
    return (resource_dir("icons") / f"{name}.svg").read_text(encoding="utf-8")


def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    drawing = _source(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    pixmap = QPixmap(int(size * _PIXEL_RATIO), int(size * _PIXEL_RATIO))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(_PIXEL_RATIO)
    return pixmap


def _icon(name: str, colour: str, checked: str, disabled: str, size: int) -> QIcon:
    made = QIcon()
    made.addPixmap(_pixmap(name, colour, size), QIcon.Mode.Normal, QIcon.State.Off)
    if checked != colour:
        made.addPixmap(_pixmap(name, checked, size), QIcon.Mode.Normal, QIcon.State.On)
    made.addPixmap(_pixmap(name, disabled, size), QIcon.Mode.Disabled, QIcon.State.Off)
    made.addPixmap(_pixmap(name, colour, size), QIcon.Mode.Selected, QIcon.State.Off)
    return made


def icon(name: str, tone: str = "text", size: int = 0, checked_tone: str = "") -> QIcon:
    """Return the icon `resources/icons/<name>.svg` in a colour of the present theme.

    Args:
        name: file name without `.svg`.
        tone: field of `Colours`: text, muted, accent, on_accent, error, warning, success.
        size: edge in pixels; 0 means as tall as a line of text.
        checked_tone: colour when the button is checked; empty means the same.
    """
    theme = current()
    colour = getattr(theme.colours, tone)
    checked = getattr(theme.colours, checked_tone) if checked_tone else colour
    wanted = (name, colour, checked, theme.colours.disabled, size or theme.icon_size)
    if wanted not in theme.icons:
        theme.icons[wanted] = _icon(*wanted)
    return theme.icons[wanted]


def pixmap(name: str, tone: str = "text", size: int = 0) -> QPixmap:
    """Return the same picture for a label."""
    theme = current()
    return _pixmap(name, getattr(theme.colours, tone), size or theme.icon_size)
