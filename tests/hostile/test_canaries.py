"""Canaries through every failing path: none sings in a log, a report or a temporary file."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import SQLAlchemyError

from cusdesk import cli
from cusdesk.core.errors import CusdeskError
from cusdesk.core.logging_setup import safe_traceback, set_up_logging
from cusdesk.domain.residents import PhoneDraft, ResidentDraft
from cusdesk.models.residents import Resident
from cusdesk.services import drafts, imports, residents
from cusdesk.services.office import open_office
from cusdesk.ui.shell.crash import CrashReporter
from tests.helpers.office import PASSWORD
from tests.hostile.books import REFUSED, cell, xlsx
from tests.services.canaries import PESEL, Canaries

ROOT = Path(__file__).parents[2]
HEAD = [cell(f"{c}1", t) for c, t in zip("ABC", ("Nazwisko", "Imię", "PESEL"), strict=True)]


@pytest.fixture
def canaries():
    return Canaries()


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """Log, crash reports and temporary files in one folder; everything in it is searched."""
    folder = tmp_path / "profile"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    handler = set_up_logging(folder)
    yield folder
    logging.getLogger("cusdesk").removeHandler(handler)
    handler.close()


def draft(canaries, **fields):
    names = {"surname": canaries.word(), "given_name": canaries.word(), "pesel": PESEL}
    return ResidentDraft(**names, notes=canaries.word(), phones=[PhoneDraft("600100200")], **fields)


def failing_writes(office, canaries):
    """Yield what must fail, each with canaries in its hands."""
    saved = residents.create_resident(office, draft(canaries, pesel_reason="sprawdzono"))
    row = {"id": saved.id, "subject_id": saved.id, "surname": canaries.word(), "row_version": 1}

    def duplicate():
        with office.write("residents.create") as work:
            work.session.execute(insert(Resident).values(row))

    def broken_sql():
        with office.read() as session:
            session.execute(text("SELECT nie_ma FROM residents WHERE surname = :s"), {"s": PESEL})

    def broken_raw():
        with office.write("residents.create") as work:
            word = canaries.word()
            work.session.connection().exec_driver_sql("INSERT INTO residents VALUES (?)", (word,))

    yield duplicate
    yield broken_sql
    yield broken_raw
    yield lambda: residents.create_resident(office, draft(canaries, email="x" * 999))
    yield lambda: residents.change_fields(office, saved.id, {"notes": canaries.word()}, 999)
    yield lambda: residents.change_fields(office, saved.id, {canaries.word(): "x"}, saved.version)
    yield lambda: drafts.keep(office, "residents.new", canaries.word(), {"x": object()})
    yield lambda: residents.get_resident(office, canaries.word().encode()[:16])


@pytest.mark.expects_log_warnings
def test_no_failing_write_tells_what_was_typed(office, canaries, profile, theme):
    reporter = CrashReporter(profile)
    seen = []
    for fail in failing_writes(office, canaries):
        with pytest.raises(Exception) as caught:  # noqa: PT011 (each fails in its own way)
            fail()
        error = caught.value
        seen.append(type(error).__name__)
        if isinstance(error, SQLAlchemyError):
            assert canaries.bytes_in(str(error).encode()) == 0
        if not isinstance(error, CusdeskError):
            reporter.handle(type(error), error, error.__traceback__)
        else:
            assert canaries.bytes_in(str(error).encode() + repr(error).encode()) == 0
        logging.getLogger("cusdesk.test").error("it failed", exc_info=error)
        report = reporter._report("1", (type(error), error, error.__traceback__))
        assert canaries.bytes_in(report.encode()) == 0
    if reporter._dialog is not None:
        assert canaries.bytes_in(reporter._dialog.details.toPlainText().encode()) == 0
        reporter._dialog.accept()
    assert len(seen) == 8
    assert list(profile.glob("report-*.txt"))
    assert canaries.files_with(profile) == []


@pytest.mark.expects_log_warnings
def test_refused_files_and_imports_leave_no_canary(office, canaries, profile, tmp_path):
    bring = tmp_path / "brought"
    bring.mkdir()
    line = [cell(f"{c}2", t) for c, t in zip("ABC", (canaries.word(), "Anna", PESEL), strict=True)]
    whole = xlsx(
        f'<sheetData><row r="1">{"".join(HEAD)}</row><row r="2">{"".join(line)}</row></sheetData>'
    )
    books = {"dobry.xlsx": whole, "uciety.xlsx": whole[:-50], "tekst.xlsx": PESEL.encode()}
    books |= {name: REFUSED[name]() for name in ("entities.xlsx", "far_cell.xlsx", "nul.csv")}
    books["zla.csv"] = f'Nazwisko;PESEL\r\n"{canaries.word()};{PESEL}\r\n'.encode()
    for name, content in books.items():
        path = bring / name
        path.write_bytes(content)
        for kind in imports.KINDS:
            try:
                plan = imports.plan_import(office, kind, path)
                imports.execute_import(office, plan)
            except CusdeskError as error:
                logging.getLogger("cusdesk.test").error("%s", error, exc_info=error)
    assert canaries.files_with(profile) == []


@pytest.mark.expects_log_warnings
def test_the_office_file_that_does_not_open(
    office, canaries, profile, tmp_path, capfd, monkeypatch
):
    residents.create_resident(office, draft(canaries, pesel_reason="sprawdzono"))
    path = office.path
    office.close()
    monkeypatch.setenv("CUSDESK_PASSWORD", f"{canaries.word()} {PESEL}")
    assert cli.main(["list", "residents", str(path)]) == 1
    with pytest.raises(CusdeskError):
        open_office(path, password=canaries.word(), user_name=canaries.word())
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    path.write_bytes(data)
    assert cli.main(["list", "residents", str(path), "--json"]) == 1
    out, err = capfd.readouterr()
    assert canaries.bytes_in((out + err).encode()) == 0
    assert canaries.files_with(profile, path.parent) == []


@pytest.mark.parametrize(
    "begin",
    [
        "raise ValueError(word)",
        "import threading; t = threading.Thread(target=int, args=(word,)); t.start(); t.join()",
        "class A:\n def __del__(self): raise ValueError(word)\nA()",
    ],
    ids=["end", "thread", "finaliser"],
)
def test_a_bug_outside_every_dialog_prints_no_words(begin):
    code = (
        "import sys\nfrom cusdesk.core.logging_setup import guard_words\nguard_words()\n"
        f"word = 'Kanarek' + '{PESEL}'\n{begin}"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "ValueError" in ran.stderr
    assert "Kanarek" not in ran.stderr.replace("'Kanarek'", "")
    assert PESEL not in ran.stderr


def test_the_program_guards_its_words_before_anything_else(tmp_path):
    """A bug in a command ends with a traceback without words, not with Python's own."""
    code = (
        "import sys\nfrom cusdesk import __main__, cli\n"
        f"def fail(_given): raise ValueError('Kanarek {PESEL}')\n"
        "cli.main = fail\n__main__.main(['list'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "builtins.ValueError" in ran.stderr
    assert PESEL not in ran.stderr


def test_the_words_of_causes_stay_out_too(canaries):
    try:
        try:
            int(canaries.word())
        except ValueError as error:
            raise KeyError(canaries.word()) from error
    except KeyError as error:
        shown = safe_traceback(type(error), error, error.__traceback__)
    assert "caused by builtins.ValueError" in shown
    assert canaries.bytes_in(shown.encode()) == 0


def test_a_full_disk_leaves_neither_half_a_paper_nor_a_temporary_file(office, canaries, tmp_path):
    from cusdesk.export.atomic import write_file

    target = tmp_path / "papers"
    target.mkdir()
    (target / "plan.pdf").write_bytes(b"before")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", _full)
        with pytest.raises(CusdeskError):
            write_file(target / "plan.pdf", canaries.word().encode())
    assert [path.name for path in target.iterdir()] == ["plan.pdf"]
    assert canaries.files_with(target) == []


def _full(_handle):
    raise OSError(28, "No space left on device")
