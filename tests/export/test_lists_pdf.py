from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pypdf
import pytest

from cusdesk.domain.reports import Column, ColumnKind, TableDocument
from cusdesk.export.pdf.recovery import render_recovery_sheet
from cusdesk.export.pdf.sign_in import render_sign_in_list
from cusdesk.export.pdf.table import Orientation, render_table
from tests.export.dumps import pdf_dump
from tests.export.samples import HOSTILE, PRINTED, RECOVERY, SIGN_IN, residents


def made(render, document, **options) -> bytes:
    out = io.BytesIO()
    count = render(document, out, **options)
    assert count == len(pypdf.PdfReader(out).pages)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "document", "options"),
    [
        ("table_0", residents(0), {}),
        ("table_1", residents(1), {}),
        ("table_usual", residents(40), {}),
        ("table_large", residents(4), {"large_print": True}),
    ],
)
def test_list_matches_golden(golden, name, document, options):
    golden.check(f"pdf/{name}.json", pdf_dump(made(render_table, document, **options)))


def test_sign_in_list_matches_golden(golden):
    golden.check("pdf/sign_in.json", pdf_dump(made(render_sign_in_list, SIGN_IN)))


def test_recovery_sheet_matches_golden(golden):
    golden.check("pdf/recovery.json", pdf_dump(made(render_recovery_sheet, RECOVERY)))


def size(data: bytes) -> tuple[float, float]:
    box = pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox
    return float(box.width), float(box.height)


def test_wide_list_turns_the_sheet():
    width, height = size(made(render_table, residents(5)))

    assert width > height


def test_orientation_can_be_chosen():
    width, height = size(made(render_table, residents(5), orientation=Orientation.PORTRAIT))

    assert width < height


def test_list_too_wide_for_any_page_loses_no_column():
    document = residents(3)
    wide = replace(
        document, columns=document.columns * 4, rows=tuple(row * 4 for row in document.rows)
    )

    text = pypdf.PdfReader(io.BytesIO(made(render_table, wide))).pages[0].extract_text()

    assert text.count("04405140000") == 4


def test_three_thousand_rows_are_all_there():
    data = made(render_table, residents(3000))

    reader = pypdf.PdfReader(io.BytesIO(data))
    last = reader.pages[-1].extract_text()
    assert "04405142999" in last
    assert "3000 pozycji" in last
    assert all("PESEL" in page.extract_text() for page in reader.pages[::10])


def test_hostile_text_in_a_list_is_printed_literally():
    document = TableDocument("<i>x", (Column("a"),), ((HOSTILE,),), PRINTED)

    text = pypdf.PdfReader(io.BytesIO(made(render_table, document))).pages[0].extract_text()

    assert HOSTILE.replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_cell_of_the_wrong_kind_is_refused():
    document = TableDocument("x", (Column("kwota", ColumnKind.MONEY),), (("12,50",),), PRINTED)

    with pytest.raises(TypeError):
        render_table(document, io.BytesIO())


def test_sign_in_list_of_a_usual_group_fits_one_page():
    assert render_sign_in_list(SIGN_IN, io.BytesIO()) == 1


def test_sign_in_list_keeps_numbers_and_adds_blank_ones():
    people = (replace(SIGN_IN.people[0], number=7), replace(SIGN_IN.people[1], number=9))
    data = made(render_sign_in_list, replace(SIGN_IN, people=people, blank_rows=2))

    text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    rows = text[text.index("Lp.") :].splitlines()
    numbers = [row.split()[0] for row in rows if row.strip()[:1].isdigit()]
    assert numbers == ["7", "9", "10", "11"]


def test_sign_in_list_of_a_crowd_breaks_with_headings():
    crowd = replace(SIGN_IN, people=SIGN_IN.people * 6)

    texts = [
        p.extract_text()
        for p in pypdf.PdfReader(io.BytesIO(made(render_sign_in_list, crowd))).pages
    ]

    assert len(texts) > 2
    assert all("Nazwisko i imię" in text for text in texts)


def test_recovery_sheet_is_one_page_with_every_group():
    (page,) = pypdf.PdfReader(io.BytesIO(made(render_recovery_sheet, RECOVERY))).pages

    text = page.extract_text()
    assert all(group in text for group in RECOVERY.groups)


def test_sign_in_list_of_a_month_says_which_month_and_year():
    dates = (dt.date(2026, 10, 7), dt.date(2026, 10, 14))
    data = made(render_sign_in_list, replace(SIGN_IN, dates=dates))

    text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert "październik 2026" in text


def test_sign_in_list_of_many_dates_has_a_column_each():
    dates = tuple(dt.date(2026, 2, day) for day in (2, 5, 9, 12, 16, 19))

    data = made(render_sign_in_list, replace(SIGN_IN, dates=dates))

    width, height = size(data)
    text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert width > height
    assert all(f"{date.day:02d}.02" in text for date in dates)
