"""Installer, portable folder and update file of a small program."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import struct
import zipfile

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cusdesk.__main__ import EXCHANGE_SUFFIX, OFFICE_SUFFIX
from cusdesk.core import windows
from cusdesk.core.manifest import read_manifest
from tools.windows import icon, installer, payload, places, portable, update

SCRIPT = places.SCRIPT.read_text(encoding="utf-8")


@pytest.fixture
def program(tmp_path):
    folder = tmp_path / "payload"
    for name in ("python/Cusdesk.exe", "app/cusdesk/a.py", "lib/b.pyc"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    shutil.copy(payload.ROOT / "resources" / "icons" / "app.ico", folder / "cusdesk.ico")
    payload.finish(folder, "1.2.3")
    return folder


# 2026-11-22: `dev.py test` installs makensis on Debian; elsewhere a developer may be without it
@pytest.mark.skipif(installer.makensis() is None, reason="no makensis here (2026-11-22)")
def test_the_installer_compiles_the_same_twice(program, tmp_path):
    made = [
        installer.compile_installer(program, read_manifest(program), tmp_path / name, "-DQUICK")
        for name in ("one.exe", "two.exe")
    ]
    first, second = (path.read_bytes() for path in made)

    assert first.startswith(b"MZ")
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert not list(tmp_path.glob("*.nsh"))


def test_the_list_for_the_installer_ends_with_the_manifest(program):
    text = installer.file_list(read_manifest(program), program)
    files = re.findall(r'^File "(.+)"$', text, re.MULTILINE)

    assert len(files) == 6
    assert files[-1].endswith("manifest.json")
    assert r'SetOutPath "$INSTDIR\program.nowy\app\cusdesk"' in text


def test_the_installer_and_the_program_mean_the_same_things():
    defined = dict(re.findall(r'^!define (\w+) "?([^"\s;]+)', SCRIPT, re.MULTILINE))

    assert defined["MUTEX"] == windows.RUNNING_MARK
    assert f'"{OFFICE_SUFFIX}" "${{MARK_OFFICE}}"' in SCRIPT
    assert f'"{EXCHANGE_SUFFIX}" "${{MARK_EXCHANGE}}"' in SCRIPT
    table = places.table()["python"]
    assert rf"python\{table['windowed']}" in SCRIPT
    assert rf"python\{table['console']}" in SCRIPT


def test_every_exit_code_is_described():
    codes = re.findall(r"^!define [A-Z_]+ (\d+)$", SCRIPT, re.MULTILINE)
    page = (payload.ROOT / "docs" / "packaging.md").read_text(encoding="utf-8")

    assert {"0", "10", "11", "12", "13", "14", "15"} <= set(codes)
    assert all(f"| {code} | " in page for code in ("0", "2", "10", "11", "12", "13", "14", "15"))
    switches = set(re.findall(r'GetOptions\} \$\d "(/\w+)"', SCRIPT))
    assert switches == {"/CZEKAJ", "/BEZPROBY", "/URUCHOM", "/WROC"}
    assert all(f"`{switch}" in page or f"{switch} " in page for switch in switches)


def test_nothing_of_the_person_is_named_by_the_installer():
    """It removes what its lists name, and never the folder of the data."""
    removed = re.findall(r'^\s*RMDir /r "([^"]+)"', SCRIPT, re.MULTILINE)

    assert set(removed) == {r"$INSTDIR\${NEW}"}
    assert r"$LOCALAPPDATA\cusdesk" not in SCRIPT
    assert "$APPDATA" not in SCRIPT
    assert "HKLM" not in SCRIPT


def test_the_portable_zip_is_the_same_twice_and_says_where_data_lie(program, tmp_path):
    made = [
        portable.write_portable(program, read_manifest(program), tmp_path / name)
        for name in ("one.zip", "two.zip")
    ]
    with zipfile.ZipFile(made[0]) as archive:
        names = archive.namelist()
        readme = archive.read("cusdesk-1.2.3/CZYTAJ.txt").decode("utf-8-sig")
        start = archive.read("cusdesk-1.2.3/cusdesk.cmd").decode("ascii")

    assert made[0].read_bytes() == made[1].read_bytes()
    assert "cusdesk-1.2.3/przenosny.txt" in names
    assert "cusdesk-1.2.3/program/python/Cusdesk.exe" in names
    assert "1.2.3" in readme
    assert "„dane”" in readme
    assert r"program\python\Cusdesk.exe" in start


def test_the_update_file_is_as_described(tmp_path, monkeypatch):
    monkeypatch.setenv(update.PASSWORD, "Długie-hasło-wydawcy")
    public = update.new_key(tmp_path / "key.pem")
    key = update.load_key(tmp_path / "key.pem")
    contents = {"notes.txt": "Nowe: żółć".encode(), "setup.exe": b"MZ..."}
    about = {"version": "1.2.3", "schema": 5, "made": "2026-11-22"}
    path = update.write_update(tmp_path / "a.cusakt", contents, about, key)

    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["update.json", "update.sig", "notes.txt", "setup.exe"]
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        listed, signature = archive.read("update.json"), archive.read("update.sig")
    verifier = Ed25519PublicKey.from_public_bytes(base64.b64decode(public))
    verifier.verify(signature, b"cusdesk-update-1\n" + listed)
    with pytest.raises(InvalidSignature):
        verifier.verify(signature, listed)
    said = json.loads(listed)
    assert (said["format"], said["program"], said["version"]) == (1, "cusdesk", "1.2.3")
    assert said["files"][1]["sha256"] == hashlib.sha256(b"MZ...").hexdigest()


def test_a_key_is_never_overwritten_nor_kept_without_a_password(tmp_path, monkeypatch):
    monkeypatch.delenv(update.PASSWORD, raising=False)
    with pytest.raises(places.PackageError, match=update.PASSWORD):
        update.new_key(tmp_path / "key.pem")
    monkeypatch.setenv(update.PASSWORD, "Długie-hasło-wydawcy")
    update.new_key(tmp_path / "key.pem")
    with pytest.raises(places.PackageError, match="never overwritten"):
        update.new_key(tmp_path / "key.pem")
    monkeypatch.setenv(update.PASSWORD, "inne")
    with pytest.raises(places.PackageError, match="is not a key"):
        update.load_key(tmp_path / "key.pem")


def test_release_notes_have_at_most_ten_lines(tmp_path, monkeypatch):
    monkeypatch.setenv(update.PASSWORD, "Długie-hasło-wydawcy")
    update.new_key(tmp_path / "key.pem")
    contents = {"notes.txt": b"x\n" * 11, "setup.exe": b""}

    with pytest.raises(places.PackageError, match="10 lines"):
        update.write_update(tmp_path / "a", contents, {}, update.load_key(tmp_path / "key.pem"))


def test_the_icon_has_every_size():
    made = (payload.ROOT / "resources" / "icons" / "app.ico").read_bytes()
    kind, count = struct.unpack("<HH", made[2:6])
    edges = [made[6 + 16 * index] or 256 for index in range(count)]

    assert (kind, edges) == (1, list(icon.SIZES))
