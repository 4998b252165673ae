"""A file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cusdesk.core import files


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


class HeldError(PermissionError):
    """As Windows says it while a virus scanner looks at the file."""

    winerror = 32


def test_short_sharing_errors_are_waited_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "plik"
    replace, failures = Path.replace, [HeldError(), HeldError()]

    def flaky(source: Path, destination: Path) -> Path:
        if failures:
            raise failures.pop()
        return replace(source, destination)

    monkeypatch.setattr(Path, "replace", flaky)
    monkeypatch.setattr(files, "WAITS_S", (0, 0, 0))
    files.write_whole(target, b"nowe")
    assert target.read_bytes() == b"nowe"
