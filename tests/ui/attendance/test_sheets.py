"""A sheet of hours for a provider, from the list of people to the file."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from cusdesk.models.providers import Provider
from cusdesk.services.attendance import VisitDraft, add_visits
from cusdesk.services.attendance.hour_sheets import list_sheets
from cusdesk.ui.attendance.visits.page import VisitsPage
from cusdesk.ui.attendance.visits.sheets_dialog import SheetsDialog
from tests.db.test_capture import add_resident
from tests.services.attendance_office import JUNE, add_service

PROVIDER = b"p" * 16


@pytest.fixture
def dialog(qtbot, here, office):
    with office.write("providers.create") as work:
        for key, name in ((PROVIDER, "Ster"), (b"q" * 16, "Żagiel")):
            work.session.add(Provider(id=key, name=name, sort_key=name.lower(), kind="company"))
    person, service = add_resident(office, "Łuczak"), add_service(office, "Opieka")
    visit = VisitDraft(person, service, dt.date(2026, 5, 20), minutes=60, provider_id=PROVIDER)
    add_visits(office, [visit])
    page = VisitsPage(here, JUNE)
    qtbot.addWidget(page)
    page.show()
    page.show_sheets()
    return next(child for child in page.children() if isinstance(child, SheetsDialog))


def test_a_sheet_is_saved_and_listed(dialog, office, tmp_path, notices):
    assert [dialog.people.item(0).text(), dialog.people.count()] == ["1. Łuczak – Opieka", 1]
    path = tmp_path / "arkusz.xlsx"
    dialog.save_as(path)
    assert openpyxl.load_workbook(path).worksheets[1]["B5"].value == "1. Łuczak – Opieka"
    assert [(s.number, s.provider_name) for s in list_sheets(office)] == [
        ("AG/2026-06/0001", "Ster")
    ]
    assert "AG/2026-06/0001" in notices.list[-1].text


def test_a_provider_with_nobody_gets_no_sheet(dialog, office):
    dialog.provider.setCurrentIndex(1)
    assert not dialog.do.isEnabled()
    assert "nie stanąłby nikt" in dialog.problem.text()
    assert list_sheets(office) == []
