"""The check of the package finds what was taken away or slipped in; on a small folder."""

from __future__ import annotations

import shutil

import pytest

from cusdesk.core import manifest
from tools.windows import check, fetch, modules, payload, texts, wheels


@pytest.fixture
def program(tmp_path):
    """A small program that agrees with its manifest."""
    for name, content in {
        "app/cusdesk/__init__.py": b"",
        "app/cusdesk/__pycache__/__init__.cpython-311.pyc": b"x",
        "lib/one.pyc": b"y",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    payload.finish(tmp_path, "1.2.3")
    return tmp_path


def test_a_finished_folder_agrees_with_both_lists(program):
    assert check.agrees(program) == []
    assert check.bytecode(program) == []
    assert check.names(program) == []


def test_folders_stand_below_their_files_deepest_first(program):
    lines = (program / manifest.LIST_NAME).read_bytes().decode("ascii").split("\r\n")

    assert lines[-5:] == ["app\\cusdesk\\__pycache__\\", "app\\cusdesk\\", "app\\", "lib\\", ""]
    assert manifest.FILE_NAME in lines
    assert manifest.LIST_NAME not in lines


def test_what_is_lost_or_new_is_found(program):
    (program / "lib" / "one.pyc").unlink()
    (program / "app" / "new.py").touch()

    assert check.agrees(program) == ["missing lib/one.pyc", "extra app/new.py"]
    assert check.bytecode(program) == ["app/new.py"]


def test_a_list_that_forgets_a_file_is_found(program):
    path = program / manifest.LIST_NAME
    path.write_bytes(path.read_bytes().replace(b"lib\\one.pyc\r\n", b""))

    assert check.agrees(program) == ["files.txt and the manifest differ"]


def test_names_that_windows_or_the_list_cannot_bear(program):
    (program / "łódź.txt").touch()
    (program / ("x" * 111)).touch()
    (program / "debug.pdb").touch()

    assert len(check.names(program)) == 3


def test_a_library_that_was_not_locked_or_not_shipped_is_found(program, monkeypatch):
    monkeypatch.setattr(fetch, "pins", lambda: {"et-xmlfile": "2.0.0", "six": "1.17.0"})
    for name in ("et_xmlfile-2.0.0", "six-1.16.0", "new-1.0"):
        (program / "lib" / f"{name}.dist-info").mkdir()

    assert check.requirements(program) == [
        "new: locked None, shipped 1.0",
        "six: locked 1.17.0, shipped 1.16.0",
    ]


def test_a_library_without_its_licence_is_found(program):
    (program / "lib" / "six-1.17.0.dist-info").mkdir()

    assert {"six", "Qt/LGPL-3.0.txt", "Python/LICENSE.txt"} <= set(texts.missing(program))


def test_a_module_that_leads_nowhere_is_found(tmp_path):
    app, lib = tmp_path / "app", tmp_path / "lib"
    for folder in (app / "cusdesk", lib / "big"):
        folder.mkdir(parents=True)
    (lib / "small.py").touch()
    (lib / "big" / "__init__.py").write_text("from . import part\nimport big.gone\nimport numpy\n")
    (lib / "big" / "part.py").write_text("try:\n    import big.extra\nexcept ImportError: ...\n")
    (app / "cusdesk" / "a.py").write_text(
        "import small\nimport json\nimport lost\nimport big.part\n"
    )

    assert modules.unresolved(app, lib, frozenset({"json"})) == [
        "app/cusdesk/a.py imports lost",
        "lib/big/__init__.py imports big.gone",
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("openpyxl/cell.py", True),
        ("openpyxl/cell.pyi", False),
        ("shiboken6/concrt140.dll", False),
        ("holidays/locale/pl/LC_MESSAGES/PL.mo", True),
        ("holidays/locale/de/LC_MESSAGES/DE.mo", False),
        ("stdnum/pl/pesel.py", True),
        ("stdnum/de/vat.py", False),
        ("six-1.17.0.dist-info/METADATA", True),
        ("six-1.17.0.dist-info/RECORD", False),
    ],
)
def test_what_of_a_wheel_is_shipped(name, wanted):
    assert wheels.is_wanted(name) is wanted


def test_the_windows_lock_keeps_to_the_runtime_lock():
    here = fetch.pins(fetch.LOCK)
    runtime = fetch.pins(fetch.LOCK.with_name("runtime.lock"))

    assert here.items() <= runtime.items()
    assert {"pyside6-essentials", "sqlcipher3", "cryptography"} <= here.keys()
    assert "pip" not in here


def test_the_same_sources_compile_to_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(payload, "_same_python", lambda: None)
    made = []
    for name in ("first", "second in another place"):
        folder = tmp_path / name
        shutil.copytree(payload.ROOT / "cusdesk" / "core", folder / "lib" / "core")
        shutil.rmtree(folder / "lib" / "core" / "__pycache__", ignore_errors=True)
        payload._compile(folder)
        made.append(payload.finish(folder, "1.2.3").to_bytes())

    assert made[0] == made[1]
    assert b"lib/core/paths.pyc" in made[0]
    assert b'paths.py"' not in made[0]
