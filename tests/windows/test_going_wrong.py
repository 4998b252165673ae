"""What may not happen: half a version, a broken one, a full disk, a cut in the middle."""

from __future__ import annotations

import subprocess

import pytest

from tests.windows.wine import NEW, OLD, version_in

BROKEN = "9.1.0"


@pytest.fixture(scope="module")
def office_pc(pc, old_setup):
    """A PC with the older version in a folder with Polish letters and spaces."""
    folder = pc.disk / "Programy Łódź" / "Moja Księgowość"
    assert pc.run(str(old_setup), "/S", *pc.last("/D", folder)).status == 0
    return folder


def is_as_before(pc, folder):
    assert version_in(folder / "program") == OLD
    assert not (folder / "program.nowy").exists()
    assert pc.console(folder / "program", "--selftest", "files").status == 0


def test_it_works_in_a_folder_with_polish_letters(pc, office_pc):
    is_as_before(pc, office_pc)
    assert pc.console(office_pc / "program", "--selftest", "short").status == 0


def test_a_changed_file_is_refused(pc, office_pc, setups):
    def spoil(folder):
        path = folder / "lib" / "six.pyc"
        path.write_bytes(path.read_bytes()[:-1] + b"?")

    setup = setups("spoiled", BROKEN, spoil=spoil)
    assert pc.run(str(setup), "/S", *pc.last("/D", office_pc)).status == 13
    is_as_before(pc, office_pc)


def test_a_version_that_does_not_start_is_refused(pc, office_pc, setups):
    def change(folder):
        (folder / "lib" / "PySide6" / "Qt6Svg.dll").unlink()

    setup = setups("unable", BROKEN, change=change)
    assert pc.run(str(setup), "/S", *pc.last("/D", office_pc)).status == 14
    is_as_before(pc, office_pc)


def test_a_cut_between_the_renames_is_mended_by_the_next_run(pc, office_pc, setups):
    (office_pc / "program").rename(office_pc / "program.poprzedni")
    setup = setups("spoiled", BROKEN)
    assert pc.run(str(setup), "/S", *pc.last("/D", office_pc)).status == 13
    is_as_before(pc, office_pc)


def test_a_cut_during_the_copy_is_mended_by_the_next_run(pc, office_pc, new_setup):
    (office_pc / "program.nowy" / "lib").mkdir(parents=True)
    (office_pc / "program.nowy" / "lib" / "half.dll").write_bytes(b"M")
    assert pc.run(str(new_setup), "/S", *pc.last("/D", office_pc)).status == 0

    assert version_in(office_pc / "program") == NEW
    assert not (office_pc / "program.nowy").exists()


@pytest.fixture
def small_disk(pc):
    """A disk with room for one version and a third of another."""
    folder = pc.disk / "mały dysk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=260m", "tmpfs", str(folder)]
    subprocess.run(command, check=True)  # the night runs as root
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_version_that_works(pc, small_disk, old_setup, new_setup):
    folder = small_disk / "cusdesk"
    assert pc.run(str(old_setup), "/S", *pc.last("/D", folder)).status == 0
    assert pc.run(str(new_setup), "/S", *pc.last("/D", folder)).status == 13

    is_as_before(pc, folder)
    assert pc.console(folder / "program", "--selftest", "short").status == 0
