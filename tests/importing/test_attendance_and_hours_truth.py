"""The office workbooks against what a careful clerk reads out of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cusdesk.core.messages import all_messages, tr
from cusdesk.importing.attendance import AttendanceFile, read_attendance
from cusdesk.importing.clock_times import show_clock
from cusdesk.importing.hours import read_hours
from cusdesk.importing.reading import read_workbook

DATA = Path(__file__).parent.parent / "data" / "import"
ATTENDANCE = "04_obecnosc_rehabilitacja_IV-VI_2026.xlsx"
SAVED_AGAIN = "09_obecnosc_zapisane_w_LibreOffice.xlsx"
HOURS = "05_karty_pracy_czerwiec_2026.xlsx"
# What only the list of residents can tell, or what the office does not call a fault.
NOT_OURS = {
    "name_order_swapped", "name_prefix", "name_typo", "name_with_place", "name_initial", "all_caps",
    "diacritics_lost", "ambiguous_name", "person_not_in_list", "times_as_text",
    "dates_only_first_visit",
}  # fmt: skip


def truth(name: str) -> dict:
    return json.loads((DATA / "truth" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=[ATTENDANCE, SAVED_AGAIN])
def attendance(request: pytest.FixtureRequest) -> AttendanceFile:
    return read_attendance(read_workbook(DATA / request.param))


def test_every_mark_is_read_and_none_is_wrong(attendance: AttendanceFile) -> None:
    wanted = {
        (r["sheet"], source["row"], f"{r['month']}-{m['day']:02}"): (m["status"], m["minutes"])
        for r in truth(ATTENDANCE)["records"]
        for source in r["sources"][:1]
        for m in r["marks"]
    }
    got = {
        (e.place.sheet, e.place.row, str(e.date)): (e.mark, e.minutes or 0)
        for e in attendance.entries
    }
    missing = {key for key in wanted if wanted[key][0] != "unclear" and got.get(key) != wanted[key]}
    assert len(missing) <= len(wanted) * 0.01
    twice = [e for e in attendance.entries if e.repeats]
    assert [(e.place.sheet, e.place.row) for e in twice] == [("maj", 39)]
    assert {e.doubts for e in attendance.entries if e.mark == "unclear"} == {("mark_unclear",)}


def test_minutes_of_each_month_are_those_of_the_clerk(attendance: AttendanceFile) -> None:
    for month in truth(ATTENDANCE)["months"]:
        counted = [
            e for e in attendance.entries if e.place.sheet == month["sheet"] and e.repeats is None
        ]
        assert sum(e.minutes or 0 for e in counted) == month["minutes"]
        assert sum(e.mark == "present" for e in counted) == month["attendances"]


def test_every_planted_problem_of_the_lists_is_found(attendance: AttendanceFile) -> None:
    planted = {
        (p["sheet"], p["row"], p["column"], p["kind"])
        for p in truth(ATTENDANCE)["problems"]
        if p["kind"] not in NOT_OURS
    }
    found = {(p.sheet, p.row, p.column, p.kind) for p in attendance.problems}
    assert planted <= found
    more = {kind for *_place, kind in found - planted}
    assert more <= {"day_total_wrong", "name_written_twice", "day_written_twice"}


def test_service_and_legend_of_the_lists(attendance: AttendanceFile) -> None:
    for sheet in attendance.sheets:
        assert sheet.services[0] == "Rehabilitacja ogólnousprawniająca mieszkańców"
        assert sheet.default_minutes == 60
        assert sheet.legend["-"] == "not_applicable"


def test_every_visit_is_read_and_none_is_wrong() -> None:
    file = read_hours(read_workbook(DATA / HOURS))
    wanted = {
        (s["sheet"], s["row"]): (
            r["date"], r["start"], r["end"], r["minutes"], r["counted"], r["worker"],
            r["crosses_midnight"],
        )
        for r in truth(HOURS)["records"]
        for s in r["sources"]
    }  # fmt: skip
    got = {
        (v.place.sheet, v.place.row): (
            str(v.date), show_clock(v.start or 0), show_clock((v.end or 0) % 1440), v.minutes,
            v.counted, f"{v.worker.surname} {v.worker.given_name}", v.crosses_midnight,
        )
        for v in file.visits
    }  # fmt: skip
    assert got == wanted


def test_every_planted_problem_of_the_cards_is_found() -> None:
    file = read_hours(read_workbook(DATA / HOURS))
    planted = {
        (p["sheet"], p["row"], p["kind"])
        for p in truth(HOURS)["problems"]
        if p["kind"] not in NOT_OURS
    }
    assert {(p.sheet, p.row, p.kind) for p in file.problems} == planted


def test_every_problem_has_its_sentence(attendance: AttendanceFile) -> None:
    cards = read_hours(read_workbook(DATA / HOURS))
    for problem in (*attendance.problems, *cards.problems):
        assert tr(f"imports_hours.problem.{problem.kind}", **problem.params)
    assert len([key for key in all_messages() if key.startswith("imports_hours.")]) > 50
