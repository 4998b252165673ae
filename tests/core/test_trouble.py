"""Reports about bugs hold places in the code and nothing else; only the newest are kept."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cusdesk.core.logging_setup import FILE_NAME, code_place
from cusdesk.core.trouble import (
    KEPT,
    NativeWatch,
    bug_report,
    keep_report,
    kept_reports,
    last_log_lines,
    new_number,
)

NOW = dt.datetime(2026, 6, 15, 10, 0)  # noqa: DTZ001 (wall time)


def bug_of(error):
    try:
        raise error
    except Exception as caught:  # noqa: BLE001 (any bug)
        return type(caught), caught, caught.__traceback__


def test_a_report_has_its_number_the_moment_and_the_place():
    text = bug_report("A1B2C3", bug_of(ValueError("Łuczak")), NOW, {"screen": "plans"}, [])

    assert "report A1B2C3, 2026-06-15 10:00" in text
    assert "screen: plans" in text
    assert "builtins.ValueError" in text
    assert "Łuczak" not in text.replace('"Łuczak"', "")


def test_a_report_names_no_folder_of_a_person(home):
    log = [f"x could not be read: {home}/Dokumenty"]
    text = bug_report("A1B2C3", bug_of(KeyError("x")), NOW, {}, log)

    assert str(home) not in text
    assert str(Path(__file__).parents[2]) not in text


@pytest.mark.parametrize(
    ("file_name", "shown"),
    [
        ("D:\\Anna Łuczak\\x\\app\\cusdesk\\ui\\a.py", "cusdesk/ui/a.py"),
        ("/dane/anna/lib/python3.11/site-packages/qt/b.py", "qt/b.py"),
        ("/x/lib/python3.11/json/c.py", "json/c.py"),
        ("/dane/anna/luczak.py", "luczak.py"),
    ],
)
def test_places_in_the_code_begin_at_the_program(file_name, shown):
    assert code_place(file_name) == shown


def test_an_endless_recursion_is_told_in_few_lines():
    def again():
        again()

    with pytest.raises(RecursionError) as caught:
        again()
    text = bug_report("1", (RecursionError, caught.value, caught.value.__traceback__), NOW, {}, [])
    assert "more times" in text
    assert len(text.splitlines()) < 40


def test_only_the_newest_reports_stay(tmp_path):
    for number in range(KEPT + 3):
        path = keep_report(tmp_path, f"N{number:02}", "report")
        os.utime(path, ns=(number, number))
    keep_report(tmp_path, "LAST", "report")

    kept = [path.stem for path in kept_reports(tmp_path)]
    assert len(kept) == KEPT
    assert kept[0] == "report-LAST"
    assert "report-N00" not in kept


def test_a_folder_that_cannot_be_written_gives_no_report(tmp_path):
    assert keep_report(tmp_path / "missing", "A", "x") is None


def test_numbers_can_be_read_out():
    assert all(len(new_number()) == 6 for _ in range(5))


def test_the_end_of_the_log_is_given(tmp_path):
    (tmp_path / FILE_NAME).write_text("one\ntwo\nthree\n", encoding="utf-8")
    assert last_log_lines(tmp_path, 2) == ["two", "three"]
    assert last_log_lines(tmp_path / "missing") == []


WATCH = """
import datetime, pathlib, sys
from cusdesk.core.trouble import NativeWatch
watch = NativeWatch(pathlib.Path(sys.argv[1]))
watch.begin(datetime.datetime(2026, 6, 15))
if sys.argv[2] == "fault":
    import faulthandler; faulthandler._sigabrt()
watch.end()
"""


@pytest.mark.parametrize("ending", ["fault", "order"])
def test_a_sudden_end_becomes_a_report_at_the_next_start(tmp_path, ending):
    subprocess.run(
        [sys.executable, "-c", WATCH, str(tmp_path), ending],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    watch = NativeWatch(tmp_path)
    path = watch._path
    number = watch._report_before(NOW)

    assert bool(number) is (ending == "fault")
    assert path.exists() is (ending == "fault")
    if number:
        assert "Aborted" in (tmp_path / f"report-{number}.txt").read_text(encoding="utf-8")
