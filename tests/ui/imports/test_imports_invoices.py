"""A waiting invoice in the queue: beside the one of the same number, taken or put aside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cusdesk.services import invoices
from cusdesk.services.imports import execute_import, list_issues, plan_import
from cusdesk.ui.imports.decision import DecisionPanel

SAMPLE = Path(__file__).parents[2] / "data" / "invoices" / "faktury.xlsx"


def test_a_second_copy_stands_beside_the_first(context, office, qtbot):
    execute_import(office, plan_import(office, "invoices", SAMPLE), backup=False)
    (issue,) = [i for i in list_issues(office) if i.reason == "invoice_written_twice"]
    panel = DecisionPanel(replace(context, office=office))
    qtbot.addWidget(panel)
    panel.show()
    panel.show_issue(issue)
    assert panel.new.isVisible()
    assert not panel.same.isVisible()
    assert not panel.choice.isVisible()
    numbers = {panel.table.item(row, 2).text() for row in range(panel.table.rowCount())}
    assert "1/05/2026" in numbers
    assert len(invoices.list_ids(office)) == 5
