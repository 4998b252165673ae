"""A file of every earlier version opens, is brought to today's schema, and has lost nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cusdesk.db.migrate import latest_version
from cusdesk.services import copies, residents
from cusdesk.services.office import open_office, verify_office

OLD = Path(__file__).parents[1] / "data" / "offices"
PASSWORD = "Pokazowa-gmina-2026"
ROWS = {
    "version_1": {"residents": 4, "plans": 1, "services": 5, "providers": 3, "attendance": 844},
    "version_2": {"residents": 4, "plans": 1, "services": 5, "providers": 3, "attendance": 579},
    "version_3": {
        "residents": 4,
        "plans": 1,
        "services": 5,
        "providers": 3,
        "attendance": 579,
        "applications": 9,
        "candidates": 3,
    },
    "version_4": {
        "residents": 15,
        "plans": 4,
        "services": 5,
        "attendance": 1391,
        "visits": 25,
        "contracts": 3,
        "invoices": 2,
        "fee_runs": 1,
        "fee_charges": 1,
        "fee_payments": 1,
        "month_closures": 1,
        "month_lines": 24,
    },
    "version_5": {
        "residents": 15,
        "plans": 4,
        "attendance": 1391,
        "contracts": 3,
        "invoices": 20,
        "invoice_files": 1,
        "fee_charges": 1,
        "fee_instalment_plans": 1,
        "fee_instalments": 3,
        "fee_instalment_debts": 1,
        "month_closures": 1,
        "month_lines": 24,
    },
}
"""Counted in the stored files before anything opened them."""


def test_every_stored_version_is_tried():
    assert {folder.name for folder in OLD.iterdir() if folder.is_dir()} == set(ROWS)


@pytest.mark.parametrize("version", sorted(ROWS))
def test_old_office_opens_and_has_lost_nothing(tmp_path, version):
    for file in (OLD / version).iterdir():
        shutil.copy(file, tmp_path)

    office = open_office(tmp_path / "gmina-fikcyjna.cusdesk", password=PASSWORD)

    with office.read() as session:
        rows = session.connection().exec_driver_sql
        counted = {
            table: rows(f"SELECT count(*) FROM {table} WHERE retired_at IS NULL").scalar_one()
            for table in ROWS[version]
        }
    verify_office(office)
    [first, *_] = residents.list_ids(office, residents.ResidentFilter())
    residents.change_fields(office, first, {"notes": "Pisane dzisiejszym programem."})
    before = [(copy.reason, copy.is_checked) for copy in copies.list_copies(office)]
    office.close()
    assert counted == ROWS[version]
    is_older = version != f"version_{latest_version()}"
    assert before == ([("przed zmianą wersji pliku", True)] if is_older else [])
