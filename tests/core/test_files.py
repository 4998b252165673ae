"""A file is written whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from cusdesk.core import files

if TYPE_CHECKING:
    from pathlib import Path


def test_content_replaces_the_old_and_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "plik"
    files.write_whole(target, b"stare")
    files.write_whole(target, b"nowe")

    assert target.read_bytes() == b"nowe"
    assert list(tmp_path.iterdir()) == [target]


def test_failure_keeps_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "plik"
    files.write_whole(target, b"stare")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        files.write_whole(target, b"nowe")
    assert target.read_bytes() == b"stare"
    assert list(tmp_path.iterdir()) == [target]


def test_short_sharing_errors_are_waited_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "plik"
    replace, failures = os.replace, [PermissionError(), PermissionError()]

    def flaky(source: object, destination: object) -> None:
        if failures:
            raise failures.pop()
        replace(source, destination)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", flaky)
    files.write_whole(target, b"nowe")
    assert target.read_bytes() == b"nowe"
