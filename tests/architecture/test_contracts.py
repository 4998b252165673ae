"""Every import contract of pyproject.toml holds, and turns red when it is broken.

Each trial copies the package, plants one forbidden import and runs import-linter on the copy.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "cusdesk"
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {c["id"]: c for c in CONFIG["tool"]["importlinter"]["contracts"]}

BREACHES = [
    # contract, module to plant (new unless it exists), the import it must not have
    ("layers", "core/planted.py", "import cusdesk.domain"),
    ("layers", "domain/planted.py", "import cusdesk.models"),
    ("layers", "models/planted.py", "import cusdesk.db"),
    ("layers", "db/planted.py", "import cusdesk.export"),
    ("layers", "importing/planted.py", "import cusdesk.export"),
    ("layers", "export/planted.py", "import cusdesk.services"),
    ("layers", "services/planted.py", "import cusdesk.ui"),
    ("layers", "planted/__init__.py", ""),  # a package without a place
    ("qt", "services/planted.py", "from PySide6.QtCore import QObject"),
    ("qt", "core/planted.py", "import shiboken6"),
    ("database", "ui/planted.py", "import sqlalchemy"),
    ("database", "domain/planted.py", "from sqlcipher3 import dbapi2"),
    ("office_files", "services/planted.py", "import reportlab.platypus"),
    ("office_files", "db/planted.py", "def later():\n    import python_calamine"),
    ("ui_sees_dtos", "ui/shell/planted.py", "from cusdesk.db import engine"),
    ("ui_sees_dtos", "ui/common/planted.py", "import cusdesk.models"),
    ("files_know_no_database", "export/planted.py", "import cusdesk.models"),
    ("ui_islands", "ui/common/planted.py", "import cusdesk.ui.shell"),
    ("ui_islands", "ui/planted/__init__.py", ""),
    ("cli_without_qt", "cli/care.py", "import cusdesk.ui"),
    ("migrations", "db/migrations/m9999_planted.py", "import cusdesk.core.clock"),
    ("migrations", "db/migrations/m9999_planted.py", "from cusdesk.db import engine"),
]

HOMES = {
    "PySide6": "qt",
    "shiboken6": "qt",
    "sqlalchemy": "database",
    "sqlcipher3": "database",
    "openpyxl": "office_files",
    "pypdf": "office_files",
    "pypdfium2": "office_files",
    "python_calamine": "office_files",
    "reportlab": "office_files",
    "xlsxwriter": "office_files",
}
"""Library → the contract that must protect it as soon as it is imported anywhere."""


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [word for name in contracts for word in ("--contract", name)]
    program = "import sys; from importlinter.cli import lint_imports_command as c; c()"
    return subprocess.run(
        # the cache lies in the copy: only the planted module is read anew
        [sys.executable, "-c", program, "--cache-dir", "seen", "--no-logo", *chosen],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copytree(PACKAGE, folder / "cusdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_tree_keeps_every_contract(copy):
    done = lint(copy)

    assert done.returncode == 0, done.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


@pytest.mark.parametrize(("contract", "module", "statement"), BREACHES)
def test_a_planted_import_turns_its_contract_red(copy, contract, module, statement):
    planted = copy / "cusdesk" / module
    before = planted.read_bytes() if planted.exists() else None
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{statement}\n", encoding="utf-8")

    done = lint(copy, contract)
    if before is not None:
        planted.write_bytes(before)
    elif planted.name == "__init__.py":
        shutil.rmtree(planted.parent)
    else:
        planted.unlink()

    assert done.returncode == 1
    named = planted.parent if planted.name == "__init__.py" else planted
    assert named.stem in done.stdout


def test_two_features_of_the_window_must_not_know_each_other(copy):
    for feature in ("events", "surveys"):
        (copy / "cusdesk/ui" / feature).mkdir(exist_ok=True)
        (copy / "cusdesk/ui" / feature / "__init__.py").touch()
    planted = copy / "cusdesk/ui/events/planted.py"
    planted.write_text("from cusdesk.ui import surveys\n", encoding="utf-8")

    done = lint(copy, "ui_islands")
    planted.unlink()

    assert done.returncode == 1
    assert "cusdesk.ui.events.planted -> cusdesk.ui.surveys" in done.stdout


def test_every_contract_has_a_trial():
    assert {contract for contract, _, _ in BREACHES} == set(CONTRACTS)


@cache
def imported_libraries() -> set[str]:
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_library_in_use_is_protected(library):
    if library in imported_libraries():
        assert library in CONTRACTS[HOMES[library]]["protected_modules"]
