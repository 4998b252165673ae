"""Shares and cloud folders are recognised by everything that gives them away, on any system."""

from __future__ import annotations

import sys
from pathlib import Path, PureWindowsPath

import pytest

from cusdesk.core.places import Place, Probes, is_elsewhere, place_of, safe_documents_dir

LOCAL = {
    "drive_type": lambda _p: 3,
    "filesystem": lambda _p: 0xEF53,
    "reparse_tag": lambda _p: 0,
    "device": lambda _p: 1,
    "environment": {},
}


def probes(**changed):
    return Probes(**(LOCAL | changed))


class WindowsPath(PureWindowsPath):
    """A Windows path on any system: nothing of it exists."""

    def exists(self):
        return False


@pytest.mark.parametrize("path", ["/dane/anna/Dokumenty/biuro.cusdesk", "/mega-biuro/a.cusdesk"])
def test_a_plain_folder_is_local(path):
    assert place_of(Path(path), probes()).is_safe


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Gmina Dolina", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Praca)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("Mój dysk", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("MEGAsync", "MEGA"),
    ],
)
def test_cloud_folders_are_known_by_name(folder, name):
    path = WindowsPath(f"D:\\anna\\{folder}\\cus\\biuro.cusdesk")
    assert place_of(path, probes()) == Place("cloud", name)


def test_a_file_that_is_only_named_after_a_cloud_is_local():
    assert place_of(Path("/dane/anna/dropbox"), probes()).is_safe


def test_one_drive_is_known_by_its_variable():
    environment = {"OneDriveCommercial": "D:\\Chmura gminy"}
    path = WindowsPath("d:\\chmura gminy\\cus\\biuro.cusdesk")
    assert place_of(path, probes(environment=environment)) == Place("cloud", "OneDrive")
    other = WindowsPath("D:\\Chmura gminy 2\\biuro.cusdesk")
    assert place_of(other, probes(environment=environment)).is_safe


@pytest.mark.parametrize("tag", [0x9000001A, 0x9000601A, 0x9000F01A])
def test_a_file_the_cloud_has_to_fetch_is_known_by_its_tag(tag):
    found = place_of(WindowsPath("C:\\a\\b.cusdesk"), probes(reparse_tag=lambda _p: tag))
    assert found.kind == "cloud"


def test_another_reparse_tag_is_no_cloud():
    link = probes(reparse_tag=lambda _p: 0xA000000C)
    assert place_of(WindowsPath("C:\\a\\b.cusdesk"), link).is_safe


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("\\\\serwer\\cus\\biuro.cusdesk", {}),
        ("Z:\\cus\\biuro.cusdesk", {"drive_type": lambda _p: 4}),
        ("/mnt/x/biuro.cusdesk", {"filesystem": lambda _p: 0x6969}),
        ("/mnt/x/biuro.cusdesk", {"filesystem": lambda _p: 0xFF534D42}),
        ("/run/user/1000/gvfs/smb-share:server=s/biuro.cusdesk", {}),
    ],
)
def test_shares_are_known(path, changed):
    assert place_of(WindowsPath(path), probes(**changed)) == Place("share")


def test_the_real_probes_answer(tmp_path):
    assert place_of(tmp_path / "biuro.cusdesk").is_safe
    if sys.platform == "win32":
        assert Probes().drive_type(tmp_path) not in {None, 0}
        return
    assert Probes().filesystem(tmp_path) not in {None, 0}
    assert Probes().filesystem(tmp_path / "nothing") is None


def test_a_copy_on_the_same_disk_does_not_outlive_it(tmp_path):
    office = tmp_path / "biuro.cusdesk"
    assert not is_elsewhere(tmp_path / "kopie", office)
    two = probes(device=lambda p: 2 if "stick" in str(p) else 1)
    (tmp_path / "stick").mkdir()
    assert is_elsewhere(tmp_path / "stick", office, two)


def test_a_copy_in_a_cloud_folder_outlives_the_disk(tmp_path):
    assert is_elsewhere(tmp_path / "Dropbox", tmp_path / "biuro.cusdesk", probes())


def test_documents_in_a_cloud_are_not_proposed(home, monkeypatch):
    monkeypatch.setattr("cusdesk.core.places.documents_dir", lambda: home / "Documents")
    assert safe_documents_dir(probes()).name == "Documents"
    everything = probes(environment={"OneDrive": str(home)})
    assert safe_documents_dir(everything) == Path.home() / "cusdesk"
