#!/usr/bin/env python3
"""Draw `resources/icons/app.ico` from `app.svg`: `python tools/windows/icon.py`.

Windows shows it in the Start menu, on files and in the list of programs. Kept in the repository,
since a drawing may differ by a pixel from one Qt to the next.
"""

from __future__ import annotations

import struct
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 256)


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
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


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
