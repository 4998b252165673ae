from __future__ import annotations

import datetime as dt
import io
import stat
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from cusdesk.core.errors import ImportProblemError
from cusdesk.core.messages import describe
from cusdesk.importing.reading import read_workbook

DATA = Path(__file__).parents[1] / "data" / "import"
RESIDENTS = "01_lista_mieszkancow_CUS"


def reason(path: Path) -> str:
    with pytest.raises(ImportProblemError) as caught:
        read_workbook(path)
    assert path.name in describe(caught.value)
    return caught.value.key.rpartition(".")[2]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_every_format_gives_the_same_values_and_looks(ending):
    sheet = read_workbook(DATA / f"{RESIDENTS}.{ending}").sheets[0]
    assert sheet.name == "Lista"
    assert len(sheet.rows) == 451
    assert sheet.cell(8, 1) == 1
    assert type(sheet.cell(8, 1)) is int
    assert sheet.cell(10, 3) == 63052308526
    assert sheet.cell(10, 4) == dt.date(1963, 5, 23)
    assert sheet.cell(8, 9) is None
    assert sheet.styles[9, 1].fill == "BFBFBF"
    assert sheet.styles[10, 16].fill == "FFFF00"
    assert sheet.hidden_columns == {10}
    assert len(sheet.merged) == 21
    assert (5, 8, 5, 9) in sheet.merged
    assert "to jest tel. do syna" in sheet.comments.values()
    assert len(sheet.comments) == 5


def test_csv_gives_the_same_texts_by_record():
    sheet = read_workbook(DATA / f"{RESIDENTS}.csv").sheets[0]
    assert len(sheet.rows) == 451
    assert sheet.cell(8, 2) == "Bąk Helena"
    assert sheet.cell(14, 11) == "Pod Lipą\nzłota rączka"
    assert sheet.styles_lost


def test_formulas_and_strike_through_are_seen():
    summary = read_workbook(DATA / f"{RESIDENTS}.xlsx").sheets[1]
    assert (3, 2) in summary.formulas
    catalogue = read_workbook(DATA / "02_katalog_uslug.xlsx").sheets[0]
    assert any(style.struck_out for style in catalogue.styles.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso8859-2", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_encodings_and_separators(tmp_path, encoding, separator):
    rows = [["Nazwisko", "Imię", "Uwagi"], ["Żółć", "Święcisława", '"a\n b"'], ["Ćma", "Łucja", ""]]
    path = tmp_path / "lista.csv"
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    sheet = read_workbook(path).sheets[0]
    assert sheet.rows[1] == ["Żółć", "Święcisława", "a\n b"]
    assert sheet.rows[2] == ["Ćma", "Łucja", None]


def test_content_decides_not_the_ending(tmp_path):
    path = tmp_path / "lista.csv"
    path.write_bytes((DATA / f"{RESIDENTS}.xlsx").read_bytes())
    assert read_workbook(path).sheets[0].name == "Lista"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("10_tekst.xlsx", "not_a_workbook"),
        ("10_uciety.xlsx", "damaged"),
        ("10_z_haslem.xlsx", "password"),
        ("nie_ma.xlsx", "missing"),
    ],
)
def test_unreadable_files_say_why(name, expected):
    assert reason(DATA / name) == expected


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.8, 0.99])
def test_cut_off_files_are_refused(tmp_path, ending, share):
    whole = (DATA / f"{RESIDENTS}.{ending}").read_bytes()
    path = tmp_path / f"urwany.{ending}"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert reason(path) == "damaged"


def test_empty_and_binary_files(tmp_path):
    for name, content, expected in (
        ("pusty.xlsx", b"", "empty"),
        ("pusty.csv", b"\r\n  \r\n", "empty"),
        ("zdjecie.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_workbook"),
        ("strona.csv", b"<html><table><tr><td>a;b</td></tr></table>", "not_a_workbook"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert reason(path) == expected
    assert reason(tmp_path) == "not_a_workbook"


def archive_with(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_bomb_is_refused_by_its_sizes(tmp_path):
    path = tmp_path / "bomba.xlsx"
    path.write_bytes(archive_with({"xl/workbook.xml": b" " * (60 << 20)}))
    assert reason(path) == "too_big"


def test_a_bomb_with_a_lying_directory_is_refused(tmp_path):
    size = 60 << 20
    data = archive_with({"xl/workbook.xml": b" " * size})
    path = tmp_path / "bomba.xlsx"
    path.write_bytes(data.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little")))
    assert reason(path) == "damaged"


def test_a_lone_value_in_the_last_cell_is_refused(tmp_path):
    path = tmp_path / "daleko.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "b")
    assert reason(path) == "too_big"


def test_entities_are_refused(tmp_path):
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook/>'
    path = tmp_path / "encje.xlsx"
    path.write_bytes(archive_with({"xl/workbook.xml": evil}))
    assert reason(path) == "unsafe"
    path = tmp_path / "encje.ods"
    path.write_bytes(archive_with({"content.xml": evil}))
    assert reason(path) == "unsafe"


def test_an_archive_that_is_no_workbook(tmp_path):
    path = tmp_path / "pismo.xlsx"
    path.write_bytes(archive_with({"word/document.xml": b"<a/>"}))
    assert reason(path) == "not_a_workbook"


def test_a_file_without_rights(tmp_path, monkeypatch):
    path = tmp_path / "lista.xlsx"
    path.write_bytes(b"PK")
    path.chmod(0)

    def refuse(_self: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)  # the tests may run as root
    assert reason(path) == "no_access"
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_theme_colours_bold_and_hidden_rows(tmp_path):
    path = tmp_path / "styl.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("ukryte")
        bold = book.add_format({"bold": True, "font_strikeout": True})
        sheet.write(0, 0, "Nazwisko", bold)
        sheet.write(1, 0, 1.5, book.add_format({"num_format": "[h]:mm", "bg_color": "#FFFFFF"}))
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.write_comment(1, 0, "uwaga")
        book.add_worksheet("inny").hide()
    first, second = read_workbook(path).sheets
    assert first.styles[1, 1].bold
    assert first.styles[1, 1].struck_out
    assert first.styles[2, 1].fill is None
    assert first.styles[2, 1].number_format == "[h]:mm"
    assert first.hidden_rows == {2}
    assert first.comments == {(2, 1): "uwaga"}
    assert second.hidden
    assert not first.hidden
