"""The portable folder runs where it lies and leaves nothing in the profile."""

from __future__ import annotations

import zipfile

import pytest

from cusdesk.core.manifest import read_manifest
from tools.windows import portable


@pytest.fixture(scope="module")
def stick(pc, program, work):
    """The zip unpacked on something like a stick."""
    made = read_manifest(program)
    packed = portable.write_portable(program, made, work / "portable.zip")
    folder = pc.disk / "Pendrive Ósma"
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    return folder / f"cusdesk-{made.version}"


def test_it_keeps_its_things_beside_itself(pc, stick):
    before = pc.files()
    office = stick / "biuro próbne.cusdesk"
    words = ("create", pc.path(office), "--name", "Próba")
    made = pc.console(stick / "program", *words, CUSDESK_PASSWORD="Próbne-hasło-2026")
    top = stick.relative_to(pc.disk).as_posix()
    outside = {name for name in pc.files() - before if not name.startswith(f"{top}/")}

    assert made.status == 0, made.text
    assert office.is_file()
    assert any((stick / "dane").rglob("*"))
    assert outside == set()


def test_its_start_file_opens_the_window(pc, stick, work):
    pc.start("cmd", "/c", pc.path(stick / "cusdesk.cmd"))
    assert pc.window("cusdesk") is not None
    pc.end()
