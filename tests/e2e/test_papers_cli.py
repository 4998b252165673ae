"""Issued papers by the command line."""

from __future__ import annotations

import json

import pytest

from cusdesk.cli import main
from cusdesk.core.ids import text_id
from cusdesk.domain import access
from cusdesk.services import papers
from tests.helpers.office import PASSWORD
from tests.services.test_papers import FORM, VALUES


@pytest.fixture
def issued(office, monkeypatch):
    office.take_roles(access.Role)
    paper = papers.issue_paper(office, papers.draft_paper(office, FORM, VALUES))
    office.close()
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)
    return paper


def test_the_register_is_listed_and_a_paper_written_as_it_was(issued, office, tmp_path, capsys):
    assert main(["list", "papers", str(office.path), "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["number"], entry["recipient"]) == ("ZAKW/1/2026", "Łucja Źdźbłowska")
    out = tmp_path / "pismo.pdf"
    assert main(["export", "paper", str(office.path), entry["id"], "--out", str(out)]) == 0
    assert out.read_bytes() == issued.content


def test_an_unknown_paper_is_refused_with_a_sentence(issued, office, tmp_path, capsys):
    wanted = text_id(b"0" * 16)
    out = tmp_path / "pismo.pdf"
    assert main(["export", "paper", str(office.path), wanted, "--out", str(out)]) == 1
    assert capsys.readouterr().err
    assert not out.exists()
