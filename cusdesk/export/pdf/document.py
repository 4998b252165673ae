"""Pages to a PDF file: metadata, head of the office, running head, page n of m."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cusdesk.core.messages import tr
from cusdesk.export.pdf.blocks import Paragraph, TextStyle
from cusdesk.export.pdf.fonts import use
from cusdesk.export.pdf.text import shorten, text_width

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.domain.reports import OfficeHeader
    from cusdesk.domain.reports.sections import AttachedFile
    from cusdesk.export.pdf.pages import Page
    from cusdesk.export.pdf.theme import Sheet, Theme

LANGUAGE = "pl-PL"
PROGRAM = "cusdesk"
LOGO_HEIGHT = 45.0
RUNNING_HEAD = 1.9
MOST_DOTS = 16_000_000
"""Of a logo; a small file may unpack to a picture that fills the memory."""


_DRAWING = threading.Lock()
"""reportlab keeps the subset of a font in one object for the whole process: one page at a time."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What the file says of itself; never a person's name.

    Attributes:
        running: words at the head of every page after the first and left in its foot.
        foot: words in the foot beside the page number, such as the date of printing.
    """

    title: str
    author: str
    date: dt.date
    running: str = ""
    foot: str = ""


def running_head_room(theme: Theme) -> float:
    """Return what the running head takes from the pages after the first."""
    return theme.small.leading * RUNNING_HEAD


def write_pages(
    pages: Sequence[Page],
    sheet: Sheet,
    theme: Theme,
    meta: Meta,
    out: BinaryIO,
    *,
    attached: AttachedFile | None = None,
) -> int:
    """Write laid-out pages as a PDF; return the number of pages.

    The bytes depend on nothing but the content: dates are those of the document.
    """
    with _DRAWING:
        data = _draw(pages, sheet, theme, meta, attached)
    out.write(data)
    return len(pages)


def _draw(
    pages: Sequence[Page],
    sheet: Sheet,
    theme: Theme,
    meta: Meta,
    attached: AttachedFile | None,
) -> bytes:
    canvas = _new_canvas(sheet, theme, meta)
    if attached is not None:
        from cusdesk.export.pdf.attachment import attach

        attach(canvas, attached)
    total = len(pages)
    for number, page in enumerate(pages, start=1):
        top = sheet.height - sheet.top
        if number > 1 and meta.running:
            _running_head(canvas, sheet, theme, meta.running)
            top -= running_head_room(theme)
        for block, below in page.placed:
            block.draw(canvas, sheet.left, top - below)
        _foot(canvas, sheet, theme, meta.foot, tr("export.page", page=number, total=total))
        canvas.showPage()
    data: bytes = canvas.getpdfdata()
    return data


def _new_canvas(sheet: Sheet, theme: Theme, meta: Meta) -> Canvas:
    canvas = Canvas(
        io.BytesIO(),
        pagesize=(sheet.width, sheet.height),
        pageCompression=1,
        invariant=1,
        lang=LANGUAGE,
        initialFontName=use(theme.body.font),
    )
    canvas.setTitle(meta.title)
    canvas.setAuthor(meta.author)
    canvas.setSubject(meta.title)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    stamp = f"D:{meta.date:%Y%m%d}000000"
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _line(canvas: Canvas, text: str, style: TextStyle, x: float, y: float) -> None:
    canvas.setFont(use(style.font), style.size)
    canvas.setFillGray(style.grey)
    canvas.drawString(x, y, text)


def _rule(canvas: Canvas, sheet: Sheet, y: float) -> None:
    canvas.setStrokeGray(0.68)
    canvas.setLineWidth(0.5)
    canvas.line(sheet.left, y, sheet.width - sheet.right, y)


def _running_head(canvas: Canvas, sheet: Sheet, theme: Theme, text: str) -> None:
    style = theme.small
    y = sheet.height - sheet.top - style.size
    _line(canvas, shorten(text, style.font, style.size, sheet.inner_width), style, sheet.left, y)
    _rule(canvas, sheet, y - style.size * 0.45)


def _foot(canvas: Canvas, sheet: Sheet, theme: Theme, words: str, page: str) -> None:
    style = theme.small
    y = sheet.bottom - style.size * 1.9
    _rule(canvas, sheet, y + style.size * 1.3)
    wide = text_width(page, use(style.font), style.size)
    _line(canvas, page, style, sheet.width - sheet.right - wide, y)
    room = sheet.inner_width - wide - 12
    if words:
        _line(canvas, shorten(words, style.font, style.size, room), style, sheet.left, y)


class Letterhead:
    """The head of the first page: the office left, signs of the case right, a rule below."""

    keeps_next = False
    space = 0.0

    def __init__(
        self, office: OfficeHeader, right: Sequence[str], theme: Theme, width: float
    ) -> None:
        """Lay out the head; `right` holds lines such as the case sign, right-aligned."""
        self._width = width
        self._logo = ImageReader(io.BytesIO(office.logo)) if office.logo else None
        self._logo_size = self._fitted_logo(width)
        self._indent = self._logo_size[0] + 9 if self._logo else 0.0
        share = 1.0 if theme.large else 0.64
        left = (width - self._indent) * share
        small = theme.fine
        address = ", ".join(office.address_lines)
        self._left = [Paragraph(office.name, theme.small_strong, left)]
        self._left += [Paragraph(line, small, left) for line in (address, office.contact) if line]
        across = width if theme.large else width - self._indent - left
        look = TextStyle(
            small.font, small.size, small.leading, 0.0, "left" if theme.large else "right"
        )
        self._right = [Paragraph(line, look, across) for line in right if line]
        self._beside = not theme.large
        self._left_height = max(sum(p.height for p in self._left), self._logo_size[1])
        right_height = sum(p.height for p in self._right)
        inner = (
            max(self._left_height, right_height)
            if self._beside
            else self._left_height + right_height
        )
        self.height = inner + 5.0

    def _fitted_logo(self, width: float) -> tuple[float, float]:
        if self._logo is None:
            return (0.0, 0.0)
        wide, high = self._logo.getSize()
        scale = min(LOGO_HEIGHT / high, width * 0.3 / wide)
        return (wide * scale, high * scale)

    @property
    def least(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float, *, force: bool = False) -> None:
        """Return None: the head is not cut."""

    def split_tail(self) -> None:
        """Return None: the head is not cut."""

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the head."""
        if self._logo is not None:
            wide, high = self._logo_size
            canvas.drawImage(self._logo, x, top - high, wide, high, mask="auto")
        y = top
        for paragraph in self._left:
            paragraph.draw(canvas, x + self._indent, y)
            y -= paragraph.height
        y = top if self._beside else top - self._left_height
        for paragraph in self._right:
            paragraph.draw(canvas, x + self._width - paragraph.width, y)
            y -= paragraph.height
        canvas.setStrokeGray(0.35)
        canvas.setLineWidth(0.8)
        canvas.line(x, top - self.height, x + self._width, top - self.height)


def can_draw(picture: bytes) -> bool:
    """Tell whether a logo can be drawn: a PNG or JPEG that is whole and of a sane size."""
    try:
        wide, high = ImageReader(io.BytesIO(picture)).getSize()
        return picture[:3] in {b"\x89PN", b"\xff\xd8\xff"} and 0 < wide * high <= MOST_DOTS
    except (OSError, ValueError, SyntaxError):
        return False
