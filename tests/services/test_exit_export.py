"""The whole office as plain files: complete or not there, and never without a trace."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
import zipfile

import pytest

from cusdesk import cli
from cusdesk.core.cancel import CancelToken
from cusdesk.core.errors import (
    DocumentError,
    OperationCancelledError,
    RuleError,
    StorageError,
)
from cusdesk.domain.access import Role
from cusdesk.models import Base
from cusdesk.services import audit
from cusdesk.services.protection import exit_export
from cusdesk.services.protection.plain_tables import DERIVED
from tests.helpers.office import PASSWORD
from tests.services.canaries import Canaries, write_person


@pytest.fixture
def office(office):
    office.take_roles(Role)
    return office


@pytest.fixture
def canaries(office):
    canaries = Canaries()
    write_person(office, canaries)
    return canaries


@pytest.fixture
def exported(office, canaries, tmp_path):
    exit_export.export_all(office, tmp_path / "wyjscie", PASSWORD)
    connection = sqlite3.connect(tmp_path / "wyjscie" / "biuro.sqlite")
    yield connection
    connection.close()


def kinds(office):
    return [line.what for line in audit.lines_for(office, audit.list_entries(office))]


def test_every_row_of_every_table_is_there(office, exported):
    with office.read() as session:
        run = session.connection().exec_driver_sql
        for table in Base.metadata.sorted_tables:
            if table.name not in DERIVED:
                query = f'SELECT count(*) FROM "{table.name}"'
                found = exported.execute(query).fetchone()[0]
                assert found == run(query).scalar_one(), table.name


def test_every_word_is_there(exported, canaries):
    text = "\n".join(exported.iterdump())
    assert [word for word in canaries.words if word not in text] == []
    assert exported.execute("PRAGMA foreign_key_check").fetchall() == []


def test_views_have_polish_headings_names_and_words(exported):
    rows = exported.execute('SELECT * FROM "obecności"')
    heads = [column[0] for column in rows.description]
    shown = dict(zip(heads, rows.fetchone(), strict=True))
    assert shown["Mieszkaniec"].startswith("Kanarek")
    assert shown["Obecność"] == "obecność"


def test_csv_says_the_same(exported, tmp_path):
    with (tmp_path / "wyjscie" / "csv" / "residents.csv").open(encoding="utf-8-sig") as file:
        (row,) = list(csv.DictReader(file, delimiter=";"))
    assert row["pesel"] == "90010112346"
    assert (tmp_path / "wyjscie" / "csv" / "mieszkańcy.csv").is_file()
    assert "NIE są zaszyfrowane" in (tmp_path / "wyjscie" / "czytaj.txt").read_text("utf-8-sig")


def test_a_zip_holds_the_same(office, tmp_path):
    exit_export.export_all(office, tmp_path / "biuro.zip", PASSWORD)

    with zipfile.ZipFile(tmp_path / "biuro.zip") as packed:
        names = packed.namelist()
    assert {"biuro/biuro.sqlite", "biuro/czytaj.txt", "biuro/csv/residents.csv"} <= set(names)
    assert [p.name for p in tmp_path.glob(".cusdesk-*")] == []


def test_the_log_knows(office, tmp_path):
    exit_export.export_all(office, tmp_path / "wyjscie", PASSWORD)

    assert "wydanie wszystkich danych biura" in kinds(office)


@pytest.mark.parametrize("name", ["wyjscie", "wyjscie.zip"])
def test_a_cancelled_one_leaves_nothing(office, canaries, tmp_path, name):
    before = set(tmp_path.iterdir())
    cancel = CancelToken()

    def stop_in_the_middle(done, total, key=""):
        if done > total // 2:
            cancel.cancel()

    with pytest.raises(OperationCancelledError):
        exit_export.export_all(
            office, tmp_path / name, PASSWORD, progress=stop_in_the_middle, cancel=cancel
        )

    assert set(tmp_path.iterdir()) == before
    assert "przerwanie wydawania całości danych" in kinds(office)


def test_a_wrong_password_stops_it(office, tmp_path):
    with pytest.raises(StorageError, match="wrong_password"):
        exit_export.export_all(office, tmp_path / "wyjscie", "nie to hasło")

    assert not (tmp_path / "wyjscie").exists()


@pytest.mark.parametrize("name", ["pelny", "gotowy.zip"])
def test_nothing_is_overwritten(office, tmp_path, name):
    (tmp_path / "pelny").mkdir()
    (tmp_path / "pelny" / "list.txt").write_text("ważne")
    (tmp_path / "gotowy.zip").write_text("ważne")

    with pytest.raises(DocumentError, match="not_empty"):
        exit_export.export_all(office, tmp_path / name, PASSWORD)

    assert (tmp_path / "pelny" / "list.txt").read_text() == "ważne"


def test_an_empty_folder_will_do(office, tmp_path):
    (tmp_path / "pusty").mkdir()

    exit_export.export_all(office, tmp_path / "pusty", PASSWORD)

    assert (tmp_path / "pusty" / "biuro.sqlite").is_file()


def test_a_right_is_asked_for(office, tmp_path):
    office.take_roles([Role.COORDINATOR])

    with pytest.raises(RuleError):
        exit_export.export_all(office, tmp_path / "wyjscie", PASSWORD)


def test_from_the_command_line(office, tmp_path, monkeypatch, capsys):
    office.close()
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)

    status = cli.main(["export", "all", str(office.path), "--out", str(tmp_path / "wyjscie")])

    said = capsys.readouterr()
    assert (status, "nie będą zaszyfrowane" in said.err) == (0, True)
    assert (tmp_path / "wyjscie" / "biuro.sqlite").is_file()


def test_sqlite_utils_waits_until_it_is_needed():
    code = (
        "import sys, cusdesk.cli, cusdesk.services.protection.exit_export;"
        "sys.exit('sqlite_utils' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
