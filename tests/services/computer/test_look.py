"""The lines of „Sprawdź komputer” for a real office, and the report that names nobody."""

from __future__ import annotations

import datetime as dt
import logging

import pytest

from cusdesk.core.logging_setup import set_up_logging
from cusdesk.core.places import Probes
from cusdesk.core.trouble import bug_report, keep_report
from cusdesk.domain.computer import GB, ORDER, Printers
from cusdesk.services import copies
from cusdesk.services.computer import (
    System,
    look_at_computer,
    look_at_file,
    look_at_office,
    look_at_screen,
    look_for_danger,
    sorted_lines,
    support_report,
)
from tests.services.canaries import Canaries
from tests.services.test_copies_restore import add


def play(**changed):
    """Return a healthy computer with what is said otherwise."""
    healthy = {
        "free": lambda _p: 50 * GB,
        "memory": lambda: (8 * GB, 4 * GB),
        "printers": lambda: Printers(("HP",), "HP"),
        "workbook_program": lambda: "Excel",
        "offset": lambda: 120,
        "released_on": dt.date(2026, 1, 1),
    }
    return System(**(healthy | changed))


def found(lines):
    return {line.finding.id: line for line in lines}


def test_a_healthy_computer_is_fine_in_every_line(office):
    lines = look_at_computer(office.path, play())
    assert {line.level for line in lines} == {"fine"}
    lines += [*look_at_office(office, play()), look_at_file(office), look_at_screen(1366, 768, 100)]
    assert {line.finding.id for line in lines} == set(ORDER)


def test_a_sick_computer_says_what_to_do(office):
    cloud = Probes(environment={"OneDrive": str(office.path.parent)})
    sick = play(
        free=lambda _p: 10,
        memory=lambda: None,
        printers=lambda: Printers(()),
        workbook_program=lambda: "",
        places=cloud,
    )
    lines = found(look_at_computer(office.path, sick))

    assert [lines[i].level for i in ("disk", "place", "printer", "sheets", "memory")] == [
        "bad",
        "bad",
        "note",
        "note",
        "unknown",
    ]
    assert "OneDrive" in lines["place"].said
    assert lines["place"].fix == "move_home"
    assert all(line.means and line.do for line in lines.values() if line.level != "fine")


def test_without_an_office_only_the_computer_is_looked_at():
    ids = {line.finding.id for line in look_at_computer(None, play())}
    assert {"place", "files"}.isdisjoint(ids)
    assert {"disk", "folders", "bugs"} <= ids


def test_the_copies_are_told_with_their_age(office, clock):
    lines = found(look_at_office(office, play()))
    assert (lines["copy"].finding.case, lines["outside"].finding.case) == ("none", "never")

    copies.make_copy(office)
    clock.advance(days=3)
    assert found(look_at_office(office, play()))["copy"].finding.case == "late"


def test_a_clock_that_went_back_is_noticed(office, clock):
    add(office, "Nowa")
    assert found(look_at_office(office, play()))["clock"].level == "fine"
    clock.advance(days=-2)
    line = found(look_at_office(office, play()))["clock"]
    assert line.finding.case == "back"
    assert "13.06.2026 10:00" in line.said
    assert "15.06.2026 10:00" in line.said


def test_only_what_cannot_wait_is_said_at_the_opening(office, clock):
    assert look_for_danger(office, play()) is None
    assert look_for_danger(office, play(free=lambda _p: 10)).finding.id == "disk"
    add(office, "Nowa")
    clock.advance(days=-2)
    assert look_for_danger(office, play()).finding.case == "back"


def test_the_file_is_read_and_a_damaged_one_is_told(office):
    add(office, "Nowa")
    assert "1 mieszkaniec" in look_at_file(office).said
    raw = bytearray(office.path.read_bytes())
    raw[-2000:] = bytes(2000)
    office.path.write_bytes(bytes(raw))
    line = look_at_file(office)
    assert (line.finding.case, line.fix) == ("damaged", "restore")


def test_bugs_of_late_are_counted(home):
    from cusdesk.core.paths import user_log_dir

    keep_report(user_log_dir(), "A", "report")
    line = found(look_at_computer(None, play()))["bugs"]
    assert line.said.startswith("1 raport")
    assert line.fix == "save_report"


def test_what_must_be_mended_comes_first(office):
    lines = sorted_lines([look_at_screen(1366, 768, 100), *look_at_office(office, play())])
    assert next(line.finding.id for line in lines) == "copy"


@pytest.mark.expects_log_warnings
def test_the_report_for_support_holds_no_word_of_anybody(office, tmp_path):
    """Printer, folder and cloud are named after people; a bug had canaries in its hands."""
    canaries = Canaries()
    handler = set_up_logging(tmp_path)
    try:
        int(canaries.word())
    except ValueError as error:
        bug = (type(error), error, error.__traceback__)
        logging.getLogger("cusdesk.test").error("it failed", exc_info=error)
    now = office.clock.now()
    keep_report(tmp_path, "ABC", bug_report("ABC", bug, now, {}, []))
    name = canaries.word()
    strange = play(printers=lambda: Printers((name,), name), workbook_program=lambda: name)
    lines = [*look_at_computer(tmp_path / name / "biuro.cusdesk", strange), *look_at_office(office)]

    report = support_report(lines, tmp_path, now, {"Qt": "6"})

    logging.getLogger("cusdesk").removeHandler(handler)
    handler.close()
    assert canaries.bytes_in(report.encode()) == 0
    for said in ("printer.fine", "copy.none", "report-ABC", "builtins.ValueError", "schema: "):
        assert said in report
