"""Several invoices of KSeF at once: a row a file, the XML kept with its invoice."""

from __future__ import annotations

from pathlib import Path

import pytest

from cusdesk.core.errors import ImportProblemError, NotFoundError, RuleError
from cusdesk.services import history, invoices
from cusdesk.services.imports import execute_import, ksef_files, plan_import, plan_ksef
from tests.importing.test_ksef import INVOICE, NAME

OTHER = INVOICE.replace("FV 38/05/2026", "FV 39/05/2026")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two invoices, one of them twice, something that is none, a file of another kind."""
    for name, text in (
        (NAME, INVOICE),
        ("kopia.XML", INVOICE),
        ("druga.xml", OTHER),
        ("zla.xml", "<Faktura/>"),
        ("umowa.pdf", "%PDF-1.7"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_is_planned_file_by_file_and_a_bad_one_stops_nobody(office, folder):
    files = ksef_files([folder])
    assert [path.name for path in files] == [NAME, "druga.xml", "kopia.XML", "zla.xml"]
    plan = plan_ksef(office, files)
    assert [(row.sheet, row.outcome) for row in plan.rows] == [
        (NAME, "new"), ("druga.xml", "new"), ("kopia.XML", "doubtful")
    ]  # fmt: skip
    (unread,) = [p for p in plan.report()["problems"] if p["kind"] == "ksef_file"]
    assert unread["sheet"] == "zla.xml"
    assert "zla.xml" in unread["message"]


def test_the_xml_lies_beside_its_invoice_and_goes_with_undo(office, folder, tmp_path):
    done = execute_import(office, plan_import(office, "invoices", folder), backup=False)
    assert done.counts["new"] == 2
    rows = invoices.rows_for(office, invoices.list_ids(office))
    first = next(row for row in rows if row.number == "FV 38/05/2026")
    (kept,) = invoices.list_files(office, first.id)
    assert (kept.file_name, kept.is_original) == (NAME, True)
    invoices.save_file(office, kept.id, tmp_path / "znowu.xml")
    assert (tmp_path / "znowu.xml").read_bytes() == (folder / NAME).read_bytes()
    assert plan_ksef(office, [folder / NAME]).rows[0].outcome == "unchanged"
    history.undo(office)
    assert invoices.list_ids(office) == []
    assert invoices.list_files(office, first.id) == []


def test_a_scan_is_added_by_hand_and_put_away(office, folder):
    execute_import(office, plan_ksef(office, [folder / "druga.xml"]), backup=False)
    (invoice,) = invoices.list_ids(office)
    saved = invoices.add_file(office, invoice, folder / "umowa.pdf")
    assert [file.file_name for file in invoices.list_files(office, invoice)] == [
        "druga.xml", "umowa.pdf"
    ]  # fmt: skip
    invoices.retire_file(office, saved.id)
    assert len(invoices.list_files(office, invoice)) == 1
    with pytest.raises(ImportProblemError):
        invoices.add_file(office, invoice, folder / "zla.xml")
    (folder / "program.exe").write_bytes(b"MZ")
    with pytest.raises(RuleError):
        invoices.add_file(office, invoice, folder / "program.exe")
    invoices.retire(office, invoice)
    with pytest.raises(NotFoundError):
        invoices.add_file(office, invoice, folder / "umowa.pdf")


def test_one_bad_file_alone_and_an_empty_folder_are_refused(office, folder, tmp_path):
    with pytest.raises(ImportProblemError, match="not_an_invoice"):
        plan_ksef(office, [folder / "zla.xml"])
    (tmp_path / "pusty").mkdir()
    with pytest.raises(ImportProblemError, match="none"):
        plan_import(office, "invoices", tmp_path / "pusty")
