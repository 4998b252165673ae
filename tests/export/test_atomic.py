from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cusdesk.core import files
from cusdesk.core.errors import DocumentError
from cusdesk.core.messages import describe
from cusdesk.export.atomic import replace_file, write_file


def refusing(times: int, winerror: int = 32):
    """A `Path.replace` that fails as Windows does while another program holds the file."""
    real = Path.replace
    left = [times]

    def replace(self, target):
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "held")
            error.winerror = winerror
            raise error
        return real(self, target)

    return replace


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(files, "WAITS_S", (0, 0, 0))


def test_file_is_written_whole(tmp_path):
    write_file(tmp_path / "a.pdf", b"abc")

    assert (tmp_path / "a.pdf").read_bytes() == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_failure_while_writing_leaves_the_old_file_and_no_rubbish(tmp_path):
    write_file(tmp_path / "a.pdf", b"old")

    def fail():
        with replace_file(tmp_path / "a.pdf") as out:
            out.write(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_file_held_for_a_moment_is_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "replace", refusing(3))

    write_file(tmp_path / "a.pdf", b"abc")

    assert (tmp_path / "a.pdf").read_bytes() == b"abc"


def test_file_open_in_another_program_is_named(tmp_path, monkeypatch):
    write_file(tmp_path / "a.xlsx", b"old")
    monkeypatch.setattr(Path, "replace", refusing(99))

    with pytest.raises(DocumentError) as caught:
        write_file(tmp_path / "a.xlsx", b"new")

    assert caught.value.key == "export.file.in_use"
    assert "„a.xlsx”" in describe(caught.value)
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_full_disk_is_said(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(DocumentError) as caught:
        write_file(tmp_path / "a.pdf", b"abc")

    assert caught.value.key == "export.file.no_space"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (errno.EACCES, "no_rights"),
        (errno.EROFS, "no_rights"),
        (errno.ENOENT, "no_folder"),
        (errno.ENAMETOOLONG, "bad_name"),
        (errno.EIO, "failed"),
    ],
)
def test_each_failure_has_its_sentence(tmp_path, monkeypatch, code, key):
    def fail(*_arguments):
        raise OSError(code, "no")

    monkeypatch.setattr(Path, "replace", fail)

    with pytest.raises(DocumentError) as caught:
        write_file(tmp_path / "a.pdf", b"abc")

    assert caught.value.key == f"export.file.{key}"
    assert describe(caught.value)
