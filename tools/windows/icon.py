#!/usr/bin/env python3
"""Draw `resources/icons/app.ico` and the installer's side picture: `python tools/windows/icon.py`.

Windows shows the icon in the Start menu, on files and in the list of programs. Both are kept in the
repository, since a drawing may differ by a pixel from one Qt to the next.
"""

from __future__ import annotations

import struct
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 256)
SIDE = (164, 314)
GROUND = "#0b6672"  # that of the icon


def picture(size: int) -> bytes:
    """Return the icon as PNG with an edge of `size` pixels."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(FOLDER / "app.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # the bindings describe the format as bytes, and take only text
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # stubs know no buffer
    return bytes(buffer.data().data())


def side_picture(target: Path) -> None:
    """Write the picture beside the first and the last page of the installer, as Windows' BMP."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    width, height = SIDE
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    edge = width * 0.6
    place = QRectF((width - edge) / 2, height * 0.12, edge, edge)
    QSvgRenderer(str(FOLDER / "app.svg")).render(painter, place)
    painter.end()
    image.save(str(target), "BMP")  # type: ignore[call-overload]  # stubs: bytes


def icon_file(pictures: dict[int, bytes]) -> bytes:
    """Return an .ico with a PNG for each edge."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    rows, bodies, place = b"", b"", len(head) + 16 * len(pictures)
    for size, body in pictures.items():
        edge = size % 256  # 256 is written as 0
        rows += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(body), place)
        bodies += body
        place += len(body)
    return head + rows + bodies


if __name__ == "__main__":
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(["icon", "-platform", "offscreen"])
    made = icon_file({size: picture(size) for size in SIZES})
    (FOLDER / "app.ico").write_bytes(made)
    side_picture(Path(__file__).with_name("side.bmp"))
