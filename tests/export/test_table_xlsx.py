from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from cusdesk.domain.reports import Column, ColumnKind, RejectedRow, RejectedRows, TableDocument
from cusdesk.export.csvfile import write_table_csv
from cusdesk.export.xlsx.table import write_rejected_rows, write_table_xlsx
from tests.export.dumps import xlsx_dump
from tests.export.samples import HOSTILE, PRINTED, residents

FORMULAS = ("=1+1", "+48 999", "-5", "@SUM(A1)", "\t=1", HOSTILE)
REJECTED = RejectedRows(
    ("Nazwisko i imię", "PESEL", "Data ur.", "Godzina", "Godz."),
    (
        RejectedRow(
            "Arkusz1",
            17,
            ("=cmd()", 4405140000.0, dt.date(1944, 5, 14), dt.time(8, 30), dt.timedelta(hours=30)),
            ("PESEL ma 10 cyfr.", "Brak nazwiska."),
        ),
        RejectedRow(
            "Arkusz1",
            20,
            (None, float("nan"), dt.datetime(1899, 1, 1, tzinfo=dt.UTC), True, 7),
            ("Pusty wiersz.",),
        ),
    ),
    PRINTED,
)


def made(write, document) -> bytes:
    out = io.BytesIO()
    write(document, out)
    return out.getvalue()


@pytest.mark.parametrize("count", [0, 1, 30])
def test_list_matches_golden(golden, count):
    golden.check(f"xlsx/list_{count}.json", xlsx_dump(made(write_table_xlsx, residents(count))))


def test_rejected_rows_match_golden(golden):
    golden.check("xlsx/rejected.json", xlsx_dump(made(write_rejected_rows, REJECTED)))


def test_texts_are_never_formulas():
    document = TableDocument("x", (Column("a"),), tuple((text,) for text in FORMULAS), PRINTED)

    sheet = openpyxl.load_workbook(io.BytesIO(made(write_table_xlsx, document))).active

    cells = [sheet.cell(row, 1) for row in range(5, 5 + len(FORMULAS))]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", text) for text in FORMULAS]


def test_dates_excel_does_not_know_are_texts():
    column = Column("data", ColumnKind.DATE)
    document = TableDocument("x", (column,), ((dt.date(1899, 12, 31),),), PRINTED)

    sheet = openpyxl.load_workbook(io.BytesIO(made(write_table_xlsx, document))).active

    assert sheet["A5"].value == "31.12.1899"


def test_text_longer_than_a_cell_is_cut_not_lost():
    document = TableDocument("x", (Column("a"),), (("ż" * 40_000,),), PRINTED)

    sheet = openpyxl.load_workbook(io.BytesIO(made(write_table_xlsx, document))).active

    assert sheet["A5"].value == "ż" * 32_767


def test_csv_for_a_polish_excel():
    data = made(write_table_csv, residents(2))

    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Nazwisko i imię;PESEL;Data urodzenia;")
    assert lines[2] == (
        "Łękawska Świętosława;04405140001;02.02.1944;"
        '"Zagaje 2, 99-999 Wiązowa Dolina";999 999 001;1,25;1250,51;nie'
    ).replace('"', "")


@pytest.mark.parametrize("text", FORMULAS[:4])
def test_csv_neutralises_formulas(text):
    document = TableDocument("x", (Column("a"),), ((text,),), PRINTED)

    assert f"\r\n'{text}\r\n" in made(write_table_csv, document).decode("utf-8-sig")


def test_csv_keeps_negative_numbers_numbers():
    columns = (Column("a", ColumnKind.MONEY), Column("b", ColumnKind.MINUTES))
    document = TableDocument("x", columns, ((-123456, -30),), PRINTED)

    assert "\r\n-1234,56;-0,50\r\n" in made(write_table_csv, document).decode("utf-8-sig")
