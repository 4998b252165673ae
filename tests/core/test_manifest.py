"""The manifest of an installed program finds what a virus scanner or a torn copy did."""

from __future__ import annotations

import pytest

from cusdesk.core.manifest import (
    FILE_NAME,
    Difference,
    differences,
    make_manifest,
    read_manifest,
)


@pytest.fixture
def program(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "a.pyd").write_bytes(b"one")
    (tmp_path / "b.txt").write_bytes(b"two")
    (tmp_path / FILE_NAME).write_bytes(make_manifest(tmp_path, "1.2.3").to_bytes())
    return tmp_path


def test_a_folder_agrees_with_its_own_manifest(program):
    found = read_manifest(program)

    assert (found.version, found.size) == ("1.2.3", 6)
    assert [entry.path for entry in found.files] == ["b.txt", "lib/a.pyd"]
    assert list(differences(program, found)) == []


def test_every_difference_is_named(program):
    manifest = read_manifest(program)
    (program / "lib" / "a.pyd").write_bytes(b"ONE")
    (program / "b.txt").unlink()
    (program / "lib" / "old.pyc").touch()

    assert set(differences(program, manifest)) == {
        Difference("missing", "b.txt"),
        Difference("changed", "lib/a.pyd"),
        Difference("extra", "lib/old.pyc"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"program": "other", "format": 1}',
        '{"program": "cusdesk", "format": 2, "version": "1", "files": []}',
        '{"program": "cusdesk", "format": 1, "version": "1", "files": [{"path": "a"}]}',
    ],
)
def test_what_is_no_manifest_is_refused(tmp_path, text):
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match=r"manifest\.json|Expecting"):
        read_manifest(tmp_path)
