"""Workbooks made to hurt: one sentence or safe reading, in little memory and time."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter

from cusdesk.core.errors import ImportProblemError
from cusdesk.core.messages import describe
from cusdesk.services import imports, residents
from tests.hostile.books import READ, REFUSED

ROOT = Path(__file__).parents[2]
MEMORY = 1536 << 20
SECONDS = 120
CHILD = """
import json, sys
if sys.platform.startswith("linux"):  # no other system keeps to a limit of memory
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
from cusdesk.core.errors import CusdeskError
from cusdesk.core.messages import describe
from cusdesk.services.imports import open_source
from pathlib import Path
try:
    source = open_source(Path(sys.argv[1]))
    cells = [[str(v)[:40] for v in row[:3]] for s in source.workbook.sheets for row in s.rows[:2]]
    print(json.dumps(["read", [s.name for s in source.workbook.sheets], cells]))
except CusdeskError as error:
    print(json.dumps(["refused", error.key, describe(error)]))
status = Path("/proc/self/status")  # getrusage remembers the parent's peak
words = status.read_text().split() if status.exists() else ["VmHWM:", "0"]
print(int(words[words.index("VmHWM:") + 1]) // 1024, file=sys.stderr)
"""


def in_a_child(path):
    """Read a workbook in a process of little memory; return what it said and its peak in MB."""
    child = subprocess.run(
        [sys.executable, "-c", CHILD.format(memory=MEMORY), str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert child.returncode == 0, child.stderr[-2000:]
    return json.loads(child.stdout), int(child.stderr.splitlines()[-1])


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(REFUSED[name]())
    (verdict, key, sentence), peak = in_a_child(path)
    assert verdict == "refused"
    assert key.startswith("imports.file.")
    assert name in sentence
    assert "\n" not in sentence
    assert peak < 400


@pytest.mark.parametrize("name", READ)
def test_read_safely(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(READ[name]())
    (verdict, *rest), peak = in_a_child(path)
    assert verdict == "read", rest
    assert "root:" not in json.dumps(rest)
    assert peak < 500


def test_a_refused_workbook_changes_nothing(office, tmp_path):
    before = len(residents.list_ids(office))
    for name in ("entities.xlsx", "far_cell.xlsx", "text.xlsx", "nul.csv", "repeated_badly.ods"):
        path = tmp_path / name
        path.write_bytes(REFUSED[name]())
        for kind in imports.KINDS:
            with pytest.raises(ImportProblemError) as caught:
                imports.plan_import(office, kind, path)
            assert describe(caught.value)
    assert len(residents.list_ids(office)) == before
    assert imports.list_batches(office) == []


def test_no_part_of_a_workbook_is_ever_unpacked_to_the_disk(office, tmp_path, monkeypatch):
    path = tmp_path / "sheet_name.xlsx"
    path.write_bytes(READ["sheet_name.xlsx"]())
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("TMPDIR", str(work))
    imports.open_source(path)
    assert list(work.rglob("*")) == []


@pytest.mark.parametrize("kind", imports.KINDS)
def test_odd_workbooks_are_planned_in_little_time(office, tmp_path, kind):
    for name in READ:
        path = tmp_path / name
        path.write_bytes(READ[name]())
        begin = time.monotonic()
        with contextlib.suppress(ImportProblemError):
            imports.plan_import(office, kind, path)
        assert time.monotonic() - begin < 20, name


@pytest.mark.slow
@pytest.mark.parametrize("kind", imports.KINDS)
def test_long_cells_are_read_in_little_time(office, tmp_path, kind):
    """As long as a few pages, in every column, and made for patterns that look back again."""
    lines = [["Nazwisko", "Imię", "PESEL", "Adres", "Telefon", "Uwagi", "Usługa", "Data"]]
    for sign in ("x", "a@", "1", "1-", "ul. ", "a ", "(", "12:30-", "A. ", ", "):
        lines.append([(sign * 8_000)[:8_000]] * len(lines[0]))
    path = tmp_path / "dlugie.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                sheet.write_string(number, column, text)
    begin = time.monotonic()
    with contextlib.suppress(ImportProblemError):
        imports.plan_import(office, kind, path)
    assert time.monotonic() - begin < 20
