"""What our PDFs write, line by line, so that bare reportlab can be given the very same."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from cusdesk.export.pdf import blocks, grid


def lines_of(documents, write) -> list:
    """Return document -> pages -> lines (text, font, size, x, y), caught while `write` writes."""
    caught: list = []
    draw, end = blocks.draw_lines, Canvas.showPage

    def catch(canvas, lines, x, top, width):
        y = top
        for text, style in lines:
            caught[-1][-1].append((text, style.font, style.size, x, y))
            y -= style.leading
        draw(canvas, lines, x, top, width)

    def turn(canvas):
        caught[-1].append([])
        end(canvas)

    blocks.draw_lines = grid.draw_lines = catch
    Canvas.showPage = turn
    try:
        for document in documents:
            caught.append([[]])
            write(document)
    finally:
        blocks.draw_lines = grid.draw_lines = draw
        Canvas.showPage = end
    return [[page for page in pages if page] for pages in caught]


def len_of(pages) -> int:
    """Return the number of lines of a document."""
    return sum(map(len, pages))


def bare(pages) -> bytes:
    """Write lines at known places."""
    canvas = Canvas(io.BytesIO(), pageCompression=1, initialFontName=pages[0][0][1])
    for page in pages:
        for text, font, size, x, y in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    return canvas.getpdfdata()
