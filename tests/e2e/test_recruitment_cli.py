"""Recruitment by the command line: a list taken in, candidates told, the ranking written."""

from __future__ import annotations

import json

import pytest

from cusdesk.cli import main
from cusdesk.core.ids import text_id
from cusdesk.domain import access
from tests.helpers.office import PASSWORD
from tests.services.import_office import table_file
from tests.services.recruitment_office import EWA, HEAD, OLA, edition


@pytest.fixture
def listed(office, tmp_path, monkeypatch):
    office.take_roles(access.Role)
    made = text_id(edition(office))
    office.close()
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)
    return str(office.path), made, str(table_file(tmp_path, [HEAD, OLA, EWA], "kandydaci.csv"))


def told(capsys, *arguments):
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_list_is_taken_in_and_told(listed, capsys, tmp_path):
    path, made, file = listed
    assert main(["import", "candidates", path, file, "--edition", made]) == 0
    capsys.readouterr()
    assert told(capsys, "list", "editions", path)[0]["candidates"] == 2
    rows = told(capsys, "list", "candidates", path)
    assert [(row["given_name"], row["rank"], row["has_seat"]) for row in rows] == [
        ("Aleksandra", 1, True), ("Ewa", 2, True)
    ]  # fmt: skip
    out = tmp_path / "lista.pdf"
    assert main(["export", "ranking", path, made, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_without_an_edition_and_on_trial_nothing_is_written(listed, capsys):
    path, made, file = listed
    assert main(["import", "candidates", path, file]) == 1
    assert "--edition" in capsys.readouterr().err
    assert main(["import", "candidates", path, file, "--edition", made, "--dry-run"]) == 0
    capsys.readouterr()
    assert told(capsys, "list", "candidates", path) == []
