"""A paper of sections: numbered, whole, with a file inside when asked."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest

from cusdesk.domain.reports import OfficeHeader
from cusdesk.domain.reports.sections import (
    AttachedFile,
    PaperSection,
    PaperTable,
    SectionedPaper,
)
from cusdesk.export.pdf.sections import render_sections

TABLE = PaperTable(("Dzień", "Co"), (("1.02.2026", "<b>wizyta</b>"),) * 80, (2, 8), "Wizyty")


def paper(*sections):
    office = OfficeHeader("CUS Testowo", ("ul. Lipowa 1",), "tel. 1", "Dolina")
    return SectionedPaper(office, "Dane", dt.date(2026, 6, 15), sections, ("Adam Lis",), "C.1")


def read(document, **options):
    out = io.BytesIO()
    count = render_sections(document, out, **options)
    reader = pypdf.PdfReader(out)
    assert len(reader.pages) == count
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def test_all_parts_are_there():
    section = PaperSection("a", "Kartoteka", (("Imię", "Adam"),), (("Uwaga", "Lubi las."),))
    _, text = read(paper(section, PaperSection("b", "Zgody", empty="Nie ma zgód.")))

    for word in ("Adam Lis", "Kartoteka", "Imię", "Lubi las.", "Nie ma zgód.", "C.1"):
        assert word in text


def test_a_long_table_goes_on_with_its_heading():
    reader, text = read(paper(PaperSection("a", "Wizyty", tables=(TABLE,))))

    assert len(reader.pages) > 1
    assert text.count("<b>wizyta</b>") == 80
    assert all("Dzień" in page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("options", [{"large_print": True}, {}])
def test_rows_of_many_columns_stand_as_cards(options):
    heads = tuple(f"pole{sign}" for sign in "ABCDEFG")
    row = tuple(f"wpis{sign}" for sign in "ABCDEFG")
    wide = PaperTable(heads, (row,), (1,) * 7, "Szeroka", as_cards=True)
    _, text = read(paper(PaperSection("a", "Inne", tables=(wide,))), **options)

    assert text.index("poleA") < text.index("wpisA") < text.index("poleG") < text.index("wpisG")


def test_a_file_lies_inside():
    inside = AttachedFile("dane.json", "Dane", "application/json", '{"a": "ł"}'.encode())
    reader, _ = read(paper(PaperSection("a", "Kartoteka")), attached=inside)

    assert reader.attachments == {"dane.json": ['{"a": "ł"}'.encode()]}


def test_a_word_is_not_broken_while_another_column_has_room():
    rows = (("krótkoterminowy", "kontakt " * 12, "11.05.2027"),) * 2
    narrow = PaperTable(("Rodzaj", "Cel", "Termin"), rows, (2, 30, 4), "Cele")
    _, text = read(paper(PaperSection("a", "Plan", tables=(narrow,))))

    assert text.count("krótkoterminowy") == 2
    assert text.count("11.05.2027") == 2
