"""A sheet of hours goes out with numbers and names, comes back, and is checked line by line."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.export.xlsx.hour_sheet import write_hour_sheet
from cusdesk.models.months import MonthClosure
from cusdesk.models.plans import Plan, PlanService
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident
from cusdesk.services import history
from cusdesk.services.attendance import VisitDraft, add_visits, list_visits
from cusdesk.services.attendance.hour_sheets import list_sheets, send_sheet, sheet_lines
from cusdesk.services.imports import execute_import
from cusdesk.services.imports.planning import plan_workbook
from cusdesk.services.imports.source import guess_kind, read_source
from tests.db.test_capture import add_resident
from tests.services.attendance_office import JUNE, add_service

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.domain.reports.hour_sheet import HourSheetDocument
    from cusdesk.services.imports.model import ImportPlan
    from cusdesk.services.office import Office

PROVIDER = b"p" * 16


@pytest.fixture
def people(office: Office) -> list[bytes]:
    """Two people with a plan of two and of four hours in June, by one provider."""
    found = [add_resident(office, name) for name in ("Łuczak", "Bąk")]
    service = add_service(office, "Opieka w domu")
    with office.write("providers.create") as work:
        work.session.add(Provider(id=PROVIDER, name="Ster", sort_key="ster", kind="company"))
        work.session.flush()
        for number, person in enumerate(found, 1):
            plan = Plan(
                id=bytes([number]) * 16,
                subject_id=person,
                resident_id=person,
                number=f"{number}/2026",
                status="approved",
                valid_from=dt.date(2026, 1, 1),
                valid_to=dt.date(2026, 12, 31),
            )
            work.session.add(plan)
            work.session.flush()
            work.session.add(
                PlanService(
                    subject_id=person,
                    plan_id=plan.id,
                    service_id=service,
                    provider_id=PROVIDER,
                    unit="hour",
                    amount=120 * number,
                    amount_per="month",
                )
            )
    return found


def filled(document: HourSheetDocument, folder: Path, rows: list[list[Any]]) -> Path:
    """Fill the sheet in as a provider does, and save it."""
    out = io.BytesIO()
    write_hour_sheet(document, out)
    out.seek(0)
    book = openpyxl.load_workbook(out)
    for place, cells in enumerate(rows, 9):
        for column, value in enumerate(cells, 1):
            book.worksheets[0].cell(place, column, value)
    path = folder / "arkusz.xlsx"
    book.save(path)
    return path


def come_back(office: Office, path: Path) -> ImportPlan:
    workbook = read_source(path).workbook
    assert guess_kind(workbook) == "hours"
    return plan_workbook(office, "hours", workbook)


def test_the_sheet_names_people_by_number_and_name_only(
    office: Office, people: list[bytes]
) -> None:
    with office.write("residents.update") as work:
        for person in people:
            row = work.get(Resident, person)
            row.pesel, row.locality, row.email = "44051401359", "Tajna Wola", "a@b.pl"
    document = send_sheet(office, PROVIDER, JUNE).document
    out = io.BytesIO()
    write_hour_sheet(document, out)
    book = openpyxl.load_workbook(out)
    words = " ".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value)

    assert "1. Bąk – Opieka w domu" in words
    assert "AG/2026-06/0001" in words
    assert not any(secret in words for secret in ("44051401359", "Tajna", "a@b.pl", "2026-01-01"))
    first, second = book.worksheets
    assert first.protection.sheet
    assert second.protection.sheet
    assert not first["A9"].protection.locked
    assert first["A8"].protection.locked
    kinds = {one.type for one in first.data_validations.dataValidation}
    assert kinds == {"list", "date", "time", "decimal"}


def test_the_sheet_is_kept_with_whom_it_names(office: Office, people: list[bytes]) -> None:
    lines = sheet_lines(office, PROVIDER, JUNE)
    assert [(one.name, one.planned_minutes) for one in lines] == [("Bąk", 240), ("Łuczak", 120)]
    send_sheet(office, PROVIDER, JUNE)
    second = send_sheet(office, PROVIDER, JUNE).document.number

    assert second == "AG/2026-06/0002"
    assert [(s.number[-4:], s.lines, s.returned_on) for s in list_sheets(office)] == [
        ("0002", 2, None),
        ("0001", 2, None),
    ]
    with office.write("providers.create") as work:
        work.session.add(Provider(id=b"q" * 16, name="Inny", sort_key="inny", kind="company"))
    with pytest.raises(ValidationError):
        send_sheet(office, b"q" * 16, JUNE)


def test_what_comes_back_is_checked_line_by_line(
    office: Office, people: list[bytes], tmp_path: Path
) -> None:
    document = send_sheet(office, PROVIDER, JUNE).document
    bak, luczak = (person.label for person in document.people)
    day, eight = dt.date(2026, 6, 2), dt.time(8)
    rows = [
        [bak, day, eight, dt.time(10), None, "Ewa Lis", "zakupy"],
        [bak, "3.06.2026", "22:30", "0:30", None, "Ewa Lis", ""],
        [luczak, day, dt.time(9), dt.time(9, 30), None, "Ewa Lis", ""],
        [luczak, dt.date(2026, 6, 4), None, None, 1.5, "Jan Sowa", ""],
        [luczak, dt.date(2026, 6, 5), None, None, 1, "Jan Sowa", ""],
        [luczak, dt.date(2026, 7, 1), None, None, 1, "Jan Sowa", ""],
        ["99. Ktoś – Opieka", day, None, None, 1, "Jan Sowa", ""],
        [bak, dt.date(2026, 6, 8), eight, dt.time(10), 3, "Ewa Lis", ""],
        [bak, day, dt.time(9), dt.time(11), None, "Jan Sowa", ""],
    ]
    plan = come_back(office, filled(document, tmp_path, rows))

    assert [(row.outcome, row.reason) for row in plan.rows] == [
        ("new", ""),
        ("new", ""),
        ("doubtful", "sheet_overlap"),
        ("new", ""),
        ("doubtful", "sheet_over_plan"),
        ("doubtful", "sheet_month"),
        ("doubtful", "sheet_person"),
        ("doubtful", "visit_in_doubt"),
        ("doubtful", "visit_differs"),
    ]
    assert [p.kind for p in plan.problems] == ["sheet_less"]
    said = plan.report()["problems"][0]["message"]
    assert said == "Łuczak, Opieka w domu: zaplanowano 2:00, z arkuszem jest 1:30."


def test_sure_entries_are_written_once_and_the_sheet_is_back(
    office: Office, people: list[bytes], tmp_path: Path
) -> None:
    document = send_sheet(office, PROVIDER, JUNE).document
    cells = [document.people[0].label, dt.date(2026, 6, 3), "22:30", "0:30", None, "Ewa Lis", "noc"]
    path = filled(document, tmp_path, [cells])
    execute_import(office, come_back(office, path), backup=False)
    visit = list_visits(office)[0]

    assert (visit.date.day, visit.start_minute, visit.minutes) == (3, 1350, 120)
    assert (visit.provider_id, visit.worker, visit.activities) == (PROVIDER, "Ewa Lis", "noc")
    assert list_sheets(office)[0].returned_on == dt.date(2026, 6, 15)
    assert [row.outcome for row in come_back(office, path).rows] == ["unchanged"]
    history.undo(office)
    assert list_visits(office) == []


def test_hours_beyond_the_pool_of_the_contract_wait(
    office: Office, people: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cusdesk.domain.contracts import ContractUnit
    from cusdesk.domain.pools import Balance, PoolKey, PoolKind
    from cusdesk.services.contracts.pool_book import PoolBook

    pool = Balance(PoolKey(PoolKind.CONTRACT, b"c" * 16), "", "", ContractUnit.HOUR, 2000, 1000)
    monkeypatch.setattr(PoolBook, "contract_balances", lambda _self: [pool])
    document = send_sheet(office, PROVIDER, JUNE).document
    label = document.people[0].label
    rows = [[label, dt.date(2026, 6, n), None, None, 0.75, "Ewa Lis", ""] for n in (2, 3)]
    plan = come_back(office, filled(document, tmp_path, rows))

    assert [(row.outcome, row.reason) for row in plan.rows] == [
        ("new", ""),
        ("doubtful", "sheet_over_pool"),
    ]


def test_a_sheet_of_another_office_is_refused(
    office: Office, people: list[bytes], tmp_path: Path
) -> None:
    document = send_sheet(office, PROVIDER, JUNE).document
    path = filled(document, tmp_path, [[document.people[0].label]])
    history.undo(office)
    with pytest.raises(NotFoundError):
        come_back(office, path)


def test_people_visited_lately_stand_on_the_sheet_without_a_plan(
    office: Office, people: list[bytes]
) -> None:
    service = sheet_lines(office, PROVIDER, JUNE)[0].service_id
    guest = add_resident(office, "Zając")
    day = dt.date(2026, 5, 20)
    add_visits(office, [VisitDraft(guest, service, day, minutes=60, provider_id=PROVIDER)])

    found = {line.name: line.planned_minutes for line in sheet_lines(office, PROVIDER, JUNE)}
    assert found == {"Bąk": 240, "Łuczak": 120, "Zając": None}


def test_hours_of_a_closed_month_wait_and_are_never_written(
    office: Office, people: list[bytes], tmp_path: Path
) -> None:
    document = send_sheet(office, PROVIDER, JUNE).document
    cells = [document.people[0].label, dt.date(2026, 6, 3), None, None, 1, "Ewa Lis", ""]
    path = filled(document, tmp_path, [cells])
    before = come_back(office, path)
    with office.write("months.close") as work:
        work.session.add(
            MonthClosure(month=JUNE, closed_at=0, closed_by="", services="[]", seal="")
        )
    before.as_of = come_back(office, path).as_of

    with pytest.raises(RuleError):
        execute_import(office, before, backup=False)
    assert list_visits(office) == []
    assert [row.reason for row in come_back(office, path).rows] == ["sheet_closed"]
