"""The update file: what is ours is read, whatever was changed on the way is refused."""

from __future__ import annotations

import datetime as dt
import json
import zipfile

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cusdesk.core import update_file
from cusdesk.core.errors import StorageError
from cusdesk.core.update_file import (
    LIST,
    NOTES,
    SETUP,
    SIGNATURE,
    SIGNED_BEFORE,
    public_keys,
    read_update,
    unpack_setup,
    version_number,
)
from tools.windows.update import write_update

DAY = dt.date(2027, 1, 15)
KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


def public(key):
    raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
    return key.public_key().public_bytes(*raw)


KEYS = {"old": public(OTHER), "new": public(KEY)}


def make(folder, version="0.9.0", schema=9, key=KEY):
    """Write an update file as the packer does, its installer a few bytes; return its path."""
    notes = b"Nowe zestawienia.\nPoprawki.\n"
    contents = {NOTES: notes, SETUP: b"MZ" + bytes(5000)}
    about = {"version": version, "schema": schema, "made": DAY.isoformat()}
    return write_update(folder / f"cusdesk-{version}.cusakt", contents, about, key)


@pytest.fixture
def update(tmp_path):
    return make(tmp_path)


def test_what_was_packed_is_read(update):
    found = read_update(update, KEYS)

    assert (found.version, found.schema, found.made_on) == ("0.9.0", 9, DAY)
    assert found.notes == ("Nowe zestawienia.", "Poprawki.")
    assert found.signed_by == "new"


def test_the_installer_comes_out_as_it_went_in(update, tmp_path):
    found = read_update(update, KEYS)
    target = unpack_setup(found, tmp_path / "new" / "place")

    assert target.read_bytes() == b"MZ" + bytes(5000)
    assert target.name == "cusdesk-0.9.0-setup.exe"


def refused(path, key="false", keys=KEYS):
    with pytest.raises(StorageError) as caught:
        read_update(path, keys)
    return caught.value.key == f"updates.problem.{key}"


def test_a_key_that_is_not_ours_is_refused(tmp_path):
    assert refused(make(tmp_path, key=Ed25519PrivateKey.generate()))


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path, parts, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return path


def signed(listed):
    raw = json.dumps(listed).encode()
    return {LIST: raw, SIGNATURE: KEY.sign(SIGNED_BEFORE + raw)}


CHANGES = {
    "setup": lambda p: p | {SETUP: b"MZ" + bytes(4999) + b"x"},
    "longer setup": lambda p: p | {SETUP: p[SETUP] + b"x"},
    "shorter setup": lambda p: p | {SETUP: p[SETUP][:-1]},
    "notes": lambda p: p | {NOTES: p[NOTES].replace(b"Nowe", b"Inne")},
    "list": lambda p: p | {LIST: p[LIST].replace(b"0.9.0", b"9.9.0")},
    "signature": lambda p: p | {SIGNATURE: bytes(64)},
    "short signature": lambda p: p | {SIGNATURE: p[SIGNATURE][:-1]},
    "extra entry": lambda p: p | {"x.exe": b"MZ"},
    "missing entry": lambda p: {name: data for name, data in p.items() if name != NOTES},
    "other order": lambda p: dict(reversed(p.items())),
    "endless list": lambda p: p | {LIST: p[LIST] + b" " * 70_000},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_file_is_refused(update, change):
    parts = CHANGES[change](parts_of(update))
    assert refused(pack(update, parts.items()))


def test_nothing_is_unpacked_by_inflating(update):
    assert refused(pack(update, parts_of(update).items(), zipfile.ZIP_DEFLATED))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(update):
    parts = list(parts_of(update).items())
    assert refused(pack(update, [*parts, parts[-1]]))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("program", "inny"),
        ("version", "1.0"),
        ("version", 5),
        ("schema", "x"),
        ("made", "wczoraj"),
        ("files", []),
        ("files", {"a": 1}),
        ("files", [{"path": "../x", "size": 1, "sha256": "0" * 64}]),
    ],
)
def test_a_signed_list_that_makes_no_sense_is_refused(update, field, value):
    parts = parts_of(update)
    listed = json.loads(parts[LIST]) | {field: value}
    assert refused(pack(update, (parts | signed(listed)).items()))


def test_a_list_of_a_later_program_is_told_apart(update):
    parts = parts_of(update)
    listed = {"format": 2, "program": "cusdesk"}
    assert refused(pack(update, (parts | signed(listed)).items()), "later_format")


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"x" * 5000])
def test_what_is_no_zip_is_refused(tmp_path, content):
    path = tmp_path / "x.cusakt"
    path.write_bytes(content)
    with pytest.raises(StorageError):
        read_update(path, KEYS)
    assert refused(tmp_path / "missing.cusakt", "unreadable")


def test_every_cut_is_refused(update):
    whole = update.read_bytes()
    for length in range(0, len(whole), 97):
        update.write_bytes(whole[:length])
        with pytest.raises(StorageError):
            read_update(update, KEYS)


def test_every_changed_byte_is_refused_or_harmless(update, tmp_path):
    """What is in the zip's own heads may change without harm; what comes out is the same."""
    whole, before = update.read_bytes(), read_update(update, KEYS)
    for place in [*range(0, 800, 3), *range(len(whole) - 300, len(whole))]:
        update.write_bytes(whole[:place] + bytes([whole[place] ^ 0x21]) + whole[place + 1 :])
        try:
            found = read_update(update, KEYS)
        except StorageError:
            continue
        assert (found.version, found.setup_sha256) == (before.version, before.setup_sha256)


def test_a_file_swapped_between_the_looks_is_not_run(update, tmp_path):
    found = read_update(update, KEYS)
    parts = parts_of(update)
    pack(update, (parts | {SETUP: b"MZ" + bytes(4999) + b"x"}).items())

    with pytest.raises(StorageError) as caught:
        unpack_setup(found, tmp_path / "place")

    assert caught.value.key == "updates.problem.false"
    assert list((tmp_path / "place").iterdir()) == []


def test_a_full_disk_leaves_nothing(update, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    found = read_update(update, KEYS)
    monkeypatch.setattr("cusdesk.core.files.os.fsync", full)
    with pytest.raises(StorageError) as caught:
        unpack_setup(found, tmp_path / "place")
    assert caught.value.key == "updates.problem.cannot_write"
    assert list((tmp_path / "place").iterdir()) == []


def test_versions_are_compared_as_numbers():
    assert version_number("0.10.0") > version_number("0.9.9")
    for wrong in ("1.2", "1.2.3.4", "v1.2.3", "1.2.x", "1.2.٣"):
        with pytest.raises(ValueError, match=wrong):
            version_number(wrong)


def test_keys_of_the_program_are_keys():
    assert all(len(key) == 32 for key in public_keys().values())
    assert update_file.SUFFIX == ".cusakt"


def test_a_program_without_keys_says_so(update):
    assert refused(update, "no_keys", keys={})
