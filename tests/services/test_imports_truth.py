"""Recall against what a careful clerk reads, and not one wrong value without a word."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest

from cusdesk.core.clock import FixedClock
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import imports, own_sheets, residents
from cusdesk.services.residents.json_out import international
from tests.helpers.office import make_office
from tests.importing.offices import MAKERS
from tests.services.import_office import (
    ATTENDANCE,
    DATA,
    HOURS,
    LIST,
    SERVICES,
    bring,
    count,
    plan,
)

INVOICES = DATA / "07_faktury_wykonawcow_2026.xlsx"
TEMPLATE = DATA / "06_sprawozdanie_miesieczne_WZOR.xlsx"
REPORT = "06_sprawozdanie_miesieczne_2026-06.xlsx"
FIELDS = {"last_name": "surname", "first_name": "given_name", "maiden_name": "birth_surname",
          "pesel": "pesel", "birth_date": "birth_date", "sex": "sex", "solectwo": "solectwo",
          "email": "email", "status": "status", "notes": "notes"}  # fmt: skip
ADDRESS = ("locality", "street", "house", "flat", "postcode", "post")
CHECKED = ("pesel", "birth_date", "sex", "locality", "street", "house", "status")
STATUS = {"resigned": "left"}


def truth(name: str) -> dict:
    return json.loads((DATA / "truth" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def brought(tmp_path_factory):
    """The office with the four workbooks, and their plans."""
    clock = FixedClock(dt.datetime(2026, 7, 1, 10))  # noqa: DTZ001 (wall time)
    office = make_office(tmp_path_factory.mktemp("truth"), clock).office
    paths = {"residents": LIST, "services": SERVICES, "attendance": ATTENDANCE, "hours": HOURS}
    yield office, {kind: bring(office, path, kind)[0] for kind, path in paths.items()}
    office.close()


@pytest.fixture(scope="module")
def settled(brought):
    """The same office when a clerk has decided what the lists left open."""
    office, _ = brought
    unknown = ResidentDraft(surname="Gruszka", given_name="Stefania")
    newcomer = residents.create_resident(office, unknown).id
    taken: set[tuple[str, bytes]] = set()
    for issue in imports.list_issues(office, outcomes=("doubtful",)):
        if issue.reason == "person_ambiguous":  # two people of one name: a row a month for each
            choice = next(c for c in issue.candidates if (issue.sheet, c) not in taken)
            taken.add((issue.sheet, choice))
            imports.take_for(office, issue.id, choice, overwrite=False)
        elif issue.reason == "person_unknown":
            imports.take_for(office, issue.id, newcomer, overwrite=False)
        elif issue.title == "Leszczynski Tomasz":  # start and end are written the wrong way round
            imports.take_as_new(office, issue.id)
    return office


def person_fields(record: dict) -> dict[str, object]:
    wanted = {ours: record[theirs] or "" for theirs, ours in FIELDS.items()}
    wanted["status"] = STATUS.get(record["status"], record["status"])
    wanted["pesel"] = record["pesel"] or record["pesel_as_written_if_wrong"] or ""
    wanted |= {name: record["address"][name] or "" for name in ADDRESS}
    wanted["phones"] = sorted(record["phones"])
    wanted["disability"] = record["disability"] or "none"
    return wanted


def planned_fields(payload: dict) -> dict[str, object]:
    found = {name: str(value or "") for name, value in payload["values"].items()}
    found["phones"] = sorted(international(phone["number"]) for phone in payload["phones"])
    return found


def test_residents_of_the_list_are_found_and_right(brought):
    _, plans = brought
    rows = {(row.sheet, row.row): row for row in plans["residents"].rows}
    records, wrong, total, silent = truth(LIST.name)["records"], 0, 0, []
    for record in records:
        row = next(r for s in record["sources"] if (r := rows.get((s["sheet"], s["row"]))))
        found = planned_fields(row.payload)
        for name, value in person_fields(record).items():
            total += 1
            if found[name] != value:
                wrong += 1
                if not [p for p in row.problems if p.severity != "info"] and not row.reason:
                    silent.append((record["id"], name))
    assert len(records) == 420
    assert wrong <= 0.01 * total
    assert silent == []


def test_services_of_the_catalogue_are_found(brought):
    _, plans = brought
    planned = {row.title: row for row in plans["services"].rows}
    names = [record["name"] for record in truth(SERVICES.name)["records"]]
    assert [name for name in names if name not in planned] == []


def test_marks_are_written_or_wait(brought):
    _, plans = brought
    marks = {
        (row.sheet, row.row, mark["date"].day, mark["mark"], mark["minutes"])
        if row.outcome == "new"
        else (row.sheet, row.row, mark["date"].day)
        for row in plans["attendance"].rows
        for mark in row.payload["marks"]
    }
    missing = total = 0
    for record in truth(ATTENDANCE.name)["records"]:
        for mark in record["marks"]:
            if mark["status"] in {"present", "absent", "excused"}:
                total += 1
                minutes = {mark["minutes"], None} if mark["minutes"] else {None, 0}
                rows = [(s["sheet"], s["row"], mark["day"]) for s in record["sources"]]
                written = [(*r, mark["status"], m) for r in rows for m in minutes]
                missing += not (marks & {*rows, *written})
    assert total == 748
    assert missing <= 0.01 * total


def test_visits_are_written_or_wait(brought):
    office, plans = brought
    rows = {(row.sheet, row.row): row for row in plans["hours"].rows}
    records = truth(HOURS.name)["records"]
    right = 0
    for record in records:
        for source in record["sources"]:
            row = rows.get((source["sheet"], source["row"]))
            if row is None:
                continue
            same = (str(row.payload["date"]), row.payload["minutes"])
            waits = row.outcome == "doubtful"
            right += waits or same == (record["date"], record["minutes"])
    assert right == len(records) == 209
    assert count(office, "visits") == 205


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_lists_of_other_offices_bring_their_people(make, office, tmp_path):
    path, folk = make(Path(tmp_path))
    planned = plan(office, path)
    by_name = {(r.payload["values"]["surname"], r.payload["values"]["given_name"]): r
               for r in planned.rows}  # fmt: skip
    silent = []
    for person in folk:
        row = by_name[person.surname, person.given_name]
        values = row.payload["values"]
        said = bool(row.reason) or any(p.severity != "info" for p in row.problems)
        wrong = [name for name in CHECKED if values[name] != getattr(person, name)]
        silent += [] if said else wrong
    assert silent == []
    bring(office, path)
    again = plan(office, path).counts()
    assert (again["new"], again["changed"]) == (0, 0)


def test_invoices_are_read_to_the_grosz_and_only_their_seven_problems_named(settled):
    planned, _ = bring(settled, INVOICES, "invoices")
    wanted = truth(INVOICES.name)
    rows = {row.row: row.payload for row in planned.rows}
    for record in wanted["records"]:
        read = rows[record["sources"][0]["row"]]
        (line,) = read["lines"]
        found = (read["number"], read["nip"], str(read["issued_on"]), str(read["due_on"]))
        stated = (record["number"], record["nip"], record["issue_date"], record["due_date"])
        assert found == stated
        assert line["amount_gr"] == record["amount_stated_grosz"]
        assert line["quantity_milli"] == record["quantity"] * 1000
        assert str(line["period_from"])[:7] == record["period"]
    said = {(p.kind, p.row) for row in planned.rows for p in row.problems}
    said |= {(p.kind, p.row) for p in planned.problems}
    said |= {(row.reason, row.row) for row in planned.rows if row.reason}
    assert said == {(p["kind"], p["row"]) for p in wanted["problems"]}


def test_the_report_of_the_office_is_filled_with_the_figures_of_its_lists(settled, tmp_path):
    filled = own_sheets.fill_file(settled, TEMPLATE, dt.date(2026, 6, 1))
    own_sheets.save_filled(settled, filled, dt.date(2026, 6, 1), tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    known = [r for r in truth(REPORT)["records"] if r["follows_from"]]
    for record in known:
        (row,) = (source["row"] for source in record["sources"])
        found = [sheet.cell(row, column).value for column in (4, 5, 6, 7, 8)]
        assert found == [
            record["persons"],
            record["women"],
            record["aged_60_plus"],
            record["hours_or_units"],
            record["rate_grosz"] / 100,
        ]
        assert sheet.cell(row, 9).value == f"=G{row}*H{row}"
    assert len(known) == 4
    assert (sheet["E4"].value, sheet["G4"].value) == ("czerwiec", 2026)
