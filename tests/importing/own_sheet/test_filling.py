"""The office's own workbook is filled cell by cell, and nothing else of it changes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from cusdesk.core.errors import ImportProblemError
from cusdesk.importing.own_sheet import fill_sheet, open_sheet

SHEET = "raport"


def workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    other = book.add_worksheet("suma roku")
    hours, day = (book.add_format({"num_format": f}) for f in ("[h]:mm", "dd.mm.yyyy"))
    sheet.merge_range("A1:C1", "Sprawozdanie")
    sheet.write_column("A3", ["Rehabilitacja", "Terapia"])
    sheet.write_column("C3", [38, 150])
    sheet.write_formula("D3", "=B3*C3", None, 11)
    sheet.write_formula("D4", "=B4*C4", None, 22)
    sheet.write_formula("D5", "=SUM(D3:D4)", None, 33)
    sheet.write_formula("D6", "=1+1", None, 2)
    sheet.write_formula("D7", '=IF(B3>10,"dużo","mało")', None, "mało")
    sheet.write_blank("B8", None, hours)
    sheet.write_blank("C8", None, day)
    sheet.insert_textbox("F1", "Wypełnia CUS")
    sheet.print_area("A1:D9")
    other.write_formula("A1", "=raport!D5*2", None, 44)
    book.define_name("godziny", "=raport!$B$3")
    book.close()
    return out.getvalue()


FIGURES = {
    (SHEET, "B3"): dt.timedelta(minutes=13575),
    (SHEET, "B4"): 26,
    (SHEET, "B8"): dt.timedelta(minutes=1530),
    (SHEET, "C8"): dt.date(2026, 6, 15),
    (SHEET, "E12"): "=2+2 & <Ł>",
}


def parts(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def test_figures_stand_in_their_cells_and_formulas_show_what_follows():
    filled = fill_sheet("raport.xlsx", workbook(), FIGURES)

    shown = openpyxl.load_workbook(io.BytesIO(filled), data_only=True)
    sheet = shown[SHEET]
    assert sheet["B3"].value == 226.25
    assert [sheet[place].value for place in ("D3", "D4", "D5")] == [8597.5, 3900, 12497.5]
    assert shown["suma roku"]["A1"].value == 24995
    assert sheet["B8"].value == dt.timedelta(minutes=1530)
    assert sheet["C8"].value == dt.datetime(2026, 6, 15)  # noqa: DTZ001 (a sheet knows no zone)
    assert sheet["E12"].value == "=2+2 & <Ł>"
    assert sheet["E12"].data_type == "s"


def test_a_formula_that_is_not_counted_here_loses_its_old_value():
    filled = fill_sheet("raport.xlsx", workbook(), FIGURES)

    assert openpyxl.load_workbook(io.BytesIO(filled), data_only=True)[SHEET]["D7"].value is None
    assert openpyxl.load_workbook(io.BytesIO(filled))[SHEET]["D7"].value.startswith("=IF(")


def test_all_else_stays_byte_for_byte():
    before, after = (parts(data) for data in (workbook(), fill_sheet("r", workbook(), FIGURES)))

    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert any("drawing" in name for name in before)
    assert (
        before["xl/worksheets/sheet1.xml"].split(b"</sheetData>")[1]
        == (after["xl/worksheets/sheet1.xml"].split(b"</sheetData>")[1])
    )


def changed_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for path, held in parts(data).items():
            target.writestr(path, held.replace(old, new, 1) if path == name else held)
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [(b' fullCalcOnLoad="1"', b""), (b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b"")],
)
def test_a_spreadsheet_program_counts_the_rest_when_it_opens_the_file(old, new):
    quiet = changed_part(workbook(), "xl/workbook.xml", old, new)
    assert b"fullCalcOnLoad" not in parts(quiet)["xl/workbook.xml"]

    filled = fill_sheet("r", quiet, FIGURES)

    assert b'fullCalcOnLoad="1"' in parts(filled)["xl/workbook.xml"]
    assert openpyxl.load_workbook(io.BytesIO(filled)).calculation.fullCalcOnLoad


def test_filling_twice_is_filling_once():
    plain = workbook()  # it bears the second in which it was made
    once = fill_sheet("r", plain, {**FIGURES, (SHEET, "B4"): 99})

    assert parts(fill_sheet("r", once, FIGURES)) == parts(fill_sheet("r", plain, FIGURES))


def test_a_formula_is_never_written_over():
    with pytest.raises(ImportProblemError) as refused:
        fill_sheet("raport.xlsx", workbook(), {(SHEET, "D5"): 7})
    assert refused.value.key == "own_sheets.cell.formula"


def test_a_sheet_that_is_gone_is_named():
    with pytest.raises(ImportProblemError) as refused:
        fill_sheet("raport.xlsx", workbook(), {("luty", "A1"): 7})
    assert refused.value.key == "own_sheets.cell.no_sheet"


def test_a_figure_taken_back_leaves_the_cell_and_its_format():
    filled = fill_sheet("r", fill_sheet("r", workbook(), FIGURES), {(SHEET, "C8"): None})

    cell = openpyxl.load_workbook(io.BytesIO(filled))[SHEET]["C8"]
    assert (cell.value, cell.number_format) == (None, "dd.mm.yyyy")


def test_merged_cells_show_what_stands_in_their_first():
    own = open_sheet("raport.xlsx", workbook())

    assert own.first_of_merged(SHEET, "C1") == "A1"
    assert own.first_of_merged(SHEET, "C3") == "C3"
    assert own.names["godziny"] == "raport!$B$3"
    assert own.held(SHEET, "D3").is_formula
    assert Decimal(own.held(SHEET, "C3").text) == 38


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Nazwisko;Imi\xc4\x99"])
def test_what_is_no_workbook_gets_one_sentence(data):
    with pytest.raises(ImportProblemError) as refused:
        open_sheet("raport.xlsx", data)
    assert refused.value.key.startswith(("imports.file.", "own_sheets.file."))


def test_entities_are_refused():
    sheet = "xl/worksheets/sheet1.xml"
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'
    unsafe = changed_part(workbook(), sheet, b"<worksheet", entity)

    with pytest.raises(ImportProblemError) as refused:
        fill_sheet("raport.xlsx", unsafe, FIGURES)
    assert refused.value.key == "imports.file.unsafe"
