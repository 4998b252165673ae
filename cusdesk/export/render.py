"""Pages of a PDF as pictures, for the preview and for printing. No Qt here.

PDFium may be used by one thread at a time only; every call takes the same lock.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import NamedTuple, Self

import pypdfium2

from cusdesk.core.errors import DocumentError

POINTS_PER_INCH = 72
CHANNELS = 3
_lock = threading.Lock()


class PageImage(NamedTuple):
    """A rendered page: `data` holds `height` rows of `width` RGB pixels without padding."""

    width: int
    height: int
    data: bytes


def pdf_text(data: bytes) -> str:
    """Return the words of a PDF, line by line and page by page.

    Raises:
        DocumentError: it is damaged or not a PDF.
    """
    try:
        with _lock, pypdfium2.PdfDocument(data) as document:
            return "\n".join(_page_text(page) for page in document)
    except pypdfium2.PdfiumError as error:
        raise DocumentError("export.file.unreadable_pdf") from error


def _page_text(page: pypdfium2.PdfPage) -> str:
    words = page.get_textpage()
    try:
        return str(words.get_text_range())
    finally:
        words.close()
        page.close()


class PdfPages:
    """An open PDF whose pages can be drawn; close it or use it as a context manager."""

    def __init__(self, source: Path | bytes) -> None:
        """Open a file or the bytes of one.

        Raises:
            DocumentError: it is missing, damaged or not a PDF.
        """
        try:
            data = source.read_bytes() if isinstance(source, Path) else source
            with _lock:
                self._document = pypdfium2.PdfDocument(data)
                self._sizes = [self._document.get_page_size(i) for i in range(len(self._document))]
        except (OSError, pypdfium2.PdfiumError) as error:
            raise DocumentError("export.file.unreadable_pdf") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._sizes)

    def size(self, index: int) -> tuple[float, float]:
        """Return the width and height of a page in points."""
        width, height = self._sizes[index]
        return width, height

    def render(self, index: int, dpi: float) -> PageImage:
        """Draw a page at a resolution; white paper, RGB.

        Raises:
            IndexError: there is no such page.
        """
        if not 0 <= index < len(self._sizes):
            raise IndexError(index)
        with _lock:
            page = self._document[index]
            bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
            try:
                width, height, stride = bitmap.width, bitmap.height, bitmap.stride
                raw = bytes(bitmap.buffer)
            finally:
                bitmap.close()
                page.close()
        return PageImage(width, height, _packed(raw, width * CHANNELS, stride, height))

    def close(self) -> None:
        """Let the file go; a second call does nothing."""
        with _lock:
            self._document.close()


def _packed(raw: bytes, row: int, stride: int, height: int) -> bytes:
    """Return the rows without the padding at their ends."""
    if stride == row:
        return raw[: row * height]
    return b"".join(raw[y * stride : y * stride + row] for y in range(height))
