"""The whole office as plain files: complete or not there, and never without a trace."""

from __future__ import annotations

import csv
import json
import shutil
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
from cusdesk.core.paths import user_data_dir
from cusdesk.core.unfinished import sweep, sweep_in
from cusdesk.domain.access import Role
from cusdesk.models import Base
from cusdesk.services import audit
from cusdesk.services.office import open_office
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
    (group,) = exported.execute("SELECT name FROM service_groups").fetchone()
    assert shown["Spotkanie"].endswith(f"0:01 {group}")  # which of the meetings of that day


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
    (tmp_path / "pelny" / "list.txt").write_text("ważne", encoding="utf-8")
    (tmp_path / "gotowy.zip").write_text("ważne", encoding="utf-8")

    with pytest.raises(DocumentError, match="not_empty"):
        exit_export.export_all(office, tmp_path / name, PASSWORD)

    assert (tmp_path / "pelny" / "list.txt").read_text(encoding="utf-8") == "ważne"


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


def test_the_command_line_refuses_before_it_warns(office, tmp_path, monkeypatch, capsys):
    (tmp_path / "pelny").mkdir()
    (tmp_path / "pelny" / "list.txt").write_text("ważne", encoding="utf-8")
    office.close()
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)
    for out in (tmp_path / "pelny", tmp_path / "nie-ma" / "wyjscie"):
        assert cli.main(["export", "all", str(office.path), "--out", str(out)]) == 1
    monkeypatch.setenv("CUSDESK_PASSWORD", "Zupelnie-inne-haslo")
    assert cli.main(["export", "all", str(office.path), "--out", str(tmp_path / "x")]) == 1

    said = capsys.readouterr()
    assert "zaszyfrowane" not in said.err
    assert "hasło" in said.err.lower()


KILLED = """
import os, signal, sys
from pathlib import Path
from cusdesk.core.paths import keep_everything_in
from cusdesk.services.office import open_office
from cusdesk.services.protection.exit_export import export_all

keep_everything_in(Path(sys.argv[4]))  # Windows does not ask the environment for the profile

def die(done, total, key=""):
    if done:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

office = open_office(Path(sys.argv[1]), password=sys.argv[3])
office.take_roles(__import__("cusdesk.domain.access").domain.access.Role)
export_all(office, Path(sys.argv[2]), sys.argv[3], progress=die)
"""


def plain_files(folder):
    return [path for path in folder.rglob("biuro.sqlite") if path.is_file()]


@pytest.fixture
def killed(office, tmp_path):
    """The folder in which a program died while it wrote the office as plain files."""
    office.close()
    folder = tmp_path / "pendrive"
    folder.mkdir()
    command = [sys.executable, "-c", KILLED, str(office.path), str(folder / "wyjscie"), PASSWORD]
    command.append(str(user_data_dir()))
    assert subprocess.run(command, check=False).returncode in {-9, 15}  # the latter on Windows
    assert plain_files(folder)
    return folder


def test_the_next_opening_removes_what_a_killed_one_left(office, killed, clock, tmp_path):
    killed.rename(tmp_path / "pendrive-w-szufladzie")
    assert sweep() == 0
    (tmp_path / "pendrive-w-szufladzie").rename(killed)
    open_office(office.path, password=PASSWORD, clock=clock).close()
    assert list(killed.iterdir()) == []
    assert list((user_data_dir() / "unfinished").iterdir()) == []


def test_the_next_export_there_removes_what_somebody_elses_left(office, killed, clock):
    shutil.rmtree(user_data_dir() / "unfinished")  # another account, another computer
    assert sweep() == 0
    again = open_office(office.path, password=PASSWORD, clock=clock)
    again.take_roles(Role)
    exit_export.export_all(again, killed / "drugie", PASSWORD)
    again.close()
    assert [path.name for path in killed.iterdir()] == ["drugie"]


def test_an_export_under_way_is_left_alone(office, tmp_path):
    swept = []

    def look(_done, _total, _key=""):
        swept.append((sweep(), sweep_in(tmp_path), len(plain_files(tmp_path))))

    exit_export.export_all(office, tmp_path / "wyjscie", PASSWORD, progress=look)
    assert set(swept) == {(0, 0, 1)}
    assert plain_files(tmp_path) == [tmp_path / "wyjscie" / "biuro.sqlite"]


def test_nothing_but_such_folders_is_swept(tmp_path):
    notes = user_data_dir() / "unfinished"
    notes.mkdir()
    (tmp_path / "dokumenty").mkdir()
    (notes / "a.json").write_text(json.dumps({"folder": str(tmp_path / "dokumenty")}))
    (notes / "b.json").write_text("{rubbish")
    assert sweep() == 0
    assert (tmp_path / "dokumenty").is_dir()
    assert not (notes / "b.json").exists()


def test_sqlite_utils_waits_until_it_is_needed():
    code = (
        "import sys, cusdesk.cli, cusdesk.services.protection.exit_export;"
        "sys.exit('sqlite_utils' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
