"""LibreOffice opens what we write and computes what we wrote."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess

import openpyxl
import pytest

from cusdesk.export.xlsx.month import write_month_xlsx
from tests.export.samples import GYMNASTICS, REHABILITATION, TALKS, month, twice_a_day

pytestmark = [
    pytest.mark.office_suite,
    pytest.mark.slow,
    # 2026-11-22: half a gigabyte to install; the figures are read by openpyxl everywhere
    pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice (2026-11-22)"),
]
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""
EVERY_SHEET_RAW = (
    "csv:Text - txt - csv (StarCalc):59,34,76,1,,1033,false,false,false,false,false,-1"
)


def recalculated(path, folder) -> dict[str, list[list[str]]]:
    """Every sheet as LibreOffice computes it anew, by its name."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", EVERY_SHEET_RAW, "--outdir", str(folder), str(path)]
    environment = {**os.environ, "HOME": str(folder)}
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=environment)
    return {
        file.stem.removeprefix(f"{path.stem}-"): list(
            csv.reader(io.StringIO(file.read_text("utf-8")), delimiter=";")
        )
        for file in folder.glob("*.csv")
    }


def test_libreoffice_computes_the_stored_values(tmp_path):
    path = tmp_path / "month.xlsx"
    with path.open("wb") as out:
        busy = (twice_a_day(REHABILITATION), twice_a_day(TALKS))
        write_month_xlsx(month(REHABILITATION, GYMNASTICS, TALKS, *busy), out)

    found = recalculated(path, tmp_path)

    book = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    assert set(found) == set(book.sheetnames)
    compared = 0
    for sheet in book.worksheets:
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            expected = stored[sheet.title][cell.coordinate].value
            text = found[sheet.title][cell.row - 1][cell.column - 1]
            actual = float(text) if text else None
            assert actual == (None if expected is None else pytest.approx(expected)), cell
            compared += 1
    assert compared > 200
