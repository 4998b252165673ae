"""Golden files: what a document was when somebody last looked at it.

`golden.check("pdf/short.txt", text)` compares with the file of that name below `tests/golden/`;
data other than text is written as JSON. `pytest --update-golden` (or `dev.py golden`) writes the
files anew; the diff is then read by a person and committed.
"""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest


class Golden:
    """The folder of golden files, to compare with or to write."""

    def __init__(self, folder: Path, *, update: bool) -> None:
        self._folder = folder
        self._update = update

    def check(self, name: str, actual: object) -> None:
        """Fail with a readable diff unless `actual` equals the golden file `name`."""
        path = self._folder / name
        text = actual if isinstance(actual, str) else _as_json(actual)
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        if not path.exists():
            pytest.fail(f"no golden file {name}: run with --update-golden and read what it wrote")
        expected = path.read_text(encoding="utf-8")
        if text != expected:
            pytest.fail(_difference(name, expected, text))


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"


def _difference(name: str, expected: str, actual: str) -> str:
    lines = difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), f"golden/{name}", "now", lineterm="", n=2
    )
    return "\n".join(["differs from the golden file:", *lines])
