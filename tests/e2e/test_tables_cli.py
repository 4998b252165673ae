"""Tables of figures by the command line: written by their suffix, refused with a sentence."""

from __future__ import annotations

import openpyxl
import pytest

from cusdesk.cli import main
from cusdesk.cli.tables import SHEETS, span_value
from cusdesk.core.ids import text_id
from cusdesk.domain import access
from cusdesk.domain.providers import ProviderDraft
from cusdesk.services import providers, reports
from tests.helpers.office import PASSWORD
from tests.services.fees_office import MAY, confirm, make


@pytest.fixture
def closed(office, monkeypatch):
    """Return (path, provider): Wrona was charged for May; the office is closed."""
    office.take_roles(access.Role)
    make(office, "Wrona")
    confirm(office, MAY)
    klub = providers.create(office, ProviderDraft(name="Klub")).id
    office.close()
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)
    return str(office.path), text_id(klub)


def cells(path):
    """Return the words and numbers of a workbook."""
    sheet = openpyxl.load_workbook(path, data_only=True).active
    return {cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_the_list_of_fees_is_that_of_the_confirmed_month(closed, tmp_path, capsys):
    out = tmp_path / "oplaty.xlsx"
    assert main(["export", "fees", closed[0], "2026-05", "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    assert {"Wrona", 100} <= cells(out)
    april = tmp_path / "kwiecien.xlsx"
    assert main(["export", "fees", closed[0], "2026-04", "--out", str(april)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not april.exists()


def test_every_ready_sheet_can_be_written(closed, tmp_path):
    assert tuple(kind.value for kind in reports.ReadyKind) == SHEETS
    for number, kind in enumerate(SHEETS):
        out = tmp_path / f"{kind}.{('xlsx', 'csv', 'pdf')[number % 3]}"
        assert main(["export", "sheet", closed[0], kind, "2026-Q2", "--out", str(out)]) == 0
        assert out.stat().st_size
    assert {"Usługi opiekuńcze", 10} <= cells(tmp_path / "service.xlsx")


def test_the_budget_and_the_hours_of_a_provider(closed, tmp_path, capsys):
    out = tmp_path / "budzet.csv"
    assert main(["export", "budget", closed[0], "2026", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8-sig").startswith("Źródło")
    hours = tmp_path / "godziny.xlsx"
    assert main(["export", "hours", closed[0], closed[1], "2026-05", "--out", str(hours)]) == 0
    nobody = text_id(b"0" * 16)
    assert main(["export", "hours", closed[0], nobody, "2026-05", "--out", str(hours)]) == 1
    assert capsys.readouterr().err


def test_wrong_stretches_are_wrong_usage(closed, tmp_path, capsys):
    assert [span_value(text).words for text in ("2026", "2026-q3", "2026-05")] == [
        "2026 rok", "III kwartał 2026", "maj 2026"
    ]  # fmt: skip
    for wrong in ("2026-13", "maj", "2026-Q5", "0026"):
        out = str(tmp_path / "x.xlsx")
        assert main(["export", "sheet", closed[0], "service", wrong, "--out", out]) == 2
    assert "Traceback" not in capsys.readouterr().err
