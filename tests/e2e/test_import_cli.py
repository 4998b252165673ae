"""Bad workbooks on the command line: one clear sentence, exit status 1, the office as it was."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from sqlalchemy import text

from cusdesk import cli
from cusdesk.services.office import open_office
from tests.helpers.office import PASSWORD, make_office
from tests.helpers.rights import bound_by_rights
from tests.importing.test_ksef import INVOICE
from tests.services.import_office import DATA, EWA, JAN, LIST, PEOPLE, people_file, table_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)


@pytest.fixture
def office_path(tmp_path, clock):
    """A closed office file without residents."""
    folder = tmp_path / "biuro"
    folder.mkdir()
    make_office(folder, clock).office.close()
    return folder / "biuro.cusdesk"


def data_of(office: Path) -> dict[str, int]:
    """Return what an import could have written; the log of who opened the file goes on."""
    tables = ("residents", "changes", "operations", "import_batches", "import_issues", "drafts")
    opened = open_office(office, password=PASSWORD, read_only=True)
    with opened.read() as session:
        counts = {t: session.scalar(text(f"SELECT count(*) FROM {t}")) for t in tables}
    opened.close()
    return counts


def refused(capsys, office: Path, file: Path, kind: str = "residents") -> str:
    """Import a bad file; return the sentence after checking that nothing happened."""
    before = data_of(office)
    capsys.readouterr()
    assert cli.main(["import", kind, str(office), str(file)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.endswith("Nic nie zmieniono.\n")
    assert "Traceback" not in err
    assert data_of(office) == before
    return err


def listed(capsys, office: Path, what: str = "residents") -> list[dict]:
    capsys.readouterr()
    assert cli.main(["list", what, str(office), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_register_of_applications_is_planned_and_written(capsys, office_path, tmp_path):
    rows = [["Data wpływu", "Nazwisko i imię", "Data ur.", "Ośw. – warunki"],
            ["2.06.2026 9:40", "Nowak Jan", "3.05.1950", "tak"],
            ["kiedyś", "Wrona Ola", "1.02.1971", ""]]  # fmt: skip
    file, out = table_file(tmp_path, rows, "rejestr.csv"), tmp_path / "out.json"
    command = ["import", "applications", str(office_path), str(file), "--report", str(out)]
    for options in (["--dry-run"], []):
        assert cli.main([*command, *options]) == 0
        report = json.loads(out.read_text())
        assert report["counts"] == {
            "new": 1, "changed": 0, "unchanged": 0, "doubtful": 0, "rejected": 1,
        }  # fmt: skip
        found = {(p["sheet"], p["row"], p["column"], p["kind"]) for p in report["problems"]}
        assert ("rejestr", 3, None, "application_no_day") in found
    assert data_of(office_path)["residents"] == 1
    capsys.readouterr()
    assert cli.main(["list", "applications", str(office_path), "--json"]) == 0
    assert [row["number"] for row in json.loads(capsys.readouterr().out)] == ["WN/1/2026"]


@pytest.mark.parametrize("kind", ["residents", "applications", "services", "attendance", "hours"])
@pytest.mark.parametrize(
    ("name", "word"),
    [("10_uciety.xlsx", "urwany"), ("10_z_haslem.xlsx", "hasłem"), ("10_tekst.xlsx", "nie jest")],
)
def test_broken_file_is_refused_by_every_kind(office_path, capsys, kind, name, word):
    assert word in refused(capsys, office_path, DATA / name, kind)


def test_file_that_is_a_bomb_is_refused(office_path, tmp_path, capsys):
    bomb = tmp_path / "bomba.xlsx"
    zero = b"0" * (16 << 20)
    with zipfile.ZipFile(LIST) as good, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in good.namelist():
            if "sheet1" not in entry:
                out.writestr(entry, good.read(entry))
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(64):
                sheet.write(zero)
    assert bomb.stat().st_size < 5 << 20
    assert "za duży" in refused(capsys, office_path, bomb)


def test_missing_file_is_said(office_path, tmp_path, capsys):
    assert "Nie ma pliku" in refused(capsys, office_path, tmp_path / "brak.xlsx")


def test_folder_in_place_of_a_file_is_said(office_path, tmp_path, capsys):
    refused(capsys, office_path, tmp_path)


# 2026-11-22: files of Windows have no such rights
@pytest.mark.skipif(os.name == "nt", reason="rights of files are POSIX (2026-11-22)")
def test_file_without_rights_is_said(office_path, tmp_path, capsys):
    path = shutil.copy(LIST, tmp_path / "obcy.xlsx")
    path.chmod(0)
    with bound_by_rights():
        refused(capsys, office_path, path)


def test_file_held_by_another_program_is_said(office_path, tmp_path, capsys, monkeypatch):
    from pathlib import Path

    path = shutil.copy(LIST, tmp_path / "otwarty.xlsx")
    real = Path.open

    def held(self, *arguments, **options):
        if self.name == "otwarty.xlsx":
            raise PermissionError(13, "sharing violation", str(self))
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", held)
    assert "Zamknij go w Excelu" in refused(capsys, office_path, path)


def test_workbook_without_people_is_said(office_path, tmp_path, capsys):
    path = tmp_path / "menu.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["zupa", "drugie", "kompot"])
    assert "nie znaleziono" in refused(capsys, office_path, path)


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "<b>Kowal</b><img src=x>", "Ż" * 300])
def test_name_that_is_none_waits_for_a_person(office_path, tmp_path, capsys, name):
    path = people_file(tmp_path, [name, "Jan", "", "3.05.1950", "Łęgi", "1"], EWA, JAN)
    assert cli.main(["import", "residents", str(office_path), str(path)]) == 0
    assert [r["surname"] for r in listed(capsys, office_path)] == ["Nowak", "Żurawska"]
    problems = listed(capsys, office_path, "problems")
    (waiting,) = [p for p in problems if p["outcome"] == "doubtful" and p["values"]]
    assert (waiting["sheet"], waiting["row"]) == ("lista", 2)
    assert waiting["kind"] in {"name_signs", "text_too_long"}


@pytest.mark.parametrize("day", ["31.02.1960", "1.01.1899", "5.05.2199"])
def test_impossible_birth_date_is_never_written(office_path, tmp_path, capsys, day):
    path = people_file(tmp_path, ["Kowal", "Anna", "", day, "Łęgi", "2"], EWA, JAN)
    assert cli.main(["import", "residents", str(office_path), str(path)]) == 0
    (kowal,) = [r for r in listed(capsys, office_path) if r["surname"] == "Kowal"]
    assert kowal["birth_date"] is None
    kinds = {p["kind"] for p in listed(capsys, office_path, "problems")}
    assert kinds & {"birth_date_impossible", "birth_date_unreadable"}


def test_service_that_ends_before_it_begins_waits(office_path, tmp_path, capsys):
    path = people_file(tmp_path, [*JAN[:8], "zgon 1.01.1940"], EWA)
    assert cli.main(["import", "residents", str(office_path), str(path)]) == 0
    problems = listed(capsys, office_path, "problems")
    assert ("doubtful", "status_before_birth") in {(p["outcome"], p["kind"]) for p in problems}


def test_dry_run_reports_and_writes_nothing(office_path, tmp_path, capsys):
    before, report = data_of(office_path), tmp_path / "raport.json"
    arguments = ["import", "residents", str(office_path), str(LIST), "--dry-run"]
    assert cli.main([*arguments, "--report", str(report)]) == 0
    assert data_of(office_path) == before
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["counts"] == {"new": 420, "changed": 0, "unchanged": 0, "doubtful": 3,
                               "rejected": 0}  # fmt: skip
    assert {"sheet", "row", "column", "kind", "message"} == set(found["problems"][0])


def test_second_bad_file_leaves_the_first_one_done(office_path, tmp_path, capsys):
    good = people_file(tmp_path, EWA, JAN)
    files = [str(good), str(DATA / "10_uciety.xlsx")]
    assert cli.main(["import", "residents", str(office_path), *files]) == 1
    out, err = capsys.readouterr()
    assert good.name in out
    assert "10_uciety" in err
    assert len(listed(capsys, office_path)) == len(PEOPLE) - 8


def test_a_folder_of_ksef_says_what_became_of_each_file(office_path, tmp_path, capsys):
    folder = tmp_path / "ksef"
    folder.mkdir()
    for name, words in (("a.xml", INVOICE), ("b.xml", "<Faktura/>"), ("c.pdf", "%PDF")):
        (folder / name).write_text(words, encoding="utf-8")
    assert cli.main(["import", "invoices", str(office_path), str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("a.xml: FV 38/05/2026")
    assert said[1].startswith("b.xml: W pliku")
    assert said[2].startswith("2 pliki z KSeF: wczytano. nowe: 1")
    (tmp_path / "pusty").mkdir()
    refused(capsys, office_path, tmp_path / "pusty", "invoices")
