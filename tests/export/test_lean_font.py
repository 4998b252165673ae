"""Fonts in PDFs: without ballast, drawn as before, shared by the papers of one file."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cusdesk.core.paths import resource_dir
from cusdesk.export.pdf.fonts import ALL_FONTS, use
from cusdesk.export.pdf.lean_font import usual_letters
from cusdesk.export.pdf.papers import join_pdfs, paper_pdf
from tests.export.test_papers_pdf import document, text_of

WORDS = "Zażółć gęślą jaźń: „ŁÓDŹ”, 12,50 zł – ćwierć Å ç"


def page(font, words=WORDS):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(420, 40), invariant=1, initialFontName=font)
    canvas.setFont(font, 13)
    canvas.drawString(5, 15, words)
    canvas.save()
    return out.getvalue()


def picture(data):
    pdf = pypdfium2.PdfDocument(data)
    return pdf[0].render(scale=4, grayscale=True).to_pil().tobytes()


@pytest.mark.parametrize("font", ALL_FONTS)
def test_letters_look_as_they_did_with_all_of_the_font(font):
    plain = TTFont(f"{font}-Whole", str(resource_dir("fonts") / f"{font}.ttf"))
    plain.face.name = f"{font}-Whole".encode()
    pdfmetrics.registerFont(plain)
    lean, whole = page(use(font)), page(plain.fontName)
    shown, expected = picture(lean), picture(whole)
    changed = sum(abs(a - b) for a, b in zip(shown, expected, strict=True))
    ink = sum(255 - value for value in expected)
    assert changed < 0.1 * ink  # hints move the edges of some letters by a part of a dot
    assert len(lean) < 0.8 * len(whole)
    assert text_of(lean) == WORDS


def test_the_usual_letters_are_in_every_font_and_make_its_bytes_the_same():
    font = use("DejaVuSans")
    assert font_files(page(font, usual_letters())) == font_files(page(font, "abc"))
    assert font_files(page(font, "Я")) != font_files(page(font, "abc"))


def test_many_papers_in_one_file_share_their_fonts():
    papers = [
        paper_pdf(document("participation_declaration", number=f"D/{n}/2026")) for n in range(5)
    ]
    whole = join_pdfs(papers, duplex=True)
    assert len(font_files(whole)) == len(font_files(papers[0]))
    assert len(whole) < 2 * len(papers[0])
    assert [f"D/{n}/2026" in text_of(whole) for n in range(5)] == [True] * 5


def test_a_joined_file_is_the_same_every_time():
    papers = [paper_pdf(document("waiting_notice")), paper_pdf(document("passing_on"))]
    assert join_pdfs(papers) == join_pdfs(papers)


def font_files(data):
    reader = pypdf.PdfReader(io.BytesIO(data))
    found = {}
    for sheet in reader.pages:
        for font in sheet["/Resources"].get("/Font", {}).values():
            file = font["/FontDescriptor"].raw_get("/FontFile2")
            found[file.idnum] = file.get_object().get_data()
    return sorted(found.values())
